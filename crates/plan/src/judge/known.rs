//! Rules `Unknown` and `Moments`: the indexes of a route are of this problem, and each step arrives, begins and departs
//! in this order on a possible day. Routes that fail are not given to the rules of one route.

use super::violation::{Rule, Violation};
use crate::bounds::TIME_MAX;
use crate::plan::{Route, StepKind};
use crate::problem::Problem;

/// No moment of a plan can be later than a shift's end; what is far beyond is not walked, so that no sum overflows.
const MOMENT_MAX: i64 = 4 * TIME_MAX;

pub(super) fn check(problem: &Problem, route: &Route) -> Vec<Violation> {
    let mut violations = Vec::new();
    if route.vehicle.at() >= problem.vehicles().len() {
        violations.push(Violation::of_route(Rule::Unknown, route, 0));
    }
    for (at, step) in route.steps.iter().enumerate() {
        let known = match step.kind {
            StepKind::Start | StepKind::End => true,
            StepKind::Load(depot) => depot.at() < problem.depots().len(),
            StepKind::Job(job) => job.at() < problem.jobs().len(),
            StepKind::Break(rest) => rest.at() < problem.rules().breaks.len(),
        };
        if !known || step.location.at() >= problem.locations() {
            violations.push(Violation::of_step(Rule::Unknown, route, at, 0));
        }
        let possible = step.arrives.0 >= -MOMENT_MAX && step.departs.0 <= MOMENT_MAX;
        if !possible || step.arrives > step.begins || step.begins > step.departs {
            violations.push(Violation::of_step(Rule::Moments, route, at, 0));
        }
    }
    violations
}
