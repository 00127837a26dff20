//! Worlds made in memory: small ones drawn by hand, and random grids.

use crate::RoadNetwork;
use karavan_model::Point;
use karavan_osm::{Element, Extract, Member, MemberKind, Node, Relation, Tags, Way};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// One step of a world's grid: 0.001 degrees of latitude, 111.195 m. Worlds lie at the equator unless told otherwise, so that a
/// step of longitude is as long.
pub(crate) const STEP: f64 = 0.001;

/// A world under construction.
#[derive(Default)]
pub(crate) struct World {
    elements: Vec<Element>,
    ways: i64,
    /// Degrees by which the world is moved north.
    latitude: f64,
}

/// Tags written `key=value key=value`.
pub(crate) fn tags(text: &str) -> Tags {
    text.split_whitespace()
        .map(|pair| pair.split_once('=').unwrap())
        .collect()
}

/// The point so many steps east and north.
pub(crate) fn at(east: f64, north: f64) -> Point {
    Point {
        lon: east * STEP,
        lat: north * STEP,
    }
}

impl World {
    /// A world at a latitude, where a step of longitude is shorter.
    pub(crate) fn at_latitude(latitude: f64) -> Self {
        Self {
            latitude,
            ..Self::default()
        }
    }

    /// A node so many steps east and north.
    pub(crate) fn node(mut self, id: i64, east: f64, north: f64, text: &str) -> Self {
        let mut point = at(east, north);
        point.lat += self.latitude;
        let tags = tags(text);
        self.elements.push(Element::Node(Node { id, point, tags }));
        self
    }

    /// A way through nodes.
    pub(crate) fn way(mut self, nodes: &[i64], text: &str) -> Self {
        self.ways += 1;
        self.elements.push(Element::Way(Way {
            id: self.ways,
            nodes: nodes.to_vec(),
            tags: tags(text),
        }));
        self
    }

    /// A turn restriction between ways, numbered from 1 in the order they were drawn, through nodes or ways.
    pub(crate) fn restriction(mut self, from: i64, via: &[(MemberKind, i64)], to: i64, text: &str) -> Self {
        let member = |role: &str, kind, id| Member {
            kind,
            id,
            role: role.into(),
        };
        let mut members = vec![member("from", MemberKind::Way, from)];
        members.extend(via.iter().map(|&(kind, id)| member("via", kind, id)));
        members.push(member("to", MemberKind::Way, to));
        let id = self.elements.len() as i64;
        let tags = tags(&format!("type=restriction {text}"));
        self.elements.push(Element::Relation(Relation { id, members, tags }));
        self
    }

    pub(crate) fn extract(self) -> Extract {
        Extract::from_elements(self.elements)
    }

    pub(crate) fn build(self) -> RoadNetwork {
        RoadNetwork::build(&self.extract(), &|_| ()).unwrap()
    }
}

/// A grid of streets of all classes with oneways, bends, yards, gates, bollards, signals, loops, missing links and turn restrictions through
/// a node or through one or two ways.
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
        "barrier=lift_gate access=private",
        "barrier=bollard",
        "highway=traffic_signals",
        "highway=traffic_signals traffic_signals:direction=forward",
        "highway=give_way direction=backward",
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
            let text = format!("highway={} {} {}", pick(&classes), pick(&oneways), pick(&accesses));
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
