//! `Apart`: finds two parts of the hierarchy that can be customised in parallel: no triangle joins them below their
//! common top.
//!
//! Nested dissection numbers one side of the first cut before the other, and the cut last. So there is nothing to be
//! stored: the parents tell.

use super::frame::Frame;

/// Nodes up to `middle` and nodes from there up to `top` are in no triangle together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Apart {
    pub(super) middle: u32,
    pub(super) top: u32,
}

/// A smaller frame is weighed sooner than shared.
const NODES_MIN: usize = 10_000;
/// The smaller part must be worth a thread: at least one node in this many.
const SHARE: u32 = 4;

impl Apart {
    /// Two parts of about the same size and as little as possible above them; `None` where no numbers part the frame.
    pub(super) fn of(frame: &Frame) -> Option<Self> {
        Self::of_at_least(frame, NODES_MIN)
    }

    pub(super) fn of_at_least(frame: &Frame, nodes_min: usize) -> Option<Self> {
        let count = frame.node_count();
        if count < nodes_min.max(8) {
            return None;
        }
        let count = count as u32;
        let tops = (0..count.ilog2()).map(|size| 1 << size);
        let mut tops = tops.take_while(|&size| size < count / 8).map(|size| count - size);
        tops.find_map(|top| {
            Some(Self {
                middle: middle(frame, top)?,
                top,
            })
        })
    }
}

/// Where the nodes below a top fall in two.
fn middle(frame: &Frame, top: u32) -> Option<u32> {
    // The furthest node below the top that anything so far leads to.
    let mut furthest = 0;
    let mut best: Option<u32> = None;
    let from_middle = |place: u32| place.abs_diff(top / 2);
    for node in 0..top {
        if node > furthest && best.is_none_or(|best| from_middle(node) < from_middle(best)) {
            best = Some(node);
        }
        let parent = frame.parent(node).filter(|&parent| parent < top);
        furthest = furthest.max(parent.unwrap_or(node));
    }
    best.filter(|&middle| middle.min(top - middle) >= top / SHARE)
}
