//! Rule `Break`: a vehicle takes its own breaks only, each once, and none is missing whose last window closes while
//! the route is under way. Windows and lengths of breaks are judged in `window.rs` and `service.rs`.

use super::judged_route::JudgedRoute;
use super::violation::{Rule, Violation};
use crate::ix::BreakIx;
use crate::plan::StepKind;

pub(super) fn check(judged: &JudgedRoute<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    let steps = &judged.route.steps;
    for (at, step) in steps.iter().enumerate() {
        let StepKind::Break(rest) = step.kind else { continue };
        let is_own = judged.problem.rules().breaks[rest.at()].vehicle == judged.route.vehicle;
        let is_again = steps[..at].iter().any(|other| other.kind == step.kind);
        if !is_own || is_again {
            violations.push(Violation::of_step(Rule::Break, judged.route, at, 0));
        }
    }
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else {
        return violations;
    };
    for (ix, own) in judged.problem.rules().breaks.iter().enumerate() {
        let is_taken = steps.iter().any(|step| step.kind == StepKind::Break(BreakIx::from(ix)));
        if own.vehicle != judged.route.vehicle || is_taken {
            continue;
        }
        let closes = own
            .windows
            .iter()
            .map(|window| window.closes.0)
            .max()
            .unwrap_or(i64::MAX);
        let over = last.departs.0 - closes;
        if first.arrives.0 < closes && over > 0 {
            violations.push(Violation::of_route(Rule::Break, judged.route, over));
        }
    }
    violations
}
