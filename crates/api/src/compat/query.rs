//! `GeocoderQuery`: query parameters of Photon and Nominatim (names may repeat, unknown ones are ignored), read as
//! texts, switches, limits, points and boxes (`Bounds`). OSRM's queries are in `osrm/query.rs`.

use crate::app::App;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use karavan_model::Point;
use std::convert::Infallible;

/// Names and values, in the order they were sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct GeocoderQuery(Vec<(String, String)>);

/// Longer values are ignored, in bytes: no address is that long.
const TEXT_MAX: usize = 1_000;

impl FromRequestParts<App> for GeocoderQuery {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let read = Query::<Vec<(String, String)>>::from_request_parts(parts, app).await;
        Ok(Self(read.map(|Query(all)| all).unwrap_or_default()))
    }
}

fn is_said(value: &str) -> bool {
    !value.trim().is_empty() && value.len() <= TEXT_MAX
}

impl GeocoderQuery {
    /// The first value of a name that is not empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let named = self.0.iter().find(|(one, value)| one == name && is_said(value));
        named.map(|(_, value)| value.trim())
    }

    /// All values of a name that are not empty.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(one, value)| one == name && is_said(value));
        named.map(|(_, value)| value.trim())
    }

    /// Whether a switch is on: present, and not `0`, `false` or `no`.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.get(name)
            .is_some_and(|value| !matches!(value, "0" | "false" | "no"))
    }

    /// The parameter `limit`, `usual` when absent, between 1 and `most`.
    pub(super) fn limit(&self, usual: usize, most: usize) -> usize {
        let limit = self.get("limit").and_then(|value| value.parse().ok());
        limit.unwrap_or(usual).clamp(1, most)
    }

    /// The point of the parameters `lat` and `lon`, in degrees.
    pub(super) fn point(&self) -> Option<Point> {
        let degrees = |name| self.get(name)?.parse().ok();
        let point = Point {
            lon: degrees("lon")?,
            lat: degrees("lat")?,
        };
        point.is_valid().then_some(point)
    }

    /// A box given by two opposite corners, longitude first, in any order.
    pub(super) fn bounds(&self, name: &str) -> Option<Bounds> {
        let numbers: Vec<f64> = self
            .get(name)?
            .split(',')
            .map(|number| number.trim().parse().ok())
            .collect::<Option<_>>()?;
        let [x1, y1, x2, y2] = *numbers.first_chunk()?;
        Some(Bounds {
            low: Point {
                lon: f64::min(x1, x2),
                lat: f64::min(y1, y2),
            },
            high: Point {
                lon: f64::max(x1, x2),
                lat: f64::max(y1, y2),
            },
        })
    }
}

/// A box on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    low: Point,
    high: Point,
}

impl Bounds {
    /// Whether a point lies inside.
    pub(super) fn holds(self, point: Point) -> bool {
        (self.low.lon..=self.high.lon).contains(&point.lon) && (self.low.lat..=self.high.lat).contains(&point.lat)
    }

    /// Its middle.
    pub(super) const fn middle(self) -> Point {
        Point {
            lon: f64::midpoint(self.low.lon, self.high.lon),
            lat: f64::midpoint(self.low.lat, self.high.lat),
        }
    }
}
