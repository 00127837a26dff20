//! `Scale` and `Convention`: how distances, times and costs of an instance become whole numbers; `Scale::travel` makes
//! travel of coordinates. `Hours`: whether an instance has time windows.
//!
//! The convention of the 12th DIMACS Implementation Challenge: with time windows one decimal is kept and the rest cut
//! off, so that distances, times and costs count tenths; without time windows distances are rounded to whole numbers.
//! For finer comparisons three decimals are kept, cut off likewise. `THOUSANDTHS`, to the nearest, is for Li and Lim.

use super::decimal::Decimal;
use super::fault::Faults;
use karavan_model::{Meters, Seconds};
use karavan_plan::bounds::TIME_MAX;
use karavan_plan::matrix::{Leg, Matrix};
use karavan_plan::plane::{Metric, Plane, PlanePoint, Ratio, Rounding};
use karavan_plan::travel::Travel;

/// Which of the conventions an answer is to follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Convention {
    /// That of the published results: tenths with time windows, whole numbers without.
    #[default]
    Published,
    /// Thousandths of the file's unit (`--exact`).
    Exact,
}

/// A factor, and what becomes of the part after the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    factor: u32,
    rounding: Rounding,
}

/// Up to this many places a full table is kept, 8 bytes a leg.
pub(super) const TABLE_MAX: usize = 5_000;

/// A point scaled by ten to the number of decimal places; `None` when it does not fit.
fn on_plane(ends: &[Decimal; 2], places: u32) -> Option<PlanePoint> {
    let axis = |number: Decimal| i32::try_from(number.shifted(places)?).ok();
    Some(PlanePoint {
        x: axis(ends[0])?,
        y: axis(ends[1])?,
    })
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
    pub(super) const fn of(precision: Convention, hours: Hours) -> Self {
        let (factor, rounding) = match (precision, hours) {
            (Convention::Exact, _) => (1_000, Rounding::Down),
            (Convention::Published, Hours::Windows) => (10, Rounding::Down),
            (Convention::Published, Hours::Always) => (1, Rounding::Nearest),
        };
        Self { factor, rounding }
    }

    /// A time, a distance or a cost in whole units; `None` when it does not fit.
    pub(super) fn amount(self, number: Decimal) -> Option<i64> {
        number.times(self.factor, self.rounding)
    }

    /// Whole units in units of the file, cut.
    pub(super) const fn in_file(self, amount: i64) -> i64 {
        amount / self.factor as i64
    }

    /// Straight lines between points, each with its line; `None` only together with a fault. Of points with more digits
    /// than a plane holds a table is made, as far as the convention's floating point tells them apart.
    pub(super) fn travel(self, points: &[(usize, [Decimal; 2])], faults: &mut Faults) -> Option<Travel> {
        let places = |ends: &[Decimal; 2]| ends[0].places().max(ends[1].places());
        let most = points.iter().map(|(_, ends)| places(ends)).max().unwrap_or(0);
        let is_exact = points.iter().all(|(_, ends)| on_plane(ends, most).is_some());
        if is_exact || points.len() > TABLE_MAX {
            return self.plane(points, faults).map(Travel::Plane);
        }
        let floats: Vec<[f64; 2]> = points.iter().map(|(_, ends)| ends.map(Decimal::as_float)).collect();
        let away = |at: &[f64; 2]| self.length(floats[0], *at);
        let corner = |pick: fn(f64, f64) -> f64| {
            let reach = |axis: usize| floats.iter().map(|at| at[axis]).fold(floats[0][axis], pick);
            [reach(0), reach(1)]
        };
        if self.length(corner(f64::min), corner(f64::max)) > TIME_MAX as f64 {
            let far = floats.iter().zip(points);
            let far = far.max_by(|(one, _), (other, _)| away(one).total_cmp(&away(other)));
            self.refuse_far(far.map_or(1, |(_, (line, _))| *line), faults);
            return None;
        }
        Some(Travel::Full(Matrix::from_fn(points.len(), |from, to| {
            let length = self.length(floats[from.at()], floats[to.at()]) as i64;
            Some(Leg {
                seconds: Seconds(length),
                meters: Meters(length),
            })
        })))
    }

    /// How far it is from point to point, whole.
    fn length(self, [x, y]: [f64; 2], [to_x, to_y]: [f64; 2]) -> f64 {
        let (dx, dy) = (to_x - x, to_y - y);
        let scaled = f64::from(self.factor) * (dx * dx + dy * dy).sqrt();
        match self.rounding {
            Rounding::Down => scaled.floor(),
            Rounding::Nearest => (scaled + 0.5).floor(),
        }
    }

    fn refuse_far(self, line: usize, faults: &mut Faults) {
        let most = self.in_file(TIME_MAX);
        faults.push(
            line,
            format!("expected all places at most {most} apart, this one is farthest from the first"),
        );
    }

    /// `None` only together with a fault.
    fn plane(self, points: &[(usize, [Decimal; 2])], faults: &mut Faults) -> Option<Plane> {
        let places = |ends: &[Decimal; 2]| ends[0].places().max(ends[1].places());
        let most = points.iter().map(|(_, ends)| places(ends)).max().unwrap_or(0);
        let all: Option<Vec<PlanePoint>> = points.iter().map(|(_, ends)| on_plane(ends, most)).collect();
        let (Some(all), Some(denominator)) = (all, 10_u32.checked_pow(most)) else {
            // One that is too long by itself, or else the one whose digits make others too long.
            let is_long = |(_, ends): &&(usize, [Decimal; 2])| on_plane(ends, places(ends)).is_none();
            let long = points.iter().find(is_long);
            let long = long.or_else(|| points.iter().max_by_key(|(_, ends)| places(ends)));
            faults.push(
                long.map_or(1, |(line, _)| *line),
                format!("expected coordinates of at most nine digits in a file of more than {TABLE_MAX} places"),
            );
            return None;
        };
        let plane = Plane {
            points: all,
            metric: Metric::Euclid {
                scale: self.ratio(denominator),
                rounding: self.rounding,
            },
        };
        let is_small = plane.longest_leg().is_some_and(|leg| leg.seconds.0 <= TIME_MAX);
        if !is_small {
            let away = |point: &PlanePoint| {
                let first = plane.points[0];
                first.x.abs_diff(point.x).max(first.y.abs_diff(point.y))
            };
            let far = points.iter().zip(&plane.points).max_by_key(|(_, point)| away(point));
            self.refuse_far(far.map_or(1, |((line, _), _)| *line), faults);
        }
        is_small.then_some(plane)
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
