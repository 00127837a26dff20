//! When it is over: the budget, the watch, and the time kept back to write the plan.

use crate::options::{Budget, Watch};
use karavan_plan::Problem;
use std::time::Duration;

/// Kept back for writing the plan: this share of a time budget, but no more than `FINISH_MAX`,
const FINISH_SHARE: f64 = 0.03;
const FINISH_MAX: Duration = Duration::from_millis(150);
/// and so much for each vehicle that may be asked why a job is left out, but no more than `REASONS_SHARE` of the budget.
const REASON: Duration = Duration::from_nanos(250);
const REASONS_SHARE: f64 = 0.2;

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
    pub(crate) fn new(watch: &'a dyn Watch, budget: Budget, problem: &Problem) -> Self {
        let questions = (problem.jobs().len() * problem.vehicles().len()) as f64;
        let ends = match budget {
            Budget::Time(all) => {
                let finish = all.mul_f64(FINISH_SHARE).min(FINISH_MAX);
                let reasons = Duration::from_secs_f64(REASON.as_secs_f64() * questions).min(all.mul_f64(REASONS_SHARE));
                all.saturating_sub(finish + reasons)
            }
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
