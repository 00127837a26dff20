//! `Needed`: the weights of the arcs that fastest drives need, packed, so that the full array of weights can be freed
//! before the two search graphs are built.

use super::arc::Pair;
use super::customise::perfect_customise;
use super::frame::Frame;
use crate::weight::Weight;

/// Which arcs are needed, and their weights.
pub(super) struct Needed {
    is_needed: Vec<Pair<bool>>,
    /// Of the needed ones only, both directions of an arc one after the other.
    weights: Vec<Weight>,
}

impl Needed {
    /// Those of some weights.
    pub(super) fn of(frame: &Frame, mut weights: Vec<Pair<Weight>>) -> Self {
        let is_needed = perfect_customise(frame, &mut weights);
        let mut weights = weights.into_flattened();
        let mut needed = is_needed.as_flattened().iter();
        weights.retain(|_| needed.next() == Some(&true));
        weights.shrink_to_fit();
        Self { is_needed, weights }
    }

    /// Arc by arc the weight in one direction, where it is needed.
    pub(super) fn weights(&self, side: usize) -> impl Iterator<Item = Option<Weight>> {
        let mut rest = self.weights.iter().copied();
        self.is_needed.iter().map(move |is_needed| {
            let both = is_needed.map(|is_needed| if is_needed { rest.next() } else { None });
            both[side]
        })
    }

    /// How many arcs are needed in one direction.
    pub(super) fn count(&self, side: usize) -> usize {
        self.is_needed.iter().filter(|is_needed| is_needed[side]).count()
    }
}
