//! Rule `ClassOrder`: along a route the class of the jobs never goes down.

use super::judged_route::JudgedRoute;
use super::violation::{Rule, Violation};
use crate::plan::StepKind;

pub(super) fn check(judged: &JudgedRoute<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut highest = 0;
    for (at, step) in judged.route.steps.iter().enumerate() {
        let StepKind::Job(job) = step.kind else { continue };
        let class = judged.problem.jobs()[job.at()].class;
        if class < highest {
            violations.push(Violation::of_step(
                Rule::ClassOrder,
                judged.route,
                at,
                (highest - class).into(),
            ));
        }
        highest = highest.max(class);
    }
    violations
}
