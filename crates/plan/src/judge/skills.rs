//! Rule `Skills`: a vehicle has every skill that its jobs ask for and none that they refuse.

use super::judged_route::JudgedRoute;
use super::violation::{Rule, Violation};
use crate::plan::StepKind;

pub(super) fn check(judged: &JudgedRoute<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (at, step) in judged.route.steps.iter().enumerate() {
        let StepKind::Job(job) = step.kind else { continue };
        let job = &judged.problem.jobs()[job.at()];
        let lacking = job.skills.0 & !judged.vehicle.skills.0;
        let refused = job.skills_none.0 & judged.vehicle.skills.0;
        let wrong = lacking.count_ones() + refused.count_ones();
        if wrong > 0 {
            violations.push(Violation::of_step(Rule::Skills, judged.route, at, wrong.into()));
        }
    }
    violations
}
