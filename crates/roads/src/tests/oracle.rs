//! `Oracle`: fastest drives by petgraph's Dijkstra on lanes and turns, to compare the network with. It has no
//! hierarchy, no batches and no weights below zero; forbidden sequences are recognised by comparing them with what was
//! just driven.

use crate::RoadNetwork;
use crate::ground::streets::Streets;
use crate::stops::snap::Snap;
use crate::turn_graph::turns::Turns;
use crate::weight::Weight;
use petgraph::algo::dijkstra;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::HashMap;
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
        u64::from(drive.deciseconds) + 9_000 * entries,
        entries,
        u64::from(drive.meters),
    ))
}

/// At the end of a lane, and the lanes before it as far as a ban begins with them.
type State = (u32, Vec<u32>);

fn after(bans: &[Vec<u32>], (_, history): &State, lane: u32) -> Option<State> {
    let mut driven = history.clone();
    driven.push(lane);
    if bans.iter().any(|ban| driven.ends_with(ban)) {
        return None;
    }
    while !bans
        .iter()
        .any(|ban| ban.len() > driven.len() && ban.starts_with(&driven))
    {
        if driven.is_empty() {
            break;
        }
        driven.remove(0);
    }
    Some((lane, driven))
}

/// The lanes with a node of its own for each source and each target.
pub(crate) struct Oracle {
    graph: DiGraph<(), Amounts>,
    sources: Vec<NodeIndex>,
    targets: Vec<NodeIndex>,
}

impl Oracle {
    pub(crate) fn new(network: &RoadNetwork, sources: &[Snap], targets: &[Snap]) -> Self {
        Self::over(&network.roads.shared.streets, network, sources, targets)
    }

    /// Over streets that are always as they are at the moment of the network.
    pub(crate) fn over(streets: &Streets, network: &RoadNetwork, sources: &[Snap], targets: &[Snap]) -> Self {
        let times = network.roads.times();
        let (turns, near) = (Turns::new(streets), BansByLane::new(streets));
        let mut graph = DiGraph::new();
        let mut nodes: HashMap<State, NodeIndex> = HashMap::new();
        let mut unseen: Vec<State> = Vec::new();
        let mut node = |graph: &mut DiGraph<(), Amounts>, unseen: &mut Vec<State>, state: State| {
            *nodes.entry(state.clone()).or_insert_with(|| {
                unseen.push(state);
                graph.add_node(())
            })
        };
        let source_nodes: Vec<NodeIndex> = sources.iter().map(|_| graph.add_node(())).collect();
        let target_nodes: Vec<NodeIndex> = targets.iter().map(|_| graph.add_node(())).collect();
        for (source, &from) in sources.iter().zip(&source_nodes) {
            for (lane, ahead) in times.ahead(source) {
                let state = after(near.of(lane), &(lane, Vec::new()), lane);
                let to = node(&mut graph, &mut unseen, state.unwrap());
                graph.add_edge(from, to, amounts(ahead).unwrap());
            }
        }
        let mut targets_on: HashMap<u32, Vec<(NodeIndex, Amounts)>> = HashMap::new();
        for (target, &at) in targets.iter().zip(&target_nodes) {
            for (lane, ahead) in times.ahead(target) {
                let (whole, ahead) = (whole(network, lane).unwrap(), amounts(ahead).unwrap());
                let behind = Amounts(whole.0 - ahead.0, 0, whole.2 - ahead.2);
                targets_on.entry(lane).or_default().push((at, behind));
            }
            for (source, &from) in sources.iter().zip(&source_nodes) {
                if let Some(direct) = amounts(times.direct(source, target)) {
                    graph.add_edge(from, at, direct);
                }
            }
        }
        while let Some(state) = unseen.pop() {
            let from = node(&mut graph, &mut unseen, state.clone());
            for &lane in turns.leaving(streets.end(state.0)) {
                let Some(turn) = turns.turn(state.0, lane) else {
                    continue;
                };
                let Some(next) = after(near.of(lane), &state, lane) else {
                    continue;
                };
                let Some(whole) = whole(network, lane) else { continue };
                let entries = u64::from(turn.entries);
                let turn = Amounts(u64::from(turn.deciseconds) + 9_000 * entries, entries, 0);
                let to = node(&mut graph, &mut unseen, next);
                graph.add_edge(from, to, turn + whole);
                for &(target, behind) in targets_on.get(&lane).into_iter().flatten() {
                    graph.add_edge(from, target, turn + behind);
                }
            }
        }
        Self {
            graph,
            sources: source_nodes,
            targets: target_nodes,
        }
    }

    /// Seconds and metres from one source to every target.
    pub(crate) fn row(&self, source: usize) -> Vec<Option<(u32, u32)>> {
        let reached = dijkstra(&self.graph, self.sources[source], None, |edge| *edge.weight());
        let amounts = self.targets.iter().map(|target| reached.get(target));
        amounts
            .map(|amounts| {
                let &Amounts(penalised, entries, meters) = amounts?;
                let seconds = (penalised - 9_000 * entries + 5) / 10;
                Some((u32::try_from(seconds).unwrap(), u32::try_from(meters).unwrap()))
            })
            .collect()
    }
}

fn whole(network: &RoadNetwork, lane: u32) -> Option<Amounts> {
    let meters = network.roads.shared.streets.segment_of_lane(lane).meters;
    Some(Amounts(
        u64::from(network.roads.lanes[lane as usize]?),
        0,
        u64::from(meters),
    ))
}

/// The bans that name a lane: no other can begin with or end in what was driven last.
struct BansByLane(HashMap<u32, Vec<Vec<u32>>>);

impl BansByLane {
    fn new(streets: &Streets) -> Self {
        let mut by_lane: HashMap<u32, Vec<Vec<u32>>> = HashMap::new();
        for ban in &streets.bans {
            let mut lanes = ban.clone();
            lanes.sort_unstable();
            lanes.dedup();
            for lane in lanes {
                by_lane.entry(lane).or_default().push(ban.clone());
            }
        }
        Self(by_lane)
    }

    fn of(&self, lane: u32) -> &[Vec<u32>] {
        self.0.get(&lane).map_or(&[], Vec::as_slice)
    }
}
