//! `RuinWeights`: draws the next way of ruining, more often those that lately led to something better (`Merit`). The
//! ways are in `ruin.rs` of either kind of thread.
//!
//! Adaptive weights: Ropke and Pisinger, “An adaptive large neighborhood search heuristic for the pickup and delivery
//! problem with time windows” (2006).

use crate::shared::rng::Rng;

/// How fast old merits fade.
const MEMORY: f64 = 0.99;
/// No way becomes rarer than this against the best.
const LEAST: f64 = 0.1;

/// What an attempt was good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Merit {
    /// A new best plan.
    Best,
    /// Better than the current one.
    Better,
    /// Nothing better.
    Nothing,
}

/// Weights by choice.
#[derive(Clone, Debug)]
pub(crate) struct RuinWeights {
    weights: Vec<f64>,
}

impl RuinWeights {
    /// All choices with their first weights.
    pub(crate) fn new(weights: &[f64]) -> Self {
        Self {
            weights: weights.to_vec(),
        }
    }

    /// Draws a choice.
    pub(crate) fn draw(&self, rng: &mut Rng) -> usize {
        let most = self.weights.iter().copied().fold(0.0, f64::max);
        let weight = |weight: &f64| weight.max(most * LEAST);
        let mut left = rng.unit() * self.weights.iter().map(weight).sum::<f64>();
        for (choice, one) in self.weights.iter().enumerate() {
            left -= weight(one);
            if left < 0.0 {
                return choice;
            }
        }
        self.weights.len() - 1
    }

    /// Remembers what a choice was good for.
    pub(crate) fn learn(&mut self, choice: usize, merit: Merit) {
        let gain = match merit {
            Merit::Best => 10.0,
            Merit::Better => 3.0,
            Merit::Nothing => 0.1,
        };
        let weight = &mut self.weights[choice];
        *weight = MEMORY * *weight + (1.0 - MEMORY) * gain;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_useful_choice_is_drawn_more_often_and_no_choice_is_lost() {
        let mut ruin_weights = RuinWeights::new(&[1.0, 1.0]);
        for _ in 0..1_000 {
            ruin_weights.learn(0, Merit::Better);
            ruin_weights.learn(1, Merit::Nothing);
        }
        let mut rng = Rng::new(1, 0);
        let drawn = (0..1_100).filter(|_| ruin_weights.draw(&mut rng) == 1).count();
        // Weights 3.0 and max(0.1, 0.3): one in eleven.
        assert!((50..150).contains(&drawn), "{drawn}");
    }
}
