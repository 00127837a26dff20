//! The fastest drive between two places, with its shape.

use crate::hierarchy::{Climb, Hierarchy, meeting};
use crate::snap::Snap;
use crate::stand::End;
use crate::streets::Streets;
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
pub(crate) fn path(streets: &Streets, hierarchy: &Hierarchy, from: &Snap, to: &Snap) -> Option<Path> {
    let (departures, arrivals) = (streets.departures(from), streets.arrivals(to));
    let (mut up, mut down) = (Climb::new(), Climb::new());
    up.run(hierarchy, hierarchy.ascent(), &departures);
    down.run(hierarchy, hierarchy.descent(), &arrivals);
    let (through, depth) = meeting(&up, &down);
    let direct = streets.direct(from, to);
    let drive = through.or_less(direct).drive()?;

    let mut line = Line {
        streets,
        points: vec![from.point()],
    };
    if direct <= through {
        line.follow(from.segment, from.along, to.along);
    } else {
        let mut nodes = up.trace(depth);
        nodes.reverse();
        nodes.extend(down.trace(depth).into_iter().skip(1));
        let first = end_at(&departures, *nodes.first()?)?;
        let last = end_at(&arrivals, *nodes.last()?)?;
        line.follow(from.segment, from.along, first.along);
        for arc in hierarchy.unpack(&nodes) {
            line.follow_arc(arc);
        }
        line.follow(to.segment, last.along, to.along);
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

/// The end at a node; a loop has two at one node, of which the search took the better.
fn end_at(ends: &[End], node: u32) -> Option<&End> {
    let here = ends.iter().filter(|end| end.node == node);
    here.reduce(|best, next| if next.weight < best.weight { next } else { best })
}

/// A shape that grows.
struct Line<'a> {
    streets: &'a Streets,
    points: Vec<Point>,
}

impl Line<'_> {
    /// Appends the corners of a segment between two shares of its length, in the direction from one to the other.
    fn follow(&mut self, segment: u32, from: f64, to: f64) {
        let corners: Vec<Point> = self.streets.spots(segment as usize).map(Point::from).collect();
        let mut behind = vec![0.0];
        let mut whole = 0.0;
        for pair in corners.windows(2) {
            whole += pair[0].distance_meters(pair[1]);
            behind.push(whole);
        }
        let (low, high) = (whole * from.min(to), whole * from.max(to));
        let between = corners
            .iter()
            .zip(behind)
            .filter(|&(_, behind)| low <= behind && behind <= high);
        let start = self.points.len();
        self.points.extend(between.map(|(&corner, _)| corner));
        if from > to {
            self.points[start..].reverse();
        }
    }

    /// Appends an arc of the network, numbered as [`Streets::arcs`] does. Links have no shape.
    fn follow_arc(&mut self, arc: u32) {
        let segment = arc / 2;
        if (segment as usize) < self.streets.segments.len() {
            let (from, to) = if arc.is_multiple_of(2) { (0.0, 1.0) } else { (1.0, 0.0) };
            self.follow(segment, from, to);
        }
    }
}
