//! Rules `ShiftOpens` and `ShiftCloses`: a route leaves no earlier than the shift opens and ends no later than it
//! closes.

use super::judged_route::JudgedRoute;
use super::violation::{Rule, Violation};

pub(super) fn check(judged: &JudgedRoute<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    let (Some(first), Some(last)) = (judged.route.steps.first(), judged.route.steps.last()) else {
        return violations;
    };
    let early = judged.vehicle.shift.opens.0 - first.arrives.0;
    if early > 0 {
        violations.push(Violation::of_route(Rule::ShiftOpens, judged.route, early));
    }
    let late = last.departs.0 - judged.vehicle.shift.closes.0;
    if late > 0 {
        violations.push(Violation::of_route(Rule::ShiftCloses, judged.route, late));
    }
    violations
}
