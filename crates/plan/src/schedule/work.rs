//! What can be said about a tour without a clock: who may do it, in which order, and what is on board.

use super::fault::ScheduleFault;
use crate::ix::JobIx;
use crate::plan::StepKind;
use crate::problem::{Problem, Vehicle};
use std::collections::HashSet;

/// Skills, classes, number of jobs and of loads, and no job twice.
pub(super) fn check_jobs(problem: &Problem, vehicle: &Vehicle, tour: &[StepKind]) -> Result<(), ScheduleFault> {
    let mut seen: HashSet<JobIx> = HashSet::with_capacity(tour.len());
    let mut class = 0;
    let mut loads = 0_usize;
    for (step, kind) in tour.iter().enumerate() {
        let ix = match *kind {
            StepKind::Job(ix) => ix,
            StepKind::Load(_) => {
                loads += 1;
                continue;
            }
            StepKind::Start | StepKind::End => return Err(ScheduleFault::Step { step }),
        };
        let job = &problem.jobs()[ix.at()];
        if !seen.insert(ix) {
            return Err(ScheduleFault::Twice { job: ix });
        }
        if !vehicle.skills.has_all(job.skills) || vehicle.skills.has_any(job.skills_none) {
            return Err(ScheduleFault::Skills { job: ix });
        }
        if job.class < class {
            return Err(ScheduleFault::ClassOrder { job: ix });
        }
        class = job.class;
    }
    if seen.is_empty() {
        return Err(ScheduleFault::NoJob);
    }
    if vehicle.tasks_max.is_some_and(|most| seen.len() > most as usize) {
        return Err(ScheduleFault::Tasks);
    }
    if vehicle.loads_max.is_some_and(|most| loads > most as usize) {
        return Err(ScheduleFault::Loads);
    }
    Ok(())
}

/// Where the goods of every job come from, and that they fit.
pub(super) fn check_goods(problem: &Problem, vehicle: &Vehicle, tour: &[StepKind]) -> Result<(), ScheduleFault> {
    let dimensions = problem.dimensions();
    // The last visit to each depot so far; a job takes from the latest of those that can supply it.
    let mut last_load: Vec<Option<usize>> = vec![None; problem.depots().len()];
    let mut supplies = vec![false; tour.len()];
    // What comes on board and goes off at each step.
    let mut change = vec![0_i64; tour.len() * dimensions];
    for (step, kind) in tour.iter().enumerate() {
        match *kind {
            StepKind::Load(depot) => last_load[depot.at()] = Some(step),
            StepKind::Job(ix) => {
                let job = &problem.jobs()[ix.at()];
                if !job.needs_loading() {
                    continue;
                }
                let source = job.depots.iter().filter_map(|depot| last_load[depot.at()]).max();
                let source = source.ok_or(ScheduleFault::NoSupply { job: ix })?;
                supplies[source] = true;
                for (dimension, amount) in job.load.iter().enumerate() {
                    change[source * dimensions + dimension] += amount;
                    change[step * dimensions + dimension] -= amount;
                }
            }
            StepKind::Start | StepKind::End => return Err(ScheduleFault::Step { step }),
        }
    }
    let mut on_board = vec![0_i64; dimensions];
    for (step, kind) in tour.iter().enumerate() {
        if matches!(kind, StepKind::Load(_)) && !supplies[step] {
            return Err(ScheduleFault::UselessLoad { step });
        }
        for dimension in 0..dimensions {
            on_board[dimension] += change[step * dimensions + dimension];
            if on_board[dimension] > vehicle.capacity[dimension] {
                return Err(ScheduleFault::Capacity { step });
            }
        }
    }
    Ok(())
}
