//! A route leaves no earlier than the shift opens and ends no later than it closes.

use super::drive::Drive;
use super::violation::{Rule, Violation};

pub(super) fn check(drive: &Drive<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    let (Some(first), Some(last)) = (drive.route.steps.first(), drive.route.steps.last()) else {
        return violations;
    };
    let early = drive.vehicle.shift.opens.0 - first.arrives.0;
    if early > 0 {
        violations.push(Violation::of_route(Rule::ShiftOpens, drive.route, early));
    }
    let late = last.departs.0 - drive.vehicle.shift.closes.0;
    if late > 0 {
        violations.push(Violation::of_route(Rule::ShiftCloses, drive.route, late));
    }
    violations
}
