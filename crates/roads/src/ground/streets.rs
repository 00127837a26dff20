//! What a road network is made of and what is stored of it: junctions, segments between them, and drives that are forbidden.

use crate::ground::building_fronts::Building;
use crate::ground::calendar::Calendar;
use crate::ground::shapes::{Shapes, Spots};
use crate::ground::spot::Spot;
use crate::profile::{Access, Profile, Seasons};

/// A stretch of road between two junctions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// The junction where its shape begins.
    pub(crate) tail: u32,
    /// The junction where its shape ends.
    pub(crate) head: u32,
    /// Deciseconds from tail to head; `None` when it is never open. At least one direction is, at some hour.
    pub(crate) forward: Option<u32>,
    /// Deciseconds from head to tail; `None` when it is never open.
    pub(crate) backward: Option<u32>,
    /// Length.
    pub(crate) meters: u32,
    /// Who may, from tail to head and back; never closed.
    pub(crate) access: [Access; 2],
    /// The class of road, by its place in the table of the profile.
    pub(crate) class: u8,
    /// When in the year.
    pub(crate) seasons: Seasons,
    /// Whether one may stop and get off there.
    pub(crate) has_kerb: bool,
    /// Which of [`Streets::ways`] it is a part of.
    pub(crate) way: u32,
}

/// What bars a junction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Bar {
    /// Nothing.
    #[default]
    Open,
    /// A gate that opens for anyone.
    Gate,
    /// A gate that opens only for those with business behind it.
    Restricted,
    /// Nobody passes.
    Closed,
}

/// A place where segments meet or end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Junction {
    pub(crate) spot: Spot,
    /// Deciseconds to pass it whatever the turn: signals, a gate.
    pub(crate) halt: u32,
    pub(crate) bar: Bar,
}

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

impl Segment {
    /// Deciseconds along one of its lanes; `None` when that is closed.
    pub(crate) const fn time(&self, lane: u32) -> Option<u32> {
        if is_forward(lane) { self.forward } else { self.backward }
    }

    /// Who may drive along one of its lanes.
    pub(crate) const fn access_of(&self, lane: u32) -> Access {
        let [there, back] = self.access;
        if is_forward(lane) { there } else { back }
    }

    /// Its two junctions, the lower first; `None` when it begins and ends at one.
    pub(crate) fn pair(&self) -> Option<(u32, u32)> {
        let (low, high) = (self.tail.min(self.head), self.tail.max(self.head));
        (low < high).then_some((low, high))
    }
}

/// The other direction of the same segment.
pub(crate) const fn reverse(lane: u32) -> u32 {
    lane ^ 1
}

/// Whether a lane leads along its segment's shape.
pub(crate) const fn is_forward(lane: u32) -> bool {
    lane & 1 == 0
}
