//! How distances and times of an instance become whole numbers.
//!
//! The convention of the 12th DIMACS Implementation Challenge: with time windows one decimal is kept and the rest cut off,
//! so that all distances, times and costs count tenths; without time windows distances are rounded to whole numbers. For
//! finer comparisons three decimals are kept, cut off likewise.

use super::decimal::Decimal;
use crate::plane::{Metric, Plane, PlanePoint, Ratio, Rounding};

/// Which of the conventions an answer is to follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// That of the published results: tenths with time windows, whole numbers without.
    #[default]
    Published,
    /// Thousandths.
    Exact,
}

/// A factor, and what becomes of the part after the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    factor: u32,
    rounding: Rounding,
}

/// Whether customers or depots have hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hours {
    /// They do.
    Windows,
    /// Any hour will do.
    Always,
}

impl Scale {
    /// Thousandths, to the nearest: for published results that count in floating point.
    pub(super) const THOUSANDTHS: Self = Self {
        factor: 1_000,
        rounding: Rounding::Nearest,
    };

    /// The scale of an instance.
    pub(super) const fn of(precision: Precision, hours: Hours) -> Self {
        let (factor, rounding) = match (precision, hours) {
            (Precision::Exact, _) => (1_000, Rounding::Down),
            (Precision::Published, Hours::Windows) => (10, Rounding::Down),
            (Precision::Published, Hours::Always) => (1, Rounding::Nearest),
        };
        Self { factor, rounding }
    }

    /// A time, a distance or a cost in whole units; `None` when it does not fit.
    pub(super) fn amount(self, number: Decimal) -> Option<i64> {
        number.times(self.factor, self.rounding)
    }

    /// Straight lines between points; `None` when coordinates have more digits than can be kept exact.
    pub(super) fn plane(self, points: &[(Decimal, Decimal)]) -> Option<Plane> {
        let places = points.iter().map(|(x, y)| x.places().max(y.places())).max();
        let places = places.unwrap_or(0);
        let axis = |number: Decimal| i32::try_from(number.shifted(places)?).ok();
        let whole = |&(x, y): &(Decimal, Decimal)| {
            Some(PlanePoint {
                x: axis(x)?,
                y: axis(y)?,
            })
        };
        Some(Plane {
            points: points.iter().map(whole).collect::<Option<_>>()?,
            metric: Metric::Euclid {
                scale: self.ratio(10_u32.checked_pow(places)?),
                rounding: self.rounding,
            },
        })
    }

    /// The factor over a power of ten, reduced: small numbers leave room for far points.
    const fn ratio(self, mut denominator: u32) -> Ratio {
        let mut numerator = self.factor;
        while numerator.is_multiple_of(10) && denominator.is_multiple_of(10) {
            (numerator, denominator) = (numerator / 10, denominator / 10);
        }
        Ratio { numerator, denominator }
    }
}
