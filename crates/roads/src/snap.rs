//! The nearest road to a place: an R-tree of the straight pieces of all segments.
//!
//! Distances are compared on Mercator's plane, which keeps shapes: what is nearest there is nearest on the ground, at any
//! latitude.

use crate::profile::Access;
use crate::stand::Times;
use crate::streets::Streets;
use karavan_model::Point;
use rstar::{AABB, PointDistance, RTree, RTreeObject};

/// A place on the road network: where a car stops for it. A snap is good for the network that made it, and for that
/// network saved and loaded again.
#[derive(Clone, Debug, PartialEq)]
pub struct Snap {
    pub(crate) segment: u32,
    /// The share of the segment's length that lies behind, 0 to 1.
    pub(crate) along: f64,
    point: Point,
    distance_meters: f64,
    access: Access,
}

impl Snap {
    /// The place on the road.
    #[must_use]
    pub const fn point(&self) -> Point {
        self.point
    }

    /// Metres between the place asked for and the place on the road, as the crow flies: the walking part.
    #[must_use]
    pub const fn distance_meters(&self) -> f64 {
        self.distance_meters
    }

    /// Who may drive there; a restricted road is said, not avoided.
    #[must_use]
    pub const fn access(&self) -> Access {
        self.access
    }
}

/// Finds the nearest road.
pub(crate) struct SnapIndex(RTree<Piece>);

/// A straight piece of a segment.
struct Piece {
    from: [f64; 2],
    to: [f64; 2],
    segment: u32,
    /// Which piece of its segment.
    place: u32,
}

impl Piece {
    /// The share of the piece that lies behind the point on it that is nearest to a place, 0 to 1.
    fn share(&self, place: [f64; 2]) -> f64 {
        let along = [self.to[0] - self.from[0], self.to[1] - self.from[1]];
        let length_2 = along[0] * along[0] + along[1] * along[1];
        if length_2 == 0.0 {
            return 0.0;
        }
        let aside = [place[0] - self.from[0], place[1] - self.from[1]];
        ((along[0] * aside[0] + along[1] * aside[1]) / length_2).clamp(0.0, 1.0)
    }
}

impl RTreeObject for Piece {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.from, self.to)
    }
}

impl PointDistance for Piece {
    fn distance_2(&self, place: &[f64; 2]) -> f64 {
        let share = self.share(*place);
        let aside = [0, 1].map(|axis| self.from[axis] + share * (self.to[axis] - self.from[axis]) - place[axis]);
        aside[0] * aside[0] + aside[1] * aside[1]
    }
}

/// Mercator's plane, in radians of the equator.
fn plane(point: Point) -> [f64; 2] {
    // The poles are infinitely far there.
    let lat = point.lat.clamp(-89.9, 89.9).to_radians();
    [point.lon.to_radians(), lat.tan().asinh()]
}

impl SnapIndex {
    /// An index of all pieces of all segments.
    pub(crate) fn new(streets: &Streets) -> Self {
        let mut pieces = Vec::with_capacity(streets.shapes.bytes().len() / 4);
        for segment in 0..streets.segments.len() {
            let places = || streets.spots(segment).map(|spot| plane(spot.into()));
            for (place, (from, to)) in (0..).zip(places().zip(places().skip(1))) {
                pieces.push(Piece {
                    from,
                    to,
                    segment: segment as u32,
                    place,
                });
            }
        }
        Self(RTree::bulk_load(pieces))
    }

    /// The nearest places on so many different segments that are open, none further than so many metres as the crow flies.
    pub(crate) fn nearest(&self, times: Times<'_>, point: Point, count: usize, meters_max: f64) -> Vec<Snap> {
        let streets = times.streets;
        let mut found: Vec<Snap> = Vec::new();
        if !point.is_valid() || count == 0 {
            return found;
        }
        let place = plane(point);
        for piece in self.0.nearest_neighbor_iter(&place) {
            if !times.is_open(piece.segment) || found.iter().any(|snap| snap.segment == piece.segment) {
                continue;
            }
            let snap = snap(streets, piece, place, point).filter(|snap| snap.distance_meters <= meters_max);
            let Some(snap) = snap else { break };
            found.push(snap);
            if found.len() == count {
                break;
            }
        }
        found
    }
}

/// The place on a piece that is nearest to a point.
fn snap(streets: &Streets, piece: &Piece, place: [f64; 2], point: Point) -> Option<Snap> {
    let (point_on_road, along) = stand(streets, piece, piece.share(place))?;
    Some(Snap {
        segment: piece.segment,
        along,
        point: point_on_road,
        distance_meters: point.distance_meters(point_on_road),
        access: streets.segments[piece.segment as usize].access,
    })
}

/// The point at a share of a piece, and the share of the whole segment's length behind it.
fn stand(streets: &Streets, piece: &Piece, share: f64) -> Option<(Point, f64)> {
    let points = || streets.spots(piece.segment as usize).map(Point::from);
    let (mut behind, mut whole) = (0.0, 0.0);
    let mut stand = None;
    for (place, (from, to)) in (0..).zip(points().zip(points().skip(1))) {
        let meters = from.distance_meters(to);
        if place == piece.place {
            behind = whole + share * meters;
            stand = Some(Point {
                lon: from.lon + share * (to.lon - from.lon),
                lat: from.lat + share * (to.lat - from.lat),
            });
        }
        whole += meters;
    }
    let along = if whole > 0.0 {
        (behind / whole).clamp(0.0, 1.0)
    } else {
        0.0
    };
    Some((stand?, along))
}
