//! `LocalSearch`: explorers' moves around the jobs that a round has changed, each made as soon as it is cheaper,
//! fines counted. The moves are in the files below it.
//!
//! Supports every problem that explorers see. Short neighbour lists: Toth and Vigo, “The granular tabu search and its
//! application to the vehicle-routing problem” (2003); moves through infeasible plans: Vidal, Crainic, Gendreau and
//! Prins (2013).

mod absent;
mod inside;
mod load;
pub(crate) mod pair_moves;

use crate::penalised::plan::fitter::Fitter;
use crate::penalised::plan::relaxed_plan::{ABSENT, FOREIGN, RelaxedPlan, Spot};
use crate::penalised::problem::relaxed_problem::{Beside, RelaxedProblem};
use crate::shared::rng::Rng;

/// How many neighbours of a job are tried.
const NEAR_MAX: usize = 20;
/// How many jobs in a row are moved together at most (or-opt).
const CHAIN_MAX: usize = 3;

/// Two jobs that might stand next to each other.
#[derive(Clone, Copy)]
struct Pair {
    v: usize,
    i: usize,
    w: usize,
    k: usize,
}

/// The local search; its buffers are kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct LocalSearch {
    queue: Vec<u32>,
    is_queued: Vec<bool>,
    mine: Vec<u32>,
    theirs: Vec<u32>,
    pub(crate) fitter: Fitter,
}

impl LocalSearch {
    /// For so many jobs.
    pub(crate) fn new(jobs: usize) -> Self {
        Self {
            is_queued: vec![false; jobs],
            ..Self::default()
        }
    }

    /// The job is to be looked at; a loading visit is looked at with the jobs beside it.
    pub(crate) fn ask(&mut self, job: u32) {
        let is_queued = self.is_queued.get_mut(job as usize);
        if is_queued.is_some_and(|is_queued| !std::mem::replace(is_queued, true)) {
            self.queue.push(job);
        }
    }

    /// Jobs beside a position of a day are to be looked at.
    fn ask_around(&mut self, plan: &RelaxedPlan, v: usize, at: usize) {
        let jobs = &plan.days[v].jobs;
        for job in &jobs[at.saturating_sub(1).min(jobs.len())..(at + 1).min(jobs.len())] {
            self.ask(*job);
        }
    }

    /// Looks at all jobs asked for, and at those beside whatever changes.
    pub(crate) fn improve(
        &mut self,
        problem: &RelaxedProblem<'_>,
        plan: &mut RelaxedPlan,
        rng: &mut Rng,
        is_over: &dyn Fn() -> bool,
    ) {
        rng.shuffle(&mut self.queue);
        let mut looked = 0_u32;
        while let Some(job) = self.queue.pop() {
            self.is_queued[job as usize] = false;
            looked += 1;
            if looked.is_multiple_of(256) && is_over() {
                break;
            }
            let neighbours = problem.near(job);
            for beside in &neighbours[..neighbours.len().min(NEAR_MAX)] {
                let mine = plan.spots[job as usize];
                if mine.day >= FOREIGN {
                    break;
                }
                let theirs = plan.spots[beside.job as usize];
                if theirs.day == ABSENT {
                    self.bring_in(problem, plan, job, beside.job);
                } else if theirs.day == FOREIGN {
                    continue;
                } else if self.pair(problem, plan, (job, &mine), (beside, &theirs)) {
                    self.ask(job);
                    break;
                }
            }
            self.alone(problem, plan, job, rng);
        }
        while let Some(job) = self.queue.pop() {
            self.is_queued[job as usize] = false;
        }
    }

    /// Tries to bring a job and another next to each other. A cheaper way has a leg between them that is shorter than
    /// one of those it replaces, unless it saves fines or what is paid for who comes.
    fn pair(
        &mut self,
        problem: &RelaxedProblem<'_>,
        plan: &mut RelaxedPlan,
        (job, a): (u32, &Spot),
        (beside, b): (&Beside, &Spot),
    ) -> bool {
        let (v, w) = (a.day as usize, b.day as usize);
        let (rate, other) = (problem.cars[v].per_second, problem.cars[w].per_second);
        let fined = plan.fined(v, w);
        // Whoever drives for less, or is rather seen, may well drive longer.
        let is_free =
            rate != other || problem.preferences.part(job, v, w) || problem.preferences.part(beside.job, v, w);
        let behind = is_free || rate * i64::from(beside.comes) - fined < a.before.max(b.after);
        let before = is_free || rate * i64::from(beside.goes) - fined < a.after.max(b.before);
        if !(behind || before) {
            return false;
        }
        let pair = Pair {
            v,
            i: a.at as usize,
            w,
            k: b.at as usize,
        };
        if v == w {
            return self.shift(problem, plan, pair) || self.turn(problem, plan, pair);
        }
        (behind && self.behind(problem, plan, pair)) || (before && self.before(problem, plan, pair))
    }
}
