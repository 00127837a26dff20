//! Rule `Order`: routes are sorted by vehicle and unassigned jobs by job, so that a plan has one written form. Not
//! the order of visits: see `class_order.rs`, `pairs.rs` and `prefix.rs`.

use super::violation::{Rule, Violation};
use crate::plan::Plan;

pub(super) fn check(plan: &Plan) -> Vec<Violation> {
    let routes = plan.routes.windows(2).filter(|pair| pair[0].vehicle > pair[1].vehicle);
    let jobs = plan.unassigned.windows(2).filter(|pair| pair[0].job > pair[1].job);
    routes
        .map(|pair| Violation::of_route(Rule::Order, &pair[1], 0))
        .chain(jobs.map(|pair| Violation::of_job(Rule::Order, pair[1].job, 0)))
        .collect()
}
