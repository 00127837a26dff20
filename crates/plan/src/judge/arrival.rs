//! Rules `Arrival` and `NoRoad`: a step is reached exactly when the leg from the step before ends, in the traffic of
//! that hour (`drive_time.rs`); without a leg there is no road.

use super::drive_time::lasts;
use super::judged_route::JudgedRoute;
use super::violation::{Rule, Violation};

pub(super) fn check(judged: &JudgedRoute<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    let steps = &judged.route.steps;
    for at in 1..steps.len() {
        let (before, here) = (&steps[at - 1], &steps[at]);
        match judged.problem.leg(judged.vehicle, before.location, here.location) {
            None => violations.push(Violation::of_step(Rule::NoRoad, judged.route, at, 0)),
            Some(leg) => {
                let off = here.arrives.0 - (before.departs.0 + lasts(judged, before.departs.0, leg));
                if off != 0 {
                    violations.push(Violation::of_step(Rule::Arrival, judged.route, at, off.abs()));
                }
            }
        }
    }
    violations
}
