//! `Half`: the upward search graph of one direction of driving, reduced to the arcs (`Rung`) that fastest drives
//! need. A `Hierarchy` has two.

use super::frame::Frame;
use crate::weight::Weight;

/// An arc to a more important node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rung {
    pub(crate) head: u32,
    /// How many nodes are above `head`.
    pub(crate) head_depth: u32,
    pub(crate) weight: Weight,
}

/// For each node its needed arcs to more important nodes, in one direction of driving.
#[derive(Debug, PartialEq)]
pub(crate) struct Half {
    first: Vec<u32>,
    rungs: Vec<Rung>,
}

impl Half {
    /// So many arcs: those that have a weight, arc by arc.
    pub(super) fn new(frame: &Frame, count: usize, mut weights: impl Iterator<Item = Option<Weight>>) -> Self {
        let mut half = Self::with_room(frame, count);
        for node in 0..frame.node_count() as u32 {
            half.push(frame, node, |_| weights.next().flatten());
        }
        half
    }

    /// The same, where only the arcs of some nodes, ascending, are not as they were.
    pub(super) fn amended(&self, frame: &Frame, nodes: &[u32], needed: impl Fn(usize) -> Option<Weight>) -> Self {
        let mut half = Self::with_room(frame, self.rungs.len() + nodes.len());
        let mut kept = 0;
        for &node in nodes {
            half.extend(self, kept..node);
            half.push(frame, node, &needed);
            kept = node + 1;
        }
        half.extend(self, kept..frame.node_count() as u32);
        half
    }

    fn with_room(frame: &Frame, rung_count: usize) -> Self {
        let mut first = Vec::with_capacity(frame.node_count() + 1);
        first.push(0);
        let rungs = Vec::with_capacity(rung_count);
        Self { first, rungs }
    }

    fn push(&mut self, frame: &Frame, node: u32, mut needed: impl FnMut(usize) -> Option<Weight>) {
        let rung = |arc| {
            let head = frame.head(arc);
            Some(Rung {
                head,
                head_depth: frame.depth(head),
                weight: needed(arc)?,
            })
        };
        self.rungs.extend(frame.arcs(node).filter_map(rung));
        self.first.push(self.rungs.len() as u32);
    }

    /// The arcs of the next nodes as another has them.
    fn extend(&mut self, other: &Self, nodes: std::ops::Range<u32>) {
        let (start, end) = (nodes.start as usize, nodes.end as usize);
        let (from, to) = (other.first[start], other.first[end]);
        let here = self.rungs.len() as u32;
        self.rungs.extend_from_slice(&other.rungs[from as usize..to as usize]);
        self.first
            .extend(other.first[start + 1..=end].iter().map(|first| first - from + here));
    }

    /// The arcs of a node.
    pub(crate) fn rungs(&self, node: u32) -> &[Rung] {
        &self.rungs[self.first[node as usize] as usize..self.first[node as usize + 1] as usize]
    }
}
