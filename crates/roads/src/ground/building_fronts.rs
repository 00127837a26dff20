//! `Building`: walls and doors of a large building, and its `fronts`, where a walk to a place inside it ends: the doors
//! where the map has them, else the walls. `FrontIndex` finds the building that a place is in.
//!
//! The middle of a long house may be nearer to the street behind it than its doors are to the yard in front.

use crate::ground::spot::Spot;
use karavan_model::Point;
use rstar::{AABB, RTree, RTreeObject};

/// One large building.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Building {
    /// Its corners in order, the last joined to the first.
    pub(crate) walls: Vec<Spot>,
    /// Those of its corners where people go in.
    pub(crate) doors: Vec<Spot>,
}

impl Building {
    fn contains(&self, spot: Spot) -> bool {
        let next = self.walls.iter().cycle().skip(1);
        let crossed = self.walls.iter().zip(next).filter(|(one, other)| {
            (one.lat > spot.lat) != (other.lat > spot.lat) && {
                let share = (f64::from(spot.lat) - f64::from(one.lat)) / (f64::from(other.lat) - f64::from(one.lat));
                f64::from(spot.lon) < f64::from(one.lon) + share * (f64::from(other.lon) - f64::from(one.lon))
            }
        });
        crossed.count() % 2 == 1
    }

    /// The lines a walk may end on: each door, else each wall.
    pub(crate) fn fronts(&self) -> Vec<[Point; 2]> {
        if self.doors.is_empty() {
            let next = self.walls.iter().cycle().skip(1);
            let wall = |(&one, &other): (&Spot, &Spot)| [Point::from(one), Point::from(other)];
            self.walls.iter().zip(next).map(wall).collect()
        } else {
            self.doors.iter().map(|&door| [Point::from(door); 2]).collect()
        }
    }
}

/// Finds the building that a place is in.
pub(crate) struct FrontIndex(RTree<BoundingBox>);

struct BoundingBox {
    building: u32,
    low: [i32; 2],
    high: [i32; 2],
}

impl BoundingBox {
    fn extent(&self) -> i64 {
        let side = |axis: usize| i64::from(self.high[axis]) - i64::from(self.low[axis]);
        side(0) * side(1)
    }
}

impl RTreeObject for BoundingBox {
    type Envelope = AABB<[i32; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.low, self.high)
    }
}

impl FrontIndex {
    pub(crate) fn new(buildings: &[Building]) -> Self {
        let boxed = |(building, one): (u32, &Building)| {
            let spots = || one.walls.iter();
            Some(BoundingBox {
                building,
                low: [spots().map(|spot| spot.lon).min()?, spots().map(|spot| spot.lat).min()?],
                high: [spots().map(|spot| spot.lon).max()?, spots().map(|spot| spot.lat).max()?],
            })
        };
        Self(RTree::bulk_load((0..).zip(buildings).filter_map(boxed).collect()))
    }

    /// The building around a place; the smallest where several are.
    pub(crate) fn around<'a>(&self, buildings: &'a [Building], point: Point) -> Option<&'a Building> {
        let spot = Spot::nearest_to(point)?;
        let boxes = self
            .0
            .locate_in_envelope_intersecting(&AABB::from_point([spot.lon, spot.lat]));
        let holding = boxes.filter(|boxed| buildings[boxed.building as usize].contains(spot));
        let smallest = holding.min_by_key(|boxed| (boxed.extent(), boxed.building))?;
        Some(&buildings[smallest.building as usize])
    }
}
