//! Where a vehicle rests: every break that is due, where the route then ends first.

use super::fault::ScheduleFault;
use super::halt::{Halt, NEVER};
use super::timer::Timer;
use crate::ix::{BreakIx, VehicleIx};
use crate::plan::StepKind;
use crate::problem::Problem;
use crate::rules::Slot;
use karavan_model::{Meters, Seconds};

impl Timer {
    /// Adds the breaks that are due to the steps laid out.
    pub(super) fn rest(&mut self, problem: &Problem, ix: VehicleIx, slots: &[Slot]) -> Result<(), ScheduleFault> {
        let breaks = &problem.of_vehicle(ix).breaks;
        // A break can make an earlier one due, which can make another one due, and so on.
        for _ in 0..breaks.len() {
            let mut is_settled = true;
            for at in breaks {
                let rest = BreakIx::from(*at);
                let is_taken = self.halts.iter().any(|halt| halt.kind == StepKind::Break(rest));
                if !is_taken && self.is_due(problem, ix, rest, slots)? {
                    self.take(problem, ix, rest, slots)?;
                    is_settled = false;
                }
            }
            if is_settled {
                break;
            }
        }
        Ok(())
    }

    /// Whether the route runs beyond the moment at which the break must have begun at the latest.
    fn is_due(
        &mut self,
        problem: &Problem,
        ix: VehicleIx,
        rest: BreakIx,
        slots: &[Slot],
    ) -> Result<bool, ScheduleFault> {
        self.clear_floors();
        let vehicle = &problem.vehicles()[ix.at()];
        self.earliest(slots, vehicle.shift.opens)?;
        let ends = self.ends().unwrap_or(vehicle.shift.opens);
        let leaves = self.latest_leaving(slots, ends).unwrap_or(vehicle.shift.opens);
        let closes = closes(problem, rest);
        Ok(leaves < closes && ends > closes)
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

    /// Puts the break behind the step after which the route ends first.
    fn take(&mut self, problem: &Problem, ix: VehicleIx, rest: BreakIx, slots: &[Slot]) -> Result<(), ScheduleFault> {
        let vehicle = &problem.vehicles()[ix.at()];
        let own = &problem.rules().breaks[rest.at()];
        let windows = self.push_windows(&own.windows);
        let mut best: Option<(Seconds, usize)> = None;
        let at_most = self.halts.len();
        for at in 1..at_most {
            self.insert(at, rest, windows, own.service);
            let ends = self.earliest_end(vehicle, slots);
            self.remove(at);
            if let Some(ends) = ends
                && best.is_none_or(|(first, _)| ends < first)
            {
                best = Some((ends, at));
            }
        }
        let (_, at) = best.ok_or(ScheduleFault::Break { rest })?;
        self.insert(at, rest, windows, own.service);
        Ok(())
    }

    fn insert(&mut self, at: usize, rest: BreakIx, windows: (usize, usize), service: Seconds) {
        let halt = Halt {
            kind: StepKind::Break(rest),
            location: self.halts[at - 1].location,
            windows,
            way: Seconds::ZERO,
            meters: Meters::ZERO,
            setup: Seconds::ZERO,
            service,
            not_before: NEVER,
            too_late: ScheduleFault::Break { rest },
        };
        self.halts.insert(at, halt);
        for ride in &mut self.rides {
            ride.pickup += usize::from(ride.pickup >= at);
            ride.delivery += usize::from(ride.delivery >= at);
        }
    }

    fn remove(&mut self, at: usize) {
        self.halts.remove(at);
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
