//! `UpwardSearch`: a walk from a few nodes up to the top of the hierarchy; `meeting`: the smallest weight where one
//! from the start and one from the goal meet.
//!
//! Every more important node that a drive can reach from a node lies on one chain of parents, so the walk needs no
//! queue: it settles the nodes of the chain from the bottom to the top. Several starts make several chains that join
//! somewhere: each later chain is a *branch* that ends where it meets an earlier one. A node is known by its branch and
//! its depth, so nothing of the size of the map is allocated.

use super::search_graph::Half;
use super::weighed_hierarchy::Hierarchy;
use crate::weight::Weight;

/// A node where drives begin or end, and what it takes from or to the place itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Start {
    pub(crate) node: u32,
    pub(crate) weight: Weight,
}

impl Start {
    /// At the node itself.
    pub(crate) const fn at(node: u32) -> Self {
        let weight = Weight::ZERO;
        Self { node, weight }
    }
}

/// Where the nodes of one chain are that no earlier chain has.
#[derive(Clone, Copy)]
struct Branch {
    /// Position of its topmost node.
    begin: usize,
    /// Depth of its topmost node.
    depth: u32,
    /// Position after its last node.
    end: usize,
    /// The branch its topmost node's parent is on.
    onto: usize,
}

/// The nodes above some starts, and the smallest weight from (or, on the descent, to) the starts.
pub(crate) struct UpwardSearch {
    branches: Vec<Branch>,
    /// Branch by branch, the top of each first.
    nodes: Vec<u32>,
    weights: Vec<Weight>,
    /// The position each weight came from; its own at a start.
    came_from: Vec<u32>,
}

impl UpwardSearch {
    /// An empty search; its buffers are reused.
    pub(crate) const fn new() -> Self {
        Self {
            branches: Vec::new(),
            nodes: Vec::new(),
            weights: Vec::new(),
            came_from: Vec::new(),
        }
    }

    /// Climbs from starts with their weights.
    pub(crate) fn run(&mut self, hierarchy: &Hierarchy, half: &Half, starts: &[Start]) {
        self.branches.clear();
        self.nodes.clear();
        self.weights.clear();
        self.came_from.clear();
        for start in starts {
            let position = self.grow(hierarchy, start.node);
            if start.weight < self.weights[position] {
                self.weights[position] = start.weight;
            }
        }
        for at in (0..self.branches.len()).rev() {
            self.settle(half, at);
        }
    }

    /// Adds the chain above a node as far as it is new; where the node itself is.
    fn grow(&mut self, hierarchy: &Hierarchy, start: u32) -> usize {
        let begin = self.nodes.len();
        let mut next = Some(start);
        let mut meets = None;
        while let Some(node) = next {
            meets = self.find(node, hierarchy.depth(node));
            if meets.is_some() {
                break;
            }
            self.nodes.push(node);
            next = hierarchy.parent(node);
        }
        let (onto, position) = meets.unwrap_or((0, 0));
        if self.nodes.len() == begin {
            return position;
        }
        self.nodes[begin..].reverse();
        let end = self.nodes.len();
        self.branches.push(Branch {
            begin,
            depth: hierarchy.depth(self.nodes[begin]),
            end,
            onto,
        });
        self.weights.resize(end, Weight::NO_ROAD);
        self.came_from.extend(begin as u32..end as u32);
        end - 1
    }

    /// The branch and the position of a node that is there already.
    fn find(&self, node: u32, depth: u32) -> Option<(usize, usize)> {
        let on = |branch: &Branch| {
            let position = branch.begin + depth.checked_sub(branch.depth)? as usize;
            (position < branch.end && self.nodes[position] == node).then_some(position)
        };
        let mut branches = self.branches.iter().enumerate();
        branches.find_map(|(at, branch)| Some((at, on(branch)?)))
    }

    fn settle(&mut self, half: &Half, at: usize) {
        let Branch { begin, end, .. } = self.branches[at];
        for position in (begin..end).rev() {
            let weight = self.weights[position];
            if !weight.is_road() {
                continue;
            }
            for rung in half.rungs(self.nodes[position]) {
                let sum = weight + rung.weight;
                let above = self.above(at, rung.head_depth);
                if sum < self.weights[above] {
                    self.weights[above] = sum;
                    self.came_from[above] = position as u32;
                }
            }
        }
    }

    /// The position of the node at a depth above a branch.
    #[inline(always)]
    fn above(&self, at: usize, depth: u32) -> usize {
        let mut branch = &self.branches[at];
        while depth < branch.depth {
            branch = &self.branches[branch.onto];
        }
        branch.begin + (depth - branch.depth) as usize
    }

    /// The nodes from a position down to the start its weight came from.
    pub(crate) fn trace(&self, position: usize) -> Vec<u32> {
        let mut trace = vec![self.nodes[position]];
        let mut at = position as u32;
        while self.came_from[at as usize] != at {
            at = self.came_from[at as usize];
            trace.push(self.nodes[at as usize]);
        }
        trace
    }

    fn depths(&self, branch: &Branch) -> std::ops::Range<u32> {
        branch.depth..branch.depth + (branch.end - branch.begin) as u32
    }
}

/// Where two searches meet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meeting {
    pub(crate) weight: Weight,
    /// The position in either search.
    pub(crate) up: usize,
    pub(crate) down: usize,
}

/// The smallest weight of a drive from the starts of one search to those of another.
pub(crate) fn meeting(up: &UpwardSearch, down: &UpwardSearch) -> Meeting {
    let mut best = Meeting {
        weight: Weight::NO_ROAD,
        up: 0,
        down: 0,
    };
    for one in &up.branches {
        for other in &down.branches {
            let (above, below) = (up.depths(one), down.depths(other));
            for depth in above.start.max(below.start)..above.end.min(below.end) {
                let here = one.begin + (depth - above.start) as usize;
                let there = other.begin + (depth - below.start) as usize;
                // Chains that have parted do not meet again further down.
                if up.nodes[here] != down.nodes[there] {
                    break;
                }
                let weight = up.weights[here] + down.weights[there];
                if weight < best.weight {
                    best = Meeting {
                        weight,
                        up: here,
                        down: there,
                    };
                }
            }
        }
    }
    best
}
