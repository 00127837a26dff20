//! Rule `Setup`: a job begins no earlier than arrival plus setup, unless the step before was at the same location.

use super::judged_route::JudgedRoute;
use super::violation::{Rule, Violation};
use crate::plan::StepKind;

pub(super) fn check(judged: &JudgedRoute<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    let steps = &judged.route.steps;
    for (at, step) in steps.iter().enumerate() {
        let StepKind::Job(job) = step.kind else { continue };
        let came_from_elsewhere = at == 0 || steps[at - 1].location != step.location;
        let early = step.arrives.0 + judged.problem.jobs()[job.at()].setup.0 - step.begins.0;
        if came_from_elsewhere && early > 0 {
            violations.push(Violation::of_step(Rule::Setup, judged.route, at, early));
        }
    }
    violations
}
