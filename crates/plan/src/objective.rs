//! The objective, written once: what a plan costs.
//!
//! ```text
//! cost = Σ used vehicles v ( fixed_v
//!                          + per_travel_second_v · travel_v
//!                          + per_route_second_v  · duration_v
//!                          + per_meter_v         · distance_v )
//!      + Σ unassigned jobs j  prize_j
//! ```
//!
//! `travel_v` and `distance_v` are the seconds and metres of all legs of the route, `duration_v` is the time from leaving
//! to the end of the route with all service, setup and waiting, and a vehicle is used when it has a route.

use crate::ix::JobIx;
use crate::plan::Route;
use crate::problem::Problem;
use karavan_model::Cost;

/// What the routes and the jobs left out cost together. It trusts the totals that the routes state.
///
/// Sums are made wide and cut to what fits, so that even a nonsense route cannot overflow; routes within the bounds of a
/// problem never come near.
#[must_use]
pub fn cost(problem: &Problem, routes: &[Route], unassigned: impl IntoIterator<Item = JobIx>) -> Cost {
    let driven: i128 = routes.iter().map(|route| wide_route_cost(problem, route)).sum();
    let left: i128 = unassigned
        .into_iter()
        .map(|job| i128::from(problem.jobs()[job.at()].prize.0))
        .sum();
    narrow(driven + left)
}

/// What one route costs.
#[must_use]
pub fn route_cost(problem: &Problem, route: &Route) -> Cost {
    narrow(wide_route_cost(problem, route))
}

fn wide_route_cost(problem: &Problem, route: &Route) -> i128 {
    let costs = problem.vehicles()[route.vehicle.at()].costs;
    let times = |weight: i64, amount: i64| i128::from(weight) * i128::from(amount);
    i128::from(costs.fixed.0)
        + times(costs.per_travel_second, route.travel.0)
        + times(costs.per_route_second, route.duration().0)
        + times(costs.per_meter, route.distance.0)
}

fn narrow(wide: i128) -> Cost {
    Cost(i64::try_from(wide.clamp(i64::MIN.into(), i64::MAX.into())).unwrap_or(i64::MAX))
}
