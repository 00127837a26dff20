//! One direction of the hierarchy, with only the arcs that fastest drives need, ready for queries.

use super::customise::Weighed;
use super::frame::Frame;
use crate::weight::Weight;

/// An arc to a more important node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rung {
    pub(crate) head: u32,
    /// How many nodes are above `head`.
    pub(crate) head_depth: u32,
    pub(crate) weight: Weight,
}

/// For each node its needed arcs to more important nodes, in one direction of driving.
pub(crate) struct Half {
    first: Vec<u32>,
    rungs: Vec<Rung>,
}

impl Half {
    pub(super) fn new(frame: &Frame, weighed: &Weighed) -> Self {
        let mut first = Vec::with_capacity(frame.node_count() + 1);
        let mut rungs = Vec::new();
        first.push(0);
        for node in 0..frame.node_count() as u32 {
            let needed = frame.arcs(node).filter(|&arc| weighed.is_needed[arc]);
            rungs.extend(needed.map(|arc| Rung {
                head: frame.head(arc),
                head_depth: frame.depth(frame.head(arc)),
                weight: weighed.weight[arc],
            }));
            first.push(rungs.len() as u32);
        }
        Self { first, rungs }
    }

    /// The arcs of a node.
    pub(crate) fn rungs(&self, node: u32) -> &[Rung] {
        &self.rungs[self.first[node as usize] as usize..self.first[node as usize + 1] as usize]
    }
}
