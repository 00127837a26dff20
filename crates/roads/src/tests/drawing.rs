//! `World`: small maps drawn by hand, node by node, in steps of 111 m. Shared by the tests of this folder and by
//! `tests/truth`; random grids and building are in `world.rs`.

use karavan_model::Point;
use karavan_osm::{Element, Member, MemberKind, Node, Relation, Tags, Way};

/// One step of a world's grid: 0.001 degrees of latitude, 111.195 m. Worlds lie at the equator unless told otherwise,
/// so that a step of longitude is as long.
const STEP: f64 = 0.001;

/// A world under construction.
#[derive(Clone, Default)]
pub(crate) struct World {
    pub(crate) elements: Vec<Element>,
    pub(crate) ways: i64,
    /// Degrees by which the world is moved north.
    pub(crate) latitude: f64,
}

/// Tags written `key=value, key=value`.
pub(crate) fn tags(text: &str) -> Tags {
    let pairs = text.split(',').map(str::trim).filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap()).collect()
}

/// The point so many steps east and north.
pub(crate) fn at((east, north): (f64, f64)) -> Point {
    Point {
        lon: east * STEP,
        lat: north * STEP,
    }
}

impl World {
    /// A node so many steps east and north.
    pub(crate) fn node(mut self, id: i64, east: f64, north: f64, text: &str) -> Self {
        let mut point = at((east, north));
        point.lat += self.latitude;
        let tags = tags(text);
        self.elements.push(Element::Node(Node { id, point, tags }));
        self
    }

    /// A way through nodes; ways are numbered from 1.
    pub(crate) fn way(mut self, nodes: &[i64], text: &str) -> Self {
        self.ways += 1;
        self.elements.push(Element::Way(Way {
            id: self.ways,
            nodes: nodes.to_vec(),
            tags: tags(text),
        }));
        self
    }

    /// A turn restriction from a way through nodes or ways to a way.
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
        let tags = tags(&format!("type=restriction, {text}"));
        self.elements.push(Element::Relation(Relation { id, members, tags }));
        self
    }

    /// A cross of four arms of ten steps, ways 1 to 4 to the west, east, south and north, which meet at node 1.
    pub(crate) fn cross(middle: &str) -> Self {
        Self::default()
            .node(1, 0.0, 0.0, middle)
            .node(2, -10.0, 0.0, "")
            .node(3, 10.0, 0.0, "")
            .node(4, 0.0, -10.0, "")
            .node(5, 0.0, 10.0, "")
            .way(&[2, 1], "highway=primary")
            .way(&[1, 3], "highway=primary")
            .way(&[4, 1], "highway=primary")
            .way(&[1, 5], "highway=primary")
    }
}
