//! `price`: the judge's own cost of a plan, by the formula of `docs/constraints.md` ("What a plan costs"), term by
//! term over the plan as stated. `totals.rs` compares it with the stated cost.

use crate::ix::{JobIx, VehicleIx};
use crate::plan::{Plan, Route, StepKind};
use crate::problem::Problem;
use std::collections::BTreeMap;

/// The cost of a plan whose every route makes sense; jobs left out that the problem does not know cost nothing. It
/// trusts the travel and distance that routes state, which have rules of their own.
///
/// Its time is in proportion to steps and rules, times their logarithms. Sums are wide: nothing a plan states
/// overflows.
pub(super) fn price(problem: &Problem, plan: &Plan) -> i128 {
    driving(problem, plan)
        + wishes(problem, plan)
        + preferences(problem, plan)
        + fairness(problem, plan)
        + floors(problem, plan)
        + delays(problem, plan)
        + left_out(problem, plan)
}

/// Σ used vehicles: fixed, and their weights times seconds of travel, seconds of the route, and metres.
fn driving(problem: &Problem, plan: &Plan) -> i128 {
    let mut sum = 0;
    for route in &plan.routes {
        let costs = problem.vehicles()[route.vehicle.at()].costs;
        sum += i128::from(costs.fixed.0);
        sum += i128::from(costs.per_travel_second) * i128::from(route.travel.0);
        sum += i128::from(costs.per_route_second) * lasts(route);
        sum += i128::from(costs.per_meter) * i128::from(route.distance.0);
    }
    sum
}

/// Σ served jobs: the price of the wish that is cheapest to miss.
fn wishes(problem: &Problem, plan: &Plan) -> i128 {
    let mut of_job: BTreeMap<JobIx, Vec<_>> = BTreeMap::new();
    for wish in &problem.rules().wishes {
        of_job.entry(wish.job).or_default().push(wish);
    }
    let mut sum = 0;
    for (job, _, begins) in served(plan) {
        let Some(wishes) = of_job.get(&job) else { continue };
        let missed = wishes.iter().map(|wish| {
            let early = i128::from(wish.window.opens.0) - i128::from(begins);
            let late = i128::from(begins) - i128::from(wish.window.closes.0);
            i128::from(wish.per_second) * early.max(late).max(0)
        });
        sum += missed.min().unwrap_or(0);
    }
    sum
}

/// Σ served jobs, Σ their preferences: one price when one of those meant comes, another when somebody else does.
fn preferences(problem: &Problem, plan: &Plan) -> i128 {
    let mut of_job: BTreeMap<JobIx, Vec<_>> = BTreeMap::new();
    for preference in &problem.rules().preferences {
        of_job.entry(preference.job).or_default().push(preference);
    }
    let mut sum = 0;
    for (job, vehicle, _) in served(plan) {
        for preference in of_job.get(&job).into_iter().flatten() {
            let is_meant = preference.vehicles.contains(&vehicle);
            sum += i128::from(if is_meant {
                preference.inside.0
            } else {
                preference.outside.0
            });
        }
    }
    sum
}

/// Σ fairness, Σ tiers: every second beyond the tier of what the vehicles drive together.
fn fairness(problem: &Problem, plan: &Plan) -> i128 {
    let durations = durations(plan);
    let mut sum = 0;
    for group in &problem.rules().fairness {
        let together: i128 = group.vehicles.iter().filter_map(|vehicle| durations.get(vehicle)).sum();
        for tier in &group.tiers {
            sum += i128::from(tier.per_second) * (together - i128::from(tier.over.0)).max(0);
        }
    }
    sum
}

/// Σ floors: every second that a vehicle works less than it should; all of them when it has no route.
fn floors(problem: &Problem, plan: &Plan) -> i128 {
    let durations = durations(plan);
    let mut sum = 0;
    for floor in &problem.rules().floors {
        let worked = durations.get(&floor.vehicle).copied().unwrap_or(0);
        sum += i128::from(floor.per_second) * (i128::from(floor.under.0) - worked).max(0);
    }
    sum
}

/// Σ served jobs with a delay: the price of an hour times the hours waited, rounded down.
fn delays(problem: &Problem, plan: &Plan) -> i128 {
    let mut of_job = BTreeMap::new();
    for delay in &problem.rules().delays {
        of_job.insert(delay.job, delay);
    }
    let mut sum = 0;
    for (job, _, begins) in served(plan) {
        let Some(delay) = of_job.get(&job) else { continue };
        let waited = (i128::from(begins) - i128::from(delay.from.0)).max(0);
        sum += waited * i128::from(delay.per_hour) / 3_600;
    }
    sum
}

/// Σ unassigned jobs: their prizes.
fn left_out(problem: &Problem, plan: &Plan) -> i128 {
    let known = plan
        .unassigned
        .iter()
        .filter_map(|left| problem.jobs().get(left.job.at()));
    known.map(|job| i128::from(job.prize.0)).sum()
}

/// For each vehicle with a route how long it lasts.
fn durations(plan: &Plan) -> BTreeMap<VehicleIx, i128> {
    let mut durations = BTreeMap::new();
    for route in &plan.routes {
        *durations.entry(route.vehicle).or_default() += lasts(route);
    }
    durations
}

/// From leaving to the end, in seconds.
fn lasts(route: &Route) -> i128 {
    match (route.steps.first(), route.steps.last()) {
        (Some(first), Some(last)) => i128::from(last.departs.0) - i128::from(first.arrives.0),
        _ => 0,
    }
}

/// Every job that is done: which, by whom, and when it begins.
fn served(plan: &Plan) -> impl Iterator<Item = (JobIx, VehicleIx, i64)> {
    plan.routes.iter().flat_map(|route| {
        route.steps.iter().filter_map(|step| match step.kind {
            StepKind::Job(job) => Some((job, route.vehicle, step.begins.0)),
            _ => None,
        })
    })
}
