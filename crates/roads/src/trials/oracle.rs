//! Fastest drives by petgraph's Dijkstra on the same streets: no hierarchy, no packed weights, no batches.

use crate::RoadNetwork;
use crate::snap::Snap;
use crate::stand::End;
use crate::weight::Weight;
use petgraph::algo::dijkstra;
use petgraph::graph::{DiGraph, NodeIndex};
use std::ops::Add;

/// Penalised deciseconds, entries, metres: compared in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
struct Amounts(u64, u64, u64);

impl Add for Amounts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0, self.1 + other.1, self.2 + other.2)
    }
}

fn amounts(weight: Weight) -> Option<Amounts> {
    let drive = weight.drive()?;
    let entries = u64::from(drive.entries);
    Some(Amounts(
        u64::from(drive.deciseconds) + 3_000 * entries,
        entries,
        u64::from(drive.meters),
    ))
}

/// The streets with a node of its own for each source and each target.
pub(crate) struct Oracle {
    graph: DiGraph<(), Amounts>,
    sources: Vec<NodeIndex>,
    targets: Vec<NodeIndex>,
}

impl Oracle {
    pub(crate) fn new(network: &RoadNetwork, sources: &[Snap], targets: &[Snap]) -> Self {
        let streets = &network.streets;
        let mut graph = DiGraph::new();
        for _ in &streets.nodes {
            graph.add_node(());
        }
        let index = |node: u32| NodeIndex::new(node as usize);
        for arc in streets.arcs() {
            if let Some(amounts) = amounts(arc.weight) {
                graph.add_edge(index(arc.tail), index(arc.head), amounts);
            }
        }
        let own: Vec<NodeIndex> = (0..sources.len() + targets.len()).map(|_| graph.add_node(())).collect();
        let (source_nodes, target_nodes) = own.split_at(sources.len());
        let join = |graph: &mut DiGraph<(), Amounts>, tail, head, weight| {
            if let Some(amounts) = amounts(weight) {
                graph.add_edge(tail, head, amounts);
            }
        };
        for (source, &node) in sources.iter().zip(source_nodes) {
            for End { node: end, weight, .. } in streets.departures(source) {
                join(&mut graph, node, index(end), weight);
            }
        }
        for (target, &node) in targets.iter().zip(target_nodes) {
            for End { node: end, weight, .. } in streets.arrivals(target) {
                join(&mut graph, index(end), node, weight);
            }
            for (source, &source_node) in sources.iter().zip(source_nodes) {
                join(&mut graph, source_node, node, streets.direct(source, target));
            }
        }
        Self {
            graph,
            sources: source_nodes.to_vec(),
            targets: target_nodes.to_vec(),
        }
    }

    /// Seconds and metres from one source to every target.
    pub(crate) fn row(&self, source: usize) -> Vec<Option<(u32, u32)>> {
        let reached = dijkstra(&self.graph, self.sources[source], None, |edge| *edge.weight());
        let amounts = self.targets.iter().map(|target| reached.get(target));
        amounts
            .map(|amounts| {
                let &Amounts(penalised, entries, meters) = amounts?;
                let seconds = (penalised - 3_000 * entries + 5) / 10;
                Some((u32::try_from(seconds).unwrap(), u32::try_from(meters).unwrap()))
            })
            .collect()
    }
}
