//! `schedule_late`: a clock for tours that break rules: each step as early as it can be, and late where its last window
//! is over, for the judge to tell. It refuses no tour; the clock of tours that keep the rules is in `clock.rs`.

use super::appointed::Appointed;
use crate::ix::{BreakIx, LocationIx, VehicleIx};
use crate::plan::{Route, Step, StepKind};
use crate::problem::{Problem, TimeWindow, Vehicle};
use crate::rules::Slot;
use crate::traffic::arrival;
use karavan_model::{Meters, Seconds};

/// Times a tour whatever rules it breaks: each step as early as it can be, in a window while one is open and late
/// after the last. It leaves as the shift opens, later by what it would wait at its first step. A break is taken before
/// the first step that would end after it must have begun. Where there is no road it takes no time.
///
/// `not_before` holds a job back until somebody else can begin with it. O(steps · windows).
///
/// # Panics
/// When an index is not of this problem.
#[must_use]
pub fn schedule_late(problem: &Problem, vehicle: VehicleIx, tour: &[StepKind], not_before: Appointed<'_>) -> Route {
    let leaves = problem.vehicles()[vehicle.at()].shift.opens;
    let early = Drive::begin(problem, vehicle, not_before, leaves).along(tour);
    let waits = first_wait(problem, &early);
    if waits <= Seconds::ZERO {
        return early;
    }
    let later = Drive::begin(problem, vehicle, not_before, leaves + waits).along(tour);
    let ends = |route: &Route| route.steps.last().map(|step| step.departs);
    if ends(&later) <= ends(&early) { later } else { early }
}

/// How long the first work of a route is waited for.
fn first_wait(problem: &Problem, route: &Route) -> Seconds {
    let work = route.steps.iter().find_map(|step| match step.kind {
        StepKind::Load(_) => Some((step, Seconds::ZERO)),
        StepKind::Job(job) => Some((step, problem.jobs()[job.at()].setup)),
        StepKind::Start | StepKind::Break(_) | StepKind::End => None,
    });
    work.map_or(Seconds::ZERO, |(step, setup)| step.begins - step.arrives - setup)
}

/// What is done at a step, before it is known when.
struct Work<'p> {
    kind: StepKind,
    location: LocationIx,
    windows: &'p [TimeWindow],
    setup: Seconds,
    service: Seconds,
    not_before: Option<Seconds>,
}

/// A vehicle on its way.
struct Drive<'p> {
    problem: &'p Problem,
    vehicle: &'p Vehicle,
    slots: &'p [Slot],
    not_before: Appointed<'p>,
    rests: Vec<BreakIx>,
    now: Seconds,
    route: Route,
}

impl<'p> Drive<'p> {
    fn begin(problem: &'p Problem, ix: VehicleIx, not_before: Appointed<'p>, leaves: Seconds) -> Self {
        let vehicle = &problem.vehicles()[ix.at()];
        let mut drive = Self {
            problem,
            vehicle,
            slots: problem.traffic(vehicle.profile),
            not_before,
            rests: problem
                .of_vehicle(ix)
                .breaks
                .iter()
                .map(|at| BreakIx::from(*at))
                .collect(),
            now: leaves,
            route: Route {
                vehicle: ix,
                steps: Vec::new(),
                travel: Seconds::ZERO,
                distance: Meters::ZERO,
            },
        };
        if let Some(location) = vehicle.start {
            drive.put(StepKind::Start, location, leaves, leaves, leaves);
        }
        drive
    }

    fn along(mut self, tour: &[StepKind]) -> Route {
        for kind in tour {
            let work = self.work(*kind);
            self.rest_before(&work);
            self.go(&work);
        }
        if let Some(location) = self.vehicle.end {
            let home = Work {
                kind: StepKind::End,
                location,
                windows: &[],
                setup: Seconds::ZERO,
                service: Seconds::ZERO,
                not_before: None,
            };
            self.rest_before(&home);
            self.go(&home);
        }
        self.route
    }

    fn work(&self, kind: StepKind) -> Work<'p> {
        let problem = self.problem;
        match kind {
            StepKind::Load(ix) => {
                let depot = &problem.depots()[ix.at()];
                Work {
                    kind,
                    location: depot.location,
                    windows: &depot.windows,
                    setup: Seconds::ZERO,
                    service: depot.service,
                    not_before: None,
                }
            }
            StepKind::Job(ix) => {
                let job = &problem.jobs()[ix.at()];
                let before = self.route.steps.last();
                let stays = before.is_some_and(|before| before.location == job.location);
                Work {
                    kind,
                    location: job.location,
                    windows: &job.windows,
                    setup: if stays { Seconds::ZERO } else { job.setup },
                    service: job.service,
                    not_before: (self.not_before)(ix),
                }
            }
            // They are added here and never given: see `schedule`.
            StepKind::Start | StepKind::Break(_) | StepKind::End => Work {
                kind,
                location: self.route.steps.last().map_or(LocationIx(0), |before| before.location),
                windows: &[],
                setup: Seconds::ZERO,
                service: Seconds::ZERO,
                not_before: None,
            },
        }
    }

    /// When a work would be reached, begun and over.
    fn moments(&self, work: &Work<'_>) -> [Seconds; 3] {
        let leg = self.route.steps.last().and_then(|before| {
            let leg = self.problem.leg(self.vehicle, before.location, work.location)?;
            Some(leg.seconds)
        });
        let arrives = leg.map_or(self.now, |leg| arrival(self.slots, self.now, leg));
        let ready = arrives + work.setup;
        let ready = work.not_before.map_or(ready, |floor| ready.max(floor));
        let open = work.windows.iter().find(|window| ready <= window.closes);
        let begins = open.map_or(ready, |window| ready.max(window.opens));
        [arrives, begins, begins + work.service]
    }

    fn go(&mut self, work: &Work<'_>) {
        let [arrives, begins, departs] = self.moments(work);
        if let Some(before) = self.route.steps.last()
            && let Some(leg) = self.problem.leg(self.vehicle, before.location, work.location)
        {
            self.route.travel += arrives - self.now;
            self.route.distance += leg.meters;
        }
        self.put(work.kind, work.location, arrives, begins, departs);
    }

    /// Takes the breaks that would be missed by going on.
    fn rest_before(&mut self, next: &Work<'_>) {
        while let Some(&rest) = self.rests.first() {
            let (Some(first), Some(last)) = (self.route.steps.first(), self.route.steps.last()) else {
                return;
            };
            let own = &self.problem.rules().breaks[rest.at()];
            let closes = own.windows.iter().map(|window| window.closes).max();
            let [.., departs] = self.moments(next);
            if closes.is_none_or(|closes| departs <= closes || first.arrives >= closes) {
                return;
            }
            let work = Work {
                kind: StepKind::Break(rest),
                location: last.location,
                windows: &own.windows,
                setup: Seconds::ZERO,
                service: own.service,
                not_before: None,
            };
            self.rests.remove(0);
            self.go(&work);
        }
    }

    fn put(&mut self, kind: StepKind, location: LocationIx, arrives: Seconds, begins: Seconds, departs: Seconds) {
        self.route.steps.push(Step {
            kind,
            location,
            arrives,
            begins,
            departs,
        });
        self.now = departs;
    }
}
