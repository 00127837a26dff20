//! `assemble` makes a `Plan` of timed routes: sorts them by vehicle, drops those without a job, lists all other jobs
//! as unassigned with their reasons, and sums the cost. `assemble_explained` takes the reasons from the caller.
//! Timing is in `schedule.rs`, judging in `judge.rs`.

use crate::explain::{Scout, reasons_by};
use crate::ix::JobIx;
use crate::objective;
use crate::plan::{Plan, Route, Unassigned};
use crate::problem::Problem;
use crate::reason::Reason;

/// Every job that no route does is unassigned with its reasons. Routes without a job are dropped.
///
/// Finding reasons takes time in proportion to jobs left out × vehicles × depots.
///
/// # Panics
/// When an index is not of this problem.
#[must_use]
pub fn assemble(problem: &Problem, routes: Vec<Route>) -> Plan {
    assemble_explained(problem, routes, |left| {
        let scout = Scout::new(problem);
        left.iter().map(|job| reasons_by(&scout, *job)).collect()
    })
}

/// The same, but whoever calls finds the reasons of all jobs left out, in their order.
///
/// # Panics
/// When an index is not of this problem.
#[must_use]
pub fn assemble_explained(
    problem: &Problem,
    mut routes: Vec<Route>,
    explain: impl FnOnce(&[JobIx]) -> Vec<Vec<Reason>>,
) -> Plan {
    routes.retain(|route| route.jobs().next().is_some());
    routes.sort_by_key(|route| route.vehicle);
    let mut is_done = vec![false; problem.jobs().len()];
    for job in routes.iter().flat_map(Route::jobs) {
        is_done[job.at()] = true;
    }
    let left = (0..problem.jobs().len()).filter(|&job| !is_done[job]).map(JobIx::from);
    let left: Vec<JobIx> = left.collect();
    let explained = left.iter().zip(explain(&left));
    let unassigned: Vec<Unassigned> = explained.map(|(&job, reasons)| Unassigned { job, reasons }).collect();
    let cost = objective::cost(problem, &routes, unassigned.iter().map(|left| left.job));
    Plan {
        routes,
        unassigned,
        cost,
    }
}
