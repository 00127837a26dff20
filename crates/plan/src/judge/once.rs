//! Rules `JobMissing`, `JobTwice`, `VehicleTwice` and `EmptyRoute`: every job is in one route or unassigned, a
//! vehicle has one route at most, and each route does a job.

use super::judged_route::JudgedRoute;
use super::violation::{Rule, Violation};
use crate::ix::JobIx;
use crate::plan::{Plan, Route};
use crate::problem::Problem;
use std::collections::BTreeSet;

pub(super) fn check(problem: &Problem, plan: &Plan) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut times = vec![0_i64; problem.jobs().len()];
    let unassigned = plan.unassigned.iter().map(|left| left.job);
    for job in plan.routes.iter().flat_map(Route::jobs) {
        // A route with an unknown job is told by its own rule.
        if let Some(times) = times.get_mut(job.at()) {
            *times += 1;
        }
    }
    for job in unassigned {
        match times.get_mut(job.at()) {
            Some(times) => *times += 1,
            None => violations.push(Violation::of_job(Rule::Unknown, job, 0)),
        }
    }
    for (job, &times) in times.iter().enumerate() {
        match times {
            0 => violations.push(Violation::of_job(Rule::JobMissing, JobIx::from(job), 0)),
            1 => {}
            _ => violations.push(Violation::of_job(Rule::JobTwice, JobIx::from(job), times - 1)),
        }
    }
    let mut seen = BTreeSet::new();
    for route in &plan.routes {
        if !seen.insert(route.vehicle) {
            violations.push(Violation::of_route(Rule::VehicleTwice, route, 1));
        }
    }
    violations
}

pub(super) fn check_does_something(judged: &JudgedRoute<'_>) -> Vec<Violation> {
    match judged.route.jobs().next() {
        Some(_) => Vec::new(),
        None => vec![Violation::of_route(Rule::EmptyRoute, judged.route, 0)],
    }
}
