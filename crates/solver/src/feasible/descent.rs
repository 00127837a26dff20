//! `Descent`: the local search of workers: small moves around the tours that changed, each made as soon as it is
//! cheaper, until none is or time is over. The moves are in `moves/`.
//!
//! Supports every problem; which moves can do anything in one, they say themselves. First improvement over short
//! neighbour lists is the granular neighbourhood of Toth and Vigo, “The granular tabu search and its application to
//! the vehicle-routing problem” (2003).

use crate::feasible::mover::Mover;
use crate::feasible::moves::{loads, whole_tours};
use crate::feasible::plan::draft::{ABSENT, Draft};
use crate::shared::near::Near;
use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::rng::Rng;

/// How many neighbours of a job are tried.
const NEAR_MAX: usize = 30;

/// The descent; its buffers are kept.
#[derive(Clone, Debug)]
pub(crate) struct Descent {
    mover: Mover,
    /// Whether moves of a kind can do anything in this problem.
    has_loads: bool,
    has_kinds: bool,
    /// When each job was last tried with all its neighbours, as a stamp.
    tried: Vec<u64>,
    jobs: Vec<u32>,
    is_queued: Vec<bool>,
    tours: Vec<usize>,
}

impl Descent {
    /// For the jobs of a problem.
    pub(crate) fn new(problem: &SearchProblem<'_>) -> Self {
        Self {
            mover: Mover::default(),
            has_loads: loads::supports(problem),
            has_kinds: whole_tours::supports(problem),
            tried: vec![0; problem.jobs],
            jobs: Vec::new(),
            is_queued: vec![false; problem.jobs],
            tours: Vec::new(),
        }
    }

    /// Improves around some jobs of tours touched since [`Draft::begin`], and around whatever changes by that.
    pub(crate) fn improve(
        &mut self,
        problem: &SearchProblem<'_>,
        draft: &mut Draft,
        near: &Near,
        rng: &mut Rng,
        jobs: &[u32],
        is_over: &dyn Fn() -> bool,
    ) {
        self.queue(problem, jobs);
        let mut since = 0;
        loop {
            rng.shuffle(&mut self.jobs);
            while let Some(job) = self.jobs.pop() {
                self.is_queued[job as usize] = false;
                if !is_over() {
                    self.improve_job(problem, draft, near, job);
                    self.requeue(problem);
                }
            }
            let before = draft.stamp();
            self.tours.clear();
            self.tours
                .extend(draft.touched.iter().filter(|v| draft.tours[**v].stamp > since));
            since = before;
            for at in 0..self.tours.len() {
                if is_over() {
                    continue;
                }
                if self.has_kinds {
                    self.mover.reassign(problem, draft, self.tours[at]);
                }
                if self.has_loads {
                    self.mover.improve_loads(problem, draft, self.tours[at]);
                }
            }
            self.requeue(problem);
            if draft.stamp() == before {
                return;
            }
        }
    }

    /// Puts jobs to be looked at on the list, each once.
    fn queue(&mut self, problem: &SearchProblem<'_>, nodes: &[u32]) {
        for node in nodes {
            if !problem.is_load(*node) && !std::mem::replace(&mut self.is_queued[*node as usize], true) {
                self.jobs.push(*node);
            }
        }
    }

    /// Looks again at the seams of the moves made.
    fn requeue(&mut self, problem: &SearchProblem<'_>) {
        let seams = std::mem::take(&mut self.mover.seams);
        self.queue(problem, &seams);
        self.mover.seams = seams;
        self.mover.seams.clear();
    }

    fn improve_job(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, near: &Near, job: u32) {
        let tried = self.tried[job as usize];
        for other in near.of(job).iter().take(NEAR_MAX) {
            let (Some(v), Some(w)) = (draft.tour(job), draft.tour_of.get(*other as usize)) else {
                return;
            };
            if *w == ABSENT {
                if draft.tours[v].stamp > tried {
                    self.mover.bring_in(problem, draft, job, *other);
                }
            } else if draft.tours[v].stamp > tried || draft.tours[*w as usize].stamp > tried {
                self.mover.pair(problem, draft, job, *other);
            }
        }
        self.mover.leave_out(problem, draft, job);
        self.tried[job as usize] = draft.stamp();
    }
}
