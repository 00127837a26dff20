//! `Walk`: the last metres on Mercator's plane, from a place, or from the doors or walls of the building around it,
//! to a straight piece of road. Only geometry; which piece is the best stop is decided in `snap_index.rs`.

use crate::ground::building_fronts::Building;
use karavan_model::Point;

const EARTH_METERS: f64 = 6_371_008.8;

/// Mercator's plane, in radians of the equator.
pub(crate) fn plane(point: Point) -> [f64; 2] {
    // The poles are infinitely far there.
    let lat = point.lat.clamp(-89.9, 89.9).to_radians();
    [point.lon.to_radians(), lat.tan().asinh()]
}

/// A straight line on the plane.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub(crate) from: [f64; 2],
    pub(crate) to: [f64; 2],
}

impl Line {
    /// The share of the line that lies behind the point on it that is nearest to a place, 0 to 1.
    fn share(self, place: [f64; 2]) -> f64 {
        let along = [self.to[0] - self.from[0], self.to[1] - self.from[1]];
        let length_2 = along[0] * along[0] + along[1] * along[1];
        if length_2 == 0.0 {
            return 0.0;
        }
        let aside = [place[0] - self.from[0], place[1] - self.from[1]];
        ((along[0] * aside[0] + along[1] * aside[1]) / length_2).clamp(0.0, 1.0)
    }

    fn at(self, share: f64) -> [f64; 2] {
        [0, 1].map(|axis| self.from[axis] + share * (self.to[axis] - self.from[axis]))
    }

    pub(crate) fn distance_2(self, place: [f64; 2]) -> f64 {
        apart_2(self.at(self.share(place)), place)
    }

    /// Whether two lines cross between their ends.
    pub(crate) fn crosses(self, other: Self) -> bool {
        let parts = |line: Self, one: [f64; 2], two: [f64; 2]| line.side(one) * line.side(two) < 0.0;
        parts(self, other.from, other.to) && parts(other, self.from, self.to)
    }

    /// Positive when a place lies to the left.
    fn side(self, place: [f64; 2]) -> f64 {
        let [x, y] = [0, 1].map(|axis| self.to[axis] - self.from[axis]);
        x * (place[1] - self.from[1]) - y * (place[0] - self.from[0])
    }
}

fn apart_2(one: [f64; 2], other: [f64; 2]) -> f64 {
    let aside = [one[0] - other[0], one[1] - other[1]];
    aside[0] * aside[0] + aside[1] * aside[1]
}

/// The shortest walk between a place and a piece of road.
pub(crate) struct Walk {
    /// The share of the piece that lies behind where it begins.
    pub(crate) share: f64,
    /// Where it ends.
    pub(crate) door: Point,
    /// The line that is walked.
    pub(crate) line: Line,
    /// From the place to where it ends, on the plane.
    pub(crate) inside: f64,
}

/// A front counts for less the further it is from the place: the address of one house in a row of many does not lie
/// behind the row.
pub(crate) const INSIDE_SHARE: f64 = 0.5;

/// A place to be walked to.
pub(crate) struct Place {
    at: [f64; 2],
    /// Where walks may end, on the globe and on the plane.
    fronts: Vec<([Point; 2], Line)>,
    meters_a_unit: f64,
    reach_meters: f64,
}

impl Place {
    /// A point, or the fronts of the building around it.
    pub(crate) fn new(point: Point, building: Option<&Building>) -> Self {
        let at = plane(point);
        let fronts = building.map_or_else(|| vec![[point; 2]], Building::fronts);
        let fronts = fronts.into_iter().map(|[from, to]| {
            let line = Line {
                from: plane(from),
                to: plane(to),
            };
            ([from, to], line)
        });
        let mut place = Self {
            at,
            fronts: fronts.collect(),
            meters_a_unit: EARTH_METERS * point.lat.to_radians().cos(),
            reach_meters: 0.0,
        };
        let corners = place.fronts.iter().flat_map(|(_, line)| [line.from, line.to]);
        let reach = corners.map(|corner| apart_2(at, corner).sqrt()).fold(0.0, f64::max);
        place.reach_meters = place.meters(reach);
        place
    }

    pub(crate) const fn at(&self) -> [f64; 2] {
        self.at
    }

    /// A length on the plane in metres, near the place.
    pub(crate) fn meters(&self, length: f64) -> f64 {
        length * self.meters_a_unit
    }

    /// How far the furthest front is.
    pub(crate) const fn reach_meters(&self) -> f64 {
        self.reach_meters
    }

    /// The shortest walk to a piece of road.
    pub(crate) fn walk(&self, piece: Line) -> Walk {
        let mut best = (f64::INFINITY, 0.0, 0.0, 0);
        let inside = |point: [f64; 2]| apart_2(point, self.at).sqrt();
        for (ix, &(_, front)) in self.fronts.iter().enumerate() {
            // Two lines are nearest at an end of one of them, unless they cross; a road through a building is near
            // enough at its ends.
            let from_piece = [piece.from, piece.to].map(|end| front.share(end));
            for on_front in [0.0, 1.0, from_piece[0], from_piece[1], front.share(self.at)] {
                let end = front.at(on_front);
                let share = piece.share(end);
                let rating = apart_2(end, piece.at(share)).sqrt() + INSIDE_SHARE * inside(end);
                if rating < best.0 {
                    best = (rating, share, on_front, ix);
                }
            }
        }
        let (_, share, on_front, ix) = best;
        let ([from, to], front) = self.fronts[ix];
        Walk {
            share,
            door: Point {
                lon: from.lon + on_front * (to.lon - from.lon),
                lat: from.lat + on_front * (to.lat - from.lat),
            },
            line: Line {
                from: front.at(on_front),
                to: piece.at(share),
            },
            inside: inside(front.at(on_front)),
        }
    }
}
