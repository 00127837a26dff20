//! `Places`: gives each distinct place of a day a location number; points in one cell of about a metre are one
//! building and share it.

use crate::locate::OnRoad;
use karavan_model::Point;
use karavan_plan::LocationIx;
use std::collections::BTreeMap;

/// Places closer than this are the same building's door: 1e-5 degrees, about a metre.
const SAME_PLACE_PER_DEGREE: f64 = 1e5;

/// Distinct places, in the order in which they were met.
#[derive(Default)]
pub(super) struct Places {
    known: BTreeMap<(i64, i64), LocationIx>,
    pub(super) points: Vec<Point>,
}

impl Places {
    pub(super) fn add_all<T>(&mut self, things: &[OnRoad<T>]) -> Vec<LocationIx> {
        things.iter().map(|thing| self.add(thing.point)).collect()
    }

    fn add(&mut self, point: Point) -> LocationIx {
        let key = (
            (point.lon * SAME_PLACE_PER_DEGREE) as i64,
            (point.lat * SAME_PLACE_PER_DEGREE) as i64,
        );
        let next = LocationIx::from(self.points.len());
        *self.known.entry(key).or_insert_with(|| {
            self.points.push(point);
            next
        })
    }
}
