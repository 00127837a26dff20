//! `Penalties`: what a second of lateness and a unit of overload cost explorers. `Tuner` raises them when fines are
//! seen in more than a share of the rounds (`FINED`), and lowers them otherwise.
//!
//! Penalties adapt to the share of plans that break a rule: Vidal, Crainic, Gendreau, Lahrichi and Rei, “A hybrid
//! genetic algorithm for multidepot and periodic vehicle routing problems” (2012).

use crate::penalised::plan::toll::Toll;
use crate::penalised::problem::relaxed_problem::RelaxedProblem;
use crate::penalised::problem::units::PARTS;

/// How many rounds between two changes.
const TUNED_EVERY: u32 = 100;
/// The share of rounds that may end with a fine of a kind.
const FINED: f64 = 0.35;
/// Fines at the beginning: for a second of lateness the price of a second of travel, for a unit too much a few of them.
const LATE: i64 = PARTS;
const OVER: i64 = 20 * PARTS;
/// Where jobs are left out, so many seconds of lateness are worth one of them.
const LATE_WORTH: i64 = 300;
/// No fine is smaller, in parts of a unit of cost.
const LEAST: i64 = 4;
/// No fine is larger: a second then costs more than the largest prize there can be.
const MOST: i64 = 1 << 44;
/// Nothing is fined more, so that sums still fit.
const FINED_MOST: i64 = 1 << 60;

/// What a second of lateness and a unit too much cost, in [`PARTS`] of a unit of cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Penalties {
    pub(crate) late: i64,
    pub(crate) over: i64,
}

impl Penalties {
    /// At the beginning: more when jobs are left out, so that they do not come in at any price.
    pub(crate) fn first(problem: &RelaxedProblem<'_>, absent: &[u32]) -> Self {
        let count = absent.len().max(1) as i64;
        let prize = absent
            .iter()
            .map(|job| problem.jobs[*job as usize].prize / count)
            .sum::<i64>();
        let load = absent
            .iter()
            .map(|job| problem.whole.load(*job).iter().sum::<i64>())
            .sum::<i64>()
            / count;
        Self {
            late: LATE.max(prize / LATE_WORTH).min(MOST),
            over: OVER.max(prize / load.max(1)).min(MOST),
        }
    }

    /// So high that no job of the problem is worth one.
    pub(crate) fn forbidding(problem: &RelaxedProblem<'_>) -> Self {
        let dearest = problem.jobs.iter().map(|job| job.prize).max().unwrap_or(0);
        let fine = (2 * dearest).clamp(1 << 20, MOST);
        Self { late: fine, over: fine }
    }

    /// Many times higher.
    pub(crate) fn times(self, factor: i64) -> Self {
        Self {
            late: (self.late * factor).min(MOST),
            over: (self.over * factor).min(MOST),
        }
    }

    /// What so much lateness and overload costs.
    #[inline]
    pub(crate) fn of(&self, late_by: i64, over: i64) -> i64 {
        let (late, over) = (late_by.saturating_mul(self.late), over.saturating_mul(self.over));
        late.min(FINED_MOST) + over.min(FINED_MOST)
    }

    /// Whether fines are so high that they may be cut, and no longer add up.
    pub(crate) const fn are_forbidding(&self) -> bool {
        self.late > 1 << 30 || self.over > 1 << 30
    }

    /// What another order of the same jobs might save: fines, and missed wishes.
    #[inline]
    pub(crate) fn fined(&self, toll: &Toll) -> i64 {
        self.of(toll.late_by, toll.over) + toll.timed
    }

    /// Price and fines.
    #[inline]
    pub(crate) fn toll(&self, toll: &Toll) -> i64 {
        toll.price + self.fined(toll)
    }
}

/// Watches how rounds end, and tunes the fines.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tuner {
    rounds: u32,
    late: u32,
    over: u32,
}

impl Tuner {
    /// A round ended with this toll.
    pub(crate) fn see(&mut self, toll: &Toll, penalties: &mut Penalties) {
        self.rounds += 1;
        self.late += u32::from(toll.late_by > 0);
        self.over += u32::from(toll.over > 0);
        if self.rounds < TUNED_EVERY {
            return;
        }
        penalties.late = tuned(penalties.late, self.late);
        penalties.over = tuned(penalties.over, self.over);
        *self = Self::default();
    }
}

/// Up faster than down: a search that never sees an allowed plan has nothing to show. The steps were found by trial.
fn tuned(fine: i64, seen: u32) -> i64 {
    let factor = if seen == TUNED_EVERY {
        1.5
    } else if f64::from(seen) > FINED * f64::from(TUNED_EVERY) {
        1.2
    } else if seen == 0 {
        0.6
    } else {
        0.85
    };
    ((fine as f64 * factor).ceil() as i64).clamp(LEAST, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fine_grows_while_it_is_always_seen_and_shrinks_when_never() {
        let mut penalties = Penalties {
            late: LEAST,
            over: 1_000,
        };
        let mut tuner = Tuner::default();
        let late = Toll {
            late_by: 5,
            ..Toll::default()
        };
        for _ in 0..10 * TUNED_EVERY {
            tuner.see(&late, &mut penalties);
        }
        assert!(penalties.late > 50 * LEAST, "{penalties:?}");
        assert!(penalties.over < 300, "{penalties:?}");
    }
}
