//! `WaypointFormat` writes snapped points as OSRM's waypoints: location on the road, distance from the point asked for,
//! and a hint; or leaves them out when the query says so.

use super::hint::hint;
use karavan_model::Point;
use karavan_service::SnappedPoint;
use serde_json::{Value, json};

/// How waypoints are written.
#[derive(Clone, Copy)]
pub(super) struct WaypointFormat {
    /// Whether the answer includes waypoints.
    pub(super) are_included: bool,
    /// Whether each carries a hint.
    pub(super) has_hints: bool,
}

impl WaypointFormat {
    /// The waypoints, each with the point of the query; `None` when they are not included.
    pub(super) fn of(self, snapped: &[SnappedPoint], points: impl Iterator<Item = Point>) -> Option<Vec<Value>> {
        let all = snapped.iter().zip(points);
        self.are_included
            .then(|| all.map(|(stand, point)| self.one(stand, point)).collect())
    }

    fn one(self, stand: &SnappedPoint, point: Point) -> Value {
        let mut waypoint = json!({
            "location": [stand.point.lon, stand.point.lat],
            "distance": stand.distance_meters,
            "name": "",
        });
        if self.has_hints {
            waypoint["hint"] = hint(point).into();
        }
        waypoint
    }
}
