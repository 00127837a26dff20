//! `Timer::settle`: the best clock of a laid-out tour: earliest end, then latest leaving, then everything as early as
//! it can be; its parts `earliest` and `latest_leaving`; `span`: when a job can begin. Breaks are placed in
//! `breaks.rs`, wishes weighed in `timer.rs`.
//!
//! Earliest moments are the least solution of “not before the step before, a window opens, and the passenger would ride
//! too long”; latest moments the greatest. Both are found by passes that only ever move moments one way.

use super::fault::ScheduleFault;
use super::halt::{Halt, NEVER};
use super::step_times::StepTimes;
use super::timer::Timer;
use crate::ix::{JobIx, VehicleIx};
use crate::plan::StepKind;
use crate::problem::{Problem, Vehicle};
use crate::rules::Slot;
use crate::traffic::{arrival, departure};
use karavan_model::Seconds;

/// More passes than this are not made to settle rides; what needs more is refused.
const PASSES_MAX: usize = 64;

impl Timer {
    /// The best clock of those who leave no earlier than `from`. When a longest duration forbids the earliest end,
    /// later ends are tried: with several windows a later leaving can wait less. Every trial moves at least one step to
    /// a later window, so there are no more trials than windows.
    pub(super) fn settle(&mut self, vehicle: &Vehicle, slots: &[Slot], from: Seconds) -> Result<(), ScheduleFault> {
        let mut leaves = from;
        let mut too_long = None;
        let mut trials = 0;
        loop {
            self.earliest(slots, leaves)
                .map_err(|fault| too_long.unwrap_or(fault))?;
            let ends = self.ends().unwrap_or(leaves);
            if ends > vehicle.shift.closes {
                return Err(too_long.unwrap_or(ScheduleFault::Shift));
            }
            leaves = self.latest_leaving(slots, ends).unwrap_or(leaves);
            self.earliest(slots, leaves)?;
            if vehicle.duration_max.is_none_or(|most| ends - leaves <= most) {
                return Ok(());
            }
            too_long = Some(ScheduleFault::Duration);
            trials += 1;
            if trials > self.windows.len() + PASSES_MAX {
                return Err(ScheduleFault::Duration);
            }
            // In traffic a day shifted as a whole may last shorter, so no leaving is passed over; too many are given
            // up.
            let passed = if slots.is_empty() { self.slack() } else { Seconds::ZERO };
            leaves += passed + Seconds(1);
        }
    }

    /// When the last step is over, by the moments last worked out.
    pub(super) fn ends(&self) -> Option<Seconds> {
        self.moments.last().map(|last| last.departs)
    }

    /// The earliest end when the vehicle leaves as its shift opens; `None` when some window or the shift closes before.
    pub(crate) fn earliest_end(&mut self, vehicle: &Vehicle, slots: &[Slot]) -> Option<Seconds> {
        self.earliest_end_from(vehicle, slots, vehicle.shift.opens)
    }

    /// The same for who leaves at that moment.
    pub(super) fn earliest_end_from(&mut self, vehicle: &Vehicle, slots: &[Slot], from: Seconds) -> Option<Seconds> {
        self.clear_floors();
        self.earliest(slots, from).ok()?;
        self.ends().filter(|ends| *ends <= vehicle.shift.closes)
    }

    /// The first and the last moment at which a job of a tour can begin when the vehicle does nothing else; `None` when
    /// it cannot drive it.
    pub(crate) fn span(
        &mut self,
        problem: &Problem,
        ix: VehicleIx,
        tour: &[StepKind],
        job: JobIx,
    ) -> Option<(Seconds, Seconds)> {
        let vehicle = &problem.vehicles()[ix.at()];
        let slots = problem.traffic(vehicle.profile);
        self.lay_out(problem, ix, tour, &|_| None).ok()?;
        let at = self.halts.iter().position(|halt| halt.kind == StepKind::Job(job))?;
        self.earliest_end(vehicle, slots)?;
        let first = self.moments[at].begins;
        self.latest_leaving(slots, vehicle.shift.closes)?;
        Some((first, self.latest[at]))
    }

    /// No step waits for more than its windows.
    pub(super) fn clear_floors(&mut self) {
        self.floors.clear();
        self.floors.extend(self.halts.iter().map(|halt| halt.not_before));
    }

    /// Everything as early as it can be after leaving at a moment.
    pub(super) fn earliest(&mut self, slots: &[Slot], leaves: Seconds) -> Result<(), ScheduleFault> {
        if self.rides.is_empty() {
            return self.pass(slots, leaves);
        }
        let floors = self.floors.clone();
        let found = self.earliest_with_rides(slots, leaves);
        self.floors = floors;
        found
    }

    fn earliest_with_rides(&mut self, slots: &[Slot], leaves: Seconds) -> Result<(), ScheduleFault> {
        for _ in 0..PASSES_MAX {
            self.pass(slots, leaves)?;
            let mut is_settled = true;
            for ride in &self.rides {
                let needed = self.moments[ride.delivery].begins - ride.most;
                if self.moments[ride.pickup].departs < needed {
                    self.floors[ride.pickup] = needed - self.halts[ride.pickup].service;
                    is_settled = false;
                }
            }
            if is_settled {
                return Ok(());
            }
        }
        Err(self.too_long_a_ride())
    }

    fn too_long_a_ride(&self) -> ScheduleFault {
        match self.halts[self.rides[0].pickup].kind {
            StepKind::Job(job) => ScheduleFault::Ride { job },
            _ => ScheduleFault::Shift,
        }
    }

    fn pass(&mut self, slots: &[Slot], leaves: Seconds) -> Result<(), ScheduleFault> {
        let mut now = leaves;
        self.moments.clear();
        for at in 0..self.halts.len() {
            let halt = &self.halts[at];
            let arrives = arrival(slots, now, halt.way);
            let ready = (arrives + halt.setup).max(self.floors[at]);
            let windows = &self.windows[halt.windows.0..halt.windows.1];
            let window = windows.iter().find(|window| ready <= window.closes);
            let begins = ready.max(window.ok_or(halt.too_late)?.opens);
            now = begins + halt.service;
            self.moments.push(StepTimes {
                arrives,
                begins,
                departs: now,
            });
        }
        Ok(())
    }

    /// The latest moment of leaving that still ends then; `None` when no leaving does.
    pub(super) fn latest_leaving(&mut self, slots: &[Slot], ends: Seconds) -> Option<Seconds> {
        self.ceilings.clear();
        self.ceilings.resize(self.halts.len(), Seconds(-NEVER.0));
        for _ in 0..PASSES_MAX {
            let leaves = self.pass_back(slots, ends)?;
            let mut is_settled = true;
            for ride in &self.rides {
                let most = self.latest[ride.pickup] + self.halts[ride.pickup].service + ride.most;
                if self.latest[ride.delivery] > most {
                    self.ceilings[ride.delivery] = most;
                    is_settled = false;
                }
            }
            if is_settled {
                return Some(leaves);
            }
        }
        None
    }

    fn pass_back(&mut self, slots: &[Slot], ends: Seconds) -> Option<Seconds> {
        self.latest.clear();
        self.latest.resize(self.halts.len(), ends);
        let mut latest = ends;
        for (at, halt) in self.halts.iter().enumerate().rev() {
            let begins = (latest - halt.service).min(self.ceilings[at]);
            let windows = &self.windows[halt.windows.0..halt.windows.1];
            let window = windows.iter().rev().find(|window| window.opens <= begins)?;
            let begins = begins.min(window.closes);
            if begins < self.floors[at] {
                return None;
            }
            self.latest[at] = begins;
            latest = departure(slots, begins - halt.setup, halt.way);
        }
        Some(latest)
    }

    /// How much later the route can leave before some step falls out of its window. Steps after a waiting are not moved
    /// by it.
    fn slack(&self) -> Seconds {
        let mut slack = None;
        for (halt, moment) in self.halts.iter().zip(&self.moments) {
            if moment.begins > moment.arrives + halt.setup {
                break;
            }
            let room = self.room(halt, moment.begins);
            slack = Some(slack.map_or(room, |least: Seconds| least.min(room)));
        }
        slack.unwrap_or(Seconds::ZERO)
    }

    fn room(&self, halt: &Halt, begins: Seconds) -> Seconds {
        let windows = &self.windows[halt.windows.0..halt.windows.1];
        let window = windows.iter().find(|window| begins <= window.closes);
        window.map_or(Seconds::ZERO, |window| window.closes - begins)
    }
}
