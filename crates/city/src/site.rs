//! `Site`: the map being drawn, the address book and the random numbers, shared by the drawing steps. `Site::build`
//! puts one `Building` (house, block of flats, works) on the map and into the book, many blocks with their entrances;
//! one in a hundred is left out, as if the map had overlooked it.

use crate::address_book::{AddressBook, Dwelling};
use crate::drawing::{Drawing, Tag, tag};
use crate::size::{PEOPLE_PER_HOUSE, people_per_block};
use crate::terrain::Spot;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// What is built on.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) drawing: Drawing,
    pub(crate) book: AddressBook,
    pub(crate) rng: ChaCha8Rng,
}

/// What a building is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Building {
    House,
    Block { levels: u32 },
    Works,
}

/// The share of houses that stand and have a number and are on no map.
const UNMAPPED: f64 = 0.01;
/// Metres of a block to each of its entrances.
const METERS_PER_ENTRANCE: f64 = 22.0;

impl Site {
    /// Builds on a rectangle and gives it an address, unless the map has overlooked it. `yard` is the height on the
    /// plan of the side the entrances are on, for a block that lies from west to east.
    pub(crate) fn build(
        &mut self,
        kind: Building,
        [low, high]: [Spot; 2],
        thoroughfare: usize,
        house: &str,
        yard: Option<f64>,
    ) {
        if self.rng.random_bool(UNMAPPED) {
            return;
        }
        let entrances = match kind {
            Building::Block { .. } => entrance_count(low, high),
            Building::House | Building::Works => 0,
        };
        let tags = self.tags(kind, thoroughfare, house, entrances);
        let corners = [low, Spot::new(high.x, low.y), high, Spot::new(low.x, high.y)];
        match yard {
            Some(yard) if entrances > 0 && self.rng.random_bool(0.6) => {
                self.with_entrances(corners, yard, entrances, tags);
            }
            _ => {
                self.drawing.outline(corners, tags);
            }
        }
        let (people, levels) = match kind {
            Building::House => (PEOPLE_PER_HOUSE, 1),
            Building::Block { levels } => (people_per_block(levels) * entrances / 3, levels),
            Building::Works => (0, 1),
        };
        let point = self.drawing.terrain.point(low.toward(high, 0.5));
        self.book.dwellings.push(Dwelling {
            thoroughfare,
            house: house.to_owned(),
            point,
            people,
            entrances,
            levels,
        });
    }

    fn tags(&mut self, kind: Building, thoroughfare: usize, house: &str, entrances: u32) -> Vec<Tag> {
        let street = &self.book.thoroughfares[thoroughfare];
        let settlement = self.book.settlement(street);
        let mut tags = vec![
            tag(
                "building",
                match kind {
                    Building::House => "house",
                    Building::Block { .. } => "apartments",
                    Building::Works => "industrial",
                },
            ),
            (street.key, street.name.full()),
            tag("addr:housenumber", house),
        ];
        // The town is often left out on its own houses, the village on its own hardly ever.
        if self.rng.random_bool(if settlement.is_main { 0.4 } else { 0.95 }) {
            tags.push(tag("addr:city", &settlement.name));
        }
        if let Building::Block { levels } = kind {
            tags.push(("building:levels", levels.to_string()));
            tags.push(("building:flats", (levels * 4 * entrances).to_string()));
        }
        tags
    }

    /// Draws an outline with a node at every entrance of its yard side.
    fn with_entrances(&mut self, corners: [Spot; 4], yard: f64, entrances: u32, tags: Vec<Tag>) {
        let mut nodes = Vec::with_capacity(8);
        for (ix, corner) in corners.into_iter().enumerate() {
            nodes.push(self.drawing.node(corner, []));
            let next = corners[(ix + 1) % 4];
            if corner.y != next.y || corner.y != yard {
                continue;
            }
            // The outline runs east on the southern side and west on the northern one; entrances count from the west.
            let eastward = next.x > corner.x;
            for turn in 0..entrances {
                let number = if eastward { turn } else { entrances - 1 - turn };
                let share = (f64::from(turn) + 0.5) / f64::from(entrances);
                let tags = [tag("entrance", "staircase"), ("ref", (number + 1).to_string())];
                nodes.push(self.drawing.node(corner.toward(next, share), tags));
            }
        }
        nodes.push(nodes[0]);
        self.drawing.way(nodes, tags);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a block has fewer than ten entrances"
)]
fn entrance_count(low: Spot, high: Spot) -> u32 {
    let length = (high.x - low.x).max(high.y - low.y);
    ((length / METERS_PER_ENTRANCE).round() as u32).max(1)
}
