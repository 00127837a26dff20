//! From the best tours to a plan with times, reasons and cost.

use crate::field::Field;
use karavan_plan::{DepotIx, JobIx, Plan, StepKind, VehicleIx, assemble, schedule};
use rayon::prelude::*;

/// Times every tour and explains what is left out. A tour that cannot be timed would be a fault of the search: its jobs
/// are then left out rather than promised, and debug builds stop.
pub(crate) fn finish(field: &Field<'_>, tours: &[Vec<u32>]) -> Plan {
    let routes = tours
        .par_iter()
        .enumerate()
        .filter(|(_, nodes)| !nodes.is_empty())
        .filter_map(|(v, nodes)| {
            let steps: Vec<StepKind> = nodes.iter().map(|node| step(field, *node)).collect();
            let route = schedule(field.problem, VehicleIx::from(v), &steps);
            debug_assert!(
                route.is_ok(),
                "the search made a tour that {route:?} forbids: vehicle {v}, {steps:?}"
            );
            route.ok()
        })
        .collect();
    assemble(field.problem, routes)
}

fn step(field: &Field<'_>, node: u32) -> StepKind {
    if field.is_load(node) {
        StepKind::Load(DepotIx(node - field.jobs as u32))
    } else {
        StepKind::Job(JobIx(node))
    }
}
