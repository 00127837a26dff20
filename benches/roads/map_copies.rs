//! `write_copies`: writes an extract of `side` by `side` copies of the roads and turn restrictions of another, joined
//! by a few roads over each border, to measure on a larger map.

use karavan_model::Point;
use karavan_osm::{Element, Extract, Kinds, Node, Relation, Way, write_pbf};
use std::collections::HashSet;
use std::path::Path;

/// Roads over each border.
const LINKS: usize = 8;
/// Between the ids of two copies; the ids of the map are far below.
const STRIDE: i64 = 1 << 40;
/// Between the edges of two copies, in degrees.
const GAP: f64 = 0.01;

struct Tile {
    nodes: Vec<Node>,
    ways: Vec<Way>,
    relations: Vec<Relation>,
    size: [f64; 2],
}

/// Writes `side` times `side` copies of the roads of an extract.
pub(crate) fn write_copies(extract: &Path, side: i64, out: &Path) {
    let tile = roads_of(extract);
    let numbers = || (0..side).flat_map(|row| (0..side).map(move |column| (row, column)));
    let id = |id: i64, (row, column): (i64, i64)| id + STRIDE * (row * side + column);
    let moved = |node: &Node, at: (i64, i64)| {
        let point = Point {
            lon: node.point.lon + at.1 as f64 * (tile.size[0] + GAP),
            lat: node.point.lat + at.0 as f64 * (tile.size[1] + GAP),
        };
        Element::Node(Node {
            id: id(node.id, at),
            point,
            ..node.clone()
        })
    };
    let way = |way: &Way, at: (i64, i64)| {
        Element::Way(Way {
            id: id(way.id, at),
            nodes: way.nodes.iter().map(|&node| id(node, at)).collect(),
            ..way.clone()
        })
    };
    let mut elements = Vec::with_capacity((side * side) as usize * (tile.nodes.len() + tile.ways.len()));
    for at in numbers() {
        elements.extend(tile.nodes.iter().map(|node| moved(node, at)));
    }
    for at in numbers() {
        elements.extend(tile.ways.iter().map(|one| way(one, at)));
    }
    let mut link = STRIDE * side * side;
    for axis in [0, 1] {
        for (from, to) in tile.links(axis) {
            for at in numbers() {
                let next = if axis == 0 { (at.0, at.1 + 1) } else { (at.0 + 1, at.1) };
                if next.0 < side && next.1 < side {
                    link += 1;
                    elements.push(Element::Way(Way {
                        id: link,
                        nodes: vec![id(from, at), id(to, next)],
                        tags: [("highway", "secondary")].into_iter().collect(),
                    }));
                }
            }
        }
    }
    for at in numbers() {
        let relations = tile.relations.iter().map(|relation| {
            let mut relation = relation.clone();
            relation.id = id(relation.id, at);
            for member in &mut relation.members {
                member.id = id(member.id, at);
            }
            Element::Relation(relation)
        });
        elements.extend(relations);
    }
    write_pbf(out, &elements).expect("the copies are written");
}

fn roads_of(extract: &Path) -> Tile {
    let extract = Extract::open(extract).expect("the extract opens");
    let (mut nodes, mut ways, mut relations) = (Vec::new(), Vec::new(), Vec::new());
    let mut used = HashSet::new();
    let mut keep = |element: &Element| match element {
        Element::Way(way) if way.tags.get("highway").is_some() => {
            used.extend(way.nodes.iter().copied());
            ways.push(way.clone());
        }
        Element::Relation(relation) if relation.tags.get("type") == Some("restriction") => {
            relations.push(relation.clone());
        }
        _ => {}
    };
    extract.each(Kinds::ALL, &mut keep).expect("the extract is read");
    let mut keep = |element: &Element| {
        if let Element::Node(node) = element
            && used.contains(&node.id)
        {
            nodes.push(node.clone());
        }
    };
    extract.each(Kinds::NODES, &mut keep).expect("the extract is read");
    let size = [0, 1].map(|axis| {
        let along = || nodes.iter().map(|node| [node.point.lon, node.point.lat][axis]);
        along().fold(f64::MIN, f64::max) - along().fold(f64::MAX, f64::min)
    });
    Tile {
        nodes,
        ways,
        relations,
        size,
    }
}

impl Tile {
    /// Ends of ways at the far edge and at the near edge along an axis, to be joined one to one.
    fn links(&self, axis: usize) -> Vec<(i64, i64)> {
        let mains = self.ways.iter().filter(|way| {
            let class = way.tags.get("highway").unwrap_or_default();
            ["primary", "secondary", "tertiary"].contains(&class) && way.tags.get("oneway").is_none()
        });
        let ends: HashSet<i64> = mains.flat_map(|way| way.nodes.first().copied()).collect();
        let mut places: Vec<(f64, i64)> = self
            .nodes
            .iter()
            .filter(|node| ends.contains(&node.id))
            .map(|node| ([node.point.lon, node.point.lat][axis], node.id))
            .collect();
        places.sort_by(|one, other| one.0.total_cmp(&other.0));
        let far = places.iter().rev().take(LINKS);
        far.zip(&places).map(|(far, near)| (far.1, near.1)).collect()
    }
}
