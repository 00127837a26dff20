//! `each_placed`: a helper that gives the nodes and ways of a map with their tags and points, by plain code that shares
//! nothing with the geocoder.
#![allow(clippy::unwrap_used, reason = "tests")]

use karavan_model::Point;
use karavan_osm::{Element, Extract, Kinds, Tags};
use std::collections::HashMap;

/// Gives each node, and each way at the mean of its corners, to `take`.
pub(crate) fn each_placed(extract: &Extract, mut take: impl FnMut(&Tags, Point)) {
    let mut points: HashMap<i64, Point> = HashMap::new();
    extract
        .each(Kinds::NODES, &mut |element| {
            if let Element::Node(node) = element {
                points.insert(node.id, node.point);
                take(&node.tags, node.point);
            }
        })
        .unwrap();
    extract
        .each(Kinds::WAYS, &mut |element| {
            let Element::Way(way) = element else { return };
            let corners = way.nodes.iter().skip(1).filter_map(|id| points.get(id));
            let corners: Vec<Point> = corners.copied().collect();
            if !corners.is_empty() {
                let mean = |of: fn(&Point) -> f64| corners.iter().map(of).sum::<f64>() / corners.len() as f64;
                let at = Point {
                    lon: mean(|one| one.lon),
                    lat: mean(|one| one.lat),
                };
                take(&way.tags, at);
            }
        })
        .unwrap();
}
