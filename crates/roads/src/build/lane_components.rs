//! `Parts`: the strongly connected components of the lanes, and which of them is the core (the longest, in metres of
//! lanes). What becomes of the others is decided in `components.rs` and `clipped_edge.rs`.

use crate::RoadsError;
use crate::ground::streets::Streets;
use crate::turn_graph::expansion::Expansion;
use crate::turn_graph::reachability::parts;
use petgraph::graph::NodeIndex;
use std::collections::HashSet;

/// The lanes of streets by what can be reached from one another.
pub(super) struct Parts {
    pub(super) components: Vec<Vec<NodeIndex>>,
    is_round: Vec<bool>,
}

impl Parts {
    pub(super) fn new(expansion: &Expansion) -> Self {
        let arcs = expansion.arcs().iter().map(|arc| (arc.tail, arc.head));
        let loops: HashSet<u32> = arcs
            .clone()
            .filter(|(tail, head)| tail == head)
            .map(|(tail, _)| tail)
            .collect();
        let components = parts(expansion.node_count(), arcs);
        // A lane on its own leads nowhere, unless it is a loop.
        let is_round = |nodes: &Vec<NodeIndex>| nodes.len() > 1 || loops.contains(&(nodes[0].index() as u32));
        Self {
            is_round: components.iter().map(is_round).collect(),
            components,
        }
    }

    /// Metres of the lanes of a component, and one for each.
    pub(super) fn driven(&self, streets: &Streets, expansion: &Expansion, component: usize) -> u64 {
        let nodes = self.components[component].iter();
        let lanes = nodes.map(|node| expansion.lane(node.index() as u32));
        lanes
            .map(|lane| 1 + u64::from(streets.segment_of_lane(lane).meters))
            .sum()
    }

    /// The longest component that is a network.
    pub(super) fn core(&self, streets: &Streets, expansion: &Expansion) -> Result<usize, RoadsError> {
        let rounds = (0..self.components.len()).filter(|&ix| self.is_round[ix]);
        let core = rounds.max_by_key(|&ix| self.driven(streets, expansion, ix));
        core.ok_or(RoadsError::NoRoads)
    }
}
