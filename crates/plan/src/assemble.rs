//! From routes to a finished plan: in order, with what is left out and why, and what it costs.

use crate::explain::reasons;
use crate::ix::JobIx;
use crate::objective;
use crate::plan::{Plan, Route, Unassigned};
use crate::problem::Problem;

/// Every job that no route does is unassigned with its reasons. Routes without a job are dropped.
///
/// Finding reasons takes time in proportion to jobs left out × vehicles × depots.
///
/// # Panics
/// When an index is not of this problem.
#[must_use]
pub fn assemble(problem: &Problem, mut routes: Vec<Route>) -> Plan {
    routes.retain(|route| route.jobs().next().is_some());
    routes.sort_by_key(|route| route.vehicle);
    let mut is_done = vec![false; problem.jobs().len()];
    for job in routes.iter().flat_map(Route::jobs) {
        is_done[job.at()] = true;
    }
    let left = (0..problem.jobs().len()).filter(|&job| !is_done[job]).map(JobIx::from);
    let unassigned: Vec<Unassigned> = left
        .map(|job| Unassigned {
            job,
            reasons: reasons(problem, job),
        })
        .collect();
    let cost = objective::cost(problem, &routes, unassigned.iter().map(|left| left.job));
    Plan {
        routes,
        unassigned,
        cost,
    }
}
