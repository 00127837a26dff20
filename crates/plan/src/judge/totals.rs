//! Rules `TravelTotal`, `DistanceTotal` and `Cost`: the seconds, metres and cost that a plan states are the sums of
//! its legs and of `price.rs`. `legs` adds up one route.

use super::drive_time::lasts;
use super::judged_route::JudgedRoute;
use super::price::price;
use super::violation::{Rule, Violation};
use crate::plan::Plan;
use crate::problem::Problem;

pub(super) fn check(judged: &JudgedRoute<'_>) -> Vec<Violation> {
    let (seconds, meters) = legs(judged);
    [
        (Rule::TravelTotal, judged.route.travel.0, seconds),
        (Rule::DistanceTotal, judged.route.distance.0, meters),
    ]
    .into_iter()
    .filter(|(_, stated, is)| stated != is)
    .map(|(rule, stated, is)| Violation::of_route(rule, judged.route, off(stated, is)))
    .collect()
}

/// The cost of the plan. Wrong totals of a route are told by their own rule.
pub(super) fn check_cost(problem: &Problem, plan: &Plan) -> Option<Violation> {
    let off = price(problem, plan).abs_diff(i128::from(plan.cost.0));
    (off != 0).then(|| Violation::of_plan(Rule::Cost, i64::try_from(off).unwrap_or(i64::MAX)))
}

/// Seconds and metres of all legs of a route; a missing road counts nothing and is told by its own rule.
pub(super) fn legs(judged: &JudgedRoute<'_>) -> (i64, i64) {
    let pairs = judged.route.steps.windows(2);
    let legs = pairs.filter_map(|pair| {
        let leg = judged.problem.leg(judged.vehicle, pair[0].location, pair[1].location)?;
        Some((lasts(judged, pair[0].departs.0, leg), leg.meters.0))
    });
    legs.fold((0, 0), |(all, far), (seconds, meters)| (all + seconds, far + meters))
}

/// How far a stated number is from the right one; it never overflows, whatever a file states.
fn off(stated: i64, is: i64) -> i64 {
    i64::try_from(stated.abs_diff(is)).unwrap_or(i64::MAX)
}
