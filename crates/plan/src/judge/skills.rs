//! A vehicle has every skill that its jobs ask for and none that they refuse.

use super::drive::Drive;
use super::violation::{Rule, Violation};
use crate::plan::StepKind;

pub(super) fn check(drive: &Drive<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (at, step) in drive.route.steps.iter().enumerate() {
        let StepKind::Job(job) = step.kind else { continue };
        let job = &drive.problem.jobs()[job.at()];
        let lacking = job.skills.0 & !drive.vehicle.skills.0;
        let refused = job.skills_none.0 & drive.vehicle.skills.0;
        let wrong = lacking.count_ones() + refused.count_ones();
        if wrong > 0 {
            violations.push(Violation::of_step(Rule::Skills, drive.route, at, wrong.into()));
        }
    }
    violations
}
