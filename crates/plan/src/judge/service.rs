//! A load, a job or a break lasts exactly as long as its service.

use super::drive::Drive;
use super::violation::{Rule, Violation};
use crate::plan::StepKind;

pub(super) fn check(drive: &Drive<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (at, step) in drive.route.steps.iter().enumerate() {
        let service = match step.kind {
            StepKind::Load(depot) => drive.problem.depots()[depot.at()].service,
            StepKind::Job(job) => drive.problem.jobs()[job.at()].service,
            StepKind::Break(rest) => drive.problem.rules().breaks[rest.at()].service,
            StepKind::Start | StepKind::End => continue,
        };
        let off = step.departs.0 - step.begins.0 - service.0;
        if off != 0 {
            violations.push(Violation::of_step(Rule::Service, drive.route, at, off.abs()));
        }
    }
    violations
}
