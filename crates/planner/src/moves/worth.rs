//! `Scales` weighs and times a tour; its `Worth`: one that keeps the rules before any that does not, then the less
//! late, then the cheaper.

use karavan_model::Seconds;
use karavan_plan::objective::route_cost;
use karavan_plan::{Appointed, DepotIx, JobIx, Problem, Route, StepKind, TimeWindow, Timer, VehicleIx, schedule_late};
use std::collections::BTreeMap;

/// What a job without its goods, out of its class or beyond what fits counts, in seconds of lateness: more than a day.
const MISPLACED: i64 = 100_000;

/// Smaller is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Worth {
    /// Whether it breaks a rule.
    pub(crate) is_broken: bool,
    late: i64,
    cost: i64,
}

impl Worth {
    /// A vehicle that stays at home.
    const HOME: Self = Self {
        is_broken: false,
        late: 0,
        cost: 0,
    };
}

/// Weighs tours, with the moments that two people agreed on.
pub(crate) struct Scales<'p> {
    pub(crate) problem: &'p Problem,
    timer: Timer,
    /// When a visit of two begins, as the plan has it.
    moments: BTreeMap<JobIx, Seconds>,
}

impl<'p> Scales<'p> {
    /// For a plan of these routes.
    pub(crate) fn new<'r>(problem: &'p Problem, routes: impl Iterator<Item = &'r Route>) -> Self {
        let mut moments = BTreeMap::new();
        for step in routes.flat_map(|route| &route.steps) {
            if let StepKind::Job(job) = step.kind
                && problem.of_job(job).together.is_some()
            {
                moments.insert(job, step.begins);
            }
        }
        Self {
            problem,
            timer: Timer::default(),
            moments,
        }
    }

    /// Weighs a tour of loads and jobs.
    pub(crate) fn worth(&mut self, vehicle: VehicleIx, tour: &[StepKind]) -> Worth {
        if !tour.iter().any(is_job) {
            return Worth::HOME;
        }
        let (problem, moments) = (self.problem, &self.moments);
        let appointed = |job| appointed(problem, moments, job);
        match self.timer.cost(problem, vehicle, tour, &appointed) {
            Ok((cost, _)) => Worth {
                is_broken: false,
                late: 0,
                cost: cost.0,
            },
            Err(_) => {
                let route = schedule_late(problem, vehicle, tour, &appointed);
                Worth {
                    is_broken: true,
                    late: lateness(problem, &route) + misplaced(problem, vehicle, tour) * MISPLACED,
                    cost: route_cost(problem, &route).0,
                }
            }
        }
    }

    /// Whether a tour keeps the rules, and then what it costs: quicker than [`Scales::worth`] where it does not.
    pub(crate) fn allowed(&mut self, vehicle: VehicleIx, tour: &[StepKind]) -> Option<Worth> {
        let (problem, moments) = (self.problem, &self.moments);
        let cost = self
            .timer
            .cost(problem, vehicle, tour, &|job| appointed(problem, moments, job));
        cost.ok().map(|(cost, _)| Worth {
            is_broken: false,
            late: 0,
            cost: cost.0,
        })
    }

    /// The route of a tour: as it is allowed, else late.
    pub(crate) fn route(&mut self, vehicle: VehicleIx, tour: &[StepKind]) -> Route {
        let (problem, moments) = (self.problem, &self.moments);
        let appointed: Appointed<'_> = &|job| appointed(problem, moments, job);
        let allowed = self.timer.route(problem, vehicle, tour, appointed);
        allowed.unwrap_or_else(|_| schedule_late(problem, vehicle, tour, appointed))
    }
}

/// When a job begins because its partner does.
fn appointed(problem: &Problem, moments: &BTreeMap<JobIx, Seconds>, job: JobIx) -> Option<Seconds> {
    let partner = problem.of_job(job).together?;
    moments.get(&partner).copied()
}

pub(crate) const fn is_job(kind: &StepKind) -> bool {
    matches!(kind, StepKind::Job(_))
}

/// Seconds after the last window, at every step and at the end of the shift.
fn lateness(problem: &Problem, route: &Route) -> i64 {
    let closes = |windows: &[TimeWindow]| windows.last().map_or(i64::MAX, |window| window.closes.0);
    let late = route.steps.iter().map(|step| {
        let last = match step.kind {
            StepKind::Job(job) => closes(&problem.jobs()[job.at()].windows),
            StepKind::Load(depot) => closes(&problem.depots()[depot.at()].windows),
            StepKind::Break(rest) => closes(&problem.rules().breaks[rest.at()].windows),
            StepKind::Start | StepKind::End => i64::MAX,
        };
        step.begins.0.saturating_sub(last).max(0)
    });
    let shift = problem.vehicles()[route.vehicle.at()].shift.closes;
    let ends = route.steps.last().map_or(0, |last| (last.departs - shift).0.max(0));
    late.sum::<i64>() + ends
}

/// What is wrong with a tour whatever the clock says: jobs without their goods or out of their class, and loads after
/// which more is on board than fits.
fn misplaced(problem: &Problem, vehicle: VehicleIx, tour: &[StepKind]) -> i64 {
    let capacity = &problem.vehicles()[vehicle.at()].capacity;
    let (mut loads, mut class, mut count) = (Vec::<(usize, DepotIx)>::new(), 0, 0);
    // What comes on board at each step.
    let mut change = vec![vec![0; capacity.len()]; tour.len()];
    for (at, kind) in tour.iter().enumerate() {
        match *kind {
            StepKind::Load(depot) => loads.push((at, depot)),
            StepKind::Job(ix) => {
                let job = &problem.jobs()[ix.at()];
                let source = loads.iter().rev().find(|(_, depot)| job.depots.contains(*depot));
                if let Some((source, _)) = source {
                    for (dimension, amount) in job.load.iter().enumerate() {
                        change[*source][dimension] += amount;
                        change[at][dimension] -= amount;
                    }
                }
                count += i64::from(problem.needs_loading(ix) && source.is_none());
                count += i64::from(job.class < class);
                class = class.max(job.class);
            }
            StepKind::Start | StepKind::Break(_) | StepKind::End => {}
        }
    }
    let mut on_board = vec![0; capacity.len()];
    for (change, kind) in change.iter().zip(tour) {
        for (amount, more) in on_board.iter_mut().zip(change) {
            *amount += more;
        }
        let is_over = on_board.iter().zip(capacity).any(|(amount, room)| amount > room);
        count += i64::from(is_over && matches!(kind, StepKind::Load(_)));
    }
    count
}
