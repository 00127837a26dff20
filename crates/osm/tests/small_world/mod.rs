//! Helpers: the elements of a crossing with a house, a temporary folder, and reading a whole file. No test is here.
#![allow(dead_code, clippy::unwrap_used, reason = "each test binary uses its part")]

use karavan_model::Point;
use karavan_osm::{Element, Extract, Kinds, Member, MemberKind, Node, OsmError, Relation, Tags, Way};
use std::path::{Path, PathBuf};

/// Three nodes, two ways, one relation.
pub(crate) fn crossing() -> Vec<Element> {
    let node = |id, lon, lat, tags: &[(&str, &str)]| {
        Element::Node(Node {
            id,
            point: Point { lon, lat },
            tags: tags.iter().copied().collect(),
        })
    };
    let way = |id, nodes: &[i64], tags: &[(&str, &str)]| {
        Element::Way(Way {
            id,
            nodes: nodes.to_vec(),
            tags: tags.iter().copied().collect(),
        })
    };
    let member = |kind, id, role: &str| Member {
        kind,
        id,
        role: role.into(),
    };
    vec![
        node(1, 37.5, 55.75, &[]),
        node(
            2,
            37.500_000_1,
            55.750_1,
            &[("addr:housenumber", "42 к1"), ("addr:street", "улица Мира")],
        ),
        node(3, -180.0, -90.0, &[("note", "")]),
        way(10, &[1, 2], &[("highway", "residential"), ("name", "улица Мира")]),
        way(11, &[2, 1, 3], &[("highway", "service")]),
        Element::Relation(Relation {
            id: 20,
            members: vec![
                member(MemberKind::Way, 10, "from"),
                member(MemberKind::Node, 2, "via"),
                member(MemberKind::Way, 11, "to"),
                member(MemberKind::Relation, 20, ""),
            ],
            tags: Tags::from_iter([("type", "restriction"), ("restriction", "no_left_turn")]),
        }),
    ]
}

/// A folder of its own for one test.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn file(&self, bytes: &[u8]) -> PathBuf {
        let path = self.path("test.osm.pbf");
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

/// Opens and passes over everything.
pub(crate) fn read(path: &Path) -> Result<Vec<Element>, OsmError> {
    let mut elements = Vec::new();
    Extract::open(path)?.each(Kinds::ALL, &mut |element| elements.push(element.clone()))?;
    Ok(elements)
}
