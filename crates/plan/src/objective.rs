//! `cost` of routes and jobs left out, and its parts for the search and the timer: `route_cost`, `idle_cost`,
//! `clock_cost`, `fairness_cost`. The judge has a pricing of its own (`judge/price.rs`).
//!
//! ```text
//! cost = Σ used vehicles v ( fixed_v
//!                          + per_travel_second_v · travel_v
//!                          + per_route_second_v  · duration_v
//!                          + per_meter_v         · distance_v )
//!      + Σ served jobs j  min over wishes w of j   per_second_w · (seconds that j begins outside w)
//!      + Σ served jobs j  Σ preferences p of j  (inside_p when one of its vehicles comes, else outside_p)
//!      + Σ fairness f  Σ tiers t of f           per_second_t · max(0, Σ vehicles v of f duration_v − over_t)
//!      + Σ floors f                       per_second_f · max(0, under_f − duration of its vehicle, 0 without a route)
//!      + Σ served jobs j with a delay d         ⌊ per_hour_d · max(0, seconds from from_d until j begins) / 3,600 ⌋
//!      + Σ unassigned jobs j  prize_j
//! ```
//!
//! `travel_v` and `distance_v` are the seconds and metres of all legs of the route, `duration_v` is the time from
//! leaving to the end of the route with all service, setup and waiting, and a vehicle is used when it has a route.

use crate::ix::JobIx;
use crate::plan::{Route, Step, StepKind};
use crate::problem::Problem;
use crate::rules::{Fairness, Floor, Tier};
use karavan_model::{Cost, Seconds};

/// What the routes and the jobs left out cost together. It trusts the totals that the routes state.
///
/// Sums are made wide and cut to what fits, so that even a nonsense route cannot overflow; routes within the bounds of
/// a problem never come near.
#[must_use]
pub fn cost(problem: &Problem, routes: &[Route], unassigned: impl IntoIterator<Item = JobIx>) -> Cost {
    let driven: i128 = routes.iter().map(|route| wide_route_cost(problem, route)).sum();
    let left: i128 = unassigned
        .into_iter()
        .map(|job| i128::from(problem.jobs()[job.at()].prize.0))
        .sum();
    narrow(driven + left + shared(problem, routes) + wide_idle_cost(problem))
}

/// What it costs that nobody has a route, but for the jobs left out.
#[must_use]
pub fn idle_cost(problem: &Problem) -> Cost {
    narrow(wide_idle_cost(problem))
}

fn wide_idle_cost(problem: &Problem) -> i128 {
    let floors = problem.rules().floors.iter();
    floors.map(|floor| shortfall(floor, 0)).sum()
}

/// What a vehicle pays whose route lasts so many seconds.
fn shortfall(floor: &Floor, lasts: i128) -> i128 {
    i128::from(floor.per_second) * (i128::from(floor.under.0) - lasts).max(0)
}

/// What several routes cost together beyond each alone: the tiers of vehicles whose hours are added up.
fn shared(problem: &Problem, routes: &[Route]) -> i128 {
    let groups = problem.rules().fairness.iter().filter(|one| one.vehicles.len() != 1);
    let of = |group: &Fairness| {
        let own = routes.iter().filter(|route| group.vehicles.contains(&route.vehicle));
        let lasts = own.map(|route| i128::from(route.duration().0)).sum();
        tiered(group, lasts)
    };
    groups.map(of).sum()
}

/// What so many seconds of a group cost.
fn tiered(group: &Fairness, lasts: i128) -> i128 {
    let of = |tier: &Tier| i128::from(tier.per_second) * (lasts - i128::from(tier.over.0)).max(0);
    group.tiers.iter().map(of).sum()
}

/// What the durations of a group of vehicles cost together.
#[must_use]
pub fn fairness_cost(group: &Fairness, lasts: Seconds) -> Cost {
    narrow(tiered(group, i128::from(lasts.0)))
}

/// How much more one route costs than a vehicle that stays at home, without what it shares with others. Less than
/// nothing where idle hours are dear.
#[must_use]
pub fn route_cost(problem: &Problem, route: &Route) -> Cost {
    narrow(wide_route_cost(problem, route))
}

/// What a clock of a route is weighed by: its cost without the price of idle hours, so that nobody waits to fill them.
#[must_use]
pub fn clock_cost(problem: &Problem, route: &Route) -> Cost {
    narrow(wide_route_cost(problem, route) - worked(problem, route))
}

/// What hours of a route change about the price of idle ones: nothing, or less than nothing.
fn worked(problem: &Problem, route: &Route) -> i128 {
    let floor = problem.of_vehicle(route.vehicle).floor;
    let floor = floor.map(|at| &problem.rules().floors[at]);
    floor.map_or(0, |floor| {
        shortfall(floor, i128::from(route.duration().0)) - shortfall(floor, 0)
    })
}

fn wide_route_cost(problem: &Problem, route: &Route) -> i128 {
    let costs = problem.vehicles()[route.vehicle.at()].costs;
    let times = |weight: i64, amount: i64| i128::from(weight) * i128::from(amount);
    let driven = i128::from(costs.fixed.0)
        + times(costs.per_travel_second, route.travel.0)
        + times(costs.per_route_second, route.duration().0)
        + times(costs.per_meter, route.distance.0);
    if problem.rules().is_empty() {
        return driven;
    }
    driven + priced_by_rules(problem, route)
}

/// What wishes, waits, preferences and the hours of one vehicle add.
fn priced_by_rules(problem: &Problem, route: &Route) -> i128 {
    let of_step = |step: &Step| match step.kind {
        StepKind::Job(job) => {
            let rules = problem.of_job(job);
            rules.price_at(step.begins) + rules.price_of(route.vehicle)
        }
        _ => 0,
    };
    let steps: i128 = route.steps.iter().map(of_step).sum();
    let lasts = i128::from(route.duration().0);
    let own = &problem.of_vehicle(route.vehicle).fairness;
    let hours: i128 = own.iter().map(|at| tiered(&problem.rules().fairness[*at], lasts)).sum();
    steps + hours + worked(problem, route)
}

fn narrow(wide: i128) -> Cost {
    Cost(i64::try_from(wide.clamp(i64::MIN.into(), i64::MAX.into())).unwrap_or(i64::MAX))
}
