//! `lines` joins the ways of a street end to end and leaves out corners that hardly turn; `between` finds the place
//! part of the way from one house to another along such a line, for a house that the map lacks.

use crate::gazetteer::Spot;
use karavan_model::Point;

/// A corner this near to the straight line is left out.
const STRAIGHT_METERS: f64 = 8.0;
/// A house further from the line stands on another street, or in a yard.
const BESIDE_METERS: f64 = 200.0;
const METERS_PER_DEGREE: f64 = 111_195.0;

/// Joins ways end to end where they meet, and leaves out corners that do not turn.
pub(crate) fn lines<'a>(ways: impl Iterator<Item = &'a [Point]>) -> Vec<Vec<Spot>> {
    let spots = |line: &[Point]| line.iter().copied().filter_map(Spot::of).collect::<Vec<Spot>>();
    let mut rest: Vec<Vec<Spot>> = ways.map(spots).filter(|line| line.len() > 1).collect();
    let mut joined: Vec<Vec<Spot>> = Vec::new();
    while let Some(mut line) = rest.pop() {
        while let Some(ix) = rest.iter().position(|other| meets(&line, other)) {
            let other = rest.swap_remove(ix);
            line = join(line, other);
        }
        joined.push(line);
    }
    joined.iter().map(|line| simple(line)).collect()
}

fn meets(one: &[Spot], other: &[Spot]) -> bool {
    let is_end = |end: Option<&Spot>| end.is_some() && (end == other.first() || end == other.last());
    is_end(one.first()) || is_end(one.last())
}

fn join(mut line: Vec<Spot>, mut other: Vec<Spot>) -> Vec<Spot> {
    if other.first() == line.first() || other.last() == line.first() {
        line.reverse();
    }
    if other.last() == line.last() {
        other.reverse();
    }
    line.extend(other.into_iter().skip(1));
    line
}

/// Metres east and north of an origin.
fn plane(origin: Point, point: Point) -> (f64, f64) {
    let east = (point.lon - origin.lon) * METERS_PER_DEGREE * origin.lat.to_radians().cos();
    (east, (point.lat - origin.lat) * METERS_PER_DEGREE)
}

fn from_plane(origin: Point, (east, north): (f64, f64)) -> Point {
    Point {
        lon: origin.lon + east / (METERS_PER_DEGREE * origin.lat.to_radians().cos().max(1e-6)),
        lat: origin.lat + north / METERS_PER_DEGREE,
    }
}

/// Where a point falls on a segment: the share of it passed, the distance, and the side (left is positive).
fn fall(at: (f64, f64), from: (f64, f64), to: (f64, f64)) -> (f64, f64, f64) {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    let square = x * x + y * y;
    let (px, py) = (at.0 - from.0, at.1 - from.1);
    let share = if square > 0.0 {
        ((px * x + py * y) / square).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let (dx, dy) = (px - share * x, py - share * y);
    let distance = dx.hypot(dy);
    let side = if x * py - y * px >= 0.0 { distance } else { -distance };
    (share, distance, side)
}

/// Ramer–Douglas–Peucker (1972): corners nearer than a few metres to the straight line are left out.
fn simple(line: &[Spot]) -> Vec<Spot> {
    let (Some(&first), Some(&last)) = (line.first(), line.last()) else {
        return Vec::new();
    };
    let mut keep = vec![false; line.len()];
    let (mut stack, end) = (vec![(0, line.len() - 1)], line.len() - 1);
    (keep[0], keep[end]) = (true, true);
    let origin = first.point();
    let flat: Vec<(f64, f64)> = line.iter().map(|spot| plane(origin, spot.point())).collect();
    while let Some((from, to)) = stack.pop() {
        let distance = |ix: usize| fall(flat[ix], flat[from], flat[to]).1;
        let furthest = (from + 1..to).max_by(|&a, &b| distance(a).total_cmp(&distance(b)));
        if let Some(ix) = furthest.filter(|&ix| distance(ix) > STRAIGHT_METERS) {
            keep[ix] = true;
            stack.extend([(from, ix), (ix, to)]);
        }
    }
    let kept: Vec<Spot> = line
        .iter()
        .zip(keep)
        .filter(|(_, is_kept)| *is_kept)
        .map(|(spot, _)| *spot)
        .collect();
    if kept.is_empty() { vec![first, last] } else { kept }
}

/// Where a house falls on a line.
#[derive(Clone, Copy, Debug)]
struct Beside {
    /// Metres along the line.
    along: f64,
    /// Metres from it.
    distance: f64,
    /// The same, negative on the right.
    side: f64,
}

fn beside(line: &[(f64, f64)], at: (f64, f64)) -> Option<Beside> {
    let mut passed = 0.0;
    let mut best: Option<Beside> = None;
    for pair in line.windows(2) {
        let length = (pair[1].0 - pair[0].0).hypot(pair[1].1 - pair[0].1);
        let (share, distance, side) = fall(at, pair[0], pair[1]);
        if best.is_none_or(|best| distance < best.distance) {
            let along = passed + share * length;
            best = Some(Beside { along, distance, side });
        }
        passed += length;
    }
    best
}

/// The place so far along a line and so far to its side.
fn place(line: &[(f64, f64)], along: f64, side: f64) -> Option<(f64, f64)> {
    let mut left = along.max(0.0);
    let count = line.len();
    for (ix, pair) in line.windows(2).enumerate() {
        let (x, y) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        let length = x.hypot(y);
        if (left <= length || ix + 2 == count) && length > 0.0 {
            let share = (left / length).min(1.0);
            return Some((
                pair[0].0 + share * x - side * y / length,
                pair[0].1 + share * y + side * x / length,
            ));
        }
        left -= length;
    }
    None
}

/// The place that share of the way from one house to another, along the street where its line passes both.
pub(crate) fn between(lines: &[Vec<Spot>], from: Point, to: Point, share: f64) -> Point {
    let target = plane(from, to);
    let straight = from_plane(from, (share * target.0, share * target.1));
    let of_line = |line: &Vec<Spot>| {
        let flat: Vec<(f64, f64)> = line.iter().map(|spot| plane(from, spot.point())).collect();
        let (a, b) = (beside(&flat, (0.0, 0.0))?, beside(&flat, target)?);
        let along = a.along + share * (b.along - a.along);
        let side = a.side + share * (b.side - a.side);
        Some((a.distance.max(b.distance), place(&flat, along, side)?))
    };
    let nearest = lines.iter().filter_map(of_line).min_by(|a, b| a.0.total_cmp(&b.0));
    match nearest.filter(|(distance, _)| *distance <= BESIDE_METERS) {
        Some((_, at)) => from_plane(from, at),
        None => straight,
    }
}

#[cfg(test)]
mod tests {
    use super::{between, lines};
    use karavan_model::Point;

    fn at(east_meters: f64, north_meters: f64) -> Point {
        Point {
            lon: east_meters / super::METERS_PER_DEGREE,
            lat: north_meters / super::METERS_PER_DEGREE,
        }
    }

    #[test]
    fn a_street_around_a_corner_is_followed_around_it() {
        // 200 m east, then 200 m north, in two ways; a corner on the straight says nothing.
        let (first, second) = ([at(0., 0.), at(100., 0.), at(200., 0.)], [at(200., 200.), at(200., 0.)]);
        let line = lines([&first[..], &second[..]].into_iter());
        assert_eq!((line.len(), line[0].len()), (1, 3));
        // Houses 10 m to its left at its 100th and 300th metre: the middle is at the corner, also to the left.
        let middle = between(&line, at(100., 10.), at(190., 100.), 0.5);
        assert!(middle.distance_meters(at(200., 10.)) < 12.0, "{middle:?}");
    }

    #[test]
    fn without_a_line_the_way_is_straight() {
        let quarter = between(&[], at(0., 0.), at(100., 40.), 0.25);
        assert!(quarter.distance_meters(at(25., 10.)) < 0.1, "{quarter:?}");
    }
}
