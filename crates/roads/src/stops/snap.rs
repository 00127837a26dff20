//! `Snap`: a place on the road network where a traveller stops, with the metres and seconds of the walk from there
//! and who may drive there. It is found by `snap_index.rs`.

use crate::profile::Access;
use karavan_model::Point;

/// A place on the road network: where a traveller stops for it. A snap is good for the network that made it, and for
/// that network saved and loaded again.
#[derive(Clone, Debug, PartialEq)]
pub struct Snap {
    pub(crate) segment: u32,
    /// The share of the segment's length that lies behind, 0 to 1.
    pub(crate) along: f64,
    point: Point,
    door: Point,
    access: Access,
}

/// Metres walked per metre as the crow flies.
const WALK_DETOUR: f64 = 1.2;
/// Walking speed with bags: 4.5 km/h.
const WALK_METERS_A_SECOND: f64 = 1.25;

impl Snap {
    /// At a share of a segment's length, which is the place `point`; the walk ends at `door`.
    pub(super) const fn new(segment: u32, along: f64, point: Point, door: Point, access: Access) -> Self {
        Self {
            segment,
            along,
            point,
            door,
            access,
        }
    }

    /// The place on the road.
    #[must_use]
    pub const fn point(&self) -> Point {
        self.point
    }

    /// Where the walk from the road ends: the place asked for, or a door or wall of the large building around it.
    #[must_use]
    pub const fn door(&self) -> Point {
        self.door
    }

    /// Metres between the door and the place on the road, as the crow flies: the walking part.
    #[must_use]
    pub fn distance_meters(&self) -> f64 {
        self.door.distance_meters(self.point)
    }

    /// Seconds to walk that, one way.
    #[must_use]
    pub fn walk_seconds(&self) -> u32 {
        (self.distance_meters() * WALK_DETOUR / WALK_METERS_A_SECOND).round() as u32
    }

    /// Who may drive there; a restricted road is said, not avoided.
    #[must_use]
    pub const fn access(&self) -> Access {
        self.access
    }
}
