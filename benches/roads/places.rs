//! `places` and `pairs`: the places near roads that the benchmark drives between, and pairs of them, by a fixed
//! rule.

use karavan_model::Point;
use karavan_roads::{RoadNetwork, Snap};

/// How far a place may be from a road to count as one near it.
const METERS_MAX: f64 = 200.0;
const PAIRS: usize = 10_000;

/// So many places near roads.
pub(crate) fn places(network: &RoadNetwork, count: usize) -> Vec<Snap> {
    let stats = network.stats();
    let (south_west, north_east) = (stats.south_west, stats.north_east);
    let mut state = 42_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut found = Vec::with_capacity(count);
    while found.len() < count {
        let lon = south_west.lon + (north_east.lon - south_west.lon) * next();
        let lat = south_west.lat + (north_east.lat - south_west.lat) * next();
        found.extend(network.snap_within(Point { lon, lat }, METERS_MAX));
    }
    found
}

/// Pairs of 5,000 places, each different from all others.
pub(crate) fn pairs() -> impl Iterator<Item = (usize, usize)> {
    (0..PAIRS).map(|turn| (turn * 7 % 5_000, (turn * 13 + turn / 5_000 + 5) % 5_000))
}
