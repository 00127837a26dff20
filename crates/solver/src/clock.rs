//! When it is over: the budget, the watch, and the time kept back to write the plan.

use crate::options::{Budget, Watch};
use std::time::Duration;

/// The share of a time budget after which the search ends, so that the plan is written inside the budget.
const SEARCH_SHARE: f64 = 0.97;
/// A plan of a few thousand stops is written in less; longer budgets keep back no more.
const FINISH_MAX: Duration = Duration::from_millis(150);

/// The budget seen from inside.
#[derive(Clone, Copy)]
pub(crate) struct Clock<'a> {
    pub(crate) watch: &'a dyn Watch,
    budget: Budget,
    /// When the search ends, in a time budget.
    ends: Duration,
}

impl<'a> Clock<'a> {
    /// A clock for a budget.
    pub(crate) fn new(watch: &'a dyn Watch, budget: Budget) -> Self {
        let ends = match budget {
            Budget::Time(all) => all.mul_f64(SEARCH_SHARE).max(all.saturating_sub(FINISH_MAX)),
            Budget::Rounds(_) => Duration::MAX,
        };
        Self { watch, budget, ends }
    }

    /// Whether to stop whatever is going on and write the plan. Never true for rounds, unless cancelled.
    pub(crate) fn is_over(&self) -> bool {
        self.watch.is_cancelled() || (self.ends < Duration::MAX && self.watch.elapsed() >= self.ends)
    }

    /// The fraction of the budget spent after so many rounds; infinite when cancelled.
    pub(crate) fn fraction(&self, rounds: u64) -> f64 {
        if self.watch.is_cancelled() {
            return f64::INFINITY;
        }
        match self.budget {
            Budget::Time(_) => self.watch.elapsed().as_secs_f64() / self.ends.as_secs_f64().max(f64::MIN_POSITIVE),
            Budget::Rounds(all) => rounds as f64 / all.max(1) as f64,
        }
    }

    /// Whether `work` simple steps are a small part of the budget. Rounds are not a measure of time: then only the amount
    /// of work counts.
    pub(crate) fn affords(&self, work: f64) -> bool {
        /// Simple steps per second, a careful guess.
        const PACE: f64 = 5.0e6;
        let seconds = match self.budget {
            Budget::Time(_) => (self.ends.saturating_sub(self.watch.elapsed())).as_secs_f64(),
            Budget::Rounds(_) => 10.0,
        };
        work / PACE < 0.1 * seconds
    }
}
