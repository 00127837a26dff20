//! `Frame`: the shape of the hierarchy: the arcs and the shortcuts that some weights could need, whatever the weights;
//! its triangles, and the parent and depth of a node.
//!
//! Taking nodes away from the least important on, all neighbours of a node taken away become neighbours of one another.
//! A node's more important neighbours are then all above its lowest one (its *parent*), and all of them are neighbours
//! of that parent too. So it is enough to hand a node's list up to its parent.

use super::arc::Arc;
use crate::RoadsError;
use std::ops::Range;

/// For each node its more important neighbours, ascending.
#[derive(Debug)]
pub(super) struct Frame {
    first: Vec<u32>,
    heads: Vec<u32>,
    /// How many nodes are above this one on the way to the top.
    depth: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Frame {
    pub(super) fn new(node_count: usize, arcs: &[Arc]) -> Result<Self, RoadsError> {
        // Roads need 1.4 for each node and arc, turn-aware roads 4, an endless square grid 6.
        let limit = 32 * (node_count + arcs.len()).min(1 << 26);
        let own = own_neighbours(node_count, arcs);
        let mut first = Vec::with_capacity(node_count + 1);
        // Room for a road network at once: what grows step by step leaves holes in memory.
        let mut heads: Vec<u32> = Vec::with_capacity(4 * (node_count + arcs.len()));
        // Children of a node as a chain: its latest child, and for each child the one before.
        let mut latest_child = vec![NONE; node_count];
        let mut earlier_child = vec![NONE; node_count];
        let mut list: Vec<u32> = Vec::new();
        first.push(0);
        for node in 0..node_count {
            list.clear();
            list.extend_from_slice(&own.heads[own.range(node)]);
            let mut child = latest_child[node];
            while child != NONE {
                // The child's lowest neighbour is this node itself.
                let range = first[child as usize] as usize + 1..first[child as usize + 1] as usize;
                list.extend_from_slice(&heads[range]);
                child = earlier_child[child as usize];
            }
            list.sort_unstable();
            list.dedup();
            heads.extend_from_slice(&list);
            if heads.len() > limit {
                return Err(RoadsError::damaged("its junctions are not numbered by importance"));
            }
            first.push(heads.len() as u32);
            if let Some(&parent) = list.first() {
                earlier_child[node] = latest_child[parent as usize];
                latest_child[parent as usize] = node as u32;
            }
        }
        heads.shrink_to_fit();
        let depth = depths(&first, &heads);
        Ok(Self { first, heads, depth })
    }

    pub(super) fn node_count(&self) -> usize {
        self.depth.len()
    }

    pub(super) fn arc_count(&self) -> usize {
        self.heads.len()
    }

    /// The arcs of a node, to its more important neighbours.
    pub(super) fn arcs(&self, node: u32) -> Range<usize> {
        self.first[node as usize] as usize..self.first[node as usize + 1] as usize
    }

    pub(super) fn head(&self, arc: usize) -> u32 {
        self.heads[arc]
    }

    /// The less important end of an arc.
    pub(super) fn tail(&self, arc: usize) -> u32 {
        self.first.partition_point(|&first| first as usize <= arc) as u32 - 1
    }

    /// The arc between two neighbours, in either order.
    pub(super) fn arc_between(&self, one: u32, other: u32) -> Option<usize> {
        let arcs = self.arcs(one.min(other));
        let place = self.heads[arcs.clone()].binary_search(&one.max(other)).ok()?;
        Some(arcs.start + place)
    }

    pub(super) fn parent(&self, node: u32) -> Option<u32> {
        self.heads[self.arcs(node)].first().copied()
    }

    pub(super) fn depth(&self, node: u32) -> u32 {
        self.depth[node as usize]
    }

    /// Calls `visit` with the arcs `(low, middle)`, `(low, high)` and `(middle, high)` of every triangle whose lowest
    /// node is given.
    #[inline]
    pub(super) fn triangles_above(&self, low: u32, mut visit: impl FnMut(usize, usize, usize)) {
        let arcs = self.arcs(low);
        for to_middle in arcs.clone() {
            // Both lists ascend, and every further neighbour of `low` is a neighbour of `middle`.
            let mut across = self.arcs(self.heads[to_middle]).start;
            let above = to_middle + 1..arcs.end;
            for (to_high, &high) in above.clone().zip(&self.heads[above]) {
                while self.heads[across] != high {
                    across += 1;
                }
                visit(to_middle, to_high, across);
            }
        }
    }
}

/// More important neighbours before any shortcut; may repeat.
struct Neighbours {
    first: Vec<u32>,
    heads: Vec<u32>,
}

impl Neighbours {
    fn range(&self, node: usize) -> Range<usize> {
        self.first[node] as usize..self.first[node + 1] as usize
    }
}

fn own_neighbours(node_count: usize, arcs: &[Arc]) -> Neighbours {
    let ends = || {
        arcs.iter()
            .map(|arc| (arc.tail.min(arc.head), arc.tail.max(arc.head)))
            .filter(|(low, high)| low < high)
    };
    let mut first = vec![0_u32; node_count + 1];
    for (low, _) in ends() {
        first[low as usize + 1] += 1;
    }
    for node in 0..node_count {
        first[node + 1] += first[node];
    }
    let mut heads = vec![0; first[node_count] as usize];
    let mut next = first.clone();
    for (low, high) in ends() {
        heads[next[low as usize] as usize] = high;
        next[low as usize] += 1;
    }
    Neighbours { first, heads }
}

fn depths(first: &[u32], heads: &[u32]) -> Vec<u32> {
    let node_count = first.len() - 1;
    let mut depth = vec![0; node_count];
    for node in (0..node_count).rev() {
        if first[node] < first[node + 1] {
            let parent = heads[first[node] as usize];
            depth[node] = depth[parent as usize] + 1;
        }
    }
    depth
}
