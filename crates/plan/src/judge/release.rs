//! Goods are not loaded before they come to their depot.

use super::drive::Drive;
use super::supply::load_of;
use super::violation::{Rule, Violation};
use crate::plan::StepKind;

pub(super) fn check(drive: &Drive<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (at, step) in drive.route.steps.iter().enumerate() {
        let (StepKind::Job(job), Some(load)) = (step.kind, load_of(drive, at)) else {
            continue;
        };
        for one in drive.problem.rules().releases.iter().filter(|one| one.job == job) {
            let early = one.at.0 - drive.route.steps[load].begins.0;
            if early > 0 {
                violations.push(Violation::of_step(Rule::Release, drive.route, at, early));
            }
        }
    }
    violations
}
