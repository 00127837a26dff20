//! `Segment`: a stretch of road between two junctions: deciseconds in either direction, metres, access, class, seasons,
//! its way on the map, and whether one may stop there. Its points are in `shapes.rs`.

use crate::ground::lane::is_forward;
use crate::profile::{Access, Seasons};

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
    /// Length in metres.
    pub(crate) meters: u32,
    /// Who may, from tail to head and back; never closed.
    pub(crate) access: [Access; 2],
    /// The class of road, by its place in the table of the profile.
    pub(crate) class: u8,
    /// When in the year.
    pub(crate) seasons: Seasons,
    /// Whether one may stop and get off there.
    pub(crate) has_kerb: bool,
    /// Which of the ways of the streets it is a part of.
    pub(crate) way: u32,
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
