//! `PieceIndex`: the straight pieces of all segments, the nearest to a place first. Which of them is the best stop is
//! decided in `snap_index.rs`.
//!
//! The R-tree holds boxes around *stretches*, a few pieces of one segment each; the pieces themselves are read from the
//! shapes of the streets when their stretch is near. So the index is smaller than one over pieces.

use crate::ground::streets::Streets;
use crate::stops::walk::{Line, plane};
use rstar::{AABB, PointDistance, RTree, RTreeObject};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Pieces of a stretch, at most: boxes around long bends are near to much that the bends are not.
const STRETCH: usize = 8;

/// Finds pieces by where they are.
pub(crate) struct PieceIndex(RTree<Stretch>);

/// A few pieces of a segment, and the box around them.
struct Stretch {
    low: [f64; 2],
    high: [f64; 2],
    segment: u32,
    /// Which piece of its segment is the first.
    place: u32,
}

/// A straight piece of a segment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) line: Line,
    pub(crate) segment: u32,
    /// Which piece of its segment.
    pub(crate) place: u32,
    /// From the place that was asked about, squared, on the plane.
    pub(crate) distance_2: f64,
}

impl PieceIndex {
    /// An index of all pieces of all segments.
    pub(crate) fn new(streets: &Streets) -> Self {
        let mut stretches = Vec::with_capacity(streets.segments.len());
        let mut corners: Vec<[f64; 2]> = Vec::new();
        for segment in 0..streets.segments.len() {
            corners.clear();
            corners.extend(streets.spots(segment).map(|spot| plane(spot.into())));
            for place in (0..corners.len() - 1).step_by(STRETCH) {
                let end = corners.len().min(place + STRETCH + 1);
                let around = AABB::from_points(&corners[place..end]);
                stretches.push(Stretch {
                    low: around.lower(),
                    high: around.upper(),
                    segment: segment as u32,
                    place: place as u32,
                });
            }
        }
        Self(RTree::bulk_load(stretches))
    }

    /// The pieces of the streets that the index was made of, the nearest to a place on the plane first.
    pub(crate) fn nearest<'a>(&'a self, streets: &'a Streets, at: [f64; 2]) -> impl Iterator<Item = Piece> + 'a {
        let mut stretches = self.0.nearest_neighbor_iter_with_distance_2(&at).peekable();
        let mut ready: BinaryHeap<Reverse<ByDistance>> = BinaryHeap::new();
        std::iter::from_fn(move || {
            // A piece is nowhere nearer than the box around its stretch.
            let is_next = |box_2: f64, ready: &BinaryHeap<Reverse<ByDistance>>| {
                ready
                    .peek()
                    .is_none_or(|Reverse(ByDistance(piece))| box_2 <= piece.distance_2)
            };
            while let Some((stretch, _)) = stretches.next_if(|&(_, box_2)| is_next(box_2, &ready)) {
                ready.extend(stretch.pieces(streets, at).map(ByDistance).map(Reverse));
            }
            ready.pop().map(|Reverse(ByDistance(piece))| piece)
        })
    }
}

impl Stretch {
    fn pieces(&self, streets: &Streets, at: [f64; 2]) -> impl Iterator<Item = Piece> {
        let spots = streets.spots(self.segment as usize).skip(self.place as usize);
        let mut corners = spots.take(STRETCH + 1).map(|spot| plane(spot.into()));
        let mut from = corners.next();
        (self.place..).zip(corners).filter_map(move |(place, to)| {
            let line = Line {
                from: from.replace(to)?,
                to,
            };
            Some(Piece {
                line,
                segment: self.segment,
                place,
                distance_2: line.distance_2(at),
            })
        })
    }
}

impl RTreeObject for Stretch {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.low, self.high)
    }
}

impl PointDistance for Stretch {
    fn distance_2(&self, place: &[f64; 2]) -> f64 {
        self.envelope().distance_2(place)
    }
}

/// A piece by its distance; of pieces as far, the one that was numbered first.
struct ByDistance(Piece);

impl Ord for ByDistance {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let by_distance = self.0.distance_2.total_cmp(&other.0.distance_2);
        by_distance.then_with(|| (self.0.segment, self.0.place).cmp(&(other.0.segment, other.0.place)))
    }
}

impl PartialOrd for ByDistance {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for ByDistance {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for ByDistance {}

#[cfg(test)]
mod tests {
    use super::PieceIndex;
    use crate::stops::walk::{Line, plane};
    use crate::tests::world::{random_grid, random_points};

    #[test]
    fn pieces_come_in_the_order_of_their_distance_and_none_is_missing() {
        let network = random_grid(5, 6).build();
        let streets = &network.roads.shared.streets;
        let index = PieceIndex::new(streets);
        for point in random_points(&network, 9, 40) {
            let at = plane(point);
            let mut all = Vec::new();
            for segment in 0..streets.segments.len() {
                let corners: Vec<_> = streets.spots(segment).map(|spot| plane(spot.into())).collect();
                let lines = corners.windows(2).map(|ends| Line {
                    from: ends[0],
                    to: ends[1],
                });
                all.extend(lines.map(|line| line.distance_2(at)));
            }
            all.sort_by(f64::total_cmp);
            let told: Vec<f64> = index.nearest(streets, at).map(|piece| piece.distance_2).collect();
            assert_eq!(told, all);
        }
    }
}
