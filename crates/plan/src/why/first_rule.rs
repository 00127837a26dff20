//! `first_rule`: what stops a vehicle first. `instead`: the jobs of its day that would have to go.

use super::asked_day::{AskedDay, Moments};
use super::order::ORDER;
use crate::insertion::without_useless;
use crate::ix::{JobIx, VehicleIx};
use crate::plan::StepKind;
use crate::problem::Problem;
use crate::reason::ReasonCode;
use crate::schedule::Timer;
use std::collections::BTreeSet;

/// The first rule that stops the vehicle; `None` when it could do the job. Where it could not even with all rules
/// lifted, the rest of its day is in the way.
#[must_use]
pub fn first_rule(day: &AskedDay, timer: &mut Timer) -> Option<ReasonCode> {
    if day.could(&[], timer) {
        return None;
    }
    // With the first `low` rules in force it could, with the first `high` it could not.
    let (mut low, mut high) = (0, ORDER.len());
    if !day.could(&ORDER, timer) {
        return Some(ReasonCode::NoTimeLeft);
    }
    while high - low > 1 {
        let middle = usize::midpoint(low, high);
        if day.could(&ORDER[middle..], timer) {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(ORDER[low])
}

/// The jobs of a day in whose place the vehicle could do the asked one: without them it could, and with any one of them
/// back it could not. Kept are, where there is a choice, the jobs of the highest prizes, and the earlier ones. Jobs
/// that the day must begin with are never given up. Empty when it could as things are, or could not with the others
/// gone.
///
/// # Panics
/// When an index is not of this problem, or the tour has the job already.
#[must_use]
pub fn instead(
    problem: &Problem,
    (vehicle, tour): (VehicleIx, &[StepKind]),
    job: JobIx,
    moments: Moments<'_>,
    timer: &mut Timer,
) -> Vec<JobIx> {
    let mut could = |without: &BTreeSet<JobIx>| {
        let is_left = |step: &StepKind| !matches!(step, StepKind::Job(job) if without.contains(job));
        let rest: Vec<StepKind> = tour.iter().copied().filter(is_left).collect();
        let rest = without_useless(problem, &rest);
        AskedDay::new(problem, (vehicle, &rest), job, moments).is_some_and(|day| day.could(&[], timer))
    };
    let jobs = tour.iter().filter_map(|step| match step {
        StepKind::Job(other) if problem.of_job(*other).prefixed.is_none() => Some(*other),
        _ => None,
    });
    let mut jobs: Vec<JobIx> = jobs.collect();
    let mut gone: BTreeSet<JobIx> = jobs.iter().copied().collect();
    if could(&BTreeSet::new()) || !could(&gone) {
        return Vec::new();
    }
    jobs.sort_by_key(|job| std::cmp::Reverse(problem.jobs()[job.at()].prize));
    // Where a way round is shorter than the straight one, less on the day is not always easier: until nothing changes.
    loop {
        let before = gone.len();
        for back in &jobs {
            if gone.remove(back) && !could(&gone) {
                gone.insert(*back);
            }
        }
        if gone.len() == before {
            break;
        }
    }
    let in_order = tour.iter().filter_map(|step| match step {
        StepKind::Job(job) if gone.contains(job) => Some(*job),
        _ => None,
    });
    in_order.collect()
}
