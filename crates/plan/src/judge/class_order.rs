//! No job comes after one of a higher class.

use super::drive::Drive;
use super::violation::{Rule, Violation};
use crate::plan::StepKind;

pub(super) fn check(drive: &Drive<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut highest = 0;
    for (at, step) in drive.route.steps.iter().enumerate() {
        let StepKind::Job(job) = step.kind else { continue };
        let class = drive.problem.jobs()[job.at()].class;
        if class < highest {
            violations.push(Violation::of_step(
                Rule::ClassOrder,
                drive.route,
                at,
                (highest - class).into(),
            ));
        }
        highest = highest.max(class);
    }
    violations
}
