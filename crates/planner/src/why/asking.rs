//! `answer_why`: all that is told about one job of a plan.

use super::ask::{AskedOf, Relief, Relieved, Standing, Stopped, Why, WhyAsk};
use super::here::here;
use super::nearest::detour;
use super::one_more_car::one_more_car;
use super::reliefs::Candidate;
use crate::moves::MoveFault;
use karavan_model::Seconds;
use karavan_plan::insertion::tour_of;
use karavan_plan::why::{AskedDay, conflict_of, first_rule, instead};
use karavan_plan::{JobIx, Plan, Problem, ReasonCode, Route, StepKind, Timer, VehicleIx, reasons};
use std::collections::BTreeMap;
use std::mem::discriminant;

/// How many vehicles that could do the job with an empty day are asked with their day as planned …
const ABLE_MAX: usize = 12;
/// … and how many that could not, whom a changed day may help.
const UNABLE_MAX: usize = 6;
/// For how many it is worked out in whose place they could come.
const INSTEAD_MAX: usize = 3;
/// So many reliefs are told, …
const RELIEFS_MAX: usize = 8;
/// … of one kind at most so many.
const OF_A_KIND_MAX: usize = 2;

/// Why a job of a plan is left out, or where it is.
///
/// Who goes round least for the job is asked about the day as planned; all are asked about an empty day. A job of two
/// people is asked about as one person, and nothing lets it in; only its place on a route is priced.
///
/// # Errors
/// When the job is not in the problem.
///
/// # Panics
/// When the plan is not of this problem.
pub fn answer_why(problem: &Problem, plan: &Plan, ask: &WhyAsk) -> Result<Why, MoveFault> {
    let job = ask.job;
    if job.at() >= problem.jobs().len() {
        return Err(MoveFault::Unknown);
    }
    let mut asking = Asking::new(problem, plan, ask);
    let holder = plan.routes.iter().find(|route| route.jobs().any(|own| own == job));
    if let Some(route) = holder {
        return Ok(Why {
            standing: Standing::Placed,
            vehicles: Vec::new(),
            conflict: Vec::new(),
            reliefs: Vec::new(),
            here: Some(here(problem, plan, route, ask)?),
        });
    }
    let mut vehicles = asking.alone();
    let of_two = problem.of_job(job).partner().is_some();
    // Who else comes is part of these reasons; of one vehicle alone it is asked as of one person.
    let of_all = of_two && ask.only.is_none();
    let is_possible = match of_all {
        true => reasons(problem, job)
            .iter()
            .any(|reason| reason.code == ReasonCode::NoTimeLeft),
        false => vehicles.iter().any(|one| one.alone.is_none()),
    };
    let mut reliefs = Vec::new();
    if !of_two {
        reliefs = asking.as_planned(&mut vehicles);
        if ask.only.is_none() {
            reliefs.extend(one_more_car(problem, plan, job));
        }
    }
    let is_free = vehicles.iter().any(|one| one.planned == AskedOf::Could);
    let standing = match (is_possible, is_free) {
        (_, true) => Standing::Free,
        (true, false) => Standing::Sacrificed,
        (false, false) => Standing::Impossible,
    };
    let conflict = match (of_all, standing) {
        (true, Standing::Impossible) => reasons(problem, job).iter().map(|reason| reason.code).collect(),
        (false, Standing::Impossible) => conflict_of(problem, asking.vehicles(), job),
        _ => Vec::new(),
    };
    Ok(Why {
        standing,
        vehicles,
        conflict,
        reliefs: cheapest(reliefs),
        here: None,
    })
}

/// One job asked of all vehicles of a plan.
struct Asking<'a> {
    problem: &'a Problem,
    routes: BTreeMap<VehicleIx, &'a Route>,
    job: JobIx,
    ask: &'a WhyAsk,
    /// When visits of two people begin.
    moments: BTreeMap<JobIx, Seconds>,
    timer: Timer,
}

impl<'a> Asking<'a> {
    fn new(problem: &'a Problem, plan: &'a Plan, ask: &'a WhyAsk) -> Self {
        let steps = plan.routes.iter().flat_map(|route| &route.steps);
        let of_two = steps.filter_map(|step| match step.kind {
            StepKind::Job(job) => problem.of_job(job).together.map(|_| (job, step.begins)),
            _ => None,
        });
        Self {
            problem,
            routes: plan.routes.iter().map(|route| (route.vehicle, route)).collect(),
            job: ask.job,
            ask,
            moments: of_two.collect(),
            timer: Timer::default(),
        }
    }

    /// All vehicles, or the only one that may.
    fn vehicles(&self) -> impl Iterator<Item = VehicleIx> + use<> {
        let only = self.ask.only;
        let all = (0..self.problem.vehicles().len()).map(VehicleIx::from);
        all.filter(move |vehicle| only.is_none_or(|only| only == *vehicle))
    }

    /// What stops every vehicle with an empty day: who could first, then the nearest first.
    fn alone(&mut self) -> Vec<Stopped> {
        let all = self.vehicles();
        let mut far = BTreeMap::new();
        let mut vehicles: Vec<Stopped> = Vec::new();
        for vehicle in all {
            let route = self.routes.get(&vehicle).copied();
            far.insert(vehicle, detour(self.problem, vehicle, route, self.job));
            let alone = match self.day(vehicle, &[]) {
                Some(day) => first_rule(&day, &mut self.timer),
                None => karavan_plan::obstacle(self.problem, self.job, vehicle),
            };
            vehicles.push(Stopped {
                vehicle,
                alone,
                planned: AskedOf::Nothing,
                instead: Vec::new(),
            });
        }
        vehicles.sort_by_key(|one| (one.alone.is_some(), far[&one.vehicle], one.vehicle));
        vehicles
    }

    /// Asks the nearest about their day as planned, and what would let the job into it.
    fn as_planned(&mut self, vehicles: &mut [Stopped]) -> Vec<Relieved> {
        let (mut able, mut unable, mut told) = (0, 0, 0);
        let mut reliefs = Vec::new();
        for one in vehicles
            .iter_mut()
            .filter(|one| !self.ask.closed.contains(&one.vehicle))
        {
            let count = if one.alone.is_none() { &mut able } else { &mut unable };
            *count += 1;
            let most = if one.alone.is_none() { ABLE_MAX } else { UNABLE_MAX };
            if *count > most {
                continue;
            }
            let route = self.routes.get(&one.vehicle).copied();
            let tour = route.map(tour_of).unwrap_or_default();
            let Some(day) = self.day(one.vehicle, &tour) else {
                continue;
            };
            let candidate = Candidate {
                problem: self.problem,
                vehicle: one.vehicle,
                route,
                job: self.job,
                day: &day,
                needed: self.ask.needed,
            };
            match first_rule(&day, &mut self.timer) {
                None => {
                    one.planned = AskedOf::Could;
                    reliefs.extend(candidate.priced(Relief::AsItIs));
                }
                Some(first) => {
                    one.planned = AskedOf::Stopped(first);
                    reliefs.extend(candidate.reliefs(first, &mut self.timer));
                    if one.alone.is_none() && told < INSTEAD_MAX {
                        told += 1;
                        let moment = |job: JobIx| self.moments.get(&job).copied();
                        let day = (one.vehicle, &tour[..]);
                        one.instead = instead(self.problem, day, self.job, &moment, &mut self.timer);
                    }
                }
            }
        }
        reliefs
    }

    fn day(&self, vehicle: VehicleIx, tour: &[StepKind]) -> Option<AskedDay> {
        let moment = |job: JobIx| self.moments.get(&job).copied();
        AskedDay::new(self.problem, (vehicle, tour), self.job, &moment)
    }
}

/// The cheapest first: what is driven more and given more of somebody's time, for each job done. Few of a kind.
fn cheapest(mut all: Vec<Relieved>) -> Vec<Relieved> {
    let minutes = |one: &Relieved| one.price.travel.0 + one.asked.0;
    all.sort_by_key(|one| {
        let each = minutes(one) / i64::try_from(one.serves.len().max(1)).unwrap_or(1);
        (one.relief != Relief::AsItIs, each, one.price.cost, one.vehicle)
    });
    let mut kept: Vec<Relieved> = Vec::new();
    for one in all {
        let same = kept
            .iter()
            .filter(|other| discriminant(&other.relief) == discriminant(&one.relief));
        if same.count() < OF_A_KIND_MAX && kept.len() < RELIEFS_MAX {
            kept.push(one);
        }
    }
    kept
}
