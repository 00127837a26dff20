//! At no moment is more on board than fits.

use super::Drive;
use super::supply::load_of;
use super::violation::{Rule, Violation};
use crate::ix::JobIx;
use crate::plan::StepKind;

pub(super) fn check(drive: &Drive<'_>) -> Vec<Violation> {
    let steps = &drive.route.steps;
    // The jobs that each load is for.
    let mut cargo = vec![Vec::new(); steps.len()];
    for (at, step) in steps.iter().enumerate() {
        if let (StepKind::Job(job), Some(load)) = (step.kind, load_of(drive, at)) {
            cargo[load].push(job);
        }
    }
    let mut violations = Vec::new();
    for dimension in 0..drive.problem.dimensions() {
        let amount = |job: JobIx| drive.problem.jobs()[job.at()].load[dimension];
        let mut on_board = 0;
        for (at, step) in steps.iter().enumerate() {
            if let (StepKind::Job(job), Some(_)) = (step.kind, load_of(drive, at)) {
                on_board -= amount(job);
            }
            on_board += cargo[at].iter().copied().map(amount).sum::<i64>();
            let over = on_board - drive.vehicle.capacity[dimension];
            // Told where it begins; the steps after it only carry it on.
            if over > 0 && !cargo[at].is_empty() {
                violations.push(Violation::of_step(Rule::Capacity, drive.route, at, over));
            }
        }
    }
    violations
}
