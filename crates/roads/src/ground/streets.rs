//! `Streets`: all that is stored of a road network, as flat arrays: junctions, segments, shapes, forbidden sequences of
//! lanes, calendar, contraction order, buildings, ids of ways; and whose they are. The hierarchy is made of them and
//! not kept here.

use crate::ground::building_fronts::Building;
use crate::ground::calendar::Calendar;
use crate::ground::junction::Junction;
use crate::ground::lane::{is_forward, reverse};
use crate::ground::segment::Segment;
use crate::ground::shapes::{Shapes, Spots};
use crate::profile::Profile;

/// Flat arrays of a whole network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Streets {
    /// Whose streets these are.
    pub(crate) profile: Profile,
    pub(crate) junctions: Vec<Junction>,
    pub(crate) segments: Vec<Segment>,
    pub(crate) shapes: Shapes,
    /// Sequences of lanes that no drive may contain, the first of them at least two lanes long.
    pub(crate) bans: Vec<Vec<u32>>,
    /// What of all this is otherwise now and then.
    pub(crate) calendar: Calendar,
    /// Lanes in the order of importance, the least first; every open lane once, and no other.
    pub(crate) order: Vec<u32>,
    /// Walls and doors of large buildings.
    pub(crate) buildings: Vec<Building>,
    /// The map's ids of the ways kept.
    pub(crate) ways: Vec<i64>,
    /// Ways of the extract that may be used, kept or not.
    pub(crate) way_count: u32,
    /// Pieces of those that cannot both be reached from one another; the largest is what is kept.
    pub(crate) components: u32,
}

/// A lane: one direction of a segment. Lane `2s` leads from the tail of segment `s` to its head, lane `2s + 1` back.
impl Streets {
    pub(crate) fn lane_count(&self) -> usize {
        2 * self.segments.len()
    }

    pub(crate) fn segment_of_lane(&self, lane: u32) -> &Segment {
        &self.segments[lane as usize / 2]
    }

    /// Deciseconds along a lane; `None` when it is never open.
    pub(crate) fn time(&self, lane: u32) -> Option<u32> {
        self.segment_of_lane(lane).time(lane)
    }

    /// The junction a lane leads to.
    pub(crate) fn end(&self, lane: u32) -> u32 {
        let segment = self.segment_of_lane(lane);
        if is_forward(lane) { segment.head } else { segment.tail }
    }

    /// The junction a lane comes from.
    pub(crate) fn start(&self, lane: u32) -> u32 {
        self.end(reverse(lane))
    }

    /// Lanes that may be driven at any time, ascending.
    pub(crate) fn open_lanes(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.lane_count() as u32).filter(|&lane| self.time(lane).is_some())
    }

    /// The points of a segment from tail to head, both included.
    pub(crate) fn spots(&self, segment: usize) -> Spots<'_> {
        let tail = self.segments[segment].tail as usize;
        self.shapes.spots(segment, self.junctions[tail].spot)
    }

    /// Pairs of different junctions joined in any direction, each once, in order.
    pub(crate) fn neighbours(&self) -> Vec<(u32, u32)> {
        let mut pairs: Vec<(u32, u32)> = self.segments.iter().filter_map(Segment::pair).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}
