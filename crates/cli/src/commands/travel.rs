//! `karavan matrix`, a table of travel times and distances between points, and `karavan route`, the fastest way
//! between two points, as JSON in seconds and metres. Routes of several stops are planned in `plan.rs` and
//! `solve.rs`.

use crate::args::{Matrix, Profile, Route};
use crate::circumstances::CircumstanceArgs;
use crate::failure::Failure;
use crate::output;
use karavan_map::Map;
use karavan_model::Point;
use karavan_roads::{NO_ROAD, RoadNetwork, Snap};
use serde::Serialize;
use std::path::Path;

pub(crate) fn matrix(args: &Matrix) -> Result<(), Failure> {
    let name = args.points.display().to_string();
    let table = karavan_connect::read_points(&name, &output::read(&args.points)?)
        .map_err(|faults| Failure::rejections(&faults))?;
    output::say_all(&table.notices);
    let points: Vec<Point> = table.into_values().collect();
    let roads = roads(&args.map, args.profile, &args.moment)?;
    let snaps: Vec<Option<Snap>> = points.iter().map(|point| roads.snap(*point)).collect();
    let near: Vec<Snap> = snaps.iter().flatten().cloned().collect();
    let table = roads.matrix(&near, &near);
    let rows = |flat: &[u32]| table_with_gaps(&snaps, flat, near.len());
    let answer = TravelTable {
        distances_meters: rows(&table.meters),
        durations_seconds: rows(&table.seconds),
        points: &points,
        snap_meters: snaps
            .iter()
            .map(|snap| snap.as_ref().map(Snap::distance_meters))
            .collect(),
    };
    output::write_json(&args.out, &answer)
}

/// What `karavan matrix` writes. A cell is `null` where there is no road, or a point is far from any.
#[derive(Serialize)]
struct TravelTable<'a> {
    /// Row: from; column: to.
    distances_meters: Vec<Vec<Option<u32>>>,
    durations_seconds: Vec<Vec<Option<u32>>>,
    points: &'a [Point],
    /// From each point to the road that it is driven from.
    snap_meters: Vec<Option<f64>>,
}

/// The roads of a map for a way to travel, as they are at a moment.
fn roads(map: &Path, profile: Profile, moment: &CircumstanceArgs) -> Result<RoadNetwork, Failure> {
    let (profile, map) = (karavan_roads::Profile::from(profile), Map::open(map)?);
    let circumstances = moment.circumstances(&map)?;
    let mut all = std::iter::once(map.roads).chain(map.others);
    let roads = all.find(|roads| roads.profile() == profile).ok_or_else(|| {
        let name = profile.name();
        Failure::input(format!(
            "the map has no roads for {name}; build it with --profiles {name}"
        ))
    })?;
    Ok(match circumstances {
        Some(circumstances) => roads.under(&circumstances),
        None => roads,
    })
}

/// Puts rows and columns of points far from any road back in, as `null`.
fn table_with_gaps(snaps: &[Option<Snap>], flat: &[u32], width: usize) -> Vec<Vec<Option<u32>>> {
    let mut next = 0;
    let places: Vec<Option<usize>> = snaps
        .iter()
        .map(|snap| {
            snap.as_ref().map(|_| {
                next += 1;
                next - 1
            })
        })
        .collect();
    let cell = |from: Option<usize>, to: Option<usize>| Some(flat[from? * width + to?]).filter(|cell| *cell != NO_ROAD);
    places
        .iter()
        .map(|from| places.iter().map(|to| cell(*from, *to)).collect())
        .collect()
}

pub(crate) fn route(args: &Route) -> Result<(), Failure> {
    let roads = roads(&args.map, args.profile, &args.moment)?;
    let snap = |name: &str, point: Point| {
        roads.snap(point).ok_or_else(|| {
            Failure::input(format!(
                "--{name}: no road near {},{}; name a point on the map",
                point.lon, point.lat
            ))
        })
    };
    let (from, to) = (snap("from", args.from)?, snap("to", args.to)?);
    let path = roads
        .path(&from, &to)
        .ok_or_else(|| Failure::input("there is no way between these points"))?;
    let line: Vec<[f64; 2]> = path.points.iter().map(|point| [point.lon, point.lat]).collect();
    let answer = serde_json::json!({
        "duration_seconds": path.seconds,
        "distance_meters": path.meters,
        "geometry": { "type": "LineString", "coordinates": line },
    });
    output::write_json(Path::new("-"), &answer)
}
