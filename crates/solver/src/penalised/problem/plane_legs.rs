//! `PlaneLegs`: the formula of `karavan_plan::Plane` in `f64`, with the same whole seconds; for planes whose numbers
//! are small enough. Used where rows of legs would be too large.

use karavan_plan::{Metric, Plane, Rounding, Travel};

/// Numbers below this, their roots and their quotients are exact enough to be cut (see the plane of the plan).
const EXACT_MAX: f64 = (1_u64 << 50) as f64;

/// Points and what is done with their distance.
pub(crate) struct PlaneLegs {
    points: Vec<[f64; 2]>,
    is_straight: bool,
    /// Of a straight distance the square, of the other the distance itself is multiplied by this.
    factor: f64,
    /// Then so much is added, and multiplied by the inverse of what divides it.
    more: f64,
    inverse: f64,
}

impl PlaneLegs {
    /// `None` when travel is no formula, or its numbers are too large.
    pub(crate) fn new(travel: &Travel) -> Option<Self> {
        let Travel::Plane(plane) = travel else {
            return None;
        };
        let points = plane
            .points
            .iter()
            .map(|point| [f64::from(point.x), f64::from(point.y)]);
        let (factor, more, by) = match plane.metric {
            Metric::Manhattan { seconds, .. } => (f64::from(seconds.numerator), 0.0, f64::from(seconds.denominator)),
            Metric::Euclid { scale, rounding } => {
                let (up, down) = (f64::from(scale.numerator), f64::from(scale.denominator));
                match rounding {
                    Rounding::Down => (up * up, 0.0, down),
                    Rounding::Nearest => (4.0 * up * up, down, 2.0 * down),
                }
            }
        };
        let air = Self {
            points: points.collect(),
            is_straight: matches!(plane.metric, Metric::Euclid { .. }),
            factor,
            more,
            inverse: inverse(by),
        };
        (air.largest(plane) < EXACT_MAX).then_some(air)
    }

    /// Whether a leg needs no root.
    pub(crate) const fn is_quick(&self) -> bool {
        !self.is_straight
    }

    /// The largest number that can come up.
    fn largest(&self, plane: &Plane) -> f64 {
        let span = |axis: fn(&karavan_plan::PlanePoint) -> i32| {
            let all = || plane.points.iter().map(axis);
            f64::from(all().max().unwrap_or(0)) - f64::from(all().min().unwrap_or(0))
        };
        let (dx, dy) = (span(|point| point.x), span(|point| point.y));
        if self.is_straight {
            (dx * dx + dy * dy) * self.factor
        } else {
            (dx + dy) * self.factor
        }
    }

    /// Seconds between two locations.
    #[inline(always)]
    pub(crate) fn leg(&self, from: u32, to: u32) -> i32 {
        let ([ax, ay], [bx, by]) = (self.points[from as usize], self.points[to as usize]);
        let (dx, dy) = (ax - bx, ay - by);
        let far = if self.is_straight {
            ((dx * dx + dy * dy) * self.factor).sqrt() as i64 as f64
        } else {
            (dx.abs() + dy.abs()) * self.factor
        };
        ((far + self.more) * self.inverse) as i32
    }
}

/// What whole numbers below [`EXACT_MAX`] are multiplied by instead of being divided by a whole number, with the same
/// whole part: rounded up, so that no multiple falls below itself, and by too little for any other to reach the next.
fn inverse(by: f64) -> f64 {
    (1.0 / by).next_up()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shared::rng::Rng;
    use karavan_plan::{LocationIx, PlanePoint, Ratio};

    #[test]
    fn legs_in_floating_point_are_those_of_the_plane() {
        let mut rng = Rng::new(5, 0);
        let ratio = |numerator, denominator| Ratio { numerator, denominator };
        let straight = |scale, rounding| Metric::Euclid { scale, rounding };
        for metric in [
            straight(ratio(1, 1), Rounding::Nearest),
            straight(ratio(10, 1), Rounding::Down),
            straight(ratio(100, 7), Rounding::Nearest),
            Metric::Manhattan {
                seconds: ratio(9, 70),
                meters: ratio(1, 1),
            },
        ] {
            let mut point = || PlanePoint {
                x: rng.below(20_000) as i32 - 10_000,
                y: rng.below(20_000) as i32,
            };
            let plane = Plane {
                points: (0..200).map(|_| point()).collect(),
                metric,
            };
            let travel = Travel::Plane(plane.clone());
            let air = PlaneLegs::new(&travel);
            assert!(air.is_some(), "{metric:?} has small numbers only");
            for (from, to) in (0..200).flat_map(|from| (0..200).map(move |to| (from, to))) {
                let exact = plane.leg(LocationIx(from), LocationIx(to)).seconds.0;
                assert_eq!(
                    air.as_ref().map(|air| i64::from(air.leg(from, to))),
                    Some(exact),
                    "{metric:?} {from} {to}"
                );
            }
        }
    }

    #[test]
    fn numbers_are_divided_exactly_by_their_inverse() {
        for by in 1..=400_i64 {
            let inverse = inverse(by as f64);
            let most = EXACT_MAX as i64 / by;
            for times in [1, 2, 3, 7, 1_000, most / 3, most / 2, most - 1] {
                for number in [times * by - 1, times * by, times * by + 1] {
                    assert_eq!((number as f64 * inverse) as i64, number / by, "{number} / {by}");
                }
            }
        }
    }
}
