//! `finish`: makes the answer of the best tours found: times every tour, finds reasons for the jobs left out as long
//! as there is time, and assembles the plan.

use crate::feasible::plan::walk::step;
use crate::shared::budget_meter::BudgetMeter;
use crate::shared::incumbent::Incumbent;
use crate::shared::problem::linked_jobs::FREE;
use crate::shared::problem::search_problem::SearchProblem;
use karavan_model::Seconds;
use karavan_plan::{
    JobIx, Plan, Reason, ReasonCode, Scout, StepKind, Timer, VehicleIx, assemble_explained, reasons_by,
};
use rayon::prelude::*;

/// Times every tour and explains what is left out. A tour that cannot be timed would be a fault of the search: its jobs
/// are then left out rather than promised, and debug builds stop.
pub(crate) fn finish(problem: &SearchProblem<'_>, best: &Incumbent, clock: &BudgetMeter<'_>) -> Plan {
    let moment = |job: JobIx| {
        let moment = *best.appointed.get(job.at())?;
        (moment != FREE).then_some(Seconds(moment))
    };
    let routes = best
        .nodes
        .par_iter()
        .enumerate()
        .filter(|(_, nodes)| !nodes.is_empty())
        .map_init(Timer::default, |timer, (v, nodes)| {
            let steps: Vec<StepKind> = nodes.iter().map(|node| step(problem, *node)).collect();
            let route = timer.route(problem.given, VehicleIx::from(v), &steps, &moment);
            debug_assert!(
                route.is_ok(),
                "the search made a tour that {route:?} forbids: vehicle {v}, {steps:?}"
            );
            route.ok()
        })
        .flatten()
        .collect();
    assemble_explained(problem.given, routes, |left| explain(problem, left, clock))
}

/// Why jobs are left out, in their order, as long as there is time to ask.
fn explain(problem: &SearchProblem<'_>, left: &[JobIx], clock: &BudgetMeter<'_>) -> Vec<Vec<Reason>> {
    let scout = Scout::new(problem.given);
    let unasked = Reason {
        code: ReasonCode::Unasked,
        vehicles: 0,
    };
    let reasons = left.par_iter().map(|job| {
        if clock.is_due() {
            vec![unasked]
        } else {
            reasons_by(&scout, *job)
        }
    });
    reasons.collect()
}
