//! The clock of a tour: earliest end, then latest leaving, then everything as early as it can be.

use super::fault::ScheduleFault;
use crate::ix::LocationIx;
use crate::matrix::Leg;
use crate::plan::{Step, StepKind};
use crate::problem::{Problem, TimeWindow, Vehicle};
use karavan_model::{Meters, Seconds};
use std::slice;

/// A step without its times.
pub(crate) struct Halt<'a> {
    kind: StepKind,
    location: LocationIx,
    windows: &'a [TimeWindow],
    /// The leg that leads here; nothing for the first.
    pub(super) way: Leg,
    /// Setup, already zero when the step before is at the same location.
    setup: Seconds,
    service: Seconds,
    /// What to say when it cannot be reached in time.
    too_late: ScheduleFault,
}

impl<'a> Halt<'a> {
    /// Start, the tour and end, with the legs between them.
    pub(crate) fn all(
        problem: &'a Problem,
        vehicle: &'a Vehicle,
        tour: &[StepKind],
    ) -> Result<Vec<Self>, ScheduleFault> {
        let mut halts: Vec<Self> = Vec::with_capacity(tour.len() + 2);
        let place = |kind, location| Halt {
            kind,
            location,
            windows: slice::from_ref(&vehicle.shift),
            way: Leg {
                seconds: Seconds::ZERO,
                meters: Meters::ZERO,
            },
            setup: Seconds::ZERO,
            service: Seconds::ZERO,
            too_late: ScheduleFault::Shift,
        };
        halts.extend(vehicle.start.map(|location| place(StepKind::Start, location)));
        for (step, kind) in tour.iter().enumerate() {
            let too_late = ScheduleFault::Window { step };
            let halt = match *kind {
                StepKind::Load(ix) => {
                    let depot = &problem.depots()[ix.at()];
                    Halt {
                        windows: &depot.windows,
                        service: depot.service,
                        too_late,
                        ..place(*kind, depot.location)
                    }
                }
                StepKind::Job(ix) => {
                    let job = &problem.jobs()[ix.at()];
                    let stays = halts.last().is_some_and(|before| before.location == job.location);
                    let setup = if stays { Seconds::ZERO } else { job.setup };
                    Halt {
                        windows: &job.windows,
                        setup,
                        service: job.service,
                        too_late,
                        ..place(*kind, job.location)
                    }
                }
                StepKind::Start | StepKind::End => return Err(ScheduleFault::Step { step }),
            };
            halts.push(halt);
        }
        halts.extend(vehicle.end.map(|location| place(StepKind::End, location)));
        for at in 1..halts.len() {
            let (from, to) = (halts[at - 1].location, halts[at].location);
            let step = at - usize::from(vehicle.start.is_some());
            halts[at].way = problem.leg(vehicle, from, to).ok_or(ScheduleFault::NoRoad { step })?;
        }
        Ok(halts)
    }

    /// The bare time from the step before to leaving here, whatever the hours.
    pub(crate) fn lasts(&self) -> Seconds {
        self.way.seconds + self.setup + self.service
    }

    /// The same halt, but a job there may be done at any hour.
    pub(crate) fn with_job_at_any_hour(self) -> Self {
        match self.kind {
            StepKind::Job(_) => Self {
                windows: &[TimeWindow::ALWAYS],
                ..self
            },
            _ => self,
        }
    }

    /// The step as early as it can be after leaving the one before; `None` when the last window has closed.
    fn step_after(&self, departed: Seconds) -> Option<Step> {
        let arrives = departed + self.way.seconds;
        let ready = arrives + self.setup;
        let window = self.windows.iter().find(|window| ready <= window.closes)?;
        let begins = ready.max(window.opens);
        Some(Step {
            kind: self.kind,
            location: self.location,
            arrives,
            begins,
            departs: begins + self.service,
        })
    }
}

/// The best clock. When a longest duration forbids the earliest end, later ends are tried: with several windows a later
/// leaving can wait less. Every trial moves at least one step to a later window, so there are no more trials than windows.
pub(super) fn best(halts: &[Halt<'_>], vehicle: &Vehicle) -> Result<Vec<Step>, ScheduleFault> {
    let mut leaves = vehicle.shift.opens;
    let mut too_long = None;
    loop {
        let earliest = walk(halts, leaves).map_err(|fault| too_long.unwrap_or(fault))?;
        let ends = earliest.last().map_or(leaves, |step| step.departs);
        if ends > vehicle.shift.closes {
            return Err(too_long.unwrap_or(ScheduleFault::Shift));
        }
        leaves = latest_leaving(halts, ends).unwrap_or(leaves);
        let steps = walk(halts, leaves)?;
        if vehicle.duration_max.is_none_or(|most| ends - leaves <= most) {
            return Ok(steps);
        }
        too_long = Some(ScheduleFault::Duration);
        leaves += slack(halts, &steps) + Seconds(1);
    }
}

/// The earliest end when the vehicle leaves as its shift opens; `None` when some window or the shift closes before.
pub(crate) fn earliest_end(halts: &[Halt<'_>], vehicle: &Vehicle) -> Option<Seconds> {
    let mut now = vehicle.shift.opens;
    for halt in halts {
        now = halt.step_after(now)?.departs;
    }
    (now <= vehicle.shift.closes).then_some(now)
}

/// Everything as early as it can be after leaving at a moment.
fn walk(halts: &[Halt<'_>], leaves: Seconds) -> Result<Vec<Step>, ScheduleFault> {
    let mut now = leaves;
    let mut steps = Vec::with_capacity(halts.len());
    for halt in halts {
        let step = halt.step_after(now).ok_or(halt.too_late)?;
        now = step.departs;
        steps.push(step);
    }
    Ok(steps)
}

/// The latest moment of leaving that still ends then; `None` when no leaving does.
fn latest_leaving(halts: &[Halt<'_>], ends: Seconds) -> Option<Seconds> {
    let mut latest = ends;
    for halt in halts.iter().rev() {
        let begins = latest - halt.service;
        let window = halt.windows.iter().rev().find(|window| window.opens <= begins)?;
        latest = begins.min(window.closes) - halt.setup - halt.way.seconds;
    }
    Some(latest)
}

/// How much later the route can leave before some step falls out of its window. Steps after a waiting are not moved by it.
fn slack(halts: &[Halt<'_>], steps: &[Step]) -> Seconds {
    let mut slack = None;
    for (halt, step) in halts.iter().zip(steps) {
        if step.begins > step.arrives + halt.setup {
            break;
        }
        let window = halt.windows.iter().find(|window| step.begins <= window.closes);
        let room = window.map_or(Seconds::ZERO, |window| window.closes - step.begins);
        slack = Some(slack.map_or(room, |least: Seconds| least.min(room)));
    }
    slack.unwrap_or(Seconds::ZERO)
}
