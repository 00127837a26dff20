//! `Arc`: a directed arc of the network with its weight; `UP`, `DOWN` and `Pair`: the two directions of an arc of the
//! hierarchy. Small types only.

use crate::weight::Weight;

/// The direction from the less important end of an arc, as a place in a pair.
pub(super) const UP: usize = 0;
/// The direction from the more important end.
pub(super) const DOWN: usize = 1;

/// Something of an arc in both directions.
pub(super) type Pair<T> = [T; 2];

/// A directed arc of the network the hierarchy is built over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arc {
    pub(crate) tail: u32,
    pub(crate) head: u32,
    pub(crate) weight: Weight,
}

impl Arc {
    /// In which direction it leads.
    pub(super) const fn side(&self) -> usize {
        if self.tail < self.head { UP } else { DOWN }
    }
}
