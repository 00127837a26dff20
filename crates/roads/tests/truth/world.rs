//! Small maps, written to a file and read again.

use karavan_model::Point;
use karavan_osm::{Element, Extract, Member, MemberKind, Node, Relation, Tags, Way, write_pbf};
use karavan_roads::{Circumstances, Profile, RoadNetwork, Season};

/// A step of a map: 111.195 m, to the east as to the north.
const STEP: f64 = 0.001;

/// A map under construction.
#[derive(Clone, Default)]
pub(crate) struct World {
    elements: Vec<Element>,
    ways: i64,
}

/// Tags written `key=value, key=value`.
fn tags(text: &str) -> Tags {
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
        let (point, tags) = (at((east, north)), tags(text));
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
        self.elements.push(Element::Relation(Relation {
            id: self.elements.len() as i64,
            members,
            tags: tags(&format!("type=restriction, {text}")),
        }));
        self
    }

    /// The roads of a profile, by way of a file.
    pub(crate) fn roads(&self, profile: Profile) -> RoadNetwork {
        let mut elements = self.elements.clone();
        let kind = |element: &Element| match element {
            Element::Node(_) => 0,
            Element::Way(_) => 1,
            Element::Relation(_) => 2,
        };
        elements.sort_by_key(kind);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("town.osm.pbf");
        write_pbf(&path, &elements).unwrap();
        let extract = Extract::open(&path).unwrap();
        RoadNetwork::build_for(&extract, profile, &|_| ()).unwrap()
    }
}

/// The same roads in a season.
pub(crate) fn in_season(roads: &RoadNetwork, season: Season) -> RoadNetwork {
    roads.under(&Circumstances {
        season,
        ..Circumstances::default()
    })
}

/// Seconds and metres of the drive between two places; a table and a path say the same.
pub(crate) fn drive(roads: &RoadNetwork, from: (f64, f64), to: (f64, f64)) -> Option<(u32, u32)> {
    let (from, to) = (roads.snap(at(from))?, roads.snap(at(to))?);
    let table = roads.matrix(std::slice::from_ref(&from), std::slice::from_ref(&to));
    let path = roads.path(&from, &to).map(|path| (path.seconds, path.meters));
    let of_table = (table.seconds[0] != karavan_roads::NO_ROAD).then(|| (table.seconds[0], table.meters[0]));
    assert_eq!(of_table, path);
    path
}
