//! The goods of every job were loaded before it on the same route, or on board from the start, and every load is for
//! some job.

use super::drive::Drive;
use super::violation::{Rule, Violation};
use crate::ix::JobIx;
use crate::plan::StepKind;

pub(super) fn check(drive: &Drive<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    let steps = &drive.route.steps;
    let mut useful = vec![false; steps.len()];
    for (at, step) in steps.iter().enumerate() {
        let StepKind::Job(job) = step.kind else { continue };
        match load_of(drive, at) {
            Some(load) => useful[load] = true,
            None if needs_load(drive, job) => {
                violations.push(Violation::of_step(Rule::Supply, drive.route, at, 0));
            }
            None => {}
        }
    }
    for (at, step) in steps.iter().enumerate() {
        if matches!(step.kind, StepKind::Load(_)) && !useful[at] {
            violations.push(Violation::of_step(Rule::UselessLoad, drive.route, at, 0));
        }
    }
    violations
}

/// Whether the goods of a job, or an errand to a depot, must come before it on its route.
fn needs_load(drive: &Drive<'_>, job: JobIx) -> bool {
    if drive.problem.rules().aboard.contains(&job) {
        return false;
    }
    let job = &drive.problem.jobs()[job.at()];
    !job.depots.is_empty() || job.load.iter().any(|amount| *amount != 0)
}

/// The load that the goods of the job at a step come from: the last before it at a depot that supplies the job.
pub(super) fn load_of(drive: &Drive<'_>, at: usize) -> Option<usize> {
    let StepKind::Job(job) = drive.route.steps[at].kind else {
        return None;
    };
    if drive.problem.rules().aboard.contains(&job) {
        return None;
    }
    let depots = drive.problem.jobs()[job.at()].depots;
    drive.route.steps[..at]
        .iter()
        .rposition(|step| matches!(step.kind, StepKind::Load(depot) if depots.contains(depot)))
}
