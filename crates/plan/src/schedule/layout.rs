//! `Timer::lay_out`: turns a tour into halts with places, windows, legs and rides, not yet timed. The `forget_…`
//! functions drop hours or rides again, and `bare` adds up way and work, to explain what stops a job.

use super::appointed::Appointed;
use super::fault::ScheduleFault;
use super::halt::{Halt, NEVER, Ride};
use super::timer::Timer;
use crate::ix::{LocationIx, VehicleIx};
use crate::plan::StepKind;
use crate::problem::{Problem, TimeWindow, Vehicle};
use karavan_model::{Meters, Seconds};

impl Timer {
    /// Start, the tour and end, with the legs between them.
    pub(crate) fn lay_out(
        &mut self,
        problem: &Problem,
        ix: VehicleIx,
        tour: &[StepKind],
        appointed: Appointed<'_>,
    ) -> Result<(), ScheduleFault> {
        let vehicle = &problem.vehicles()[ix.at()];
        self.halts.clear();
        self.windows.clear();
        self.rides.clear();
        if let Some(location) = vehicle.start {
            self.push_end(StepKind::Start, location, vehicle);
        }
        for (step, kind) in tour.iter().enumerate() {
            self.push_step(problem, step, *kind, appointed)?;
        }
        if let Some(location) = vehicle.end {
            self.push_end(StepKind::End, location, vehicle);
        }
        let first = usize::from(vehicle.start.is_some());
        for at in 1..self.halts.len() {
            let (from, to) = (self.halts[at - 1].location, self.halts[at].location);
            let step = at - first;
            let leg = problem.leg(vehicle, from, to).ok_or(ScheduleFault::NoRoad { step })?;
            self.halts[at].way = leg.seconds;
            self.halts[at].meters = leg.meters;
        }
        self.pair_rides(problem);
        Ok(())
    }

    fn push_end(&mut self, kind: StepKind, location: LocationIx, vehicle: &Vehicle) {
        let windows = self.push_windows(&[vehicle.shift]);
        self.halts.push(Halt {
            kind,
            location,
            windows,
            way: Seconds::ZERO,
            meters: Meters::ZERO,
            setup: Seconds::ZERO,
            service: Seconds::ZERO,
            not_before: NEVER,
            too_late: ScheduleFault::Shift,
        });
    }

    fn push_step(
        &mut self,
        problem: &Problem,
        step: usize,
        kind: StepKind,
        appointed: Appointed<'_>,
    ) -> Result<(), ScheduleFault> {
        let (location, windows, setup, service) = match kind {
            StepKind::Load(ix) => {
                let depot = &problem.depots()[ix.at()];
                let windows = self.push_windows(&depot.windows);
                (depot.location, windows, Seconds::ZERO, depot.service)
            }
            StepKind::Job(ix) => {
                let job = &problem.jobs()[ix.at()];
                let stays = self.halts.last().is_some_and(|before| before.location == job.location);
                let setup = if stays { Seconds::ZERO } else { job.setup };
                let windows = match appointed(ix) {
                    Some(moment) => {
                        let is_open = |window: &TimeWindow| window.opens <= moment && moment <= window.closes;
                        if !job.windows.iter().any(is_open) {
                            return Err(ScheduleFault::Window { step });
                        }
                        self.push_windows(&[TimeWindow {
                            opens: moment,
                            closes: moment,
                        }])
                    }
                    None => self.push_windows(&job.windows),
                };
                (job.location, windows, setup, job.service)
            }
            StepKind::Start | StepKind::End | StepKind::Break(_) => return Err(ScheduleFault::Step { step }),
        };
        self.halts.push(Halt {
            kind,
            location,
            windows,
            way: Seconds::ZERO,
            meters: Meters::ZERO,
            setup,
            service,
            not_before: NEVER,
            too_late: ScheduleFault::Window { step },
        });
        Ok(())
    }

    pub(super) fn push_windows(&mut self, windows: &[TimeWindow]) -> (usize, usize) {
        let first = self.windows.len();
        self.windows.extend_from_slice(windows);
        (first, self.windows.len())
    }

    fn pair_rides(&mut self, problem: &Problem) {
        for (at, halt) in self.halts.iter().enumerate() {
            let StepKind::Job(job) = halt.kind else { continue };
            let rules = problem.of_job(job);
            if let (Some(pickup), Some(most)) = (rules.pickup, rules.ride_max)
                && let Some(begins) = self.halts.iter().position(|halt| halt.kind == StepKind::Job(pickup))
            {
                self.rides.push(Ride {
                    pickup: begins,
                    delivery: at,
                    most,
                });
            }
        }
    }

    /// Whether somebody rides along.
    pub(crate) const fn has_rides(&self) -> bool {
        !self.rides.is_empty()
    }

    /// From here on passengers may ride as long as it takes.
    pub(crate) fn forget_rides(&mut self) {
        self.rides.clear();
    }

    /// The bare time of all legs and work, whatever the hours.
    pub(crate) fn bare(&self) -> Seconds {
        self.halts.iter().map(|halt| halt.way + halt.setup + halt.service).sum()
    }

    /// From here on jobs may be done at any hour.
    pub(crate) fn forget_hours_of_jobs(&mut self) {
        self.forget_hours(|kind| matches!(kind, StepKind::Job(_)));
    }

    /// From here on depots load at any hour.
    pub(crate) fn forget_hours_of_depots(&mut self) {
        self.forget_hours(|kind| matches!(kind, StepKind::Load(_)));
    }

    fn forget_hours(&mut self, of: impl Fn(StepKind) -> bool) {
        let always = self.push_windows(&[TimeWindow::ALWAYS]);
        for halt in self.halts.iter_mut().filter(|halt| of(halt.kind)) {
            halt.windows = always;
        }
    }
}
