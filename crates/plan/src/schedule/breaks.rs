//! `Timer::settle_rested`: places the breaks that are due in a tour, or delays leaving until they are over, whichever
//! ends first; about `CLOCKS_MAX` clocks of a tour are tried at most.
//!
//! A clock in which no break is missing is the best of all clocks of its tour, for a break never makes a route shorter.
//! Where one is missing, a clean route takes it somewhere or leaves when it need no longer begin: these are tried, the
//! most promising first, and one that cannot end before the best found is let be.

use super::fault::ScheduleFault;
use super::halt::{Halt, NEVER};
use super::timer::Timer;
use crate::ix::{BreakIx, VehicleIx};
use crate::plan::StepKind;
use crate::problem::Problem;
use crate::rules::Slot;
use karavan_model::{Meters, Seconds};
use std::cmp::Reverse;

/// More clocks than this are not tried for one tour. One break never needs so many, nor do two on a day of sixty steps.
const CLOCKS_MAX: usize = 4_096;

/// Whose day it is.
#[derive(Clone, Copy)]
struct VehicleDay<'a> {
    problem: &'a Problem,
    ix: VehicleIx,
    slots: &'a [Slot],
}

impl Timer {
    /// Settles the clock with every break that is due; gives the moment before which nobody leaves.
    pub(super) fn settle_rested(
        &mut self,
        problem: &Problem,
        ix: VehicleIx,
        slots: &[Slot],
    ) -> Result<Seconds, ScheduleFault> {
        let vehicle = &problem.vehicles()[ix.at()];
        let from = vehicle.shift.opens;
        self.clear_floors();
        self.settle(vehicle, slots, from)?;
        let Some(rest) = self.missing(problem, ix) else {
            return Ok(from);
        };
        let day = VehicleDay { problem, ix, slots };
        self.rests.now.clear();
        self.rests.clock = None;
        self.rests.tried = 0;
        self.branch(day, rest, from);
        let (.., from) = self.rests.clock.ok_or(ScheduleFault::Break { rest })?;
        for at in 0..self.rests.best.len() {
            let (place, rest) = self.rests.best[at];
            self.insert(problem, place, rest);
        }
        self.clear_floors();
        self.settle(vehicle, slots, from)?;
        Ok(from)
    }

    /// Keeps the clock of the breaks laid out if it is the best so far, or goes on where one is missing.
    fn look(&mut self, day: VehicleDay<'_>, from: Seconds) {
        let vehicle = &day.problem.vehicles()[day.ix.at()];
        self.rests.tried += 1;
        self.clear_floors();
        if self.settle(vehicle, day.slots, from).is_err() {
            return;
        }
        let (Some(first), Some(last)) = (self.moments.first(), self.moments.last()) else {
            return;
        };
        let clock = (last.departs, Reverse(first.arrives), from);
        if self.rests.clock.is_some_and(|best| clock >= best) {
            return;
        }
        if let Some(rest) = self.missing(day.problem, day.ix) {
            self.branch(day, rest, from);
        } else {
            self.rests.clock = Some(clock);
            self.rests.best.clone_from(&self.rests.now);
        }
    }

    /// Tries every place of a break that is missing, and to leave when it need no longer begin.
    fn branch(&mut self, day: VehicleDay<'_>, rest: BreakIx, from: Seconds) {
        let vehicle = &day.problem.vehicles()[day.ix.at()];
        let mut places: Vec<(Seconds, usize)> = Vec::new();
        for at in 1..self.halts.len() {
            self.insert(day.problem, at, rest);
            if let Some(ends) = self.earliest_end_from(vehicle, day.slots, from) {
                places.push((ends, at));
            }
            self.remove(at);
        }
        places.sort_unstable();
        let over = from.max(closes(day.problem, rest));
        let mut has_waited = false;
        for (ends, at) in places {
            // Leaving later ends where it ends: it is tried as soon as nothing better than waiting is left.
            if !has_waited && ends > over {
                has_waited = true;
                self.look(day, over);
            }
            let is_hopeless = self.rests.clock.is_some_and(|(best, ..)| ends > best);
            if is_hopeless || self.rests.tried >= CLOCKS_MAX {
                break;
            }
            self.insert(day.problem, at, rest);
            self.rests.now.push((at, rest));
            self.look(day, from);
            self.rests.now.pop();
            self.remove(at);
        }
        if !has_waited {
            self.look(day, over);
        }
    }

    /// A break that is due by the moments worked out last, and not taken.
    pub(super) fn missing(&self, problem: &Problem, ix: VehicleIx) -> Option<BreakIx> {
        let (first, last) = (self.moments.first()?, self.moments.last()?);
        let breaks = problem.of_vehicle(ix).breaks.iter();
        let mut missing = breaks.map(|at| BreakIx::from(*at)).filter(|rest| {
            let closes = closes(problem, *rest);
            let is_taken = self.halts.iter().any(|halt| halt.kind == StepKind::Break(*rest));
            !is_taken && first.arrives < closes && last.departs > closes
        });
        missing.next()
    }

    fn insert(&mut self, problem: &Problem, at: usize, rest: BreakIx) {
        let own = &problem.rules().breaks[rest.at()];
        let halt = Halt {
            kind: StepKind::Break(rest),
            location: self.halts[at - 1].location,
            windows: self.push_windows(&own.windows),
            way: Seconds::ZERO,
            meters: Meters::ZERO,
            setup: Seconds::ZERO,
            service: own.service,
            not_before: NEVER,
            too_late: ScheduleFault::Break { rest },
        };
        self.halts.insert(at, halt);
        for ride in &mut self.rides {
            ride.pickup += usize::from(ride.pickup >= at);
            ride.delivery += usize::from(ride.delivery >= at);
        }
    }

    /// Takes out the break that was put in last.
    fn remove(&mut self, at: usize) {
        let halt = self.halts.remove(at);
        self.windows.truncate(halt.windows.0);
        for ride in &mut self.rides {
            ride.pickup -= usize::from(ride.pickup > at);
            ride.delivery -= usize::from(ride.delivery > at);
        }
    }
}

/// When the break must have begun at the latest.
fn closes(problem: &Problem, rest: BreakIx) -> Seconds {
    let windows = &problem.rules().breaks[rest.at()].windows;
    windows[windows.len() - 1].closes
}
