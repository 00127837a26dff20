//! Roads: import of an extract and a matrix of 1,000 × 1,000, beside the peers' figures in the design notes.
//!
//! `KARAVAN_DATA` names the folder of real extracts; without it a synthetic city takes Porto's place, and the row says so.
#![allow(clippy::expect_used, reason = "a benchmark fails loudly")]

use karavan_benches::{median, report, timed};
use karavan_city::{City, CityOptions};
use karavan_osm::Extract;
use karavan_roads::{RoadNetwork, Snap};
use serde_json::json;
use std::path::PathBuf;

const SIDE: usize = 1_000;
const REPEATS: usize = 5;
const PATHS: usize = 2_000;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (name, path) = match std::env::var_os("KARAVAN_DATA") {
        Some(data) => ("porto", PathBuf::from(data).join("porto.osm.pbf")),
        None => {
            let options = CityOptions {
                seed: 3,
                people: 200_000,
                requests: 10,
                volunteers: 2,
            };
            City::generate(&options)
                .expect("a city")
                .write(folder.path())
                .expect("the city is written");
            ("synthetic city of 200,000", folder.path().join("city.osm.pbf"))
        }
    };
    let (import, network) = timed(|| {
        let extract = Extract::open(&path).expect("the extract opens");
        RoadNetwork::build(&extract, &|_| ()).expect("the roads are built")
    });
    let snaps = places(&network);
    let table = network.matrix(&snaps, &snaps);
    let matrix = median(
        (0..REPEATS)
            .map(|_| timed(|| network.matrix(&snaps, &snaps)).0)
            .collect(),
    );
    let pairs: Vec<(usize, usize)> = (0..PATHS)
        .map(|turn| (turn * 7 % SIDE, (turn * 13 + 5) % SIDE))
        .collect();
    let mut each = Vec::with_capacity(PATHS);
    for (from, to) in pairs {
        let (seconds, path) = timed(|| network.path(&snaps[from], &snaps[to]));
        let told = table.seconds[from * SIDE + to];
        assert_eq!(
            path.map_or(u32::MAX, |path| path.seconds),
            told,
            "table and path differ"
        );
        each.push(seconds);
    }
    report(
        "roads",
        &json!({
            "bench": "roads", "map": name, "import_seconds": import, "bytes": network.to_bytes().len(),
            "matrix_side": SIDE, "matrix_seconds": matrix, "path_median_microseconds": median(each) * 1e6,
        }),
    );
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
    let mut found = Vec::with_capacity(SIDE);
    while found.len() < SIDE {
        let lon = south_west.lon + (north_east.lon - south_west.lon) * next();
        let lat = south_west.lat + (north_east.lat - south_west.lat) * next();
        found.extend(network.snap(karavan_model::Point { lon, lat }));
    }
    found
}
