//! Second pass: where the nodes of roads are, and what bars them.

use super::read_progress;
use super::ways::RoadWays;
use crate::RoadsError;
use crate::profile::{Barrier, barrier_of_node};
use crate::progress::{Progress, Stage};
use crate::spot::Spot;
use karavan_osm::{Element, Extract, Kinds};
use std::collections::HashMap;

/// What is known of the nodes of roads, by dense number.
pub(super) struct RoadNodes {
    /// `None` where a clipped extract lacks the node.
    pub(super) spots: Vec<Option<Spot>>,
    pub(super) barriers: HashMap<u32, Barrier>,
}

pub(super) fn read(extract: &Extract, ways: &RoadWays, report: &dyn Fn(Progress)) -> Result<RoadNodes, RoadsError> {
    let mut spots = vec![None; ways.node_count()];
    let mut barriers = HashMap::new();
    let mut visit = |element: &Element| {
        let Element::Node(node) = element else { return };
        let Some(at) = ways.node_of(node.id) else { return };
        spots[at] = Spot::nearest_to(node.point);
        if let Some(barrier) = barrier_of_node(&node.tags) {
            barriers.insert(at as u32, barrier);
        }
    };
    extract.each_with_progress(Kinds::NODES, &mut visit, &read_progress(Stage::ReadingNodes, report))?;
    Ok(RoadNodes { spots, barriers })
}
