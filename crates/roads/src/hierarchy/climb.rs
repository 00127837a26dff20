//! A walk from one or two neighbouring nodes up to the top of the hierarchy.
//!
//! Every more important node that a drive can reach lies on one chain of parents, so the walk needs no queue: it settles
//! the nodes of the chain from the bottom to the top. A node is known by its depth, so nothing of the size of the map is
//! allocated.

use super::{Half, Hierarchy};
use crate::stand::End;
use crate::weight::Weight;

/// The nodes above some starts, and the smallest weight from (or, on the descent, to) the starts.
pub(crate) struct Climb {
    /// By depth, the top first.
    nodes: Vec<u32>,
    weights: Vec<Weight>,
    /// The depth each weight came from; its own at a start.
    came_from: Vec<u32>,
}

impl Climb {
    /// An empty climb, to be used many times.
    pub(crate) const fn new() -> Self {
        Self {
            nodes: Vec::new(),
            weights: Vec::new(),
            came_from: Vec::new(),
        }
    }

    /// Climbs from starts with their weights. The starts must be ends of one segment: then the more important one is
    /// above the less important one, and one chain holds both.
    pub(crate) fn run(&mut self, hierarchy: &Hierarchy, half: &Half, starts: &[End]) {
        self.nodes.clear();
        let mut next = starts.iter().map(|start| start.node).min();
        while let Some(node) = next {
            self.nodes.push(node);
            next = hierarchy.parent(node);
        }
        self.nodes.reverse();
        self.weights.clear();
        self.weights.resize(self.nodes.len(), Weight::NO_ROAD);
        self.came_from.clear();
        self.came_from.extend(0..self.nodes.len() as u32);
        for &End { node, weight, .. } in starts {
            // Ascending in importance means descending in number from the top down.
            if let Ok(depth) = self.nodes.binary_search_by(|other| node.cmp(other)) {
                self.weights[depth] = self.weights[depth].or_less(weight);
            }
        }
        for depth in (0..self.nodes.len()).rev() {
            let weight = self.weights[depth];
            if !weight.is_road() {
                continue;
            }
            for rung in half.rungs(self.nodes[depth]) {
                let sum = weight + rung.weight;
                let above = rung.head_depth as usize;
                if sum < self.weights[above] {
                    self.weights[above] = sum;
                    self.came_from[above] = depth as u32;
                }
            }
        }
    }

    /// The nodes and weights, the top first.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = (u32, Weight)> {
        self.nodes.iter().copied().zip(self.weights.iter().copied())
    }

    /// The nodes from a depth down to the start its weight came from.
    pub(crate) fn trace(&self, depth: usize) -> Vec<u32> {
        let mut trace = vec![self.nodes[depth]];
        let mut depth = depth as u32;
        while self.came_from[depth as usize] != depth {
            depth = self.came_from[depth as usize];
            trace.push(self.nodes[depth as usize]);
        }
        trace
    }
}

/// The smallest weight of a drive from the starts of one climb to those of another, and the depth at which they meet.
pub(crate) fn meeting(up: &Climb, down: &Climb) -> (Weight, usize) {
    let common = up
        .nodes()
        .zip(down.nodes())
        .take_while(|((one, _), (other, _))| one == other);
    let mut best = (Weight::NO_ROAD, 0);
    for (depth, ((_, before), (_, after))) in common.enumerate() {
        let sum = before + after;
        if sum < best.0 {
            best = (sum, depth);
        }
    }
    best
}
