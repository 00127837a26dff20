//! Customisation: `customise` weighs the arcs and shortcuts of the frame (`Weighed`, `Via`), `perfect_customise` then
//! lowers each weight to the true fastest and marks the arcs that a fastest drive may need. Both can use two threads
//! where the frame falls in two. A few changed weights are worked in by `amend.rs` instead.

use super::arc::{Arc, DOWN, Pair, UP};
use super::frame::Frame;
use super::parallel_parts::Apart;
use crate::weight::Weight;
use std::ops::Range;

/// What an arc of the frame stands for: an arc of the network, or a drive through a less important node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Via(u32);

impl Via {
    /// An arc of the network, if anything.
    pub(super) const ROAD: Self = Self(u32::MAX);

    pub(super) const fn through(node: u32) -> Self {
        Self(node)
    }

    /// The node between.
    pub(super) fn middle(self) -> Option<u32> {
        (self != Self::ROAD).then_some(self.0)
    }
}

/// The arcs of the frame under some weights.
#[derive(Debug, PartialEq)]
pub(super) struct Weighed {
    pub(super) weights: Vec<Pair<Weight>>,
    pub(super) via: Vec<Pair<Via>>,
}

/// Of two ways to go, the one that is there already unless the other is better.
#[inline]
pub(super) fn relax(weight: &mut Weight, via: &mut Via, other: Weight, other_via: Via) {
    if other < *weight {
        (*weight, *via) = (other, other_via);
    }
}

/// Weighs every arc by the roads between its ends and by the drives through less important nodes.
pub(super) fn customise(frame: &Frame, arcs: &[Arc]) -> Weighed {
    weigh_apart(frame, arcs, on_two_threads(frame))
}

/// The same on two threads where the frame falls apart. The result does not depend on it.
pub(super) fn weigh_apart(frame: &Frame, arcs: &[Arc], apart: Option<Apart>) -> Weighed {
    let mut weighed = Weighed::nothing(frame.arc_count());
    for arc in arcs {
        if let Some(place) = frame.arc_between(arc.tail, arc.head) {
            let weight = &mut weighed.weights[place][arc.side()];
            *weight = weight.or_less(arc.weight);
        }
    }
    let count = frame.node_count() as u32;
    let (mut rest, mut nowhere) = (weighed.part(0), Weighed::nothing(0));
    let mut begin = 0;
    if let Some(Apart { middle, top }) = apart {
        let (mut left, others) = rest.split(frame.arcs(middle).start);
        let (mut right, mut above) = others.split(frame.arcs(top).start);
        // Each thread notes for itself what it finds out about the arcs above both.
        let mut found = [(); 2].map(|()| Weighed::nothing(above.weights.len()));
        let [by_left, by_right] = found.each_mut().map(|found| found.part(above.first));
        rayon::join(
            || weigh_nodes(frame, 0..middle, &mut left, by_left),
            || weigh_nodes(frame, middle..top, &mut right, by_right),
        );
        for found in &found {
            above.relax(found);
        }
        (rest, begin) = (above, top);
    }
    weigh_nodes(frame, begin..count, &mut rest, nowhere.part(frame.arc_count()));
    weighed
}

/// Weighs the arcs above some nodes, whose own arcs are a part, by the drives through those nodes.
fn weigh_nodes(frame: &Frame, nodes: Range<u32>, own: &mut Part, mut above: Part) {
    // From the least important node on, so that the two sides of a triangle are final when its shortcut needs them.
    for low in nodes {
        frame.triangles_above(low, |to_middle, to_high, across| {
            let [middle, high] = [to_middle, to_high].map(|arc| own.weights[arc - own.first]);
            let (weight, via) = if across < above.first {
                own.at(across)
            } else {
                above.at(across)
            };
            let through = Via::through(low);
            relax(&mut weight[UP], &mut via[UP], middle[DOWN] + high[UP], through);
            relax(&mut weight[DOWN], &mut via[DOWN], high[DOWN] + middle[UP], through);
        });
    }
}

/// Lowers the weight of every arc to that of the true fastest drive between its ends (perfect customisation), from the
/// most important node on. An arc that was more than that is never part of a fastest drive; tells which arcs are
/// needed.
pub(super) fn perfect_customise(frame: &Frame, weights: &mut [Pair<Weight>]) -> Vec<Pair<bool>> {
    hasten_apart(frame, weights, on_two_threads(frame))
}

/// The same on two threads where the frame falls apart. The result does not depend on it.
pub(super) fn hasten_apart(frame: &Frame, weights: &mut [Pair<Weight>], apart: Option<Apart>) -> Vec<Pair<bool>> {
    let mut is_needed: Vec<Pair<bool>> = weights.iter().map(|pair| pair.map(Weight::is_road)).collect();
    let count = frame.node_count() as u32;
    let Some(Apart { middle, top }) = apart else {
        hasten_nodes(frame, 0..count, weights, &mut is_needed, &[]);
        return is_needed;
    };
    let [middle_arc, top_arc] = [middle, top].map(|node| frame.arcs(node).start);
    let (below, above) = weights.split_at_mut(top_arc);
    let (needed_below, needed_above) = is_needed.split_at_mut(top_arc);
    hasten_nodes(frame, top..count, above, needed_above, &[]);
    let (left, right) = below.split_at_mut(middle_arc);
    let (needed_left, needed_right) = needed_below.split_at_mut(middle_arc);
    rayon::join(
        || hasten_nodes(frame, 0..middle, left, needed_left, above),
        || hasten_nodes(frame, middle..top, right, needed_right, above),
    );
    is_needed
}

/// Hastens the arcs of some nodes; `above` are the last arcs of the frame, done before.
fn hasten_nodes(
    frame: &Frame,
    nodes: Range<u32>,
    weights: &mut [Pair<Weight>],
    is_needed: &mut [Pair<bool>],
    above: &[Pair<Weight>],
) {
    let first = frame.arcs(nodes.start).start;
    let first_above = frame.arc_count() - above.len();
    let mut lower = |weights: &mut [Pair<Weight>], arc: usize, side: usize, other: Weight| {
        if other < weights[arc][side] {
            weights[arc][side] = other;
            is_needed[arc][side] = false;
        }
    };
    for low in nodes.rev() {
        frame.triangles_above(low, |to_middle, to_high, across| {
            let (to_middle, to_high) = (to_middle - first, to_high - first);
            let around = if across < first_above {
                weights[across - first]
            } else {
                above[across - first_above]
            };
            let (middle, high) = (weights[to_middle], weights[to_high]);
            lower(weights, to_middle, UP, high[UP] + around[DOWN]);
            lower(weights, to_high, UP, middle[UP] + around[UP]);
            lower(weights, to_middle, DOWN, around[UP] + high[DOWN]);
            lower(weights, to_high, DOWN, around[DOWN] + middle[DOWN]);
        });
    }
}

/// How the work on a frame is shared, if there is anybody to share it with.
fn on_two_threads(frame: &Frame) -> Option<Apart> {
    (rayon::current_num_threads() > 1).then(|| Apart::of(frame)).flatten()
}

/// Some arcs that follow one another in the frame, from the first.
struct Part<'a> {
    first: usize,
    weights: &'a mut [Pair<Weight>],
    via: &'a mut [Pair<Via>],
}

impl Weighed {
    fn nothing(arc_count: usize) -> Self {
        Self {
            weights: vec![[Weight::NO_ROAD; 2]; arc_count],
            via: vec![[Via::ROAD; 2]; arc_count],
        }
    }

    /// The whole, as arcs from a number on.
    fn part(&mut self, first: usize) -> Part<'_> {
        Part {
            first,
            weights: &mut self.weights,
            via: &mut self.via,
        }
    }
}

impl Part<'_> {
    #[inline(always)]
    fn at(&mut self, arc: usize) -> (&mut Pair<Weight>, &mut Pair<Via>) {
        let place = arc - self.first;
        (&mut self.weights[place], &mut self.via[place])
    }

    fn split(self, arc: usize) -> (Self, Self) {
        let (weights, more_weights) = self.weights.split_at_mut(arc - self.first);
        let (via, more_via) = self.via.split_at_mut(arc - self.first);
        let before = Self {
            first: self.first,
            weights,
            via,
        };
        let after = Self {
            first: arc,
            weights: more_weights,
            via: more_via,
        };
        (before, after)
    }

    /// Takes over what is better.
    fn relax(&mut self, found: &Weighed) {
        let own = self.weights.iter_mut().zip(self.via.iter_mut());
        for ((weight, via), (other, other_via)) in own.zip(found.weights.iter().zip(&found.via)) {
            for side in [UP, DOWN] {
                relax(&mut weight[side], &mut via[side], other[side], other_via[side]);
            }
        }
    }
}
