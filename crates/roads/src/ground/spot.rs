//! `Spot`: a point on the earth in whole ten-millionths of a degree.

use karavan_model::Point;

const PER_DEGREE: f64 = 1e7;

/// A stored point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot {
    pub(crate) lon: i32,
    pub(crate) lat: i32,
}

impl Spot {
    /// Whether it lies on the globe.
    pub(crate) const fn is_valid(self) -> bool {
        self.lon.unsigned_abs() <= 1_800_000_000 && self.lat.unsigned_abs() <= 900_000_000
    }

    /// The nearest stored point; `None` off the globe.
    pub(crate) fn nearest_to(point: Point) -> Option<Self> {
        point.is_valid().then(|| Self {
            lon: (point.lon * PER_DEGREE).round() as i32,
            lat: (point.lat * PER_DEGREE).round() as i32,
        })
    }
}

impl From<Spot> for Point {
    fn from(spot: Spot) -> Self {
        Self {
            lon: f64::from(spot.lon) / PER_DEGREE,
            lat: f64::from(spot.lat) / PER_DEGREE,
        }
    }
}
