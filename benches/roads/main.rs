//! Benchmark of the road network: import of an extract, loading it, tables, drives, paths and closures. Tables, drives
//! and paths are checked against each other.
//!
//! `KARAVAN_DATA` names the folder of real extracts; without it a synthetic city takes Porto's place, and the row says
//! so; `KARAVAN_ROADS_MAP` names another extract. With `KARAVAN_ROADS_OUT` the places and pairs asked and the figures
//! are left in that folder, for `benches/road_peers/compare.py`, which asks other engines the same.
#![allow(clippy::expect_used, reason = "a benchmark fails loudly")]

mod closures;
mod extract;
mod leave_for_peers;
mod map_copies;
mod places;
mod resource_use;

use closures::{Closures, close_some};
use karavan_benches::{median, report, timed};
use karavan_osm::Extract;
use karavan_roads::{RoadNetwork, Snap, Table};
use places::{pairs, places};
use resource_use::{ResourceUse, measured};
use serde_json::{Value, json};

/// Sides of the tables; the last is a campaign's.
const SIDES: [usize; 3] = [100, 1_000, 5_000];
const REPEATS: usize = 3;

fn main() {
    let map = extract::choose();
    let (import, network) = measured(|| {
        let extract = Extract::open(&map.path).expect("the extract opens");
        RoadNetwork::build(&extract, &|_| ()).expect("the roads are built")
    });
    let bytes = network.to_bytes();
    drop(network);
    let (load, network) = measured(|| RoadNetwork::from_bytes(&bytes).expect("the roads are loaded"));
    let snaps = places(&network, SIDES[2]);
    let (tables, table) = tables(&network, &snaps);
    let (drives, paths) = drives(&network, &snaps, &table);
    let Closures {
        ready,
        near,
        scattered,
        back,
    } = close_some(&map.path, &network, &snaps[..SIDES[1]]);
    let row = json!({
        "bench": "roads", "map": map.name, "import": import, "bytes": bytes.len(), "load": load, "tables": tables,
        "drive_median_microseconds": drives, "path_median_microseconds": paths,
        "closure": {"ready": ready, "20_near_ways": near, "20_scattered_ways": scattered, "back": back},
        "network": network.stats(),
    });
    report("roads", &row);
    leave_for_peers::leave(&row, &snaps, &network);
}

/// The cheapest of some tables of each side on one thread, the larger ones on two, and the largest itself.
fn tables(network: &RoadNetwork, snaps: &[Snap]) -> (Value, Table) {
    // Held until all is measured: the seconds of threads that end would be missing.
    let pools = [1, 2].map(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build());
    let on = |threads: usize, side: usize| {
        let pool = pools[threads - 1].as_ref().expect("threads start");
        let costs = (0..REPEATS).map(|_| pool.install(|| measured(|| network.matrix(&snaps[..side], &snaps[..side]))));
        costs
            .min_by(|one, other| one.0.cpu_seconds.total_cmp(&other.0.cpu_seconds))
            .expect("there are repeats")
    };
    let (small, part) = on(1, SIDES[0]);
    let (middle, _) = on(1, SIDES[1]);
    let (middle_on_two, _) = on(2, SIDES[1]);
    let (large_on_two, same) = on(2, SIDES[2]);
    let (large, whole) = on(1, SIDES[2]);
    assert_eq!(same, whole, "two threads tell something else");
    for row in 0..SIDES[0] {
        let (of_part, of_whole) = (row * SIDES[0], row * SIDES[2]);
        assert_eq!(
            part.seconds[of_part..of_part + SIDES[0]],
            whole.seconds[of_whole..of_whole + SIDES[0]],
            "a table and its part differ"
        );
    }
    let result_bytes = 8 * whole.seconds.len();
    let costs = json!({
        "100": small, "1000": middle, "1000_two_threads": middle_on_two, "5000": large,
        "5000_two_threads": large_on_two, "5000_result_bytes": result_bytes,
        "5000_peak_share_of_result": large.memory_bytes.map(|peak| peak as f64 / result_bytes as f64),
    });
    (costs, whole)
}

/// Median microseconds of a drive expected in seconds and metres, and of one expected with its shape.
fn drives(network: &RoadNetwork, snaps: &[Snap], table: &Table) -> (f64, f64) {
    let (mut drives, mut paths) = (Vec::new(), Vec::new());
    for (from, to) in pairs() {
        let (seconds, drive) = timed(|| network.drive(&snaps[from], &snaps[to]));
        drives.push(seconds * 1e6);
        let (seconds, path) = timed(|| network.path(&snaps[from], &snaps[to]));
        paths.push(seconds * 1e6);
        let expected = table.seconds[from * SIDES[2] + to];
        assert_eq!(
            path.map_or(u32::MAX, |path| path.seconds),
            expected,
            "table and path differ"
        );
        assert_eq!(
            drive.map_or(u32::MAX, |drive| drive.0),
            expected,
            "table and drive differ"
        );
    }
    (median(drives), median(paths))
}

/// The cheapest of some runs.
fn cheapest(runs: Vec<ResourceUse>) -> ResourceUse {
    let by_cpu = |one: &ResourceUse, other: &ResourceUse| one.cpu_seconds.total_cmp(&other.cpu_seconds);
    runs.into_iter().min_by(by_cpu).expect("there are runs")
}
