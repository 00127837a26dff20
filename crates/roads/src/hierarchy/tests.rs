//! The hierarchy alone, on random graphs of any shape, whatever the numbering.
#![allow(clippy::unwrap_used, reason = "tests")]

use super::frame::Frame;
use super::{Arc, Climb, Hierarchy, meeting, ranks_by_importance};
use crate::spot::Spot;
use crate::stand::End;
use crate::weight::{Drive, Weight};
use petgraph::algo::dijkstra;
use petgraph::graph::{DiGraph, NodeIndex};
use proptest::prelude::*;

/// A graph of up to 40 nodes with arcs anywhere, doubled ones and loops included.
fn graph() -> impl Strategy<Value = (usize, Vec<(u32, u32, u32)>)> {
    (1_u32..40).prop_flat_map(|count| {
        let arcs = prop::collection::vec((0..count, 0..count, 0_u32..50), 0..120);
        (Just(count as usize), arcs)
    })
}

fn start(node: u32) -> End {
    End {
        node,
        weight: Weight::ZERO,
        along: 0.0,
    }
}

proptest! {
    #[test]
    fn every_drive_is_the_fastest_and_unpacks_to_its_arcs((count, arcs) in graph()) {
        let mut graph: DiGraph<(), u32> = DiGraph::new();
        for _ in 0..count {
            graph.add_node(());
        }
        let arcs: Vec<Arc> = arcs.iter().map(|&(tail, head, deciseconds)| {
            graph.add_edge(NodeIndex::new(tail as usize), NodeIndex::new(head as usize), deciseconds);
            let drive = Drive { deciseconds, entries: 0, meters: 0 };
            Arc { tail, head, weight: drive.into() }
        }).collect();
        let hierarchy = Hierarchy::new(count, &arcs).unwrap();
        let (mut up, mut down) = (Climb::new(), Climb::new());
        for from in 0..count as u32 {
            let fastest = dijkstra(&graph, NodeIndex::new(from as usize), None, |edge| *edge.weight());
            up.run(&hierarchy, hierarchy.ascent(), &[start(from)]);
            for to in 0..count as u32 {
                down.run(&hierarchy, hierarchy.descent(), &[start(to)]);
                let (weight, depth) = meeting(&up, &down);
                let told = weight.drive().map(|drive| drive.deciseconds);
                prop_assert_eq!(told, fastest.get(&NodeIndex::new(to as usize)).copied(), "{} to {}", from, to);
                if told.is_none() {
                    continue;
                }
                let mut nodes = up.trace(depth);
                nodes.reverse();
                nodes.extend(down.trace(depth).into_iter().skip(1));
                let mut at = from;
                let mut sum = Weight::ZERO;
                for arc in hierarchy.unpack(&nodes) {
                    prop_assert_eq!(arcs[arc as usize].tail, at);
                    at = arcs[arc as usize].head;
                    sum = sum + arcs[arc as usize].weight;
                }
                prop_assert_eq!((at, sum), (to, weight));
            }
        }
    }

    #[test]
    fn every_node_gets_a_rank_of_its_own(
        places in prop::collection::vec((-50_i32..50, -50_i32..50), 0..300),
        pairs in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..500),
    ) {
        let spots: Vec<Spot> = places.iter().map(|&(lon, lat)| Spot { lon, lat }).collect();
        let mut neighbours: Vec<(u32, u32)> = Vec::new();
        if !spots.is_empty() {
            let node = |index: &prop::sample::Index| index.index(spots.len()) as u32;
            neighbours.extend(pairs.iter().map(|(one, other)| (node(one), node(other))).filter(|(one, other)| one < other));
            neighbours.sort_unstable();
            neighbours.dedup();
        }
        let mut ranks = ranks_by_importance(&spots, &neighbours, &|_| ());
        ranks.sort_unstable();
        prop_assert_eq!(ranks, (0..spots.len() as u32).collect::<Vec<_>>());
    }
}

#[test]
fn a_square_grid_needs_few_shortcuts() {
    const SIDE: u32 = 60;
    let spots: Vec<Spot> = (0..SIDE * SIDE)
        .map(|node| Spot {
            lon: (node % SIDE).cast_signed() * 1_000,
            lat: (node / SIDE).cast_signed() * 1_000,
        })
        .collect();
    let east = (0..SIDE * SIDE)
        .filter(|node| node % SIDE + 1 < SIDE)
        .map(|node| (node, node + 1));
    let north = (0..SIDE * (SIDE - 1)).map(|node| (node, node + SIDE));
    let neighbours: Vec<(u32, u32)> = east.chain(north).collect();
    let arcs_of = |ranks: &[u32]| {
        let arc = |&(one, other): &(u32, u32)| Arc {
            tail: ranks[one as usize],
            head: ranks[other as usize],
            weight: Weight::ZERO,
        };
        let arcs: Vec<Arc> = neighbours.iter().map(arc).collect();
        Frame::new(spots.len(), &arcs).unwrap().arc_count()
    };
    let by_importance = arcs_of(&ranks_by_importance(&spots, &neighbours, &|_| ()));
    let row_by_row = arcs_of(&(0..SIDE * SIDE).collect::<Vec<_>>());
    // Row by row each of the 3,600 nodes ends with a whole row of 60 neighbours; dissection keeps it to some 20.
    assert!(row_by_row > 200_000, "{row_by_row}");
    assert!(by_importance < 75_000, "{by_importance}");
}
