//! Every step is at the place of its depot, its job, or its end of the route; a break where the step before was.

use super::drive::Drive;
use super::violation::{Rule, Violation};
use crate::plan::StepKind;

pub(super) fn check(drive: &Drive<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (at, step) in drive.route.steps.iter().enumerate() {
        let place = match step.kind {
            StepKind::Start => drive.vehicle.start,
            StepKind::End => drive.vehicle.end,
            StepKind::Load(depot) => Some(drive.problem.depots()[depot.at()].location),
            StepKind::Job(job) => Some(drive.problem.jobs()[job.at()].location),
            StepKind::Break(_) if at == 0 => {
                violations.push(Violation::of_step(Rule::Place, drive.route, at, 0));
                continue;
            }
            StepKind::Break(_) => Some(drive.route.steps[at - 1].location),
        };
        // A start or an end that the vehicle does not have is told by the rule of ends.
        if place.is_some_and(|place| place != step.location) {
            violations.push(Violation::of_step(Rule::Place, drive.route, at, 0));
        }
    }
    violations
}
