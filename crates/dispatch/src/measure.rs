//! Located → travel: one row per distinct place, so that one building is one location.

use crate::DispatchError;
use crate::Map;
use crate::locate::{Located, OnRoad};
use karavan_model::{Meters, Point, Seconds};
use karavan_plan::{Leg, LocationIx, Matrix};
use karavan_roads::{NO_ROAD, Snap};
use std::collections::BTreeMap;

/// Places closer than this are the same building's door: 1e-5 degrees, about a metre.
const SAME_PLACE_PER_DEGREE: f64 = 1e5;

/// Distinct places, where everything is among them, and the travel between them.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The places, in the order of the matrix.
    pub points: Vec<Point>,
    /// Where the car stops for each place.
    pub snaps: Vec<Snap>,
    /// Place of every located request.
    pub requests: Vec<LocationIx>,
    /// Home of every located volunteer.
    pub volunteers: Vec<LocationIx>,
    /// Place of every located hub.
    pub hubs: Vec<LocationIx>,
    /// Travel by car.
    pub travel: Matrix,
}

/// Computes travel between all distinct places.
///
/// # Errors
/// When the road index answers a table of another size than asked.
pub fn measure(map: &Map, located: &Located) -> Result<Measured, DispatchError> {
    let mut places = Places::default();
    let hubs = places.add_all(&located.hubs);
    let volunteers = places.add_all(&located.volunteers);
    let requests = places.add_all(&located.requests);
    let table = map.roads.matrix(&places.snaps, &places.snaps);
    let travel = Matrix::from_rows(places.snaps.len(), table.seconds, table.meters)
        .ok_or_else(|| DispatchError::Internal("the travel table has a wrong size".to_owned()))?;
    Ok(Measured {
        points: places.points,
        snaps: places.snaps,
        requests,
        volunteers,
        hubs,
        travel,
    })
}

/// Travel by car between any points; a point far from every road is reached by none.
#[must_use]
pub fn between(map: &Map, points: &[Point]) -> Matrix {
    let snaps: Vec<Option<Snap>> = points.iter().map(|point| map.roads.snap(*point)).collect();
    let near: Vec<Snap> = snaps.iter().flatten().cloned().collect();
    let table = map.roads.matrix(&near, &near);
    let mut rows = 0..near.len();
    let rows: Vec<Option<usize>> = snaps
        .iter()
        .map(|snap| snap.as_ref().and_then(|_| rows.next()))
        .collect();
    Matrix::from_fn(points.len(), |from, to| {
        let cell = rows[from.at()]? * near.len() + rows[to.at()]?;
        let (seconds, meters) = (table.seconds[cell], table.meters[cell]);
        (seconds != NO_ROAD).then(|| Leg {
            seconds: Seconds(seconds.into()),
            meters: Meters(meters.into()),
        })
    })
}

#[derive(Default)]
struct Places {
    known: BTreeMap<(i64, i64), LocationIx>,
    points: Vec<Point>,
    snaps: Vec<Snap>,
}

impl Places {
    fn add_all<T>(&mut self, things: &[OnRoad<T>]) -> Vec<LocationIx> {
        things.iter().map(|thing| self.add(thing.point, &thing.snap)).collect()
    }

    fn add(&mut self, point: Point, snap: &Snap) -> LocationIx {
        let key = (
            (point.lon * SAME_PLACE_PER_DEGREE) as i64,
            (point.lat * SAME_PLACE_PER_DEGREE) as i64,
        );
        let next = LocationIx::from(self.points.len());
        *self.known.entry(key).or_insert_with(|| {
            self.points.push(point);
            self.snaps.push(snap.clone());
            next
        })
    }
}
