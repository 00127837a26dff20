//! Rule `Ends`: a route has `Start` first and `End` last exactly when its vehicle has such places, and both last no
//! time. Where they are is judged in `place.rs`, when in `shift.rs`.

use super::judged_route::JudgedRoute;
use super::violation::{Rule, Violation};
use crate::plan::StepKind;

pub(super) fn check(judged: &JudgedRoute<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    let steps = &judged.route.steps;
    let starts = steps.first().is_some_and(|step| step.kind == StepKind::Start);
    let ends = steps.last().is_some_and(|step| step.kind == StepKind::End);
    if starts != judged.vehicle.start.is_some() {
        violations.push(Violation::of_route(Rule::Ends, judged.route, 0));
    }
    if ends != judged.vehicle.end.is_some() {
        violations.push(Violation::of_route(Rule::Ends, judged.route, 0));
    }
    for (at, step) in steps.iter().enumerate() {
        let in_place = match step.kind {
            StepKind::Start => at == 0,
            StepKind::End => at + 1 == steps.len(),
            StepKind::Load(_) | StepKind::Job(_) | StepKind::Break(_) => continue,
        };
        if !in_place || step.arrives != step.departs {
            violations.push(Violation::of_step(Rule::Ends, judged.route, at, 0));
        }
    }
    violations
}
