//! Tests of the hierarchy alone on small random graphs: weights and unpacked drives against petgraph's Dijkstra,
//! several starts and goals, partial customisation, two threads, the order of edges, and the number of shortcuts on a
//! grid.
#![allow(clippy::unwrap_used, reason = "tests")]

use super::customise::{hasten_apart, weigh_apart};
use super::frame::Frame;
use super::parallel_parts::Apart;
use super::{Arc, Hierarchy, Start, UpwardSearch, edges_by_importance, meeting};
use crate::ground::spot::Spot;
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

fn start(node: u32) -> Start {
    Start {
        node,
        weight: Weight::ZERO,
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
        let (mut up, mut down) = (UpwardSearch::new(), UpwardSearch::new());
        for from in 0..count as u32 {
            let fastest = dijkstra(&graph, NodeIndex::new(from as usize), None, |edge| *edge.weight());
            up.run(&hierarchy, hierarchy.ascent(), &[start(from)]);
            for to in 0..count as u32 {
                down.run(&hierarchy, hierarchy.descent(), &[start(to)]);
                let meeting = meeting(&up, &down);
                let weight = meeting.weight;
                let told = weight.drive().map(|drive| drive.deciseconds);
                prop_assert_eq!(told, fastest.get(&NodeIndex::new(to as usize)).copied(), "{} to {}", from, to);
                if told.is_none() {
                    continue;
                }
                let mut nodes = up.trace(meeting.up);
                nodes.reverse();
                nodes.extend(down.trace(meeting.down).into_iter().skip(1));
                let mut at = from;
                let mut sum = Weight::ZERO;
                for next in hierarchy.unpack(&nodes) {
                    let between = arcs.iter().filter(|arc| (arc.tail, arc.head) == (at, next));
                    sum = sum + between.fold(Weight::NO_ROAD, |least, arc| least.or_less(arc.weight));
                    at = next;
                }
                prop_assert_eq!((at, sum), (to, weight));
            }
        }
    }

    #[test]
    fn of_several_starts_and_goals_the_nearest_are_taken(
        (count, arcs) in graph(),
        starts in prop::collection::vec((any::<prop::sample::Index>(), 0_u32..30), 1..5),
        goals in prop::collection::vec((any::<prop::sample::Index>(), 0_u32..30), 1..5),
    ) {
        let drive = |deciseconds| Weight::from(Drive { deciseconds, entries: 0, meters: 0 });
        let arcs: Vec<Arc> = arcs.iter().map(|&(tail, head, time)| Arc { tail, head, weight: drive(time) }).collect();
        let hierarchy = Hierarchy::new(count, &arcs).unwrap();
        let place = |&(at, weight): &(prop::sample::Index, u32)| {
            let node = at.index(count) as u32;
            Start { node, weight: drive(weight) }
        };
        let starts: Vec<Start> = starts.iter().map(place).collect();
        let goals: Vec<Start> = goals.iter().map(place).collect();
        let (mut up, mut down) = (UpwardSearch::new(), UpwardSearch::new());
        let mut ask = |starts: &[Start], goals: &[Start]| {
            up.run(&hierarchy, hierarchy.ascent(), starts);
            down.run(&hierarchy, hierarchy.descent(), goals);
            meeting(&up, &down).weight
        };
        let together = ask(&starts, &goals);
        let mut nearest = Weight::NO_ROAD;
        for start in &starts {
            for goal in &goals {
                nearest = nearest.or_less(ask(&[*start], &[*goal]));
            }
        }
        prop_assert_eq!(together, nearest);
    }

    #[test]
    fn changed_arcs_worked_in_are_as_if_all_were_weighed_anew(
        (count, arcs) in graph(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop::option::of(0_u32..50)), 1..12),
    ) {
        let drive = |deciseconds| Weight::from(Drive { deciseconds, entries: 0, meters: 0 });
        let arcs: Vec<Arc> = arcs.iter().map(|&(tail, head, time)| Arc { tail, head, weight: drive(time) }).collect();
        prop_assume!(!arcs.is_empty());
        let hierarchy = Hierarchy::new(count, &arcs).unwrap();
        let saved = hierarchy.saved(&arcs);
        let mut after = arcs.clone();
        for (at, time) in &changes {
            after[at.index(arcs.len())].weight = time.map_or(Weight::NO_ROAD, drive);
        }
        let is_changed = |&number: &u32| arcs[number as usize].weight != after[number as usize].weight;
        let changed: Vec<u32> = (0..arcs.len() as u32).filter(is_changed).collect();
        let (amended, anew) = (hierarchy.amended(&saved, &after, &changed), hierarchy.with_weights(&after));
        prop_assert_eq!(amended.ascent(), anew.ascent());
        prop_assert_eq!(amended.descent(), anew.descent());
        prop_assert_eq!(&amended.via, &anew.via);
    }

    #[test]
    fn every_edge_gets_a_place_of_its_own(
        places in prop::collection::vec((-50_i32..50, -50_i32..50), 0..300),
        pairs in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..500),
    ) {
        let spots: Vec<Spot> = places.iter().map(|&(lon, lat)| Spot { lon, lat }).collect();
        let mut neighbours: Vec<(u32, u32)> = Vec::new();
        if !spots.is_empty() {
            let node = |index: &prop::sample::Index| index.index(spots.len()) as u32;
            let numbered = pairs.iter().map(|(one, other)| (node(one), node(other)));
            neighbours.extend(numbered.filter(|(one, other)| one < other));
            neighbours.sort_unstable();
            neighbours.dedup();
        }
        let mut order = edges_by_importance(&spots, &neighbours, &|_| ());
        order.sort_unstable();
        prop_assert_eq!(order, (0..neighbours.len() as u32).collect::<Vec<_>>());
    }
}

#[test]
fn a_square_grid_needs_few_shortcuts() {
    const SIDE: u32 = 40;
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
    let mut neighbours: Vec<(u32, u32)> = east.chain(north).collect();
    neighbours.sort_unstable();
    // The nodes of the hierarchy are the edges here, joined where they share a junction.
    let shortcuts = |order: &[u32]| {
        let mut at: Vec<Vec<u32>> = vec![Vec::new(); spots.len()];
        for (rank, &edge) in (0..).zip(order) {
            let (one, other) = neighbours[edge as usize];
            at[one as usize].push(rank);
            at[other as usize].push(rank);
        }
        let weight = Weight::ZERO;
        let joined = at.iter().flat_map(|ranks| {
            ranks
                .iter()
                .flat_map(move |&tail| ranks.iter().map(move |&head| (tail, head)))
        });
        let arcs: Vec<Arc> = joined.map(|(tail, head)| Arc { tail, head, weight }).collect();
        Frame::new(order.len(), &arcs).unwrap().arc_count()
    };
    let by_importance = shortcuts(&edges_by_importance(&spots, &neighbours, &|_| ()));
    let row_by_row = shortcuts(&(0..neighbours.len() as u32).collect::<Vec<_>>());
    assert!(row_by_row > 120_000, "{row_by_row}");
    assert!(by_importance < 60_000, "{by_importance}");
}

proptest! {
    #[test]
    fn two_threads_find_out_what_one_does(
        lefts in prop::collection::vec((0_u32..24, 0_u32..24, 0_u32..9), 0..90),
        rights in prop::collection::vec((0_u32..24, 0_u32..24, 0_u32..9), 0..90),
    ) {
        // Nodes 0 to 19 on one side, 20 to 39 on the other, and four above both.
        let node = |node: u32, side: u32| if node < 20 { 20 * side + node } else { 20 + node };
        let of_side = |side: u32| move |&(tail, head, deciseconds): &(u32, u32, u32)| Arc {
            tail: node(tail, side),
            head: node(head, side),
            weight: Drive { deciseconds, entries: 0, meters: 0 }.into(),
        };
        let arcs: Vec<Arc> = lefts.iter().map(of_side(0)).chain(rights.iter().map(of_side(1))).collect();
        let frame = Frame::new(44, &arcs).unwrap();
        let apart = Some(Apart { middle: 20, top: 40 });
        let mut one = weigh_apart(&frame, &arcs, None);
        let mut two = weigh_apart(&frame, &arcs, apart);
        prop_assert_eq!(&one, &two);
        let needed = hasten_apart(&frame, &mut one.weights, None);
        prop_assert_eq!(needed, hasten_apart(&frame, &mut two.weights, apart));
        prop_assert_eq!(one, two);
        if let Some(Apart { middle, top }) = Apart::of_at_least(&frame, 8) {
            for low in 0..middle {
                prop_assert!(frame.arcs(low).all(|arc| !(middle..top).contains(&frame.head(arc))));
            }
        }
    }
}
