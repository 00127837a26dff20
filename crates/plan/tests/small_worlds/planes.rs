//! `Plane` legs in whole numbers against the definition, on examples and random points; and that a plane whose legs
//! could overflow is refused.

use karavan_model::{Meters, Seconds};
use karavan_plan::{LocationIx, Metric, Plane, PlanePoint, Problem, ProblemParts, Ratio, Rounding, Travel};
use proptest::prelude::*;

fn between(metric: Metric, a: (i32, i32), b: (i32, i32)) -> (i64, i64) {
    let points = [a, b].map(|(x, y)| PlanePoint { x, y }).into();
    let leg = Plane { points, metric }.leg(LocationIx(0), LocationIx(1));
    (leg.seconds.0, leg.meters.0)
}

const fn ratio(numerator: u32, denominator: u32) -> Ratio {
    Ratio { numerator, denominator }
}

const fn euclid(scale: Ratio, rounding: Rounding) -> Metric {
    Metric::Euclid { scale, rounding }
}

#[test]
fn a_walk_around_the_corner() {
    // |3 − 0| + |−4 − 0| = 7; 13 · 7 / 80 = 1.1; 13 · 7 / 10 = 9.1.
    let city = Metric::Manhattan {
        seconds: ratio(13, 80),
        meters: ratio(13, 10),
    };
    assert_eq!(between(city, (0, 0), (3, -4)), (1, 9));
}

#[test]
fn a_straight_line_is_cut_or_rounded() {
    // √(1² + 1²) = 1.414; √(1² + 2²) = 2.236; ten times that, cut to whole tenths: 14 and 22.
    assert_eq!(between(euclid(ratio(10, 1), Rounding::Down), (0, 0), (1, 1)), (14, 14));
    assert_eq!(between(euclid(ratio(10, 1), Rounding::Down), (0, 0), (1, 2)), (22, 22));
    assert_eq!(between(euclid(ratio(1, 1), Rounding::Nearest), (0, 0), (1, 1)), (1, 1));
    // √(2² + 3²) = 3.606 and exactly a half: 1.5 = 3 · 1/2.
    assert_eq!(between(euclid(ratio(1, 1), Rounding::Nearest), (0, 0), (2, 3)), (4, 4));
    assert_eq!(between(euclid(ratio(1, 2), Rounding::Nearest), (0, 0), (3, 0)), (2, 2));
}

#[test]
fn a_plane_that_could_overflow_makes_no_problem() {
    let plane = |x: i32, scale: Ratio| {
        let points = vec![PlanePoint { x: -x, y: 0 }, PlanePoint { x, y: 0 }];
        let travel = vec![Travel::Plane(Plane {
            points,
            metric: euclid(scale, Rounding::Nearest),
        })];
        Problem::new(ProblemParts {
            locations: 2,
            travel,
            ..ProblemParts::default()
        })
    };
    assert!(plane(5_000_000, ratio(1, 1)).is_ok(), "10,000 km in 115 days");
    assert!(plane(5_000_001, ratio(1, 1)).is_err(), "too long");
    assert!(
        plane(i32::MAX, ratio(u32::MAX, u32::MAX)).is_err(),
        "too long to compute"
    );
    assert!(plane(1, ratio(1, 0)).is_err(), "nothing can be divided by zero");
}

proptest! {
    /// The whole number `n` nearest below `√square · a / b` is the one with `(n·b)² ≤ square · a² < ((n+1)·b)²`.
    #[test]
    fn cutting_agrees_with_squaring(x in -2000_i32..2000, y in -2000_i32..2000, a in 1_u32..40, b in 1_u32..40) {
        let (n, meters) = between(euclid(ratio(a, b), Rounding::Down), (0, 0), (x, y));
        prop_assert_eq!(n, meters);
        let (a, b) = (i64::from(a), i64::from(b));
        let square = (i64::from(x).pow(2) + i64::from(y).pow(2)) * a * a;
        prop_assert!((n * b).pow(2) <= square && square < ((n + 1) * b).pow(2));
    }

    /// Rounded to `n` means `(2n − 1)·b ≤ 2·√square·a < (2n + 1)·b`.
    #[test]
    fn rounding_agrees_with_squaring(x in -2000_i32..2000, y in -2000_i32..2000, a in 1_u32..40, b in 1_u32..40) {
        let (n, _) = between(euclid(ratio(a, b), Rounding::Nearest), (0, 0), (x, y));
        let (a, b) = (i64::from(a), i64::from(b));
        let doubled = 4 * (i64::from(x).pow(2) + i64::from(y).pow(2)) * a * a;
        prop_assert!(n == 0 || ((2 * n - 1) * b).pow(2) <= doubled);
        prop_assert!(doubled < ((2 * n + 1) * b).pow(2));
    }

    #[test]
    fn a_leg_is_the_same_both_ways(a in any::<(i16, i16)>(), b in any::<(i16, i16)>()) {
        let metric = euclid(ratio(10, 1), Rounding::Down);
        let (a, b) = ((a.0.into(), a.1.into()), (b.0.into(), b.1.into()));
        prop_assert_eq!(between(metric, a, b), between(metric, b, a));
    }
}

#[test]
fn units_are_seconds_and_meters() {
    let city = Metric::Manhattan {
        seconds: ratio(1, 8),
        meters: ratio(1, 1),
    };
    let points = vec![PlanePoint { x: 0, y: 0 }, PlanePoint { x: 800, y: 0 }];
    let leg = Plane { points, metric: city }.leg(LocationIx(0), LocationIx(1));
    assert_eq!((leg.seconds, leg.meters), (Seconds(100), Meters(800)));
}
