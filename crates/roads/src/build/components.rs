//! Keeps the largest part of the streets in which every place can be reached from every other.
//!
//! A house snapped to an island, or to a oneway stub that leads out of a clipped extract, would have no way there or no way
//! back. Restricted roads and gates are passable for this purpose, so a yard behind a gate is kept.

use crate::RoadsError;
use crate::streets::Streets;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

pub(super) fn keep_largest(streets: &Streets) -> Result<Streets, RoadsError> {
    let components = strong_components(streets);
    // The first of equals, so that the same extract gives the same network.
    let largest = components
        .iter()
        .rev()
        .max_by_key(|component| component.len())
        .filter(|component| component.len() > 1)
        .ok_or(RoadsError::NoRoads)?;
    let mut is_kept = vec![false; streets.nodes.len()];
    for node in largest {
        is_kept[node.index()] = true;
    }
    let mut count = 0..;
    let new_of_old: Vec<Option<u32>> = is_kept
        .into_iter()
        .map(|kept| if kept { count.next() } else { None })
        .collect();
    let mut kept = streets.renumbered(&new_of_old)?;
    kept.components = u32::try_from(components.len()).unwrap_or(u32::MAX);
    Ok(kept)
}

fn strong_components(streets: &Streets) -> Vec<Vec<NodeIndex>> {
    let arcs: Vec<(u32, u32)> = streets
        .arcs()
        .iter()
        .filter(|arc| arc.weight.is_road())
        .map(|arc| (arc.tail, arc.head))
        .collect();
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(streets.nodes.len(), arcs.len());
    for _ in &streets.nodes {
        graph.add_node(());
    }
    graph.extend_with_edges(arcs);
    // Not `tarjan_scc`: it recurses, and overflows the stack on a region's million nodes.
    kosaraju_scc(&graph)
}
