//! Rule `Place`: every step is at the location of its depot, job, start or end; a break is where the step before
//! was.

use super::judged_route::JudgedRoute;
use super::violation::{Rule, Violation};
use crate::plan::StepKind;

pub(super) fn check(judged: &JudgedRoute<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (at, step) in judged.route.steps.iter().enumerate() {
        let place = match step.kind {
            StepKind::Start => judged.vehicle.start,
            StepKind::End => judged.vehicle.end,
            StepKind::Load(depot) => Some(judged.problem.depots()[depot.at()].location),
            StepKind::Job(job) => Some(judged.problem.jobs()[job.at()].location),
            StepKind::Break(_) if at == 0 => {
                violations.push(Violation::of_step(Rule::Place, judged.route, at, 0));
                continue;
            }
            StepKind::Break(_) => Some(judged.route.steps[at - 1].location),
        };
        // A start or an end that the vehicle does not have is told by the rule of ends.
        if place.is_some_and(|place| place != step.location) {
            violations.push(Violation::of_step(Rule::Place, judged.route, at, 0));
        }
    }
    violations
}
