//! `parts`: strongly connected components of a graph. `apart`: the lanes that are cut off from the largest component
//! at the present hour only, so that nobody is snapped to them.

use crate::ground::lane::reverse;
use crate::ground::streets::Streets;
use crate::hierarchy::Arc;
use crate::turn_graph::expansion::Expansion;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// Nodes by what can be reached from one another along some arcs, given by their tails and heads.
pub(crate) fn parts(nodes: usize, arcs: impl ExactSizeIterator<Item = (u32, u32)>) -> Vec<Vec<NodeIndex>> {
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(nodes, arcs.len());
    for _ in 0..nodes {
        graph.add_node(());
    }
    graph.extend_with_edges(arcs);
    // Not `tarjan_scc`: it recurses, and overflows the stack on a region's million nodes.
    kosaraju_scc(&graph)
}

/// Open lanes that hang together with the rest at other hours only: a place in a street behind one that is closed is
/// walked to. All are, but those of the largest part, by metres. The other lane of a segment stays with the one that
/// does.
pub(crate) fn apart(streets: &Streets, expansion: &Expansion, arcs: &[Arc], lanes: &[Option<u32>]) -> Vec<u32> {
    let open: Vec<(u32, u32)> = arcs
        .iter()
        .filter(|arc| arc.weight.is_road())
        .map(|arc| (arc.tail, arc.head))
        .collect();
    if open.len() == arcs.len() {
        return Vec::new();
    }
    let parts = parts(expansion.node_count(), open.into_iter());
    let lanes_of = |part: &Vec<NodeIndex>| {
        let nodes = part.iter().map(|node| node.index() as u32);
        nodes.map(|node| expansion.lane(node)).collect::<Vec<u32>>()
    };
    let driven = |part: &&Vec<NodeIndex>| -> u64 {
        let lanes = lanes_of(part).into_iter();
        lanes
            .map(|lane| 1 + u64::from(streets.segment_of_lane(lane).meters))
            .sum()
    };
    let Some(core) = parts.iter().filter(|part| part.len() > 1).max_by_key(driven) else {
        return Vec::new();
    };
    let mut is_kept = vec![false; lanes.len()];
    for lane in lanes_of(core) {
        is_kept[lane as usize] = true;
        is_kept[reverse(lane) as usize] = true;
    }
    let numbered = (0..).zip(lanes.iter().zip(is_kept));
    let left = numbered.filter(|(_, (time, is_kept))| time.is_some() && !is_kept);
    left.map(|(lane, _)| lane).collect()
}
