//! `Times`: lane times as they are now, for places along a segment: what is ahead when a drive leaves the place, what
//! is left when one arrives, and the drive between two places of one segment.
//!
//! A segment's time and length are split at the place once, by the same rounding, so the two parts add up to the whole,
//! and a place further along is never nearer.

use crate::ground::lane::is_forward;
use crate::ground::segment::Segment;
use crate::ground::streets::Streets;
use crate::hierarchy::Start;
use crate::profile::Access;
use crate::stops::snap::Snap;
use crate::turn_graph::expansion::Expansion;
use crate::weight::{Drive, Weight};

/// The times of all lanes as they are now; `None` where closed.
pub(crate) struct Times<'a> {
    pub(crate) streets: &'a Streets,
    pub(crate) now: &'a [Option<u32>],
    /// Who may use segments that are not as usual, ascending.
    pub(crate) accesses: &'a [(u32, [Access; 2])],
}

impl Times<'_> {
    /// The segment of a snap; `None` for a snap of another network that has more segments.
    fn segment_of(&self, snap: &Snap) -> Option<&Segment> {
        self.streets.segments.get(snap.segment as usize)
    }

    /// Whether a segment can be driven at all.
    pub(crate) fn is_open(&self, segment: u32) -> bool {
        let lane = 2 * segment as usize;
        self.now[lane].is_some() || self.now[lane + 1].is_some()
    }

    /// Who may use a segment: in the direction that is open to more people, since one may come that way.
    pub(crate) fn access(&self, segment: u32) -> Access {
        let place = self.accesses.binary_search_by_key(&segment, |&(number, _)| number);
        let both = place.map_or(self.streets.segments[segment as usize].access, |place| {
            self.accesses[place].1
        });
        let lane = 2 * segment as usize;
        match [self.now[lane], self.now[lane + 1]] {
            [Some(_), None] => both[0],
            [None, Some(_)] => both[1],
            _ => both[0].min(both[1]),
        }
    }

    /// The lanes of a snap that are open, each with what is ahead of the place on it.
    pub(crate) fn ahead(&self, snap: &Snap) -> impl Iterator<Item = (u32, Weight)> {
        let lanes = self.segment_of(snap).map(|segment| (segment.meters, 2 * snap.segment));
        let lanes = lanes
            .into_iter()
            .flat_map(|(meters, lane)| [(meters, lane), (meters, lane + 1)]);
        lanes.filter_map(move |(meters, lane)| {
            let rest = |whole| {
                let behind = part(whole, snap.along);
                if is_forward(lane) { whole - behind } else { behind }
            };
            Some((lane, drive(rest(self.now[lane as usize]?), rest(meters))))
        })
    }

    /// Where drives from here begin: at the ends of its lanes.
    pub(crate) fn departures(&self, expansion: &Expansion, snap: &Snap) -> Vec<Start> {
        let start = |(lane, weight)| {
            let node = expansion.node(lane)?;
            Some(Start { node, weight })
        };
        self.ahead(snap).filter_map(start).collect()
    }

    /// Where drives to here end: at the ends of its lanes too, less what is not driven of them.
    pub(crate) fn arrivals(&self, expansion: &Expansion, snap: &Snap) -> Vec<Start> {
        let starts = |(lane, rest): (u32, Weight)| {
            let weight = Weight::ZERO - rest;
            expansion.nodes(lane).map(move |node| Start { node, weight })
        };
        self.ahead(snap).flat_map(starts).collect()
    }

    /// The drive between two places on one segment that does not leave it.
    pub(crate) fn direct(&self, from: &Snap, to: &Snap) -> Weight {
        let Some(segment) = self.segment_of(from).filter(|_| from.segment == to.segment) else {
            return Weight::NO_ROAD;
        };
        if from.along == to.along {
            return Weight::ZERO;
        }
        let lane = 2 * from.segment + u32::from(from.along > to.along);
        self.now[lane as usize].map_or(Weight::NO_ROAD, |time| {
            let between = |whole| part(whole, from.along).abs_diff(part(whole, to.along));
            drive(between(time), between(segment.meters))
        })
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
