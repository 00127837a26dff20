//! `line` and `ring`: cut lines and areas to a tile and its buffer, on the tile's grid; `holds` tells whether a
//! position is on either. Simplifying and encoding are in `draw.rs`.

use crate::tile_grid::{BUFFER, EXTENT};
use geo::Coord;

const LOW: f64 = -BUFFER;
const HIGH: f64 = EXTENT as f64 + BUFFER;

/// Whether a position is on the tile or in its buffer.
pub(crate) fn holds(at: Coord<f64>) -> bool {
    (LOW..=HIGH).contains(&at.x) && (LOW..=HIGH).contains(&at.y)
}

/// The pieces of a line inside (Liang and Barsky, 1984, side by side).
pub(crate) fn line(line: &[Coord<f64>]) -> Vec<Vec<Coord<f64>>> {
    let mut pieces: Vec<Vec<Coord<f64>>> = Vec::new();
    let mut open = false;
    for side in line.windows(2) {
        let Some((from, to)) = segment(side[0], side[1]) else {
            open = false;
            continue;
        };
        match pieces.last_mut().filter(|_| open) {
            Some(piece) => piece.push(to),
            None => pieces.push(vec![from, to]),
        }
        open = to == side[1];
    }
    pieces
}

/// The part of a segment inside.
fn segment(from: Coord<f64>, to: Coord<f64>) -> Option<(Coord<f64>, Coord<f64>)> {
    let along = to - from;
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    let room = [
        (-along.x, from.x - LOW),
        (along.x, HIGH - from.x),
        (-along.y, from.y - LOW),
        (along.y, HIGH - from.y),
    ];
    for (outward, left) in room {
        if outward < 0.0 {
            enters = enters.max(left / outward);
        } else if outward > 0.0 {
            leaves = leaves.min(left / outward);
        } else if left < 0.0 {
            return None;
        }
    }
    let at = |share: f64| if share >= 1.0 { to } else { from + along * share };
    (enters <= leaves).then(|| (at(enters), at(leaves)))
}

/// The part of a ring inside (Sutherland and Hodgman, 1974); neither ring repeats its first corner at the end.
///
/// Where the ring leaves and comes back, the result runs along the side between; that lies in the buffer, out of sight.
pub(crate) fn ring(ring: Vec<Coord<f64>>) -> Vec<Coord<f64>> {
    let ring = past_side(ring, |at| at.x - LOW);
    let ring = past_side(ring, |at| HIGH - at.x);
    let ring = past_side(ring, |at| at.y - LOW);
    past_side(ring, |at| HIGH - at.y)
}

/// Keeps what is on the inner side of one side, where `inside` is not negative.
fn past_side(ring: Vec<Coord<f64>>, inside: impl Fn(Coord<f64>) -> f64) -> Vec<Coord<f64>> {
    if ring.iter().all(|&at| inside(at) >= 0.0) {
        return ring;
    }
    let mut kept = Vec::with_capacity(ring.len());
    let mut before = ring.last().copied();
    for at in ring {
        if let Some(from) = before {
            let (depth_from, depth_at) = (inside(from), inside(at));
            if (depth_from >= 0.0) != (depth_at >= 0.0) {
                kept.push(from + (at - from) * (depth_from / (depth_from - depth_at)));
            }
        }
        if inside(at) >= 0.0 {
            kept.push(at);
        }
        before = Some(at);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{HIGH, LOW, line, ring};
    use geo::Coord;

    fn at(x: f64, y: f64) -> Coord<f64> {
        Coord { x, y }
    }

    #[test]
    fn a_line_through_the_tile_ends_at_the_buffer_on_both_sides() {
        assert_eq!(
            line(&[at(-1000.0, 100.0), at(9000.0, 100.0)]),
            [[at(LOW, 100.0), at(HIGH, 100.0)]]
        );
    }

    #[test]
    fn a_line_that_leaves_and_returns_is_two_lines() {
        let zigzag = [
            at(0.0, 0.0),
            at(0.0, -500.0),
            at(100.0, -500.0),
            at(100.0, 50.0),
            at(200.0, 50.0),
        ];
        assert_eq!(
            line(&zigzag),
            [
                vec![at(0.0, 0.0), at(0.0, LOW)],
                vec![at(100.0, LOW), at(100.0, 50.0), at(200.0, 50.0)]
            ]
        );
    }

    #[test]
    fn a_line_outside_is_nothing() {
        assert!(line(&[at(-100.0, 0.0), at(-100.0, 4096.0)]).is_empty());
        assert!(line(&[at(-100.0, 4000.0), at(100.0, 5000.0)]).is_empty());
        assert!(line(&[at(1.0, 1.0)]).is_empty());
    }

    #[test]
    fn a_ring_around_the_tile_becomes_its_outline() {
        let around = vec![at(-1e6, -1e6), at(1e6, -1e6), at(1e6, 1e6), at(-1e6, 1e6)];
        let mut corners: Vec<_> = ring(around)
            .iter()
            .map(|at| (at.x.round() as i32, at.y.round() as i32))
            .collect();
        corners.sort_unstable();
        assert_eq!(corners, [(-64, -64), (-64, 4160), (4160, -64), (4160, 4160)]);
    }

    #[test]
    fn a_ring_inside_is_kept_and_one_outside_vanishes() {
        let small = |x: f64| vec![at(x, 10.0), at(x + 10.0, 10.0), at(x, 20.0)];
        assert_eq!(ring(small(5.0)), small(5.0));
        assert!(ring(small(5000.0)).is_empty());
        assert!(ring(Vec::new()).is_empty());
    }
}
