//! `Polygon`: an area inside corners, and whether a line lies in it or crosses a side. It tells which roads a change
//! of an area affects.

use karavan_model::Point;

/// Corners in order, the last joined to the first. Degrees are taken for a plane: an area is a part of a town.
pub(crate) struct Polygon<'a> {
    corners: &'a [Point],
}

impl<'a> Polygon<'a> {
    pub(crate) const fn new(corners: &'a [Point]) -> Self {
        Self { corners }
    }

    /// Whether any point of a line lies inside, or any piece of it crosses a side.
    pub(crate) fn touches(&self, line: impl Iterator<Item = Point>) -> bool {
        let mut last = None;
        for point in line {
            if self.holds(point) || last.is_some_and(|last| self.crosses(last, point)) {
                return true;
            }
            last = Some(point);
        }
        false
    }

    fn sides(&self) -> impl Iterator<Item = (Point, Point)> {
        let next = self.corners.iter().cycle().skip(1);
        self.corners.iter().copied().zip(next.copied())
    }

    /// By how often a ray to the east crosses the sides.
    fn holds(&self, point: Point) -> bool {
        let crossed = self.sides().filter(|(one, other)| {
            (one.lat > point.lat) != (other.lat > point.lat) && {
                let share = (point.lat - one.lat) / (other.lat - one.lat);
                point.lon < one.lon + share * (other.lon - one.lon)
            }
        });
        crossed.count() % 2 == 1
    }

    fn crosses(&self, from: Point, to: Point) -> bool {
        self.sides().any(|(one, other)| {
            let apart = |a: Point, b: Point, p: Point, q: Point| side(a, b, p) * side(a, b, q) < 0.0;
            apart(from, to, one, other) && apart(one, other, from, to)
        })
    }
}

/// Positive when a point lies to the left of a line.
fn side(from: Point, to: Point, point: Point) -> f64 {
    (to.lon - from.lon) * (point.lat - from.lat) - (to.lat - from.lat) * (point.lon - from.lon)
}
