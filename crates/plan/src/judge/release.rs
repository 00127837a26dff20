//! Rule `Release`: the load that supplies a job begins no earlier than its goods reach the depot.

use super::judged_route::JudgedRoute;
use super::supply::load_of;
use super::violation::{Rule, Violation};
use crate::plan::StepKind;

pub(super) fn check(judged: &JudgedRoute<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (at, step) in judged.route.steps.iter().enumerate() {
        let (StepKind::Job(job), Some(load)) = (step.kind, load_of(judged, at)) else {
            continue;
        };
        for one in judged.problem.rules().releases.iter().filter(|one| one.job == job) {
            let early = one.at.0 - judged.route.steps[load].begins.0;
            if early > 0 {
                violations.push(Violation::of_step(Rule::Release, judged.route, at, early));
            }
        }
    }
    violations
}
