//! Every step is reached exactly when the leg from the step before ends at that time of day.

use super::drive::Drive;
use super::drive_time::lasts;
use super::violation::{Rule, Violation};

pub(super) fn check(drive: &Drive<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    let steps = &drive.route.steps;
    for at in 1..steps.len() {
        let (before, here) = (&steps[at - 1], &steps[at]);
        match drive.problem.leg(drive.vehicle, before.location, here.location) {
            None => violations.push(Violation::of_step(Rule::NoRoad, drive.route, at, 0)),
            Some(leg) => {
                let off = here.arrives.0 - (before.departs.0 + lasts(drive, before.departs.0, leg));
                if off != 0 {
                    violations.push(Violation::of_step(Rule::Arrival, drive.route, at, off.abs()));
                }
            }
        }
    }
    violations
}
