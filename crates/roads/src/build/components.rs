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
    let mut component_of = vec![0; streets.nodes.len()];
    for (number, nodes) in components.iter().enumerate() {
        for node in nodes {
            component_of[node.index()] = number;
        }
    }
    let mut segment_counts = vec![0_usize; components.len()];
    for segment in &streets.segments {
        let [tail, head] = [segment.tail, segment.head].map(|node| component_of[node as usize]);
        if tail == head {
            segment_counts[tail] += 1;
        }
    }
    let largest = (0..components.len())
        .max_by_key(|&number| segment_counts[number])
        .filter(|&number| segment_counts[number] > 0)
        .ok_or(RoadsError::NoRoads)?;
    let mut numbers = 0..;
    let mut number_kept = |component| if component == largest { numbers.next() } else { None };
    let new_of_old: Vec<Option<u32>> = component_of.into_iter().map(&mut number_kept).collect();
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
