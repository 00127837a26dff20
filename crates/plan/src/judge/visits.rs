//! `visits`: for each job that a plan does, its `Visit`: route, step number and step. Used by the rules on two jobs
//! (`pairs.rs`, `together.rs`).

use crate::ix::JobIx;
use crate::plan::{Plan, Step, StepKind};
use std::collections::BTreeMap;

/// Where a job is done.
pub(super) struct Visit {
    pub(super) route: usize,
    pub(super) at: usize,
    pub(super) step: Step,
}

/// All visits of a plan; of a job done twice, which has a rule of its own, the last.
pub(super) fn visits(plan: &Plan) -> BTreeMap<JobIx, Visit> {
    let mut visits = BTreeMap::new();
    for (route, own) in plan.routes.iter().enumerate() {
        for (at, step) in own.steps.iter().enumerate() {
            if let StepKind::Job(job) = step.kind {
                visits.insert(job, Visit { route, at, step: *step });
            }
        }
    }
    visits
}
