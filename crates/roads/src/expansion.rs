//! The graph that is searched: a node for every open lane, an arc for every turn.
//!
//! Being on a node means being at the *end* of its lane; an arc is a turn and the whole of the next lane. So turns, restrictions,
//! U-turns, gates and entries are exact. A lane that lies inside a forbidden sequence has one more node for each way of having got there
//! (a *shadow*), from which the last turn of the sequence is missing: the states of an Aho–Corasick automaton over the
//! sequences, unfolded onto the lanes.

use crate::hierarchy::Arc;
use crate::streets::Streets;
use crate::turns::{Turn, Turns};
use crate::weight::{Drive, Weight};
use std::collections::HashMap;

/// One arc: a turn out of a node into another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TurnArc {
    pub(crate) tail: u32,
    pub(crate) head: u32,
    pub(crate) turn: Turn,
}

/// Nodes and arcs over lanes. Lanes `order[i]` come first, in that order, each followed by its shadows, so that with an order of importance the
/// number of a node is its rank.
pub(crate) struct Expansion {
    /// The lane of each node.
    lanes: Vec<u32>,
    /// The node of each lane, where drives begin; [`Expansion::CLOSED`] for a closed lane. Its shadows have the next numbers.
    node_of_lane: Vec<u32>,
    arcs: Vec<TurnArc>,
    /// Where the arcs of each node begin.
    first: Vec<u32>,
}

impl Expansion {
    const CLOSED: u32 = u32::MAX;

    /// Unfolds the streets in an order of their open lanes.
    pub(crate) fn new(streets: &Streets, order: &[u32]) -> Self {
        let turns = Turns::new(streets);
        let automaton = Automaton::new(&streets.bans);
        let mut lanes = Vec::with_capacity(order.len());
        let mut states = Vec::with_capacity(order.len());
        let mut node_of_lane = vec![Self::CLOSED; streets.lane_count()];
        let mut node_of_shadow = HashMap::new();
        for &lane in order {
            node_of_lane[lane as usize] = lanes.len() as u32;
            lanes.push(lane);
            states.push(automaton.step(Automaton::ROOT, lane));
            for &shadow in automaton.shadows.get(&lane).into_iter().flatten() {
                node_of_shadow.insert(shadow, lanes.len() as u32);
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
                let head = node_of_shadow.get(&reached).copied();
                let head = head.unwrap_or(node_of_lane[next as usize]);
                if head != Self::CLOSED {
                    arcs.push(TurnArc { tail, head, turn });
                }
            }
            first.push(arcs.len() as u32);
        }
        arcs.shrink_to_fit();
        Self {
            lanes,
            node_of_lane,
            arcs,
            first,
        }
    }

    pub(crate) fn node_count(&self) -> usize {
        self.lanes.len()
    }

    pub(crate) fn arcs(&self) -> &[TurnArc] {
        &self.arcs
    }

    /// The arcs under given times of the lanes.
    pub(crate) fn weighed(&self, streets: &Streets, lanes: &[Option<u32>]) -> Vec<Arc> {
        let weighed = |arc: &TurnArc| {
            let lane = self.lane(arc.head);
            let weight = lanes[lane as usize].map_or(Weight::NO_ROAD, |deciseconds| {
                Weight::from(Drive {
                    deciseconds: deciseconds + arc.turn.deciseconds,
                    entries: arc.turn.entries,
                    meters: streets.segment_of_lane(lane).meters,
                })
            });
            Arc {
                tail: arc.tail,
                head: arc.head,
                weight,
            }
        };
        self.arcs.iter().map(weighed).collect()
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

/// Recognises forbidden sequences while lanes go by. A state is the longest beginning of a sequence that was just driven.
struct Automaton {
    steps: HashMap<(u32, u32), u32>,
    fallback: Vec<u32>,
    forbidden: Vec<bool>,
    depth: Vec<u32>,
    /// States two or more lanes deep that are allowed, by their last lane.
    shadows: HashMap<u32, Vec<u32>>,
}

impl Automaton {
    const ROOT: u32 = 0;

    fn new(bans: &[Vec<u32>]) -> Self {
        let mut automaton = Self {
            steps: HashMap::new(),
            fallback: vec![Self::ROOT],
            forbidden: vec![false],
            depth: vec![0],
            shadows: HashMap::new(),
        };
        // State, the state before it and the lane between, each after all that are shorter.
        let mut grown: Vec<(u32, u32, u32)> = Vec::new();
        for ban in bans {
            let mut state = Self::ROOT;
            for &lane in ban {
                let next = automaton.depth.len() as u32;
                state = *automaton.steps.entry((state, lane)).or_insert_with(|| {
                    grown.push((next, state, lane));
                    next
                });
                if state == next {
                    automaton.depth.push(
                        grown
                            .last()
                            .map_or(0, |&(_, before, _)| automaton.depth[before as usize] + 1),
                    );
                    automaton.fallback.push(Self::ROOT);
                    automaton.forbidden.push(false);
                }
            }
            automaton.forbidden[state as usize] = true;
        }
        grown.sort_by_key(|&(state, ..)| (automaton.depth[state as usize], state));
        for (state, before, lane) in grown {
            if before != Self::ROOT {
                let shorter = automaton.step(automaton.fallback[before as usize], lane);
                automaton.fallback[state as usize] = shorter;
                automaton.forbidden[state as usize] |= automaton.forbidden[shorter as usize];
            }
            if automaton.depth[state as usize] > 1 && !automaton.forbidden[state as usize] {
                automaton.shadows.entry(lane).or_default().push(state);
            }
        }
        automaton
    }

    fn step(&self, mut state: u32, lane: u32) -> u32 {
        loop {
            match self.steps.get(&(state, lane)) {
                Some(&next) => return next,
                None if state == Self::ROOT => return Self::ROOT,
                None => state = self.fallback[state as usize],
            }
        }
    }

    fn is_forbidden(&self, state: u32) -> bool {
        self.forbidden[state as usize]
    }
}
