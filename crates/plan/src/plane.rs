//! `Plane`: travel computed from `PlanePoint`s by a `Metric` (Manhattan or Euclid) with exact `Ratio`s, made whole by a
//! `Rounding`, as instances of benchmarks need it. No table of n² legs is kept.

use crate::ix::LocationIx;
use crate::matrix::Leg;
use karavan_model::{Meters, Seconds};
use serde::{Deserialize, Serialize};

/// A point of an instance, in whole units of the instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanePoint {
    /// To the east.
    pub x: i32,
    /// To the north.
    pub y: i32,
}

/// A positive fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ratio {
    /// Above the line.
    pub numerator: u32,
    /// Below the line; never zero.
    pub denominator: u32,
}

/// What becomes of the part after the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Cut off.
    Down,
    /// To the nearest whole number, a half goes up.
    Nearest,
}

/// How far two points are from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// `|dx| + |dy|` times a ratio, cut to whole numbers.
    Manhattan {
        /// Units to seconds.
        seconds: Ratio,
        /// Units to metres.
        meters: Ratio,
    },
    /// `√(dx² + dy²)` times a ratio, as seconds and as metres alike.
    Euclid {
        /// Units to seconds and metres.
        scale: Ratio,
        /// How it becomes whole.
        rounding: Rounding,
    },
}

/// Points and the way to measure between them, exact in whole numbers. `Problem::new` checks that no leg overflows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plane {
    /// One per location.
    pub points: Vec<PlanePoint>,
    /// How to measure.
    pub metric: Metric,
}

impl Plane {
    /// The leg between two locations.
    #[must_use]
    pub fn leg(&self, from: LocationIx, to: LocationIx) -> Leg {
        let (a, b) = (self.points[from.at()], self.points[to.at()]);
        self.metric.leg(a.x.abs_diff(b.x).into(), a.y.abs_diff(b.y).into())
    }

    /// How long that leg takes: faster where the metres are not asked for.
    #[must_use]
    #[inline]
    pub fn seconds(&self, from: LocationIx, to: LocationIx) -> i64 {
        let (a, b) = (self.points[from.at()], self.points[to.at()]);
        self.metric.seconds(a.x.abs_diff(b.x).into(), a.y.abs_diff(b.y).into())
    }

    /// The leg across the whole bounding box: none is longer. `None` when it cannot be computed without overflow.
    #[must_use]
    pub fn longest_leg(&self) -> Option<Leg> {
        let span = |axis: fn(&PlanePoint) -> i32| -> u64 {
            let low = self.points.iter().map(axis).min().unwrap_or(0);
            let high = self.points.iter().map(axis).max().unwrap_or(0);
            high.abs_diff(low).into()
        };
        let (dx, dy) = (span(|point| point.x), span(|point| point.y));
        self.metric.is_safe(dx, dy).then(|| self.metric.leg(dx, dy))
    }
}

impl Metric {
    fn leg(self, dx: u64, dy: u64) -> Leg {
        let (seconds, meters) = match self {
            Self::Manhattan { seconds, meters } => (seconds.of(dx + dy), meters.of(dx + dy)),
            Self::Euclid { scale, rounding } => {
                let length = scale.of_root(dx * dx + dy * dy, rounding);
                (length, length)
            }
        };
        Leg {
            seconds: Seconds(i64::try_from(seconds).unwrap_or(i64::MAX)),
            meters: Meters(i64::try_from(meters).unwrap_or(i64::MAX)),
        }
    }

    #[inline]
    fn seconds(self, dx: u64, dy: u64) -> i64 {
        let seconds = match self {
            Self::Manhattan { seconds, .. } => seconds.of(dx + dy),
            Self::Euclid { scale, rounding } => scale.of_root(dx * dx + dy * dy, rounding),
        };
        i64::try_from(seconds).unwrap_or(i64::MAX)
    }

    /// Whether [`Metric::leg`] stays inside `u64` for this and every shorter span.
    fn is_safe(self, dx: u64, dy: u64) -> bool {
        match self {
            // Two spans of 32 bits times 32 bits cannot leave 65 bits; the check catches the last one.
            Self::Manhattan { seconds, meters } => [seconds, meters]
                .iter()
                .all(|ratio| ratio.denominator > 0 && (dx + dy).checked_mul(ratio.numerator.into()).is_some()),
            Self::Euclid { scale, .. } => {
                let square = u128::from(dx) * u128::from(dx) + u128::from(dy) * u128::from(dy);
                let factor = u128::from(scale.numerator) * u128::from(scale.numerator);
                // 4 · square · numerator² is the largest number of `of_root`.
                scale.denominator > 0
                    && square
                        .checked_mul(4 * factor)
                        .is_some_and(|most| most <= u128::from(u64::MAX))
            }
        }
    }
}

impl Ratio {
    /// `amount · numerator / denominator`, cut.
    #[inline]
    fn of(self, amount: u64) -> u64 {
        divided(amount * u64::from(self.numerator), self.denominator.into())
    }

    /// `√square · numerator / denominator` without floats: `√(square · numerator²)`, then the division.
    #[inline]
    fn of_root(self, square: u64, rounding: Rounding) -> u64 {
        let (numerator, denominator) = (u64::from(self.numerator), u64::from(self.denominator));
        let scaled = square * numerator * numerator;
        match rounding {
            Rounding::Down => divided(root(scaled), denominator),
            // ⌊r/d + ½⌋ = ⌊(2r + d) / 2d⌋, where 2r = √(4 · scaled) may be cut since all else is whole.
            Rounding::Nearest => divided(root(4 * scaled) + denominator, 2 * denominator),
        }
    }
}

/// Below this a whole number, its quotients and its root are exact enough in floating point to be cut: a quotient that
/// is no whole number is at least `1 / denominator` away from one, and a root at least `1 / (2 · root)`.
const EXACT_MAX: u64 = 1 << 50;

/// The quotient, cut: much faster than a division of whole numbers.
#[inline]
fn divided(amount: u64, by: u64) -> u64 {
    if by == 1 {
        amount
    } else if amount < EXACT_MAX {
        (amount as f64 / by as f64) as u64
    } else {
        amount / by
    }
}

/// The root, cut.
#[inline]
fn root(square: u64) -> u64 {
    if square < EXACT_MAX {
        (square as f64).sqrt() as u64
    } else {
        square.isqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fast_quotients_and_roots_are_those_of_whole_numbers() {
        let near = |edge: u64| edge.saturating_sub(2)..=edge + 2;
        for by in [1, 2, 3, 7, 36, 1_000, 4_294_967_295] {
            let edges = (0..48).map(|shift| (1_u64 << shift) / by * by).flat_map(near);
            for amount in edges.chain(near(EXACT_MAX)) {
                assert_eq!(divided(amount, by), amount / by, "{amount} / {by}");
            }
        }
        for side in (0..4_000).chain((1 << 25) - 2_000..(1 << 25) + 2_000) {
            for square in near(side * side) {
                assert_eq!(root(square), square.isqrt(), "√{square}");
            }
        }
    }
}
