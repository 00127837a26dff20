//! `PointDraft` and `point`: two coordinates, which must both be there and on the globe. No address is looked up here.

use crate::check::Check;
use crate::fault::Fault;
use crate::given::Given;
use karavan_model::Point;

/// Two coordinates as a door read them, in degrees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PointDraft {
    /// Longitude in degrees east.
    pub lon: Given<f64>,
    /// Latitude in degrees north.
    pub lat: Given<f64>,
}

impl From<Point> for PointDraft {
    fn from(point: Point) -> Self {
        Self {
            lon: Given::This(point.lon),
            lat: Given::This(point.lat),
        }
    }
}

/// A point, when both coordinates are given and on the globe.
pub(crate) fn point(check: &mut Check, given: Given<PointDraft>) -> Option<Point> {
    let PointDraft { lon, lat } = given.this()?;
    let mut degrees = |field: &str, given: Given<f64>, make: fn(f64) -> Point| {
        if matches!(given, Given::Nothing) {
            check.refuse(field, Fault::BadPoint(String::new()));
        }
        let number = given.this()?;
        let is_on_globe = make(number).is_valid();
        if !is_on_globe {
            check.refuse(field, Fault::BadPoint(number.to_string()));
        }
        is_on_globe.then_some(number)
    };
    let lon = degrees("point/lon", lon, |lon| Point { lon, lat: 0.0 });
    let lat = degrees("point/lat", lat, |lat| Point { lon: 0.0, lat });
    Some(Point { lon: lon?, lat: lat? })
}
