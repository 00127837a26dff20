//! Rules `Pair` and `Ride`: both ends of a shipment are on one route, the pickup first, or both are left out; and
//! the ride is no longer than `ride_max`. Two people at one moment are judged in `together.rs`.

use super::violation::{Rule, Violation};
use super::visits::{Visit, visits};
use crate::plan::Plan;
use crate::problem::Problem;
use crate::rules::Shipment;

pub(super) fn check(problem: &Problem, plan: &Plan) -> Vec<Violation> {
    let all = visits(plan);
    let shipments = problem.rules().shipments.iter();
    shipments
        .filter_map(|one| wrong(plan, one, all.get(&one.pickup), all.get(&one.delivery)))
        .collect()
}

fn wrong(plan: &Plan, one: &Shipment, pickup: Option<&Visit>, delivery: Option<&Visit>) -> Option<Violation> {
    let (pickup, delivery) = match (pickup, delivery) {
        (None, None) => return None,
        (Some(pickup), Some(delivery)) => (pickup, delivery),
        _ => return Some(Violation::of_job(Rule::Pair, one.delivery, 0)),
    };
    if pickup.route != delivery.route || pickup.at > delivery.at {
        return Some(Violation::of_job(Rule::Pair, one.delivery, 0));
    }
    let rides = delivery.step.begins.0 - pickup.step.departs.0;
    let over = rides - one.ride_max?.0;
    (over > 0).then(|| Violation::of_step(Rule::Ride, &plan.routes[delivery.route], delivery.at, over))
}
