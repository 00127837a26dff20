//! `Point`: WGS 84 longitude and latitude in degrees, by named fields so that their order cannot be mixed up; with a
//! validity check and great-circle distance in metres.

use serde::{Deserialize, Serialize};

/// Mean radius of the earth in metres (IUGG), for short distances as the crow flies.
const EARTH_RADIUS_METERS: f64 = 6_371_008.8;

/// WGS 84 longitude and latitude in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Longitude in degrees, −180 to 180.
    pub lon: f64,
    /// Latitude in degrees, −90 to 90.
    pub lat: f64,
}

impl Point {
    /// Whether both numbers are finite and on the globe.
    #[must_use]
    pub fn is_valid(self) -> bool {
        self.lon.is_finite() && self.lat.is_finite() && self.lon.abs() <= 180.0 && self.lat.abs() <= 90.0
    }

    /// Great-circle distance in metres (haversine).
    #[must_use]
    pub fn distance_meters(self, other: Self) -> f64 {
        let (lat_a, lat_b) = (self.lat.to_radians(), other.lat.to_radians());
        let half_lat = (lat_b - lat_a) / 2.0;
        let half_lon = (other.lon - self.lon).to_radians() / 2.0;
        let h = half_lat.sin().powi(2) + lat_a.cos() * lat_b.cos() * half_lon.sin().powi(2);
        2.0 * EARTH_RADIUS_METERS * h.sqrt().min(1.0).asin()
    }
}

#[cfg(test)]
mod tests {
    use super::Point;

    #[test]
    fn a_degree_of_latitude_is_111_km() {
        let south = Point { lon: 37.6, lat: 55.0 };
        let north = Point { lon: 37.6, lat: 56.0 };
        assert!((south.distance_meters(north) - 111_195.0).abs() < 10.0);
    }

    #[test]
    fn json_names_both_coordinates() {
        let json = serde_json::to_string(&Point { lon: 37.5, lat: 55.25 });
        assert_eq!(json.ok().as_deref(), Some(r#"{"lon":37.5,"lat":55.25}"#));
    }
}
