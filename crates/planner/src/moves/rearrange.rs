//! `rearrange`: a plan after changes made one after another. Routes whose steps changed are timed anew; where two
//! people would then begin one visit apart, the routes that meet are timed until both begin together. Other routes stay
//! as they were.

use super::ask::{Move, MoveFault, Rearranged};
use super::loading::reloaded;
use super::tours::{with_job, without};
use super::worth::{Scales, is_job};
use karavan_model::Seconds;
use karavan_plan::insertion::tour_of;
use karavan_plan::{
    JobIx, Plan, Problem, Reason, ReasonCode, Route, StepKind, Timer, Unassigned, VehicleIx, cost, schedule_late,
    used_travel,
};
use std::collections::{BTreeMap, BTreeSet};

/// More rounds are not made until two people agree on a moment.
const ROUNDS_MAX: usize = 32;

/// The plan after changes made one after another. Rules that it breaks are for the judge to find.
///
/// # Errors
/// When a change names what is not in the problem, or swaps or leaves out what is on no route.
///
/// # Panics
/// When the plan is not of this problem.
pub fn rearrange(problem: &Problem, plan: Plan, moves: &[Move]) -> Result<Rearranged, MoveFault> {
    let mut draft = Draft::new(problem, plan);
    for one in moves {
        draft.make(*one)?;
    }
    Ok(draft.finish())
}

/// A plan being changed.
struct Draft<'p> {
    problem: &'p Problem,
    scales: Scales<'p>,
    before: BTreeMap<VehicleIx, Route>,
    tours: BTreeMap<VehicleIx, Vec<StepKind>>,
    left: BTreeMap<JobIx, Vec<Reason>>,
}

impl<'p> Draft<'p> {
    fn new(problem: &'p Problem, plan: Plan) -> Self {
        let left = plan.unassigned.into_iter().map(|left| (left.job, left.reasons));
        Self {
            problem,
            scales: Scales::new(problem, plan.routes.iter()),
            tours: plan
                .routes
                .iter()
                .map(|route| (route.vehicle, tour_of(route)))
                .collect(),
            left: left.collect(),
            before: plan.routes.into_iter().map(|route| (route.vehicle, route)).collect(),
        }
    }

    fn make(&mut self, change: Move) -> Result<(), MoveFault> {
        match change {
            Move::Put { job, vehicle, place } => {
                self.know(job)?;
                if vehicle.at() >= self.problem.vehicles().len() {
                    return Err(MoveFault::Unknown);
                }
                if let Some(from) = self.holder(job) {
                    self.take(from, job);
                }
                self.left.remove(&job);
                let tour = self.tours.remove(&vehicle).unwrap_or_default();
                let longer = with_job(&mut self.scales, vehicle, &tour, job, place);
                self.tours.insert(vehicle, longer);
            }
            Move::Swap { jobs: [one, other] } => {
                self.know(one)?;
                self.know(other)?;
                let holders = [one, other].map(|job| self.holder(job).ok_or(MoveFault::Left(job)));
                let [first, second] = holders;
                for vehicle in BTreeSet::from([first?, second?]) {
                    let tour = self.tours.remove(&vehicle).unwrap_or_default();
                    let swapped = tour.iter().map(|kind| match *kind {
                        StepKind::Job(job) if job == one => StepKind::Job(other),
                        StepKind::Job(job) if job == other => StepKind::Job(one),
                        kind => kind,
                    });
                    let swapped: Vec<StepKind> = swapped.collect();
                    self.tours
                        .insert(vehicle, reloaded(&mut self.scales, vehicle, &swapped));
                }
            }
            Move::LeaveOut { job } => {
                self.know(job)?;
                let from = self.holder(job).ok_or(MoveFault::Left(job))?;
                self.take(from, job);
                let reason = Reason {
                    code: ReasonCode::ByHand,
                    vehicles: 0,
                };
                self.left.insert(job, vec![reason]);
            }
        }
        Ok(())
    }

    fn know(&self, job: JobIx) -> Result<(), MoveFault> {
        let is_known = job.at() < self.problem.jobs().len();
        is_known.then_some(()).ok_or(MoveFault::Unknown)
    }

    fn holder(&self, job: JobIx) -> Option<VehicleIx> {
        let mut tours = self.tours.iter();
        let own = tours.find(|(_, tour)| tour.contains(&StepKind::Job(job)));
        own.map(|(vehicle, _)| *vehicle)
    }

    fn take(&mut self, from: VehicleIx, job: JobIx) {
        let tour = self.tours.remove(&from).unwrap_or_default();
        let rest = without(&mut self.scales, from, &tour, job);
        if rest.iter().any(is_job) {
            self.tours.insert(from, rest);
        }
    }

    fn finish(mut self) -> Rearranged {
        let is_same = |vehicle: &VehicleIx, tour: &Vec<StepKind>| {
            let before = self.before.get(vehicle).map(tour_of);
            before.as_ref() == Some(tour)
        };
        let tours = self.tours.iter();
        let touched: BTreeSet<VehicleIx> = tours
            .filter(|(vehicle, tour)| !is_same(vehicle, tour))
            .map(|(vehicle, _)| *vehicle)
            .collect();
        let mut routes: BTreeMap<VehicleIx, Route> = BTreeMap::new();
        for (vehicle, tour) in &self.tours {
            let route = match self.before.get(vehicle) {
                Some(before) if !touched.contains(vehicle) => before.clone(),
                _ => self.scales.route(*vehicle, tour),
            };
            routes.insert(*vehicle, route);
        }
        meet(self.problem, &self.tours, &touched, &mut routes);
        let all: BTreeSet<VehicleIx> = self.before.keys().chain(routes.keys()).copied().collect();
        let changed = all
            .into_iter()
            .filter(|vehicle| self.before.get(vehicle) != routes.get(vehicle));
        let changed: Vec<VehicleIx> = changed.collect();
        let routes: Vec<Route> = routes.into_values().collect();
        let left = self.left.into_iter();
        let unassigned: Vec<Unassigned> = left.map(|(job, reasons)| Unassigned { job, reasons }).collect();
        let plan = Plan {
            cost: cost(self.problem, &routes, unassigned.iter().map(|left| left.job)),
            routes,
            unassigned,
        };
        Rearranged {
            legs: used_travel(self.problem, &plan),
            plan,
            changed,
        }
    }
}

/// Where two people would begin at different moments, their routes are timed until both begin with the later one.
fn meet(
    problem: &Problem,
    tours: &BTreeMap<VehicleIx, Vec<StepKind>>,
    touched: &BTreeSet<VehicleIx>,
    routes: &mut BTreeMap<VehicleIx, Route>,
) {
    if touched.is_empty() || apart(problem, routes).is_empty() {
        return;
    }
    // Whoever meets somebody whose route is timed anew is timed anew too.
    let mut concerned = touched.clone();
    let pairs: Vec<[VehicleIx; 2]> = holders(problem, routes).into_values().collect();
    loop {
        let known = concerned.len();
        for pair in &pairs {
            if pair.iter().any(|vehicle| concerned.contains(vehicle)) {
                concerned.extend(pair);
            }
        }
        if concerned.len() == known {
            break;
        }
    }
    let mut moments: BTreeMap<JobIx, Seconds> = BTreeMap::new();
    let time = |moments: &BTreeMap<JobIx, Seconds>, routes: &mut BTreeMap<VehicleIx, Route>| {
        for vehicle in &concerned {
            if let Some(tour) = tours.get(vehicle) {
                let route = schedule_late(problem, *vehicle, tour, &|job| moments.get(&job).copied());
                routes.insert(*vehicle, route);
            }
        }
    };
    time(&moments, routes);
    for _ in 0..ROUNDS_MAX {
        let later = apart(problem, routes);
        if later.is_empty() {
            break;
        }
        moments.extend(later);
        time(&moments, routes);
    }
    let agreed = begins(routes.values());
    let with_partner = |job: JobIx| problem.of_job(job).together.and_then(|_| agreed.get(&job).copied());
    let mut timer = Timer::default();
    for vehicle in &concerned {
        if let Some(tour) = tours.get(vehicle)
            && let Ok(route) = timer.route(problem, *vehicle, tour, &with_partner)
        {
            routes.insert(*vehicle, route);
        }
    }
}

/// The jobs of two people who do not begin together, each with the later moment of the two. One vehicle with both
/// cannot begin them together; the judge says so.
fn apart(problem: &Problem, routes: &BTreeMap<VehicleIx, Route>) -> BTreeMap<JobIx, Seconds> {
    let begins = begins(routes.values());
    let mut later = BTreeMap::new();
    for (a, [first, second]) in holders(problem, routes) {
        let Some(b) = problem.of_job(a).together.filter(|_| first != second) else {
            continue;
        };
        if let (Some(first), Some(second)) = (begins.get(&a), begins.get(&b))
            && first != second
        {
            let moment = *first.max(second);
            later.extend([(a, moment), (b, moment)]);
        }
    }
    later
}

fn begins<'r>(routes: impl Iterator<Item = &'r Route>) -> BTreeMap<JobIx, Seconds> {
    let steps = routes.flat_map(|route| &route.steps);
    let jobs = steps.filter_map(|step| match step.kind {
        StepKind::Job(job) => Some((job, step.begins)),
        _ => None,
    });
    jobs.collect()
}

/// The vehicles of every visit of two that both come.
fn holders(problem: &Problem, routes: &BTreeMap<VehicleIx, Route>) -> BTreeMap<JobIx, [VehicleIx; 2]> {
    let jobs = routes.values();
    let by_job: BTreeMap<JobIx, VehicleIx> = jobs
        .flat_map(|route| route.jobs().map(|job| (job, route.vehicle)))
        .collect();
    let pairs = problem.rules().together.iter().filter_map(|one| {
        let [a, b] = one.jobs;
        Some((a, [*by_job.get(&a)?, *by_job.get(&b)?]))
    });
    pairs.collect()
}
