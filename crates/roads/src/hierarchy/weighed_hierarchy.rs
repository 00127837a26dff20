//! `Hierarchy`: the contraction hierarchy under one set of weights. Builds it, gives it other weights, or works a few
//! changed ones in (`amended`). The shortcuts are found in `frame.rs` and weighed in `customise.rs`; nodes come
//! numbered in contraction order.

use super::amend::Amendment;
use super::arc::{Arc, DOWN, Pair, UP};
use super::customise::{self, Via};
use super::frame::Frame;
use super::packed_weights::Needed;
use super::saved_customisation::SavedCustomisation;
use super::search_graph::Half;
use crate::RoadsError;
use std::sync::Arc as Shared;

/// The hierarchy over one network and one set of weights.
pub(crate) struct Hierarchy {
    pub(super) frame: Shared<Frame>,
    pub(super) via: Vec<Pair<Via>>,
    ascent: Half,
    descent: Half,
}

impl Hierarchy {
    /// Builds the hierarchy over arcs between nodes that are numbered by importance.
    ///
    /// # Errors
    /// When the numbering is so poor that the shortcuts would not fit in memory: never with
    /// [`super::edges_by_importance`], but damaged bytes can hold any numbering.
    pub(crate) fn new(node_count: usize, arcs: &[Arc]) -> Result<Self, RoadsError> {
        let frame = Frame::new(node_count, arcs)?;
        Ok(Self::weighed(Shared::new(frame), arcs))
    }

    /// The hierarchy over the same arcs with other weights. The result depends on the weights alone, never on those
    /// before.
    pub(crate) fn with_weights(&self, arcs: &[Arc]) -> Self {
        Self::weighed(Shared::clone(&self.frame), arcs)
    }

    fn weighed(frame: Shared<Frame>, arcs: &[Arc]) -> Self {
        let customise::Weighed { weights, via } = customise::customise(&frame, arcs);
        let needed = Needed::of(&frame, weights);
        let half = |side| Half::new(&frame, needed.count(side), needed.weights(side));
        Self {
            ascent: half(UP),
            descent: half(DOWN),
            via,
            frame,
        }
    }

    /// What [`Self::amended`] needs to know of this hierarchy, which was made of these arcs: as much memory again and
    /// one customisation.
    pub(crate) fn saved(&self, arcs: &[Arc]) -> SavedCustomisation {
        SavedCustomisation::new(&self.frame, arcs)
    }

    /// The hierarchy over the same arcs with other weights where they are `changed`, by number: as
    /// [`Self::with_weights`], bit by bit, at the cost of what the changes touch.
    pub(crate) fn amended(&self, saved: &SavedCustomisation, arcs: &[Arc], changed: &[u32]) -> Self {
        let Ok(amendment) = Amendment::new(&self.frame, saved, &self.via, arcs, changed) else {
            return self.with_weights(arcs);
        };
        let nodes = amendment.touched();
        let half = |half: &Half, side| half.amended(&self.frame, &nodes, |arc| amendment.needed(arc, side));
        Self {
            ascent: half(&self.ascent, UP),
            descent: half(&self.descent, DOWN),
            via: amendment.via.to_vec(),
            frame: Shared::clone(&self.frame),
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
