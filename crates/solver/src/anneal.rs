//! Simulated annealing over the fraction of the budget that is spent: worse drafts are accepted less and less.

use crate::rng::Rng;

/// The temperature falls from `HOT` to `COLD` times the price of a small change.
const HOT: f64 = 0.5;
const COLD: f64 = 0.005;

/// Decides whether a draft may replace the current one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Anneal {
    step: f64,
    temperature: f64,
}

impl Anneal {
    /// `step` is the price of a small change.
    pub(crate) fn new(step: f64) -> Self {
        Self {
            step,
            temperature: step * HOT,
        }
    }

    /// `fraction` of the budget is spent.
    pub(crate) fn cool(&mut self, fraction: f64) {
        self.temperature = self.step * HOT * (COLD / HOT).powf(fraction.clamp(0.0, 1.0));
    }

    /// How much worse than the current draft another may be, this time.
    pub(crate) fn slack(&self, rng: &mut Rng) -> i64 {
        let slack = -self.temperature * rng.unit().max(f64::MIN_POSITIVE).ln();
        slack as i64
    }
}
