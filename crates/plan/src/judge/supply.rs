//! Rules `Supply` and `UselessLoad`: the goods of a job were loaded before it on its route or were aboard from the
//! start, and every load supplies some job. `load_of` finds the load that supplies a job; amounts are judged in
//! `capacity.rs`.

use super::judged_route::JudgedRoute;
use super::violation::{Rule, Violation};
use crate::ix::JobIx;
use crate::plan::StepKind;

pub(super) fn check(judged: &JudgedRoute<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    let steps = &judged.route.steps;
    let mut useful = vec![false; steps.len()];
    for (at, step) in steps.iter().enumerate() {
        let StepKind::Job(job) = step.kind else { continue };
        match load_of(judged, at) {
            Some(load) => useful[load] = true,
            None if needs_load(judged, job) => {
                violations.push(Violation::of_step(Rule::Supply, judged.route, at, 0));
            }
            None => {}
        }
    }
    for (at, step) in steps.iter().enumerate() {
        if matches!(step.kind, StepKind::Load(_)) && !useful[at] {
            violations.push(Violation::of_step(Rule::UselessLoad, judged.route, at, 0));
        }
    }
    violations
}

/// Whether the goods of a job, or an errand to a depot, must come before it on its route.
fn needs_load(judged: &JudgedRoute<'_>, job: JobIx) -> bool {
    if judged.problem.rules().aboard.contains(&job) {
        return false;
    }
    let job = &judged.problem.jobs()[job.at()];
    !job.depots.is_empty() || job.load.iter().any(|amount| *amount != 0)
}

/// The load that the goods of the job at a step come from: the last before it at a depot that supplies the job.
pub(super) fn load_of(judged: &JudgedRoute<'_>, at: usize) -> Option<usize> {
    let StepKind::Job(job) = judged.route.steps[at].kind else {
        return None;
    };
    if judged.problem.rules().aboard.contains(&job) {
        return None;
    }
    let depots = judged.problem.jobs()[job.at()].depots;
    judged.route.steps[..at]
        .iter()
        .rposition(|step| matches!(step.kind, StepKind::Load(depot) if depots.contains(depot)))
}
