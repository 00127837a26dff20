//! `SnapIndex`: finds where a traveller stops for a place: `best` by a rating, `nearest` by distance alone.
//!
//! A stop is rated in metres of walking: from the door, or the nearest wall, of the building that the place is in; more
//! where stopping is a nuisance (an avenue, somebody's private yard) and where the walk would cross an avenue. Who
//! stands on a road means that road. A rating depends on the place, and not on the other places of a question.
//!
//! Distances are compared on Mercator's plane, which keeps shapes: what is nearest there is nearest on the ground, at
//! any latitude.

use crate::ground::building_fronts::Building;
use crate::ground::streets::Streets;
use crate::profile::{Access, stop_meters};
use crate::stops::lane_times::Times;
use crate::stops::piece_index::{Piece, PieceIndex};
use crate::stops::snap::Snap;
use crate::stops::walk::{INSIDE_SHARE, Line, Place, Walk};
use karavan_model::Point;

/// A place this near to the middle of a road, in metres, is on the road.
const ON_ROAD_METERS: f64 = 10.0;
/// Penalty for stopping in a private yard, in metres of walking.
const PRIVATE_METERS: f64 = 15.0;
/// Penalty for a walk across an avenue, in metres: the detour to a crossing and back.
const CROSSING_METERS: f64 = 40.0;
/// A road where stopping costs this much is an avenue.
const AVENUE_METERS: f64 = 20.0;

/// Finds the best stop.
pub(crate) struct SnapIndex(PieceIndex);

/// A stop and its rating.
struct Rated {
    meters: f64,
    snap: Snap,
}

impl SnapIndex {
    /// An index of all segments.
    pub(crate) fn new(streets: &Streets) -> Self {
        Self(PieceIndex::new(streets))
    }

    /// The best stops on so many different segments that are open, the best first, none with a walk of more than so
    /// many metres.
    pub(crate) fn best(
        &self,
        times: Times<'_>,
        building: Option<&Building>,
        point: Point,
        count: usize,
        meters_max: f64,
    ) -> Vec<Snap> {
        let mut found: Vec<Rated> = Vec::new();
        if !point.is_valid() || count == 0 {
            return Vec::new();
        }
        let place = Place::new(point, building);
        let mut avenues: Vec<Line> = Vec::new();
        for piece in self.0.nearest(times.streets, place.at()) {
            let flight = place.meters(piece.distance_2.sqrt());
            // No front is further from the place than its reach, so from here on every walk is at least this long.
            let least = flight - place.reach_meters();
            let is_settled = found.get(count - 1).is_some_and(|worst| worst.meters < least);
            if least > meters_max || is_settled {
                break;
            }
            let walk = place.walk(piece.line);
            let segment = &times.streets.segments[piece.segment as usize];
            let Some(stop) = stop_meters(segment.class, segment.has_kerb).filter(|_| times.is_open(piece.segment))
            else {
                continue;
            };
            let crosses = avenues.iter().any(|avenue| avenue.crosses(walk.line));
            if stop >= AVENUE_METERS {
                avenues.push(piece.line);
            }
            let access = times.access(piece.segment);
            let nuisance = match access {
                _ if flight <= ON_ROAD_METERS => 0.0,
                Access::Private => stop + PRIVATE_METERS,
                _ => stop,
            };
            let Some(snap) =
                snap(times.streets, &piece, &walk, access).filter(|snap| snap.distance_meters() <= meters_max)
            else {
                continue;
            };
            let crossing = if crosses { CROSSING_METERS } else { 0.0 };
            let inside = INSIDE_SHARE * place.meters(walk.inside);
            let meters = snap.distance_meters() + inside + nuisance + crossing;
            insert(&mut found, Rated { meters, snap });
        }
        found.truncate(count);
        found.into_iter().map(|rated| rated.snap).collect()
    }

    /// The nearest places on so many different segments that are open, the nearest first, however far: nothing of the
    /// walk is weighed.
    pub(crate) fn nearest(&self, times: Times<'_>, point: Point, count: usize) -> Vec<Snap> {
        let mut found: Vec<Snap> = Vec::new();
        if !point.is_valid() || count == 0 {
            return found;
        }
        let place = Place::new(point, None);
        for piece in self.0.nearest(times.streets, place.at()) {
            let segment = &times.streets.segments[piece.segment as usize];
            let is_stop = stop_meters(segment.class, segment.has_kerb).is_some() && times.is_open(piece.segment);
            if !is_stop || found.iter().any(|snap| snap.segment == piece.segment) {
                continue;
            }
            let access = times.access(piece.segment);
            found.extend(snap(times.streets, &piece, &place.walk(piece.line), access));
            if found.len() == count {
                break;
            }
        }
        found
    }
}

/// Puts a stop into its place, unless there is a better one on the same segment.
fn insert(found: &mut Vec<Rated>, rated: Rated) {
    let is_same = |other: &Rated| other.snap.segment == rated.snap.segment;
    if let Some(other) = found.iter().position(is_same) {
        if found[other].meters <= rated.meters {
            return;
        }
        found.remove(other);
    }
    let place = found.partition_point(|other| other.meters <= rated.meters);
    found.insert(place, rated);
}

/// The stop on a piece that a walk leads to.
fn snap(streets: &Streets, piece: &Piece, walk: &Walk, access: Access) -> Option<Snap> {
    let (point, along) = stand(streets, piece, walk.share)?;
    Some(Snap::new(piece.segment, along, point, walk.door, access))
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
