//! `middle`: the one point that stands for an outline or a line: a ring's centre of mass, or where that falls into a
//! yard a point on the building. Also the mean of points, and the nearest of them.

use crate::build::areas::crossings;
use karavan_model::Point;

/// A point of an outline: the centre of mass of a closed ring, or where that falls into its yard a point on the
/// building beside it; the mean of the corners of anything else.
pub(crate) fn middle(points: &[Point]) -> Option<Point> {
    let mean = mean(points)?;
    let is_ring = points.len() >= 4 && points.first() == points.last();
    if !is_ring {
        return Some(mean);
    }
    let centre = centre_of_mass(points, mean).unwrap_or(mean);
    Some(if crossings(points, centre) % 2 == 1 {
        centre
    } else {
        widest_inside(points, centre.lat).unwrap_or(centre)
    })
}

/// The middle of the widest stretch inside a ring at some latitude.
fn widest_inside(ring: &[Point], lat: f64) -> Option<Point> {
    let sides = ring
        .windows(2)
        .filter(|pair| (pair[0].lat > lat) != (pair[1].lat > lat));
    let crossed = sides.map(|pair| {
        let (a, b) = (pair[0], pair[1]);
        a.lon + (lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon)
    });
    let mut lons: Vec<f64> = crossed.collect();
    lons.sort_by(f64::total_cmp);
    let (inside, _) = lons.as_chunks::<2>();
    let widest = inside.iter().max_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0])))?;
    Some(Point {
        lon: f64::midpoint(widest[0], widest[1]),
        lat,
    })
}

/// The mean of the corners; a ring's first corner counts once.
pub(crate) fn mean(points: &[Point]) -> Option<Point> {
    let is_ring = points.len() > 1 && points.first() == points.last();
    let corners = if is_ring { &points[1..] } else { points };
    let count = u32::try_from(corners.len()).ok().filter(|&count| count > 0)?;
    let sum = corners
        .iter()
        .fold((0.0, 0.0), |sum, point| (sum.0 + point.lon, sum.1 + point.lat));
    Some(Point {
        lon: sum.0 / f64::from(count),
        lat: sum.1 / f64::from(count),
    })
}

/// Shoelace formula around a near origin, so that nothing cancels. `None` for a ring without area, or one so twisted
/// that its centre falls outside the box around it.
fn centre_of_mass(ring: &[Point], origin: Point) -> Option<Point> {
    let shifted: Vec<(f64, f64)> = ring
        .iter()
        .map(|point| (point.lon - origin.lon, point.lat - origin.lat))
        .collect();
    let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
    for pair in shifted.windows(2) {
        let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
        let cross = ax * by - bx * ay;
        area += cross;
        x += (ax + bx) * cross;
        y += (ay + by) * cross;
    }
    let within = |value: f64, of: fn(&(f64, f64)) -> f64| {
        let low = shifted.iter().map(of).fold(f64::INFINITY, f64::min);
        let high = shifted.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        (low..=high).contains(&value)
    };
    let (x, y) = (x / (3.0 * area), y / (3.0 * area));
    let is_inside = area != 0.0 && within(x, |one| one.0) && within(y, |one| one.1);
    is_inside.then_some(Point {
        lon: origin.lon + x,
        lat: origin.lat + y,
    })
}

/// The point nearest to another.
pub(crate) fn nearest(points: &[Point], to: Point) -> Option<Point> {
    let by_distance = |a: &&Point, b: &&Point| a.distance_meters(to).total_cmp(&b.distance_meters(to));
    points.iter().min_by(by_distance).copied()
}

#[cfg(test)]
mod tests {
    use super::middle;
    use karavan_model::Point;

    fn at(lon: f64, lat: f64) -> Point {
        Point { lon, lat }
    }

    #[test]
    fn a_ring_balances_at_its_centre_of_mass() {
        // An L of three unit squares: (0.5 + 1.5 + 0.5) / 3 = 0.8333 both ways; the mean of its corners is 1.0.
        let ring = [
            at(0., 0.),
            at(2., 0.),
            at(2., 1.),
            at(1., 1.),
            at(1., 2.),
            at(0., 2.),
            at(0., 0.),
        ];
        let centre = middle(&ring).unwrap_or(at(9., 9.));
        assert!(
            (centre.lon - 2.5 / 3.0).abs() < 1e-9 && (centre.lat - 2.5 / 3.0).abs() < 1e-9,
            "{centre:?}"
        );
    }

    #[test]
    fn a_house_around_a_yard_has_its_point_on_the_house() {
        // A U: the centre of mass falls into its yard; the right wing is the widest there.
        let house = [
            at(0., 0.),
            at(5., 0.),
            at(5., 4.),
            at(3., 4.),
            at(3., 0.5),
            at(1., 0.5),
            at(1., 4.),
            at(0., 4.),
            at(0., 0.),
        ];
        let point = middle(&house).unwrap_or(at(9., 9.));
        assert!((point.lon - 4.0).abs() < 1e-9, "{point:?}");
    }

    #[test]
    fn a_flat_ring_and_a_line_have_their_mean() {
        assert_eq!(
            middle(&[at(0., 0.), at(2., 0.), at(1., 0.), at(0., 0.)]),
            Some(at(1., 0.))
        );
        assert_eq!(middle(&[at(0., 0.), at(2., 2.)]), Some(at(1., 1.)));
        assert_eq!(middle(&[]), None);
    }
}
