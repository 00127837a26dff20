//! From the best tours to a plan with times, reasons and cost.

use crate::best::Best;
use crate::field::Field;
use crate::field::ties::FREE;
use crate::options::Watch;
use crate::walk::step;
use karavan_model::Seconds;
use karavan_plan::{
    JobIx, Plan, Reason, ReasonCode, Scout, StepKind, Timer, VehicleIx, assemble_explained, reasons_by,
};
use rayon::prelude::*;
use std::sync::OnceLock;
use std::time::Duration;

/// How long reasons are still looked for when the search is called off.
const PATIENCE: Duration = Duration::from_millis(40);

/// Times every tour and explains what is left out. A tour that cannot be timed would be a fault of the search: its jobs
/// are then left out rather than promised, and debug builds stop.
pub(crate) fn finish(field: &Field<'_>, best: &Best, watch: &dyn Watch) -> Plan {
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
            let steps: Vec<StepKind> = nodes.iter().map(|node| step(field, *node)).collect();
            let route = timer.route(field.problem, VehicleIx::from(v), &steps, &moment);
            debug_assert!(
                route.is_ok(),
                "the search made a tour that {route:?} forbids: vehicle {v}, {steps:?}"
            );
            route.ok()
        })
        .flatten()
        .collect();
    assemble_explained(field.problem, routes, |left| explain(field, left, watch))
}

/// Why jobs are left out, in their order. Once the search is called off only as many are explained as `PATIENCE` allows.
fn explain(field: &Field<'_>, left: &[JobIx], watch: &dyn Watch) -> Vec<Vec<Reason>> {
    let scout = Scout::new(field.problem);
    let until = OnceLock::new();
    let is_over = || watch.is_cancelled() && watch.elapsed() >= *until.get_or_init(|| watch.elapsed() + PATIENCE);
    let unasked = Reason {
        code: ReasonCode::CalledOff,
        vehicles: 0,
    };
    let reasons = left.par_iter().map(|job| {
        if is_over() {
            vec![unasked]
        } else {
            reasons_by(&scout, *job)
        }
    });
    reasons.collect()
}
