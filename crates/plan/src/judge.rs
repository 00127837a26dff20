//! `judge` lists the rules that a plan breaks, over the plan's own times: those of the whole plan, those of one route
//! (`RULES`), those between routes, and the cost. The rules are in `judge/`, where no file shares code with whoever
//! plans (checked in `tests/tidy/judge.rs`). Goods are judged apart, by `judge_loads`, which `judge` does not run.
//!
//! A route whose indexes or moments make no sense is told as such and not walked further; the other routes are looked
//! at by all rules of one route. Rules between routes and the cost are judged when all routes make sense.

mod arrival;
mod breaks;
mod capacity;
mod class_order;
mod drive_time;
mod ends;
mod judged_route;
mod known;
mod limits;
mod loads;
mod once;
mod pairs;
mod place;
mod prefix;
mod price;
mod reasons;
mod release;
mod restrictions;
mod service;
mod setup;
mod shift;
mod skills;
mod supply;
mod together;
mod totals;
mod violation;
mod visits;
mod window;
mod written_order;

pub use loads::judge_loads;
pub use violation::{Rule, Violation};

use crate::plan::Plan;
use crate::problem::Problem;
use judged_route::JudgedRoute;

/// All rules that the plan breaks, first those of the whole plan, then route by route. Empty for a good plan.
///
/// It never fails and never panics, whatever the plan says. Its time is in proportion to the steps, times the steps of
/// a route in the worst case.
#[must_use]
pub fn judge(problem: &Problem, plan: &Plan) -> Vec<Violation> {
    let mut violations = once::check(problem, plan);
    violations.extend(written_order::check(plan));
    violations.extend(reasons::check(plan));
    let mut all_known = true;
    for route in &plan.routes {
        let unknown = known::check(problem, route);
        if unknown.is_empty() {
            let judged = JudgedRoute {
                problem,
                vehicle: &problem.vehicles()[route.vehicle.at()],
                route,
            };
            for rule in RULES {
                violations.extend(rule(&judged));
            }
        }
        all_known &= unknown.is_empty();
        violations.extend(unknown);
    }
    if all_known {
        violations.extend(pairs::check(problem, plan));
        violations.extend(together::check(problem, plan));
        violations.extend(prefix::check(problem, plan));
        violations.extend(totals::check_cost(problem, plan));
    }
    violations
}

/// The rules of one route, one file each.
const RULES: [fn(&JudgedRoute<'_>) -> Vec<Violation>; 17] = [
    ends::check,
    place::check,
    arrival::check,
    setup::check,
    window::check,
    service::check,
    shift::check,
    supply::check,
    capacity::check,
    skills::check,
    restrictions::check,
    release::check,
    breaks::check,
    class_order::check,
    limits::check,
    totals::check,
    once::check_does_something,
];
