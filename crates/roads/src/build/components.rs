//! Keeps the largest part of the streets in which every lane can be reached from every other.
//!
//! A house snapped to an island, or to a oneway stub that leads out of a clipped extract, would have no way there or no way
//! back. Restricted roads and gates are passable for this purpose, so a yard behind a gate is kept.

use crate::RoadsError;
use crate::expansion::Expansion;
use crate::shapes::Shapes;
use crate::streets::{Segment, Streets, reverse};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

const GONE: u32 = u32::MAX;

pub(super) fn keep_largest(streets: &Streets) -> Result<Streets, RoadsError> {
    let order: Vec<u32> = streets.open_lanes().collect();
    let expansion = Expansion::new(streets, &order);
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(expansion.node_count(), expansion.arcs().len());
    for _ in 0..expansion.node_count() {
        graph.add_node(());
    }
    graph.extend_with_edges(expansion.arcs().iter().map(|arc| (arc.tail, arc.head)));
    // Not `tarjan_scc`: it recurses, and overflows the stack on a region's million nodes.
    let components = kosaraju_scc(&graph);
    let driven = |nodes: &Vec<NodeIndex>| -> u64 {
        let lanes = nodes.iter().map(|node| expansion.lane(node.index() as u32));
        lanes
            .map(|lane| 1 + u64::from(streets.segment_of_lane(lane).meters))
            .sum()
    };
    // A lane on its own leads nowhere, unless it is a loop.
    let is_round = |nodes: &&Vec<NodeIndex>| nodes.len() > 1 || graph.find_edge(nodes[0], nodes[0]).is_some();
    let longest = components.iter().filter(is_round).max_by_key(|nodes| driven(nodes));
    let mut is_kept = vec![false; streets.lane_count()];
    for node in longest.ok_or(RoadsError::NoRoads)? {
        let lane = expansion.lane(node.index() as u32);
        is_kept[lane as usize] = true;
        // The other way along a segment may be a part of its own, as on a ring where no one can turn round. It is a choice at a stop and
        // takes nothing away.
        is_kept[reverse(lane) as usize] |= streets.time(reverse(lane)).is_some();
    }
    let mut kept = only(streets, &is_kept)?;
    kept.components = u32::try_from(components.len()).unwrap_or(u32::MAX);
    Ok(kept)
}

/// The same streets with only some lanes, and what lies on those.
fn only(streets: &Streets, is_kept: &[bool]) -> Result<Streets, RoadsError> {
    let mut junctions = vec![GONE; streets.junctions.len()];
    let mut ways = vec![GONE; streets.ways.len()];
    let mut segments_kept = vec![GONE; streets.segments.len()];
    let mut kept = Streets {
        way_count: streets.way_count,
        ..Streets::default()
    };
    let mut shapes = Shapes::default();
    for (ix, segment) in streets.segments.iter().enumerate() {
        let open = [2 * ix, 2 * ix + 1].map(|lane| is_kept[lane]);
        if open == [false, false] {
            continue;
        }
        let mut join = |junction: u32| {
            let new = &mut junctions[junction as usize];
            if *new == GONE {
                *new = kept.junctions.len() as u32;
                kept.junctions.push(streets.junctions[junction as usize]);
            }
            *new
        };
        let (tail, head) = (join(segment.tail), join(segment.head));
        let way = &mut ways[segment.way as usize];
        if *way == GONE {
            *way = kept.ways.len() as u32;
            kept.ways.push(streets.ways[segment.way as usize]);
        }
        segments_kept[ix] = kept.segments.len() as u32;
        kept.segments.push(Segment {
            tail,
            head,
            way: *way,
            forward: segment.forward.filter(|_| open[0]),
            backward: segment.backward.filter(|_| open[1]),
            ..*segment
        });
        shapes.push_copy(&streets.shapes, ix)?;
    }
    kept.shapes = shapes;
    let renumbered = |&lane: &u32| {
        let segment = segments_kept[lane as usize / 2];
        (is_kept[lane as usize] && segment != GONE).then(|| 2 * segment + lane % 2)
    };
    // A sequence that was driven through a lane that is gone cannot be driven any more.
    let bans = streets
        .bans
        .iter()
        .map(|ban| ban.iter().map(renumbered).collect::<Option<Vec<u32>>>());
    kept.bans = bans.flatten().collect();
    Ok(kept)
}
