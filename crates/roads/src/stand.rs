//! Standing on a segment: what it weighs to leave it, to arrive on it, and to drive between two places on it.
//!
//! A segment's time and length are split at the place once, by the same rounding for every purpose, so the two parts always
//! add up to the whole, and a place further along is never nearer.

use crate::snap::Snap;
use crate::streets::{Segment, Streets};
use crate::weight::{Drive, Weight};

/// An end of a segment, and the drive between it and a place on the segment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct End {
    pub(crate) node: u32,
    pub(crate) weight: Weight,
    /// Where the end is along the shape: 0 at the tail, 1 at the head.
    pub(crate) along: f64,
}

impl Streets {
    /// The segment of a snap; `None` for a snap of another network that has more segments.
    fn segment_of(&self, snap: &Snap) -> Option<&Segment> {
        self.segments.get(snap.segment as usize)
    }

    /// The ends at which a drive from here leaves its segment.
    pub(crate) fn departures(&self, snap: &Snap) -> Vec<End> {
        let Some(segment) = self.segment_of(snap) else {
            return Vec::new();
        };
        let forward = segment.forward.map(|time| segment.head_from(time, snap.along));
        let backward = segment.backward.map(|time| segment.tail_from(time, snap.along));
        forward.into_iter().chain(backward).collect()
    }

    /// The ends at which a drive to here enters its segment.
    pub(crate) fn arrivals(&self, snap: &Snap) -> Vec<End> {
        let Some(segment) = self.segment_of(snap) else {
            return Vec::new();
        };
        let forward = segment.forward.map(|time| segment.tail_from(time, snap.along));
        let backward = segment.backward.map(|time| segment.head_from(time, snap.along));
        forward.into_iter().chain(backward).collect()
    }

    /// The drive between two places on one segment that does not leave it.
    pub(crate) fn direct(&self, from: &Snap, to: &Snap) -> Weight {
        let Some(segment) = self.segment_of(from).filter(|_| from.segment == to.segment) else {
            return Weight::NO_ROAD;
        };
        if from.along == to.along {
            return Weight::ZERO;
        }
        let time = if from.along < to.along {
            segment.forward
        } else {
            segment.backward
        };
        time.map_or(Weight::NO_ROAD, |time| {
            let between = |whole| part(whole, from.along).abs_diff(part(whole, to.along));
            drive(between(time), between(segment.meters))
        })
    }
}

impl Segment {
    /// Between a place and the head, in the direction that takes this time.
    fn head_from(&self, deciseconds: u32, along: f64) -> End {
        let rest = |whole| whole - part(whole, along);
        End {
            node: self.head,
            weight: drive(rest(deciseconds), rest(self.meters)),
            along: 1.0,
        }
    }

    /// Between a place and the tail, in the direction that takes this time.
    fn tail_from(&self, deciseconds: u32, along: f64) -> End {
        End {
            node: self.tail,
            weight: drive(part(deciseconds, along), part(self.meters, along)),
            along: 0.0,
        }
    }
}

/// The part of a whole that lies behind a share between 0 and 1.
fn part(whole: u32, along: f64) -> u32 {
    (f64::from(whole) * along).round() as u32
}

fn drive(deciseconds: u32, meters: u32) -> Weight {
    Weight::from(Drive {
        deciseconds,
        entries: 0,
        meters,
    })
}
