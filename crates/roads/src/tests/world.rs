//! `random_grid`: random worlds with oneways, yards, gates, signals, loops and turn restrictions, and `random_points`
//! over them; builds a `World` into a network. Worlds drawn by hand are in `drawing.rs`.

pub(crate) use super::drawing::{World, at, tags};

use crate::RoadNetwork;
use karavan_model::Point;
use karavan_osm::{Extract, MemberKind};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

impl World {
    /// A world at a latitude, where a step of longitude is shorter.
    pub(crate) fn at_latitude(latitude: f64) -> Self {
        Self {
            latitude,
            ..Self::default()
        }
    }

    pub(crate) fn extract(self) -> Extract {
        Extract::from_elements(self.elements)
    }

    pub(crate) fn build(self) -> RoadNetwork {
        RoadNetwork::build(&self.extract(), &|_| ()).unwrap()
    }
}

/// A grid of streets of all classes with oneways, bends, yards, gates, bollards, signals, loops, missing links and turn
/// restrictions through a node or through one or two ways.
pub(crate) fn random_grid(seed: u64, side: i64) -> World {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut world = World::default();
    let barriers = [
        "",
        "",
        "",
        "",
        "",
        "barrier=gate",
        "barrier=lift_gate, access=private",
        "barrier=bollard",
        "highway=traffic_signals",
        "highway=traffic_signals, traffic_signals:direction=forward",
        "highway=give_way, direction=backward",
    ];
    for row in 0..side {
        for column in 0..side {
            let mut jitter = || rng.random_range(-0.3..0.3);
            let (east, north) = (column as f64 + jitter(), row as f64 + jitter());
            let barrier = barriers[rng.random_range(0..barriers.len())];
            world = world.node(
                row * side + column,
                east,
                north,
                if rng.random_bool(0.3) { barrier } else { "" },
            );
        }
    }
    let classes = [
        "primary",
        "secondary",
        "tertiary",
        "residential",
        "residential",
        "service",
        "living_street",
    ];
    let oneways = ["", "", "", "oneway=yes", "oneway=-1"];
    let accesses = ["", "", "", "", "access=private", "motor_vehicle=destination"];
    let mut bend = side * side;
    let mut ways: Vec<(i64, i64)> = Vec::new();
    for node in 0..side * side {
        let east = (node % side + 1 < side).then_some(node + 1);
        let north = (node / side + 1 < side).then_some(node + side);
        for other in east.into_iter().chain(north) {
            if rng.random_bool(0.1) {
                continue;
            }
            let mut pick = |words: &[&'static str]| words[rng.random_range(0..words.len())];
            let text = format!("highway={}, {}, {}", pick(&classes), pick(&oneways), pick(&accesses));
            let mut way = vec![node, other];
            if rng.random_bool(0.4) {
                bend += 1;
                let (column, row) = ((node % side) as f64, (node / side) as f64);
                let (aside, ahead) = (rng.random_range(0.0..0.9), rng.random_range(0.0..0.9));
                world = world.node(bend, column + aside, row + ahead, "");
                way.insert(1, bend);
                if rng.random_bool(0.1) {
                    way.push(node);
                }
            }
            world = world.way(&way, &text);
            ways.push((node, other));
        }
    }
    let rules = ["no_left_turn", "no_right_turn", "only_straight_on", "no_u_turn"];
    for _ in 0..ways.len() {
        // A walk of two to four ways; the first ends where the second begins.
        let mut walk = vec![rng.random_range(0..ways.len())];
        let mut at = ways[walk[0]].1;
        let mut through = at;
        for _ in 0..rng.random_range(1..4) {
            let onward: Vec<usize> = (0..ways.len())
                .filter(|&way| ways[way].0 == at || ways[way].1 == at)
                .collect();
            let way = onward[rng.random_range(0..onward.len())];
            walk.push(way);
            through = at;
            at = ways[way].0 + ways[way].1 - at;
        }
        let number = |way: usize| way as i64 + 1;
        let via: Vec<(MemberKind, i64)> = match walk.len() {
            2 => vec![(MemberKind::Node, through)],
            _ => walk[1..walk.len() - 1]
                .iter()
                .map(|&way| (MemberKind::Way, number(way)))
                .collect(),
        };
        let rule = format!("restriction={}", rules[rng.random_range(0..rules.len())]);
        world = world.restriction(number(walk[0]), &via, number(walk[walk.len() - 1]), &rule);
    }
    world
}

/// Places all over the box of a network and a little beyond, by seed.
pub(crate) fn random_points(network: &RoadNetwork, seed: u64, count: usize) -> Vec<Point> {
    let stats = network.stats();
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut between = |low: f64, high: f64| rng.random_range(low..high);
    let point = |_| Point {
        lon: between(stats.south_west.lon, stats.north_east.lon),
        lat: between(stats.south_west.lat, stats.north_east.lat),
    };
    (0..count).map(point).collect()
}
