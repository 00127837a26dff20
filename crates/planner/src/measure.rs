//! `measure`: turns an `Order` into a `Problem` by computing travel tables on the map, one per profile, with what walks
//! to the doors take beyond a minute added. `between` gives a car table of any points, without walks.

use crate::{Order, PlannerError};
use karavan_map::Map;
use karavan_model::{Meters, Point, Seconds};
use karavan_plan::{Leg, Matrix, Problem, Travel};
use karavan_roads::{NO_ROAD, RoadNetwork, Snap};

// Tables of the map become tables of the problem as they are.
const _: () = assert!(NO_ROAD == karavan_plan::matrix::NO_ROAD, "both must mark the same cell");

/// Computes travel between all places of an order; the tables become part of the problem.
///
/// # Errors
/// When the map has no roads for a way to travel, or the parts make no problem.
pub fn measure(map: &Map, order: Order) -> Result<Problem, PlannerError> {
    let mut travel = Vec::with_capacity(order.profiles.len());
    for &profile in &order.profiles {
        let roads = map.roads_for(profile).ok_or(PlannerError::NoRoads(profile))?;
        travel.push(Travel::Full(travel_by(roads, &order.points)?));
    }
    Problem::new(order.with_travel(travel)).map_err(PlannerError::Unfit)
}

/// Travel by car between any points; a point far from every road is reached by none.
#[must_use]
pub fn between(map: &Map, points: &[Point]) -> Matrix {
    table(&map.roads, points, |_, _| ())
}

/// Travel with the walks to the doors; none from or to a place that is far from every such road. Where there is no such
/// place, the table is taken as it is computed: at 20,000 places it is 3.2 GB.
fn travel_by(roads: &RoadNetwork, points: &[Point]) -> Result<Matrix, PlannerError> {
    let snaps: Option<Vec<Snap>> = points.iter().map(|&point| roads.snap(point)).collect();
    let Some(snaps) = snaps else {
        return Ok(table(roads, points, add_walks));
    };
    let mut table = roads.matrix(&snaps, &snaps);
    add_walks(&mut table.seconds, &snaps);
    Matrix::from_rows(snaps.len(), table.seconds, table.meters).ok_or(PlannerError::Table)
}

/// Travel between points, of which some may be far from every road; `mend` sees the seconds between the others.
fn table(roads: &RoadNetwork, points: &[Point], mend: impl Fn(&mut [u32], &[Snap])) -> Matrix {
    let snaps: Vec<Option<Snap>> = points.iter().map(|&point| roads.snap(point)).collect();
    let near: Vec<Snap> = snaps.iter().flatten().cloned().collect();
    let mut table = roads.matrix(&near, &near);
    mend(&mut table.seconds, &near);
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

/// What the customs of a stop allow for parking holds an ordinary walk to the door.
const WALK_IN_SETUP_SECONDS: u32 = 60;

/// Adds to every drive the walks to the doors at its two ends, as far as they are longer than ordinary.
fn add_walks(seconds: &mut [u32], snaps: &[Snap]) {
    let long = |snap: &Snap| snap.walk_seconds().saturating_sub(WALK_IN_SETUP_SECONDS);
    let walks: Vec<u32> = snaps.iter().map(long).collect();
    for (from, row) in seconds.chunks_mut(snaps.len().max(1)).enumerate() {
        for (to, cell) in row.iter_mut().enumerate() {
            if from != to && *cell != NO_ROAD {
                *cell = cell.saturating_add(walks[from] + walks[to]).min(NO_ROAD - 1);
            }
        }
    }
}
