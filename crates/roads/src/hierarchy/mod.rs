//! A customizable contraction hierarchy: fastest drives without searching the whole map.
//!
//! Nodes come numbered by importance ([`edges_by_importance`], nested dissection by inertial flow). [`Frame`] adds the
//! shortcuts that any weights could need; [`customise`] weighs them and drops those that no fastest drive uses; a [`Climb`]
//! walks from a node up to the top of the hierarchy, some hundred nodes; where a climb from the start and one from the goal
//! meet, the fastest drive is found. The frame depends on the roads only, so new weights (a closure, a rush hour, another
//! vehicle) cost one customisation. What the nodes are does not matter here: in a road network they are lanes.
//!
//! Method: Dibbelt, Strasser, Wagner, *Customizable Contraction Hierarchies*, 2016.

mod climb;
mod customise;
mod frame;
mod half;
mod order;
mod unpack;

pub(crate) use climb::{Climb, Meeting, Start, meeting};
pub(crate) use half::Half;
pub(crate) use order::edges_by_importance;

use crate::RoadsError;
use crate::weight::Weight;
use customise::Via;
use frame::Frame;
use std::sync::Arc as Shared;

/// A directed arc of the network the hierarchy is built over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arc {
    pub(crate) tail: u32,
    pub(crate) head: u32,
    pub(crate) weight: Weight,
}

/// The hierarchy over one network and one set of weights.
pub(crate) struct Hierarchy {
    frame: Shared<Frame>,
    via_up: Vec<Via>,
    via_down: Vec<Via>,
    ascent: Half,
    descent: Half,
}

impl Hierarchy {
    /// Builds the hierarchy over arcs between nodes that are numbered by importance.
    ///
    /// # Errors
    /// When the numbering is so poor that the shortcuts would not fit in memory: never with [`edges_by_importance`],
    /// but damaged bytes can hold any numbering.
    pub(crate) fn new(node_count: usize, arcs: &[Arc]) -> Result<Self, RoadsError> {
        let frame = Frame::new(node_count, arcs)?;
        Ok(Self::weighed(Shared::new(frame), arcs))
    }

    /// The hierarchy over the same arcs with other weights. The result depends on the weights alone, never on those before.
    pub(crate) fn with_weights(&self, arcs: &[Arc]) -> Self {
        Self::weighed(Shared::clone(&self.frame), arcs)
    }

    fn weighed(frame: Shared<Frame>, arcs: &[Arc]) -> Self {
        let weighed = customise::customise(&frame, arcs);
        Self {
            ascent: Half::new(&frame, &weighed.up),
            descent: Half::new(&frame, &weighed.down),
            via_up: weighed.up.via,
            via_down: weighed.down.via,
            frame,
        }
    }

    /// Arcs on which drives leave towards more important nodes.
    pub(crate) const fn ascent(&self) -> &Half {
        &self.ascent
    }

    /// Arcs on which drives arrive from more important nodes.
    pub(crate) const fn descent(&self) -> &Half {
        &self.descent
    }

    /// The next node on the way to the top; `None` at a top.
    pub(crate) fn parent(&self, node: u32) -> Option<u32> {
        self.frame.parent(node)
    }

    /// How many nodes are above this one on the way to the top.
    pub(crate) fn depth(&self, node: u32) -> u32 {
        self.frame.depth(node)
    }

    /// Number of nodes.
    pub(crate) fn node_count(&self) -> usize {
        self.frame.node_count()
    }

    /// Number of arcs, shortcuts included, in either direction.
    pub(crate) fn arc_count(&self) -> usize {
        self.frame.arc_count()
    }
}

#[cfg(test)]
mod tests;
