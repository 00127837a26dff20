//! `Varying`: turns that depend on the hour or the month (barriers with hours, streets that open and close,
//! restrictions with hours), and what each is at a moment. Turns that are always the same are in `turns.rs`.

use crate::ground::junction::Bar;
use crate::ground::lane::reverse;
use crate::ground::streets::Streets;
use crate::ground::streets_at::Standing;
use crate::profile::Seasons;
use crate::turn_graph::turns::{Turn, Turns, climb, entries};
use std::collections::HashMap;

/// The arcs of an expansion whose turns vary.
#[derive(Default)]
pub(crate) struct Varying {
    /// Arcs and the junctions they turn at.
    turns: Vec<(u32, u32)>,
    /// The lanes that leave those junctions.
    leaving: HashMap<u32, Vec<u32>>,
    /// Arcs that are forbidden now and then, and when.
    bans: Vec<(u32, u32)>,
}

impl Varying {
    pub(crate) const fn is_empty(&self) -> bool {
        self.turns.is_empty() && self.bans.is_empty()
    }

    /// Notes an arc over a junction if its price varies.
    pub(crate) fn price(&mut self, arc: u32, junction: u32, turns: &Turns<'_>) {
        if turns.varies(junction) {
            self.turns.push((arc, junction));
            let lanes = || turns.leaving(junction).to_vec();
            self.leaving.entry(junction).or_insert_with(lanes);
        }
    }

    /// Notes when an arc is forbidden.
    pub(crate) fn forbid(&mut self, arc: u32, whens: &[u32]) {
        self.bans.extend(whens.iter().map(|&when| (arc, when)));
    }

    /// The turns of all arcs that vary as they are now, `None` where nobody may, the last word on an arc last. `usual`
    /// tells the lanes before and after an arc, and its turn as the streets have it.
    pub(crate) fn now(
        &self,
        standing: &Standing<'_>,
        usual: impl Fn(u32) -> ([u32; 2], Turn),
    ) -> Vec<(u32, Option<Turn>)> {
        let priced = self.turns.iter().map(|&(arc, junction)| {
            let (lanes, turn) = usual(arc);
            (arc, self.turn(standing, junction, lanes, turn))
        });
        let banned = self.bans.iter().filter(|&&(_, when)| standing.holds(when));
        priced.chain(banned.map(|&(arc, _)| (arc, None))).collect()
    }

    /// A turn as [`Turns::turn`] would have it if the streets were always as they are now.
    fn turn(&self, standing: &Standing<'_>, junction: u32, [from, to]: [u32; 2], usual: Turn) -> Option<Turn> {
        let now = standing.junction(junction);
        let [before, after] = [from, to].map(|lane| standing.segment(lane / 2).access_of(lane));
        if to == reverse(from) {
            let open = || self.leaving[&junction].iter().filter(|&&lane| standing.is_open(lane));
            let may_turn = now.bar != Bar::Open || open().count() == 1;
            return may_turn.then_some(Turn {
                entries: climb(before, after),
                ..usual
            });
        }
        Some(Turn {
            deciseconds: usual.deciseconds - standing.usual_junction(junction).halt + now.halt,
            entries: entries(now.bar, before, after)?,
        })
    }
}

impl Streets {
    /// For each junction whether turns may depend on the hour or the month.
    pub(crate) fn varying_junctions(&self) -> Vec<bool> {
        let is_other = |number: usize| {
            let segment = &self.segments[number];
            segment.seasons != Seasons::All
        };
        let seasonal = (0..self.segments.len()).filter(|&number| is_other(number));
        let by_the_hour = self.calendar.segments.iter().filter(|instead| {
            let usual = &self.segments[instead.segment as usize];
            let is_as_open =
                [usual.forward, usual.backward].map(|time| time.is_some()) == instead.times.map(|time| time.is_some());
            !is_as_open || usual.access != instead.access
        });
        let segments = seasonal.chain(by_the_hour.map(|instead| instead.segment as usize));
        let ends = segments.flat_map(|number| [self.segments[number].tail, self.segments[number].head]);
        let junctions = self.calendar.junctions.iter().map(|instead| instead.junction);
        let mut varies = vec![false; self.junctions.len()];
        for junction in ends.chain(junctions) {
            varies[junction as usize] = true;
        }
        varies
    }
}
