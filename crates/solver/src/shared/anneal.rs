//! `Anneal`: simulated annealing over the fraction of the budget that is spent: how much worse a draft may be and
//! still be accepted.
//!
//! Logarithms and powers are those of `libm`, which gives the same bits everywhere; the standard library does not
//! promise that.

use crate::shared::rng::Rng;

/// The temperature begins at this many times the price of a small change, as long as there are no more jobs than
/// `HOT_JOBS`; with more jobs the rounds per job are fewer, and it begins lower in proportion, down to `HOT_MIN`.
const HOT: f64 = 6.0;
const HOT_JOBS: f64 = 250.0;
const HOT_MIN: f64 = 0.05;
/// It ends at this many times the price of a small change.
const COLD: f64 = 0.05;

/// Decides whether a draft may replace the current one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Anneal {
    hot: f64,
    cold: f64,
    temperature: f64,
}

impl Anneal {
    /// `step` is the price of a small change.
    pub(crate) fn new(step: f64, jobs: usize) -> Self {
        let hot = step * (HOT * HOT_JOBS / jobs.max(1) as f64).clamp(HOT_MIN, HOT);
        Self {
            hot,
            cold: step * COLD,
            temperature: hot,
        }
    }

    /// From one temperature to another.
    pub(crate) const fn between(hot: f64, cold: f64) -> Self {
        Self {
            hot,
            cold,
            temperature: hot,
        }
    }

    /// `fraction` of the budget is spent.
    pub(crate) fn cool(&mut self, fraction: f64) {
        self.temperature = self.hot * libm::pow(self.cold / self.hot, fraction.clamp(0.0, 1.0));
    }

    /// How much worse than the current draft another may be, this time.
    pub(crate) fn slack(&self, rng: &mut Rng) -> i64 {
        let slack = -self.temperature * libm::log(rng.unit().max(f64::MIN_POSITIVE));
        slack as i64
    }
}
