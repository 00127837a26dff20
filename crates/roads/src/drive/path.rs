//! `Path`: seconds, metres and points of the fastest drive between two places. The drive is found by `search.rs`;
//! here its lanes become points.

use crate::drive::search::{DrivePath, Search};
use crate::ground::lane::is_forward;
use crate::ground::streets::Streets;
use crate::roads::Roads;
use crate::stops::snap::Snap;
use karavan_model::Point;

/// A drive and its shape. Seconds and metres are those of the matrix for the same two places.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Real time in seconds.
    pub seconds: u32,
    /// Length in metres.
    pub meters: u32,
    /// From the first place on the road to the last; at least two points, which may be one place.
    pub points: Vec<Point>,
}

/// The fastest drive between two places; `None` where there is no road.
pub(crate) fn path(roads: &Roads, from: &Snap, to: &Snap) -> Option<Path> {
    let (weight, course) = Search::new().fastest(roads, from, to)?;
    let drive = weight.drive()?;
    let mut line = Line {
        streets: &roads.shared.streets,
        points: vec![from.point()],
    };
    match course {
        DrivePath::Direct => line.follow(from.segment, from.along, to.along),
        DrivePath::Lanes(lanes) => {
            let last = lanes.len().saturating_sub(1);
            for (at, lane) in lanes.into_iter().enumerate() {
                let (start, end) = if is_forward(lane) { (0.0, 1.0) } else { (1.0, 0.0) };
                let start = if at == 0 { from.along } else { start };
                let end = if at == last { to.along } else { end };
                line.follow(lane / 2, start, end);
            }
        }
    }
    line.points.push(to.point());
    line.points.dedup();
    if line.points.len() < 2 {
        line.points.push(to.point());
    }
    Some(Path {
        seconds: drive.seconds(),
        meters: drive.meters,
        points: line.points,
    })
}

/// A shape that grows.
struct Line<'a> {
    streets: &'a Streets,
    points: Vec<Point>,
}

impl Line<'_> {
    /// Appends the corners of a segment between two shares of its length, in the direction from one to the other.
    fn follow(&mut self, segment: u32, from: f64, to: f64) {
        let corners = self.streets.spots(segment as usize).map(Point::from);
        let start = self.points.len();
        if from.min(to) == 0.0 && from.max(to) == 1.0 {
            self.points.extend(corners);
        } else {
            self.points
                .extend(between(&corners.collect::<Vec<_>>(), from.min(to), from.max(to)));
        }
        if from > to {
            self.points[start..].reverse();
        }
    }
}

/// The corners of a line between two shares of its length.
fn between(corners: &[Point], low: f64, high: f64) -> impl Iterator<Item = Point> {
    let mut behind = vec![0.0];
    let mut whole = 0.0;
    for pair in corners.windows(2) {
        whole += pair[0].distance_meters(pair[1]);
        behind.push(whole);
    }
    let (low, high) = (whole * low, whole * high);
    let corners = corners.iter().zip(behind);
    corners.filter_map(move |(&corner, behind)| (low <= behind && behind <= high).then_some(corner))
}
