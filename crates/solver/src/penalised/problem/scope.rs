//! `Scope`: which jobs and vehicles of a problem explorers can see, which are left to the worker, and the share of
//! the budget that exploring gets. None where too little is seen.

use crate::shared::problem::linked_jobs::LinkedJobs;
use crate::shared::problem::search_problem::SearchProblem;

/// The share of a budget that is explored where that is only a part of the problem.
const EXPLORED_PART: f64 = 0.5;

/// The same where all of it is seen, but trips or a guessed clock leave something for the worker: two loads moved at
/// once, a rest taken elsewhere. With fewer jobs than `JOBS_FEW` explorers soon have nothing left to find, and the
/// worker gets as much as they do.
const EXPLORED_MOST: f64 = 0.95;
const JOBS_FEW: usize = 24;

/// At most one in so many jobs may be left to the worker.
const LEFT_MAX: usize = 5;

/// Two of three vehicles must travel alike; the others are left to the worker.
const USUAL_MIN: (usize, usize) = (2, 3);

/// What of a problem explorers see.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    /// The kind of travel that most vehicles share.
    pub(crate) road: u32,
    /// Whether each job is left to the worker; empty when none is.
    is_left: Vec<bool>,
}

impl Scope {
    /// `None` when it is too little.
    pub(crate) fn of(whole: &SearchProblem<'_>) -> Option<Self> {
        if whole.linked.is_hidden {
            return None;
        }
        let mut is_left = Vec::new();
        let mut count = 0;
        for job in LinkedJobs::own_ways(whole.given) {
            is_left.resize(whole.jobs, false);
            count += usize::from(!std::mem::replace(&mut is_left[job as usize], true));
        }
        let (road, share) = whole.usual_road();
        if share == 0 || share * USUAL_MIN.1 < whole.cars.len() * USUAL_MIN.0 {
            return None;
        }
        (count * LEFT_MAX <= whole.jobs).then_some(Self { road, is_left })
    }

    /// Whether all limits and rates of a vehicle are seen: it travels as usual, neither hours nor metres are paid,
    /// and how long a day lasts is not limited where loading waits for goods.
    pub(crate) fn sees(&self, whole: &SearchProblem<'_>, v: usize) -> bool {
        let car = &whole.cars[v];
        car.road == self.road
            && car.per_route == 0
            && car.per_meter == 0
            && !(whole.linked.has_releases() && car.is_timed())
    }

    /// Whether a job is left to the worker.
    #[inline]
    pub(crate) fn leaves(&self, job: u32) -> bool {
        self.is_left.get(job as usize) == Some(&true)
    }

    /// How many jobs are.
    pub(crate) fn left(&self) -> usize {
        self.is_left.iter().filter(|is_left| **is_left).count()
    }

    /// The share of a budget that is explored before the worker goes on. `is_exact`: what explorers say of a day is
    /// the truth; `is_all`: they know all goods.
    pub(crate) fn explored(&self, whole: &SearchProblem<'_>, is_exact: bool, is_all: bool) -> f64 {
        let is_seen = self.is_left.is_empty()
            && whole.nodes.iter().all(|node| !node.is_windowed())
            && (0..whole.cars.len()).all(|v| self.sees(whole, v));
        match (is_seen, is_exact) {
            (true, true) => 1.0,
            (true, false) if is_all && whole.jobs >= JOBS_FEW => EXPLORED_MOST,
            _ => EXPLORED_PART,
        }
    }
}
