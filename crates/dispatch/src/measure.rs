//! Located → travel: one row per distinct place, so that one building is one location.

use crate::DispatchError;
use crate::locate::{Located, OnRoad};
use karavan_map::Map;
use karavan_model::{Meters, Point, Seconds, VehicleKind};
use karavan_plan::{Leg, LocationIx, Matrix};
use karavan_roads::{NO_ROAD, Profile, RoadNetwork, Snap};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Travel by car first, then by each other means that somebody has today.
    pub travel: Vec<(Profile, Matrix)>,
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
    let mut travel = vec![(Profile::Car, by_car(map, &places.snaps)?)];
    let means = located
        .volunteers
        .iter()
        .map(|volunteer| profile_of(volunteer.what.1.vehicle));
    let others: BTreeSet<Profile> = means.filter(|&profile| profile != Profile::Car).collect();
    for profile in others {
        travel.push((profile, by_other_means(map, profile, &places.points)?));
    }
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
    table(&map.roads, points, |_, _| ())
}

/// On which roads a vehicle travels.
#[must_use]
pub const fn profile_of(vehicle: VehicleKind) -> Profile {
    match vehicle {
        VehicleKind::Car | VehicleKind::Van => Profile::Car,
        VehicleKind::Bicycle => Profile::Bicycle,
        VehicleKind::OnFoot => Profile::Foot,
    }
}

fn by_car(map: &Map, snaps: &[Snap]) -> Result<Matrix, DispatchError> {
    let mut table = map.roads.matrix(snaps, snaps);
    add_walks(&mut table.seconds, snaps);
    Matrix::from_rows(snaps.len(), table.seconds, table.meters)
        .ok_or_else(|| DispatchError::Internal("the travel table has a wrong size".to_owned()))
}

/// Travel for those without a car; none from or to a place that they cannot get to.
fn by_other_means(map: &Map, profile: Profile, points: &[Point]) -> Result<Matrix, DispatchError> {
    let roads = map.roads_for(profile).ok_or_else(|| {
        let name = profile.name();
        DispatchError::Unplannable {
            told: format!(
                "a volunteer travels by {name}, and the map has no such roads; build it with --profiles {name}"
            ),
            told_ru: format!(
                "волонтёр едет не на машине, а карта построена только для машин; постройте её с --profiles {name}"
            ),
        }
    })?;
    Ok(table(roads, points, add_walks))
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
