//! `polygons`: the outlines of a multipolygon: outer rings with their holes, from member ways in any order and
//! direction. `ring` makes one of a closed line.
//!
//! Extracts are clipped, so ways may be missing. What is left of a river's two banks is joined across the cut, nearest
//! ends first; a ring whose bridged gaps are more than half of its known length is left out.

use crate::chain::{Turning, is_ring, join};
use crate::mercator::{Spot, double_area};

/// Above this many open ends an outline is given up: joining compares every pair.
const OPEN_LINES_MAX: usize = 64;

/// Bridged gaps may make up this share of the ring's known length.
const BRIDGED_SHARE_MAX: f64 = 0.5;

/// A ring without its first spot repeated at the end.
pub(crate) type Ring = Vec<Spot>;

/// Polygons of one outer ring and its holes each. `spots` tells where a line's nodes are and leaves out missing ones.
pub(crate) fn polygons(
    outer: Vec<Vec<i64>>,
    inner: Vec<Vec<i64>>,
    spots: &impl Fn(&[i64]) -> Vec<Spot>,
) -> Vec<Vec<Ring>> {
    let mut polygons: Vec<Vec<Ring>> = rings(outer, spots).into_iter().map(|ring| vec![ring]).collect();
    for hole in rings(inner, spots) {
        // A hole may touch its outline, so the middle of its first side is asked, and the smallest outline around it
        // wins.
        let middle = midpoint(hole[0], hole[1]);
        let around = polygons.iter_mut().filter(|polygon| contains(&polygon[0], middle));
        if let Some(polygon) = around.min_by(|a, b| double_area(&a[0]).total_cmp(&double_area(&b[0]))) {
            polygon.push(hole);
        }
    }
    polygons
}

/// One closed line as a ring, when it encloses anything.
pub(crate) fn ring(mut spots: Vec<Spot>) -> Option<Ring> {
    spots.dedup();
    if spots.len() > 1 && spots.first() == spots.last() {
        spots.pop();
    }
    (spots.len() >= 3 && double_area(&spots) > 0.0).then_some(spots)
}

fn rings(lines: Vec<Vec<i64>>, spots: &impl Fn(&[i64]) -> Vec<Spot>) -> Vec<Ring> {
    let (closed, open_lines): (Vec<_>, Vec<_>) = join(lines, Turning::Free, usize::MAX)
        .into_iter()
        .partition(|line| is_ring(line));
    let open_lines: Vec<_> = open_lines
        .iter()
        .map(|line| spots(line))
        .filter(|line| line.len() >= 2)
        .collect();
    let closed = closed.iter().filter_map(|line| ring(spots(line)));
    closed.chain(bridge(open_lines)).collect()
}

/// Closes open lines over the nearest ends.
fn bridge(mut open_lines: Vec<Vec<Spot>>) -> Vec<Ring> {
    if open_lines.len() > OPEN_LINES_MAX {
        return Vec::new();
    }
    let mut rings = Vec::new();
    while let Some(mut line) = open_lines.pop() {
        let mut bridged = 0.0;
        loop {
            let (start, end) = (line[0], line[line.len() - 1]);
            let nearest = open_lines
                .iter()
                .enumerate()
                .flat_map(|(index, other)| [(index, false, other[0]), (index, true, other[other.len() - 1])])
                .map(|(index, turned, spot)| (distance(end, spot), index, turned))
                .min_by(|a, b| a.0.total_cmp(&b.0));
            let closing = distance(end, start);
            let Some((gap, index, turned)) = nearest.filter(|(gap, ..)| *gap < closing) else {
                bridged += closing;
                break;
            };
            bridged += gap;
            let mut other = open_lines.remove(index);
            if turned {
                other.reverse();
            }
            line.append(&mut other);
        }
        let around: f64 = line.windows(2).map(|side| distance(side[0], side[1])).sum::<f64>()
            + distance(line[0], line[line.len() - 1]);
        if bridged <= (around - bridged) * BRIDGED_SHARE_MAX {
            rings.extend(ring(line));
        }
    }
    rings
}

fn distance(a: Spot, b: Spot) -> f64 {
    f64::from(a.x.abs_diff(b.x)).hypot(f64::from(a.y.abs_diff(b.y)))
}

fn midpoint(a: Spot, b: Spot) -> (f64, f64) {
    (
        f64::midpoint(a.x.into(), b.x.into()),
        f64::midpoint(a.y.into(), b.y.into()),
    )
}

/// Whether a ray to the east crosses the ring an odd number of times.
fn contains(ring: &[Spot], (x, y): (f64, f64)) -> bool {
    let sides = ring.iter().zip(ring.iter().cycle().skip(1));
    let crossed = sides.filter(|(a, b)| {
        let (ax, ay, bx, by) = (f64::from(a.x), f64::from(a.y), f64::from(b.x), f64::from(b.y));
        (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
    });
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::{Spot, polygons};

    /// Node 12 is at x 1, y 2: a map that tests can read. Nodes over 1000 are missing.
    fn spots(line: &[i64]) -> Vec<Spot> {
        let known = line.iter().filter(|&&id| id < 1000);
        known
            .map(|&id| Spot {
                x: (id / 10 % 100) as u32,
                y: (id % 10) as u32,
            })
            .collect()
    }

    #[test]
    fn a_lake_of_two_ways_with_an_island_is_one_polygon_with_a_hole() {
        let outer = vec![vec![0, 9, 99], vec![0, 90, 99]];
        let inner = vec![vec![33, 36, 66, 63, 33]];
        let lake = polygons(outer, inner, &spots);
        assert_eq!(lake.len(), 1);
        assert_eq!(lake[0].len(), 2);
        assert_eq!(
            (lake[0][0].len(), lake[0][1].len()),
            (4, 4),
            "the first spot is not repeated"
        );
    }

    #[test]
    fn an_island_goes_to_the_lake_it_lies_in() {
        let lakes = vec![vec![0, 9, 49, 40, 0], vec![50, 59, 99, 90, 50]];
        let island = vec![vec![62, 64, 84, 82, 62]];
        let lakes = polygons(lakes, island, &spots);
        assert_eq!([lakes[0].len(), lakes[1].len()], [1, 2]);
    }

    #[test]
    fn the_banks_of_a_clipped_river_are_joined_across_the_cut() {
        // Two banks from north to south, 10 long each and 2 apart; both ends are cut off.
        let banks = vec![vec![0, 5, 9], vec![20, 25, 29]];
        let river = polygons(banks, vec![], &spots);
        assert_eq!(river.len(), 1);
        assert_eq!(super::double_area(&river[0][0]), 2.0 * 2.0 * 9.0);
    }

    #[test]
    fn one_bank_alone_is_no_river() {
        assert!(polygons(vec![vec![0, 5, 9]], vec![], &spots).is_empty());
        assert!(polygons(vec![vec![1001, 1002, 1003, 1001]], vec![vec![]], &spots).is_empty());
    }
}
