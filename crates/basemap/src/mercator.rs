//! `Spot`: Web Mercator on whole numbers: the world is a square of 2³² units, about 1 cm each at the equator.
//! `double_area` is twice the area of a ring of them.
//!
//! Whole numbers make tiles of one map agree to the last unit at their common border, and a tile's own grid of 4096 is
//! a power of two coarser at every zoom.

use karavan_model::Point;
use std::f64::consts::PI;

/// Units along the side of the world.
const WORLD: f64 = 4_294_967_296.0;

/// The square ends where its sides are as long as the equator: 2·atan(e^π) − 90°.
const LAT_MAX: f64 = 85.051_128_779_806_59;

/// A place in the world's square; `x` grows eastwards, `y` southwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub x: u32,
    pub y: u32,
}

impl Spot {
    pub(crate) fn of(point: Point) -> Self {
        let lat = point.lat.clamp(-LAT_MAX, LAT_MAX).to_radians();
        let x = (point.lon + 180.0) / 360.0;
        let y = (1.0 - (lat.tan() + 1.0 / lat.cos()).ln() / PI) / 2.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the cast saturates at the square's sides"
        )]
        let units = |part: f64| (part * WORLD).round() as u32;
        Self {
            x: units(x),
            y: units(y),
        }
    }

    pub(crate) fn point(self) -> Point {
        let lon = f64::from(self.x) / WORLD * 360.0 - 180.0;
        let lat = (PI * (1.0 - 2.0 * f64::from(self.y) / WORLD))
            .sinh()
            .atan()
            .to_degrees();
        Point { lon, lat }
    }
}

/// Twice the area inside a ring whose last spot is not its first again, in square units; without the sign.
pub(crate) fn double_area(ring: &[Spot]) -> f64 {
    let Some(&first) = ring.first() else { return 0.0 };
    // Relative to one of its own corners, so that the products stay exact for anything smaller than a country.
    let corner = |spot: Spot| {
        (
            f64::from(spot.x) - f64::from(first.x),
            f64::from(spot.y) - f64::from(first.y),
        )
    };
    let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
    let sum: f64 = pairs
        .map(|(&a, &b)| {
            let (a, b) = (corner(a), corner(b));
            a.0 * b.1 - b.0 * a.1
        })
        .sum();
    sum.abs()
}

#[cfg(test)]
mod tests {
    use super::{Spot, double_area};
    use karavan_model::Point;

    #[test]
    fn the_middle_of_the_world_is_the_middle_of_the_square() {
        assert_eq!(Spot::of(Point { lon: 0.0, lat: 0.0 }), Spot { x: 1 << 31, y: 1 << 31 });
    }

    #[test]
    fn the_poles_and_the_date_line_stay_inside() {
        assert_eq!(Spot::of(Point { lon: -180.0, lat: 90.0 }), Spot { x: 0, y: 0 });
        assert_eq!(
            Spot::of(Point { lon: 180.0, lat: -90.0 }),
            Spot {
                x: u32::MAX,
                y: u32::MAX
            }
        );
    }

    #[test]
    fn there_and_back_is_within_a_centimetre() {
        for (lon, lat) in [(37.617_3, 55.755_8), (76.9, 43.25), (-8.61, 41.15), (179.9, -84.0)] {
            let point = Point { lon, lat };
            assert!(Spot::of(point).point().distance_meters(point) < 0.01, "{point:?}");
        }
    }

    #[test]
    fn a_square_of_ten_has_the_area_of_a_hundred_whichever_way_it_runs() {
        let spot = |x, y| Spot { x, y };
        let mut square = vec![spot(5, 5), spot(15, 5), spot(15, 15), spot(5, 15)];
        assert!((double_area(&square) - 200.0).abs() < 1e-9);
        square.reverse();
        assert!((double_area(&square) - 200.0).abs() < 1e-9);
        assert!(double_area(&[]).abs() < 1e-9);
    }
}
