//! Roads: import of an extract, loading it, tables, paths and a closure; each answer is checked against another way to it.
//!
//! `RAYON_NUM_THREADS=1` measures one core; figures beside other engines are in `docs/roads.md`.
//! `KARAVAN_DATA` names the folder of real extracts; without it a synthetic city takes Porto's place, and the row says so.
#![allow(clippy::expect_used, reason = "a benchmark fails loudly")]

use karavan_benches::{median, report, synthetic_city, timed};
use karavan_osm::Extract;
use karavan_roads::{Affected, Change, Circumstances, Effect, NO_ROAD, RoadNetwork, Snap};
use serde_json::json;
use std::path::PathBuf;

const SIDE: usize = 1_000;
/// A campaign's table, once.
const LARGE_SIDE: usize = 5_000;
const REPEATS: usize = 5;
const PATHS: usize = 2_000;

fn main() {
    let data = std::env::var_os("KARAVAN_DATA").map(PathBuf::from);
    let city = data.is_none().then(|| synthetic_city(3, 200_000));
    let (name, path) = match (&data, &city) {
        (Some(data), _) => ("porto", data.join("porto.osm.pbf")),
        (None, city) => ("synthetic city of 200,000", city.as_ref().expect("a city").extract()),
    };
    let (import, network) = timed(|| {
        let extract = Extract::open(&path).expect("the extract opens");
        RoadNetwork::build(&extract, &|_| ()).expect("the roads are built")
    });
    let bytes = network.to_bytes();
    let (load, network) = timed(|| RoadNetwork::from_bytes(&bytes).expect("the roads are loaded"));
    let many = places(&network);
    let snaps = &many[..SIDE];
    let table = network.matrix(snaps, snaps);
    let matrix = median((0..REPEATS).map(|_| timed(|| network.matrix(snaps, snaps)).0).collect());
    let (large, whole) = timed(|| network.matrix(&many, &many));
    for row in 0..SIDE {
        let (part, same) = (row * SIDE..(row + 1) * SIDE, row * LARGE_SIDE..row * LARGE_SIDE + SIDE);
        assert_eq!(table.seconds[part], whole.seconds[same], "a table and its part differ");
    }
    let closure = median(
        (0..REPEATS)
            .map(|turn| close_streets(&network, turn, snaps, &table.seconds))
            .collect(),
    );
    let pairs: Vec<(usize, usize)> = (0..PATHS)
        .map(|turn| (turn * 7 % SIDE, (turn * 13 + 5) % SIDE))
        .collect();
    let (mut each, mut drives) = (Vec::with_capacity(PATHS), Vec::with_capacity(PATHS));
    for (from, to) in pairs {
        let (seconds, drive) = timed(|| network.drive(&snaps[from], &snaps[to]));
        drives.push(seconds);
        let (seconds, path) = timed(|| network.path(&snaps[from], &snaps[to]));
        let told = table.seconds[from * SIDE + to];
        assert_eq!(
            path.map_or(u32::MAX, |path| path.seconds),
            told,
            "table and path differ"
        );
        assert_eq!(drive.map_or(u32::MAX, |drive| drive.0), told, "table and drive differ");
        each.push(seconds);
    }
    report(
        "roads",
        &json!({
            "bench": "roads", "map": name, "import_seconds": import, "bytes": bytes.len(), "load_seconds": load,
            "matrix_side": SIDE, "matrix_seconds": matrix, "matrix_5000_seconds": large, "closure_seconds": closure,
            "drive_median_microseconds": median(drives) * 1e6, "path_median_microseconds": median(each) * 1e6,
        }),
    );
}

/// Seconds until the network answers with a street closed; the answers may only get longer.
fn close_streets(network: &RoadNetwork, turn: usize, snaps: &[Snap], before: &[u32]) -> f64 {
    let corner = snaps[turn * 17].point();
    let beside = |east: f64, north: f64| karavan_model::Point {
        lon: corner.lon + east,
        lat: corner.lat + north,
    };
    let change = Change {
        affected: Affected::Area(vec![beside(-0.002, -0.002), beside(0.002, -0.002), beside(0.0, 0.002)]),
        effect: Effect::Closed,
        hours: None,
    };
    let circumstances = Circumstances {
        at: None,
        changes: vec![change],
    };
    let (seconds, closed) = timed(|| network.under(&circumstances));
    let after = closed.matrix(&snaps[..16], snaps).seconds;
    let longer = after
        .iter()
        .zip(before)
        .filter(|(after, before)| after > before)
        .count();
    let shorter = after
        .iter()
        .zip(before)
        .filter(|(after, before)| after < before)
        .count();
    assert!(longer > 0, "nobody is in the way of the closure");
    // Seconds leave out what entering a yard weighs: a detour through one may be shorter in time.
    assert!(shorter * 100 < after.len(), "closed streets made drives shorter");
    assert!(after.iter().any(|&cell| cell != NO_ROAD));
    seconds
}

/// Places spread over the network by a fixed rule.
fn places(network: &RoadNetwork) -> Vec<Snap> {
    let stats = network.stats();
    let (south_west, north_east) = (stats.south_west, stats.north_east);
    let mut state = 42_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut found = Vec::with_capacity(LARGE_SIDE);
    while found.len() < LARGE_SIDE {
        let lon = south_west.lon + (north_east.lon - south_west.lon) * next();
        let lat = south_west.lat + (north_east.lat - south_west.lat) * next();
        found.extend(network.snap(karavan_model::Point { lon, lat }));
    }
    found
}
