//! `Automaton`: recognises forbidden sequences of lanes while lanes go by (Aho and Corasick, 1975), with the hours of
//! those that are forbidden at times. The sequences come from turn restrictions, read in `build/restrictions.rs`.

use crate::ground::streets::Streets;
use std::collections::HashMap;

/// Recognises forbidden sequences while lanes go by. A state is the longest beginning of a sequence that was just
/// driven.
pub(crate) struct Automaton {
    /// The state after a lane alone; [`Automaton::ROOT`] for the most lanes, which begin no sequence.
    begins: Vec<u32>,
    /// The states of longer beginnings.
    steps: HashMap<(u32, u32), u32>,
    fallback: Vec<u32>,
    forbidden: Vec<bool>,
    /// Whether a longer beginning may follow.
    grows: Vec<bool>,
    /// When a state is forbidden that is not always.
    hours: Vec<Vec<u32>>,
    depth: Vec<u32>,
    /// States two or more lanes deep that are allowed and may grow, by their last lane.
    shadows: HashMap<u32, Vec<u32>>,
}

impl Automaton {
    pub(crate) const ROOT: u32 = 0;

    pub(crate) fn new(streets: &Streets) -> Self {
        let mut automaton = Self {
            begins: vec![Self::ROOT; streets.lane_count()],
            steps: HashMap::new(),
            fallback: vec![Self::ROOT],
            forbidden: vec![false],
            grows: Vec::new(),
            hours: vec![Vec::new()],
            depth: vec![0],
            shadows: HashMap::new(),
        };
        // State, the state before it and the lane between, each after all that are shorter.
        let mut grown: Vec<(u32, u32, u32)> = Vec::new();
        let mut hours = streets.calendar.bans.iter().peekable();
        for (number, ban) in (0..).zip(&streets.bans) {
            let mut state = Self::ROOT;
            for &lane in ban {
                let next = automaton.depth.len() as u32;
                let known = if state == Self::ROOT {
                    &mut automaton.begins[lane as usize]
                } else {
                    automaton.steps.entry((state, lane)).or_insert(Self::ROOT)
                };
                if *known == Self::ROOT {
                    *known = next;
                    grown.push((next, state, lane));
                    automaton.depth.push(automaton.depth[state as usize] + 1);
                    automaton.fallback.push(Self::ROOT);
                    automaton.forbidden.push(false);
                    automaton.hours.push(Vec::new());
                }
                state = *known;
            }
            let mut whens = Vec::new();
            while let Some(found) = hours.next_if(|hours| hours.ban == number) {
                whens.push(found.when);
            }
            if whens.is_empty() {
                automaton.forbidden[state as usize] = true;
            } else {
                automaton.hours[state as usize].extend(whens);
            }
        }
        automaton.grows = vec![false; automaton.depth.len()];
        for &(_, before, _) in &grown {
            automaton.grows[before as usize] = true;
        }
        grown.sort_by_key(|&(state, ..)| (automaton.depth[state as usize], state));
        for (state, before, lane) in grown {
            if before != Self::ROOT {
                let shorter = automaton.step(automaton.fallback[before as usize], lane);
                automaton.fallback[state as usize] = shorter;
                automaton.forbidden[state as usize] |= automaton.forbidden[shorter as usize];
                let also = automaton.hours(shorter).to_vec();
                automaton.hours[state as usize].extend(also);
            }
            let is_deep = automaton.depth[state as usize] > 1 && automaton.grows[state as usize];
            if is_deep && !automaton.forbidden[state as usize] {
                automaton.shadows.entry(lane).or_default().push(state);
            }
        }
        automaton
    }

    /// States two or more lanes deep that drives over a lane may be in.
    pub(crate) fn shadows(&self, lane: u32) -> &[u32] {
        self.shadows.get(&lane).map_or(&[], Vec::as_slice)
    }

    /// The state after one more lane.
    pub(crate) fn step(&self, mut state: u32, lane: u32) -> u32 {
        while state != Self::ROOT {
            match self.steps.get(&(state, lane)) {
                Some(&next) => return next,
                None => state = self.fallback[state as usize],
            }
        }
        self.begins[lane as usize]
    }

    /// The state as far as it matters later.
    pub(crate) fn rest(&self, mut state: u32) -> u32 {
        while state != Self::ROOT && !self.grows[state as usize] {
            state = self.fallback[state as usize];
        }
        state
    }

    pub(crate) fn state_count(&self) -> usize {
        self.depth.len()
    }

    /// When a state is forbidden that is not always.
    pub(crate) fn hours(&self, state: u32) -> &[u32] {
        &self.hours[state as usize]
    }

    pub(crate) fn is_forbidden(&self, state: u32) -> bool {
        self.forbidden[state as usize]
    }
}
