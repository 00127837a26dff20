//! `FewerVehicles`: a search for fewer vehicles where they cost several times what their tours do otherwise. It
//! dissolves a tour and counts how often each job waits for a place; the rounds themselves are in `worker.rs`.
//!
//! Supports problems where no tour is promised and nobody must come together with another.
//!
//! Christiaens and Vanden Berghe, “Slack induction by string removals for vehicle routing problems” (2020): fleet
//! minimisation by sums of absences.

use crate::feasible::plan::draft::Draft;
use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::rng::Rng;

/// Vehicles cost so many times what their tours do otherwise.
const DEAR: i64 = 4;
/// The search for fewer vehicles ends after this share of the budget,
const UNTIL: f64 = 0.7;
/// and after this share without one less.
const PATIENCE: f64 = 0.3;
/// How often room is made around somebody who waits, and not just anywhere.
const AIMED: f64 = 0.5;

/// Whether any tour may be dissolved at all.
fn supports(problem: &SearchProblem<'_>) -> bool {
    !problem.linked.has_together && problem.linked.prefixes.iter().all(Vec::is_empty)
}

/// How the search for fewer vehicles goes.
#[derive(Clone, Debug)]
pub(crate) struct FewerVehicles {
    /// How often each job waited.
    absences: Vec<u64>,
    /// Whether a tour is dissolved and not all jobs are back.
    pub(crate) is_short: bool,
    /// When the last vehicle was saved.
    since: f64,
    is_over: bool,
}

impl FewerVehicles {
    /// Begins with a draft; it is over at once unless everybody is served and vehicles are dear.
    pub(crate) fn new(problem: &SearchProblem<'_>, draft: &Draft) -> Self {
        let used = || {
            draft
                .tours
                .iter()
                .zip(&problem.cars)
                .filter(|(tour, _)| !tour.nodes.is_empty())
        };
        let fixed = used().map(|(_, car)| car.fixed).sum::<i64>();
        let driven = used().map(|(tour, car)| tour.cost - car.fixed).sum::<i64>();
        Self {
            absences: vec![1; problem.jobs],
            is_short: false,
            since: 0.0,
            is_over: !supports(problem)
                || !draft.absent.is_empty()
                || fixed <= DEAR * driven.max(0)
                || used().count() < 2,
        }
    }

    /// Whether it goes on after a share of the budget.
    pub(crate) fn goes_on(&self, spent: f64) -> bool {
        !self.is_over && spent < UNTIL && spent - self.since < PATIENCE
    }

    /// Not begun again.
    pub(crate) fn end(&mut self) {
        self.is_over = true;
        self.is_short = false;
    }

    /// Takes the jobs of a tour out for good: of the one whose jobs waited least.
    pub(crate) fn dissolve(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, spent: f64) {
        let used = (0..draft.tours.len()).filter(|v| !draft.tours[*v].nodes.is_empty());
        let used: Vec<usize> = used.collect();
        let waited = |v: &&usize| self.weight(&draft.tours[**v].nodes);
        let Some(v) = used.iter().min_by_key(waited).copied().filter(|_| used.len() > 1) else {
            self.end();
            return;
        };
        draft.begin();
        let is_done = draft.rewrite(problem, v, &[], None);
        debug_assert!(is_done, "nobody needs to drive");
        draft.only = used.into_iter().filter(|other| *other != v).collect();
        draft.begin();
        self.is_short = true;
        self.since = spent;
    }

    /// The job around which others are taken out.
    pub(crate) fn seed(&self, problem: &SearchProblem<'_>, draft: &Draft, rng: &mut Rng) -> u32 {
        if draft.absent.is_empty() || !rng.chance(AIMED) {
            return rng.below(problem.jobs) as u32;
        }
        draft.absent[rng.below(draft.absent.len())]
    }

    /// What it counts that jobs wait.
    pub(crate) fn weight(&self, jobs: &[u32]) -> u64 {
        jobs.iter().filter_map(|job| self.absences.get(*job as usize)).sum()
    }

    /// Jobs wait once more.
    pub(crate) fn count(&mut self, absent: &[u32]) {
        absent.iter().for_each(|job| self.absences[*job as usize] += 1);
    }
}
