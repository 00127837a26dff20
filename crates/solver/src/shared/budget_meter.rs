//! `BudgetMeter`: says when the search must stop (`is_over`), when reasons must (`is_due`), and what fraction of the
//! budget is spent. It keeps back time to write the plan; time itself comes from the `Watch`.

use crate::options::{Budget, Watch};
use karavan_plan::{JobIx, Problem, Scout, reasons_by};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Kept back for writing the plan: this share of a time budget, but no more than `FINISH_MAX`,
const FINISH_SHARE: f64 = 0.02;
const FINISH_MAX: Duration = Duration::from_millis(100);
/// and so much more for finding reasons as it is known to take, but no more than this share.
const REASONS_SHARE: f64 = 0.25;
/// How long reasons are still looked for when the search is called off, and at least in any budget.
const PATIENCE: Duration = Duration::from_millis(40);
/// On how many jobs it is measured what finding reasons takes.
const SAMPLES: usize = 12;

/// The budget seen from inside.
pub(crate) struct BudgetMeter<'a> {
    pub(crate) watch: &'a dyn Watch,
    budget: Budget,
    /// What finding the reasons of one job takes, all threads together, in nanoseconds.
    reason: u64,
    /// What finding reasons would take for the best plan so far, in nanoseconds; nothing before there is one, for a
    /// plan is worth more.
    reasons: AtomicU64,
    /// Until when reasons are looked for, once it is seen that the search is called off.
    patience: OnceLock<Duration>,
}

impl<'a> BudgetMeter<'a> {
    /// A clock for a budget.
    pub(crate) fn new(watch: &'a dyn Watch, budget: Budget, problem: &Problem, threads: usize) -> Self {
        let jobs = problem.jobs().len();
        let is_long = matches!(budget, Budget::Time(_)) && jobs > SAMPLES;
        let reason = if is_long {
            measured(watch, problem) / threads as u64
        } else {
            0
        };
        Self {
            watch,
            budget,
            reason,
            reasons: AtomicU64::new(0),
            patience: OnceLock::new(),
        }
    }

    /// So many jobs would have to be explained now.
    pub(crate) fn expect_unassigned(&self, jobs: usize) {
        self.reasons.store(self.reason * jobs as u64, Ordering::Relaxed);
    }

    /// When the search ends, in a time budget.
    fn ends(&self, all: Duration) -> Duration {
        let finish = all.mul_f64(FINISH_SHARE).min(FINISH_MAX);
        let reasons = Duration::from_nanos(self.reasons.load(Ordering::Relaxed)).min(all.mul_f64(REASONS_SHARE));
        all.saturating_sub(finish + reasons)
    }

    /// Whether to stop whatever is going on and write the plan. Never true for rounds, unless cancelled.
    pub(crate) fn is_over(&self) -> bool {
        let is_spent = match self.budget {
            Budget::Time(all) => self.watch.elapsed() >= self.ends(all),
            Budget::Rounds(_) => false,
        };
        is_spent || self.watch.is_cancelled()
    }

    /// Whether the answer is due: what was not found out by now stays so. Never true for rounds, unless cancelled.
    pub(crate) fn is_due(&self) -> bool {
        let elapsed = self.watch.elapsed();
        let is_spent = matches!(self.budget, Budget::Time(all) if elapsed >= all.max(PATIENCE));
        let is_called_off =
            || self.watch.is_cancelled() && elapsed >= *self.patience.get_or_init(|| elapsed + PATIENCE);
        is_spent || is_called_off()
    }

    /// The fraction of the budget spent after so many rounds; infinite when cancelled.
    pub(crate) fn fraction(&self, rounds: u64) -> f64 {
        if self.watch.is_cancelled() {
            return f64::INFINITY;
        }
        match self.budget {
            Budget::Time(all) => {
                self.watch.elapsed().as_secs_f64() / self.ends(all).as_secs_f64().max(f64::MIN_POSITIVE)
            }
            Budget::Rounds(all) => rounds as f64 / all.max(1) as f64,
        }
    }

    /// Whether `work` simple steps are a small part of the budget. Rounds are not a measure of time: then only the
    /// amount of work counts.
    pub(crate) fn affords(&self, work: f64) -> bool {
        /// Simple steps per second, a careful guess.
        const PACE: f64 = 5.0e6;
        let seconds = match self.budget {
            Budget::Time(all) => (self.ends(all).saturating_sub(self.watch.elapsed())).as_secs_f64(),
            Budget::Rounds(_) => 10.0,
        };
        work / PACE < 0.1 * seconds
    }
}

/// What finding the reasons of one job takes, in nanoseconds.
fn measured(watch: &dyn Watch, problem: &Problem) -> u64 {
    let jobs = problem.jobs().len();
    let scout = Scout::new(problem);
    let begins = watch.elapsed();
    for sample in 0..SAMPLES {
        std::hint::black_box(reasons_by(&scout, JobIx::from(sample * jobs / SAMPLES)));
    }
    let took = watch.elapsed().saturating_sub(begins);
    u64::try_from(took.as_nanos()).unwrap_or(u64::MAX) / SAMPLES as u64
}
