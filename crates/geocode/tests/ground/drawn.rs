//! Helpers that draw small maps in metres: points, nodes, ways, houses, squares.
#![allow(dead_code, reason = "each test draws with what it needs")]

use karavan_model::Point;
use karavan_osm::{Element, Node, Tags, Way};

/// Metres east and north of a place near the equator: 111,195 m to a degree both ways.
pub(crate) fn at(east: f64, north: f64) -> Point {
    Point {
        lon: 10.0 + east / 111_195.0,
        lat: north / 111_195.0,
    }
}

pub(crate) fn node(id: i64, point: Point, tags: &[(&str, &str)]) -> Element {
    let tags = tags.iter().copied().collect::<Tags>();
    Element::Node(Node { id, point, tags })
}

pub(crate) fn way(id: i64, nodes: &[i64], tags: &[(&str, &str)]) -> Element {
    let (nodes, tags) = (nodes.to_vec(), tags.iter().copied().collect::<Tags>());
    Element::Way(Way { id, nodes, tags })
}

pub(crate) fn house(id: i64, street: &str, number: &str, point: Point) -> Element {
    node(
        id,
        point,
        &[
            ("addr:street", street),
            ("addr:housenumber", number),
            ("addr:postcode", "432000"),
        ],
    )
}

/// A square with its lower left corner at a place, as nodes from `id` on and a way of this id.
pub(crate) fn square(id: i64, low: (f64, f64), side: f64, tags: &[(&str, &str)]) -> Vec<Element> {
    let corners = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)];
    let mut elements: Vec<Element> = corners
        .iter()
        .zip(id..)
        .map(|((east, north), id)| node(id, at(low.0 + east, low.1 + north), &[]))
        .collect();
    elements.push(way(id, &[id, id + 1, id + 2, id + 3, id], tags));
    elements
}
