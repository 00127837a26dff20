//! `Area` and `AreaGrid`: the borders of towns, districts and regions, and which of them hold a point. Which
//! settlement a house belongs to is decided in `settlement_of.rs`.

use crate::gazetteer::Rank;
use karavan_model::Point;
use std::collections::{HashMap, HashSet};

/// Side of a cell of the grid, in degrees.
const CELL_DEGREES: f64 = 0.05;
/// An area over more cells than this belongs to no town.
const CELLS_MAX: i64 = 40_000;

/// A town, district or region with its border.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Area {
    /// What it is called, the name first.
    pub names: Vec<String>,
    /// How big.
    pub rank: Rank,
    /// Whether that is sure; else it may be the border of a town of the same name inside.
    pub is_rank_sure: bool,
    /// Its border, piece by piece; even-odd, so that neither order nor direction matters.
    pub rings: Vec<Vec<Point>>,
}

impl Area {
    /// Whether each piece of its border ends where another begins: a border cut at the extract's edge tells nothing.
    pub(crate) fn is_closed(&self) -> bool {
        let mut ends: HashMap<(u64, u64), u32> = HashMap::new();
        for ring in self.rings.iter().filter(|ring| ring.len() > 1) {
            for end in [ring.first(), ring.last()].into_iter().flatten() {
                *ends.entry((end.lon.to_bits(), end.lat.to_bits())).or_default() += 1;
            }
        }
        !ends.is_empty() && ends.values().all(|count| count % 2 == 0)
    }

    /// Even-odd rule along a ray to the east.
    pub(crate) fn contains(&self, point: Point) -> bool {
        let crossings = self.rings.iter().map(|ring| crossings(ring, point)).sum::<usize>();
        crossings % 2 == 1
    }

    /// South-west and north-east corners.
    fn bounds(&self) -> Option<(Point, Point)> {
        let first = *self.rings.iter().flatten().next()?;
        Some(self.rings.iter().flatten().fold((first, first), |(low, high), point| {
            let low = Point {
                lon: low.lon.min(point.lon),
                lat: low.lat.min(point.lat),
            };
            let high = Point {
                lon: high.lon.max(point.lon),
                lat: high.lat.max(point.lat),
            };
            (low, high)
        }))
    }

    /// The box around it in square degrees: enough to tell small from large.
    pub(crate) fn size(&self) -> f64 {
        self.bounds()
            .map_or(0.0, |(low, high)| (high.lon - low.lon) * (high.lat - low.lat))
    }

    /// The middle of the box around it.
    pub(crate) fn middle(&self) -> Option<Point> {
        let (low, high) = self.bounds()?;
        Some(Point {
            lon: f64::midpoint(low.lon, high.lon),
            lat: f64::midpoint(low.lat, high.lat),
        })
    }
}

/// How often a ray from a point to the east crosses a line.
pub(crate) fn crossings(line: &[Point], point: Point) -> usize {
    let is_crossed = |pair: &&[Point]| {
        let (a, b) = (pair[0], pair[1]);
        (a.lat > point.lat) != (b.lat > point.lat)
            && point.lon < a.lon + (point.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon)
    };
    line.windows(2).filter(is_crossed).count()
}

/// An area in one cell of the grid.
#[derive(Clone, Copy, Debug)]
struct Part {
    settlement: u32,
    area: usize,
    /// No border crosses the cell: all of it lies inside.
    is_whole: bool,
}

/// Areas found by place.
#[derive(Debug, Default)]
pub(crate) struct AreaGrid {
    cells: HashMap<(i32, i32), Vec<Part>>,
}

impl AreaGrid {
    /// Adds the area of a settlement. Only in cells that its border crosses a point is compared with the border: that
    /// of a region has tens of thousands of corners.
    pub(crate) fn add(&mut self, settlement: u32, area: &Area, ix: usize) {
        let Some((low, high)) = area.bounds() else { return };
        let ((west, south), (east, north)) = (cell(low), cell(high));
        if i64::from(east - west + 1) * i64::from(north - south + 1) > CELLS_MAX {
            return;
        }
        let crossed = crossed_cells(area);
        for column in west..=east {
            for row in south..=north {
                let is_whole = !crossed.contains(&(column, row));
                if is_whole && !area.contains(middle_of(column, row)) {
                    continue;
                }
                self.cells.entry((column, row)).or_default().push(Part {
                    settlement,
                    area: ix,
                    is_whole,
                });
            }
        }
    }

    /// Settlements whose area holds a point.
    pub(crate) fn around<'a>(&'a self, areas: &'a [Area], point: Point) -> impl Iterator<Item = u32> + 'a {
        let near = self.cells.get(&cell(point)).into_iter().flatten();
        near.filter(move |part| part.is_whole || areas[part.area].contains(point))
            .map(|part| part.settlement)
    }
}

/// Cells that a border may cross: all around each piece of it.
fn crossed_cells(area: &Area) -> HashSet<(i32, i32)> {
    let mut crossed = HashSet::new();
    for pair in area.rings.iter().flat_map(|ring| ring.windows(2)) {
        let (from, to) = (cell(pair[0]), cell(pair[1]));
        for column in from.0.min(to.0)..=from.0.max(to.0) {
            for row in from.1.min(to.1)..=from.1.max(to.1) {
                crossed.insert((column, row));
            }
        }
    }
    crossed
}

fn middle_of(column: i32, row: i32) -> Point {
    let of = |ix: i32| (f64::from(ix) + 0.5) * CELL_DEGREES;
    Point {
        lon: of(column),
        lat: of(row),
    }
}

fn cell(point: Point) -> (i32, i32) {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "degrees over a twentieth fit in i32; casts saturate"
    )]
    let of = |degrees: f64| (degrees / CELL_DEGREES).floor() as i32;
    (of(point.lon), of(point.lat))
}

#[cfg(test)]
mod tests {
    use super::{Area, AreaGrid};
    use crate::gazetteer::Rank;
    use karavan_model::Point;

    fn at(lon: f64, lat: f64) -> Point {
        Point { lon, lat }
    }

    fn area(rings: &[&[Point]]) -> Area {
        Area {
            names: vec!["Заречье".to_owned()],
            rank: Rank::District,
            is_rank_sure: true,
            rings: rings.iter().map(|ring| ring.to_vec()).collect(),
        }
    }

    #[test]
    fn a_border_in_pieces_holds_what_lies_inside() {
        // A square cut into two pieces, each drawn in its own direction.
        let square = area(&[
            &[at(0., 0.), at(2., 0.), at(2., 2.)],
            &[at(0., 0.), at(0., 2.), at(2., 2.)],
        ]);
        assert!(square.is_closed());
        assert!(square.contains(at(1., 1.)) && !square.contains(at(3., 1.)) && !square.contains(at(-1., 1.)));
    }

    #[test]
    fn a_cut_border_is_known_as_such() {
        assert!(!area(&[&[at(0., 0.), at(2., 0.), at(2., 2.)]]).is_closed());
        assert!(!area(&[]).is_closed());
    }

    #[test]
    fn the_grid_agrees_with_the_border() {
        // A triangle of some hundred cells with a hole.
        let areas = [area(&[
            &[at(30.01, 50.02), at(31.3, 50.33), at(30.4, 51.1), at(30.01, 50.02)],
            &[at(30.4, 50.4), at(30.62, 50.41), at(30.5, 50.6), at(30.4, 50.4)],
        ])];
        let mut grid = AreaGrid::default();
        grid.add(7, &areas[0], 0);
        let mut inside = 0;
        for nth in 0..4_000_u32 {
            let point = at(29.9 + f64::from(nth % 61) * 0.025, 49.9 + f64::from(nth / 61) * 0.02);
            let found: Vec<u32> = grid.around(&areas, point).collect();
            assert_eq!(!found.is_empty(), areas[0].contains(point), "{point:?}");
            inside += found.len();
        }
        assert!(inside > 300);
    }
}
