//! `World`: a helper that builds basemaps from nodes placed in steps of one tile at 0°, 0°; `tile` reads one of their
//! tiles, `square` makes corners of an area.
#![allow(dead_code, clippy::unwrap_used, reason = "each test binary uses its part")]

use super::reader::{self, Tile};
use karavan_basemap::Basemap;
use karavan_model::Point;
use karavan_osm::{Element, Extract, Member, MemberKind, Node, Relation, Tags, Way};

/// Degrees of longitude (and near the equator also of latitude) per step of a tile at zoom 14: 360 / 2^14 / 4096. The
/// tile x 8192, y 8192 has its north-west corner at 0°, 0°.
pub(crate) const STEP: f64 = 360.0 / 16384.0 / 4096.0;

/// Builds a world from nodes given by their place on tile 14/8192/8192.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) elements: Vec<Element>,
    nodes: i64,
}

impl World {
    pub(crate) fn node(&mut self, (x, y): (i32, i32), tags: &[(&str, &str)]) -> i64 {
        self.nodes += 1;
        let point = Point {
            lon: f64::from(x) * STEP,
            lat: -f64::from(y) * STEP,
        };
        self.elements.push(Element::Node(Node {
            id: self.nodes,
            point,
            tags: Tags::from_iter(tags.iter().copied()),
        }));
        self.nodes
    }

    pub(crate) fn way(&mut self, places: &[(i32, i32)], tags: &[(&str, &str)]) -> i64 {
        let mut nodes: Vec<i64> = Vec::new();
        for (index, place) in places.iter().enumerate() {
            let known = places[..index].iter().position(|earlier| earlier == place);
            nodes.push(known.map_or(0, |earlier| nodes[earlier]));
            if known.is_none() {
                nodes[index] = self.node(*place, &[]);
            }
        }
        self.way_of(nodes, tags)
    }

    pub(crate) fn way_of(&mut self, nodes: Vec<i64>, tags: &[(&str, &str)]) -> i64 {
        let id = 100_000 + self.elements.len() as i64;
        self.elements.push(Element::Way(Way {
            id,
            nodes,
            tags: Tags::from_iter(tags.iter().copied()),
        }));
        id
    }

    pub(crate) fn multipolygon(&mut self, members: &[(i64, &str)], tags: &[(&str, &str)]) {
        let member = |&(id, role): &(i64, &str)| Member {
            kind: MemberKind::Way,
            id,
            role: role.into(),
        };
        let tags = tags.iter().copied().chain([("type", "multipolygon")]).collect();
        let id = self.elements.len() as i64;
        self.elements.push(Element::Relation(Relation {
            id,
            members: members.iter().map(member).collect(),
            tags,
        }));
    }

    pub(crate) fn build(self) -> Basemap {
        Basemap::build(&Extract::from_elements(self.elements)).unwrap()
    }
}

pub(crate) fn tile(basemap: &Basemap, z: u8, x: u32, y: u32) -> Tile {
    basemap
        .tile(z, x, y)
        .unwrap()
        .map(|bytes| reader::read(&bytes))
        .unwrap_or_default()
}

/// The number of the tile south-east of 0°, 0°, in both directions.
pub(crate) fn middle(z: u8) -> u32 {
    1 << z >> 1
}

pub(crate) fn square(from: i32, to: i32) -> [(i32, i32); 5] {
    [(from, from), (to, from), (to, to), (from, to), (from, from)]
}
