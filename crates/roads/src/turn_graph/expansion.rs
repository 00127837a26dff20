//! `Expansion`: the graph that is searched: a node for each lane that is open at any time, an arc (`TurnArc`) for each
//! turn that is not forbidden; `weighed` gives the arcs their weights at a moment.
//!
//! Being on a node means being at the *end* of its lane; an arc is a turn and the whole of the next lane. A lane that
//! lies inside a forbidden sequence has one more node for each way of having got there (a *shadow*), from which the
//! last turn of the sequence is missing: the states of an Aho–Corasick automaton over the sequences, unfolded onto the
//! lanes.

use crate::ground::streets::Streets;
use crate::ground::streets_at::Standing;
use crate::hierarchy::Arc;
use crate::turn_graph::automaton::Automaton;
use crate::turn_graph::turns::{Turn, Turns};
use crate::turn_graph::varying::Varying;
use crate::weight::{Drive, Weight};

/// One arc: a turn out of a node into another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TurnArc {
    pub(crate) tail: u32,
    pub(crate) head: u32,
    pub(crate) turn: Turn,
}

/// Nodes and arcs over lanes. Lanes `order[i]` come first, in that order, each followed by its shadows, so that with an
/// order of importance the number of a node is its rank.
pub(crate) struct Expansion {
    /// The lane of each node.
    lanes: Vec<u32>,
    /// The node of each lane, where drives begin; [`Expansion::CLOSED`] for a closed lane. Its shadows have the next
    /// numbers.
    node_of_lane: Vec<u32>,
    arcs: Vec<TurnArc>,
    /// Where the arcs of each node begin.
    first: Vec<u32>,
    varying: Varying,
}

impl Expansion {
    const CLOSED: u32 = u32::MAX;

    /// Unfolds the streets in an order of their open lanes.
    pub(crate) fn new(streets: &Streets, order: &[u32]) -> Self {
        let turns = Turns::new(streets);
        let automaton = Automaton::new(streets);
        let mut varying = Varying::default();
        let mut lanes = Vec::with_capacity(order.len());
        let mut states = Vec::with_capacity(order.len());
        let mut node_of_lane = vec![Self::CLOSED; streets.lane_count()];
        let mut node_of_shadow = vec![Self::CLOSED; automaton.state_count()];
        for &lane in order {
            node_of_lane[lane as usize] = lanes.len() as u32;
            lanes.push(lane);
            states.push(automaton.step(Automaton::ROOT, lane));
            for &shadow in automaton.shadows(lane) {
                node_of_shadow[shadow as usize] = lanes.len() as u32;
                lanes.push(lane);
                states.push(shadow);
            }
        }
        let turn_count = |&lane: &u32| turns.leaving(streets.end(lane)).len();
        let mut arcs = Vec::with_capacity(lanes.iter().map(turn_count).sum());
        let mut first = Vec::with_capacity(lanes.len() + 1);
        first.push(0);
        for (tail, (&lane, &state)) in (0..).zip(lanes.iter().zip(&states)) {
            for &next in turns.leaving(streets.end(lane)) {
                let Some(turn) = turns.turn(lane, next) else {
                    continue;
                };
                let reached = automaton.step(state, next);
                if automaton.is_forbidden(reached) {
                    continue;
                }
                let head = match node_of_shadow[automaton.rest(reached) as usize] {
                    Self::CLOSED => node_of_lane[next as usize],
                    shadow => shadow,
                };
                if head == Self::CLOSED {
                    continue;
                }
                let arc = arcs.len() as u32;
                varying.forbid(arc, automaton.hours(reached));
                varying.price(arc, streets.end(lane), &turns);
                arcs.push(TurnArc { tail, head, turn });
            }
            first.push(arcs.len() as u32);
        }
        arcs.shrink_to_fit();
        Self {
            lanes,
            node_of_lane,
            arcs,
            first,
            varying,
        }
    }

    pub(crate) fn node_count(&self) -> usize {
        self.lanes.len()
    }

    pub(crate) fn arcs(&self) -> &[TurnArc] {
        &self.arcs
    }

    /// The arcs under given times of the lanes, at the moment of a standing.
    pub(crate) fn weighed(&self, streets: &Streets, standing: &Standing<'_>, lanes: &[Option<u32>]) -> Vec<Arc> {
        let weight = |arc: &TurnArc, turn: Turn| {
            let lane = self.lane(arc.head);
            lanes[lane as usize].map_or(Weight::NO_ROAD, |deciseconds| {
                Weight::from(Drive {
                    deciseconds: deciseconds + turn.deciseconds,
                    entries: turn.entries,
                    meters: streets.segment_of_lane(lane).meters,
                })
            })
        };
        let weighed = |arc: &TurnArc| Arc {
            tail: arc.tail,
            head: arc.head,
            weight: weight(arc, arc.turn),
        };
        let mut arcs: Vec<Arc> = self.arcs.iter().map(weighed).collect();
        let usual = |number: u32| {
            let arc = &self.arcs[number as usize];
            ([arc.tail, arc.head].map(|node| self.lane(node)), arc.turn)
        };
        for (number, turn) in self.varying.now(standing, usual) {
            let arc = &self.arcs[number as usize];
            arcs[number as usize].weight = turn.map_or(Weight::NO_ROAD, |turn| weight(arc, turn));
        }
        arcs
    }

    /// Whether anything but times depends on the moment.
    pub(crate) const fn varies(&self) -> bool {
        !self.varying.is_empty()
    }

    /// The numbers of the arcs that leave a node.
    pub(crate) fn arcs_of(&self, node: u32) -> std::ops::Range<usize> {
        self.first[node as usize] as usize..self.first[node as usize + 1] as usize
    }

    pub(crate) fn lane(&self, node: u32) -> u32 {
        self.lanes[node as usize]
    }

    /// The node of a lane where drives begin; `None` for a closed lane.
    pub(crate) fn node(&self, lane: u32) -> Option<u32> {
        let node = *self.node_of_lane.get(lane as usize)?;
        (node != Self::CLOSED).then_some(node)
    }

    /// All nodes of a lane: its own and its shadows.
    pub(crate) fn nodes(&self, lane: u32) -> impl Iterator<Item = u32> + '_ {
        let all = self
            .node(lane)
            .into_iter()
            .flat_map(|node| node..self.node_count() as u32);
        all.take_while(move |&node| self.lane(node) == lane)
    }
}
