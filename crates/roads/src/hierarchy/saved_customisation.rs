//! `SavedCustomisation`: the weights and fastest drives of all arcs after a customisation, kept so that `amend.rs`
//! can apply a few changed weights without customising the whole hierarchy again.

use super::arc::Arc;
use super::arc::Pair;
use super::customise::{customise, perfect_customise};
use super::frame::Frame;
use crate::weight::Weight;
use std::ops::Range;

/// All weights of one moment, and the frame seen from above.
pub(crate) struct SavedCustomisation {
    pub(super) weights: Vec<Pair<Weight>>,
    /// Of the true fastest drive between the ends of each arc.
    pub(super) fastest: Vec<Pair<Weight>>,
    /// Arcs of the network by the arcs of the frame they are on: frame arc and number.
    roads: Vec<(u32, u32)>,
    first_below: Vec<u32>,
    /// For each node its less important neighbours, ascending, and the arcs to them.
    below: Vec<(u32, u32)>,
}

/// From this ratio of lengths on, the longer of two sorted lists is binary-searched instead of merged.
const SEARCH_MIN: usize = 8;

impl SavedCustomisation {
    pub(super) fn new(frame: &Frame, arcs: &[Arc]) -> Self {
        let weights = customise(frame, arcs).weights;
        let mut fastest = weights.clone();
        perfect_customise(frame, &mut fastest);
        let place = |(number, arc): (u32, &Arc)| Some((frame.arc_between(arc.tail, arc.head)? as u32, number));
        let mut roads: Vec<(u32, u32)> = (0..).zip(arcs).filter_map(place).collect();
        roads.sort_unstable();
        let mut first_below = vec![0_u32; frame.node_count() + 1];
        for arc in 0..frame.arc_count() {
            first_below[frame.head(arc) as usize + 1] += 1;
        }
        for node in 0..frame.node_count() {
            first_below[node + 1] += first_below[node];
        }
        let mut next = first_below.clone();
        let mut below = vec![(0, 0); frame.arc_count()];
        for low in 0..frame.node_count() as u32 {
            for arc in frame.arcs(low) {
                let slot = &mut next[frame.head(arc) as usize];
                below[*slot as usize] = (low, arc as u32);
                *slot += 1;
            }
        }
        Self {
            weights,
            fastest,
            roads,
            first_below,
            below,
        }
    }

    /// The numbers of the network's arcs on an arc of the frame, ascending.
    pub(super) fn roads_on(&self, arc: usize) -> impl Iterator<Item = u32> {
        let start = self.roads.partition_point(|&(place, _)| (place as usize) < arc);
        let here = self.roads[start..].iter();
        here.take_while(move |&&(place, _)| place as usize == arc)
            .map(|&(_, number)| number)
    }

    fn below(&self, node: u32) -> &[(u32, u32)] {
        let range: Range<u32> = self.first_below[node as usize]..self.first_below[node as usize + 1];
        &self.below[range.start as usize..range.end as usize]
    }

    /// Calls `visit` with every node that is below both of two, ascending, and the arcs from it to the one and to the
    /// other.
    pub(super) fn triangles_below(&self, one: u32, other: u32, mut visit: impl FnMut(u32, usize, usize)) {
        let (mut ones, mut others) = (self.below(one), self.below(other));
        let is_swapped = ones.len() > others.len();
        if is_swapped {
            (ones, others) = (others, ones);
        }
        let is_searched = others.len() > SEARCH_MIN * ones.len();
        for &(node, to_one) in ones {
            let passed = if is_searched {
                others.partition_point(|&(at, _)| at < node)
            } else {
                others.iter().take_while(|&&(at, _)| at < node).count()
            };
            others = &others[passed..];
            match others.first() {
                Some(&(at, to_other)) if at == node => {
                    let (to_one, to_other) = if is_swapped {
                        (to_other, to_one)
                    } else {
                        (to_one, to_other)
                    };
                    visit(node, to_one as usize, to_other as usize);
                }
                Some(_) => {}
                None => break,
            }
        }
    }
}
