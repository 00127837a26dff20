//! `build_streets`: houses, blocks of flats and works along the streets but trunk roads, numbered oddly on the left and
//! evenly on the right. Microdistricts, numbered without streets, are in `yards.rs`.

use crate::grid::{Edge, Grid};
use crate::quarters::{Quarter, Quarters};
use crate::road_class::Road;
use crate::site::{Building, Site};
use crate::size::Size;
use crate::streets::Street;
use crate::terrain::Spot;
use rand::RngExt;

/// Metres from the middle of the street to a private house, and the room each takes along it.
const HOUSE_SETBACK: f64 = 14.0;
const HOUSE_LOT: f64 = 24.0;
/// Metres from the middle of the street to a block of flats, and the depth of one.
const BLOCK_SETBACK: f64 = 19.0;
const BLOCK_DEPTH: f64 = 13.0;
/// Metres kept free at a crossing: on the streets from west to east, and on the others, whose corners are taken.
const CORNERS: [f64; 2] = [24.0, 58.0];
const LETTERS: [&str; 4] = ["А", "Б", "В", "Г"];

/// The numbers given so far on one side of a street.
struct Numbers {
    next: u32,
    letters: usize,
}

impl Numbers {
    /// The next number; now and then a letter after the last one, for a house built between.
    fn house(&mut self, between: bool) -> String {
        if between && self.next > 2 && self.letters < LETTERS.len() {
            self.letters += 1;
            return format!("{}{}", self.next - 2, LETTERS[self.letters - 1]);
        }
        self.letters = 0;
        self.next += 2;
        (self.next - 2).to_string()
    }
}

/// Builds along every street and gives each its numbers.
pub(crate) fn build_streets(
    site: &mut Site,
    grid: &Grid,
    quarters: &Quarters,
    streets: &[Street],
    size: &Size,
    town: usize,
) {
    for street in streets.iter().filter(|street| street.road < Road::Trunk) {
        let thoroughfare = site.book.add_thoroughfare(street.name.clone(), town, "addr:street");
        for (side, first) in [(Side::Left, 1), (Side::Right, 2)] {
            let mut numbers = Numbers {
                next: first,
                letters: 0,
            };
            for ix in &street.edges {
                let edge = grid.edges[*ix];
                let Some(front) = Front::of(site, grid, &edge, side) else {
                    continue;
                };
                match quarters.at(front.i, front.j) {
                    Quarter::Private => line_with_houses(site, &front, thoroughfare, &mut numbers),
                    Quarter::Flats => line_with_blocks(site, &front, thoroughfare, &mut numbers, size.levels),
                    Quarter::Works if edge.is_horizontal && side == Side::Left => {
                        build_works(site, &front, thoroughfare, &mut numbers);
                    }
                    Quarter::Works | Quarter::District(_) | Quarter::Park | Quarter::Bare => {}
                }
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// One side of one piece of street, seen from it: how long it is, and which quarter it looks at.
struct Front {
    start: Spot,
    length: f64,
    is_horizontal: bool,
    /// 1 when the quarter lies north or east of the street, −1 when south or west.
    away: f64,
    i: usize,
    j: usize,
}

impl Front {
    fn of(site: &Site, grid: &Grid, edge: &Edge, side: Side) -> Option<Self> {
        let (xs, ys) = (&site.drawing.terrain.xs, &site.drawing.terrain.ys);
        let (start, end) = (grid.spot(edge.from, xs, ys), grid.spot(edge.to, xs, ys));
        // Left of a street to the east lies north; left of a street to the north lies west.
        let is_after = (side == Side::Left) == edge.is_horizontal;
        let (i, j) = match (edge.is_horizontal, is_after) {
            (_, true) => (Some(edge.i), Some(edge.j)),
            (true, false) => (Some(edge.i), edge.j.checked_sub(1)),
            (false, false) => (edge.i.checked_sub(1), Some(edge.j)),
        };
        let (i, j) = (i.filter(|i| *i < grid.columns)?, j.filter(|j| *j < grid.rows)?);
        let length = (end.x - start.x) + (end.y - start.y);
        Some(Self {
            start,
            length,
            is_horizontal: edge.is_horizontal,
            away: if is_after { 1.0 } else { -1.0 },
            i,
            j,
        })
    }

    /// A rectangle from `from` to `to` metres along the street and from `near` to `far` metres off it.
    fn rectangle(&self, (from, to): (f64, f64), (near, far): (f64, f64)) -> [Spot; 2] {
        let (near, far) = (near * self.away, far * self.away);
        let off = (near.min(far), near.max(far));
        let (x, y) = if self.is_horizontal {
            ((from, to), off)
        } else {
            (off, (from, to))
        };
        [
            Spot::new(self.start.x + x.0, self.start.y + y.0),
            Spot::new(self.start.x + x.1, self.start.y + y.1),
        ]
    }

    fn corner(&self) -> f64 {
        CORNERS[usize::from(!self.is_horizontal)]
    }
}

fn line_with_houses(site: &mut Site, front: &Front, thoroughfare: usize, numbers: &mut Numbers) {
    let mut at = front.corner() + HOUSE_LOT / 2.0;
    while at < front.length - front.corner() - HOUSE_LOT / 4.0 {
        let (width, depth) = (site.rng.random_range(8.0..12.0), site.rng.random_range(8.0..13.0));
        let setback = HOUSE_SETBACK + site.rng.random_range(0.0..5.0);
        let between = site.rng.random_bool(0.04);
        let house = numbers.house(between);
        let is_last = at + HOUSE_LOT >= front.length - front.corner() - HOUSE_LOT / 4.0;
        // A house on a corner may carry the number it has on the other street.
        let house = if is_last && !between && site.rng.random_bool(0.15) {
            format!("{house}/{}", site.rng.random_range(1..60))
        } else {
            house
        };
        let ground = front.rectangle((at - width / 2.0, at + width / 2.0), (setback, setback + depth));
        site.build(Building::House, ground, thoroughfare, &house, None);
        at += HOUSE_LOT;
    }
}

/// Blocks along the street; on the southern street of the quarter also those in the yard behind, as corpuses.
fn line_with_blocks(site: &mut Site, front: &Front, thoroughfare: usize, numbers: &mut Numbers, levels: u32) {
    let kind = |site: &mut Site| Building::Block {
        levels: levels.saturating_sub(site.rng.random_range(0..2)).max(2),
    };
    let off = (BLOCK_SETBACK, BLOCK_SETBACK + BLOCK_DEPTH);
    // The yard side of the rectangle, where the entrances are.
    let yard = front.is_horizontal.then_some(front.start.y + off.1 * front.away);
    if !front.is_horizontal {
        let house = numbers.house(false);
        let along = (front.corner(), front.length - front.corner());
        let kind = kind(site);
        site.build(kind, front.rectangle(along, off), thoroughfare, &house, yard);
        return;
    }
    let middle = front.length / 2.0;
    for along in [
        (front.corner() + 12.0, middle - 12.0),
        (middle + 12.0, front.length - front.corner() - 12.0),
    ] {
        let number = numbers.house(false);
        let has_yard_block = front.away > 0.0;
        let (house, behind) = match (has_yard_block, site.rng.random_bool(0.6)) {
            (true, true) => (format!("{number} к1"), format!("{number} к2")),
            (true, false) => (number.clone(), format!("{number} к1")),
            (false, _) => (number, String::new()),
        };
        let block = kind(site);
        site.build(block, front.rectangle(along, off), thoroughfare, &house, yard);
        if has_yard_block {
            let (from, to) = (along.0.max(middle - 58.0), along.1.min(middle + 58.0));
            let deep = (86.0, 86.0 + BLOCK_DEPTH);
            let block = kind(site);
            let yard = Some(front.start.y + deep.0);
            site.build(block, front.rectangle((from, to), deep), thoroughfare, &behind, yard);
        }
    }
}

/// Halls of works, numbered as buildings (строения) of one number.
fn build_works(site: &mut Site, front: &Front, thoroughfare: usize, numbers: &mut Numbers) {
    let number = numbers.house(false);
    for (turn, along) in [(1, (30.0, 70.0)), (2, (80.0, 120.0)), (3, (130.0, 165.0))] {
        let ground = front.rectangle(along, (25.0, 25.0 + site.rng.random_range(30.0..60.0)));
        site.build(
            Building::Works,
            ground,
            thoroughfare,
            &format!("{number} с{turn}"),
            None,
        );
    }
}
