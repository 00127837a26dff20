//! Weighs the arcs of the frame and finds out which of them fastest drives need.

use super::Arc;
use super::frame::Frame;
use crate::weight::Weight;

/// The direction from the less important end of an arc, as a place in a pair.
pub(super) const UP: usize = 0;
/// The direction from the more important end.
pub(super) const DOWN: usize = 1;

/// Something of an arc in both directions.
pub(super) type Pair<T> = [T; 2];

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
#[derive(Clone)]
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
pub(super) fn weigh(frame: &Frame, arcs: &[Arc]) -> Weighed {
    let mut weighed = Weighed {
        weights: vec![[Weight::NO_ROAD; 2]; frame.arc_count()],
        via: vec![[Via::ROAD; 2]; frame.arc_count()],
    };
    let weights = &mut weighed.weights;
    for arc in arcs {
        if let Some(place) = frame.arc_between(arc.tail, arc.head) {
            let weight = &mut weights[place][arc.side()];
            *weight = weight.or_less(arc.weight);
        }
    }
    // From the least important node on, so that the two sides of a triangle are final when its shortcut needs them.
    for low in 0..frame.node_count() as u32 {
        frame.triangles_above(low, |to_middle, to_high, across| {
            let (middle, high) = (weights[to_middle], weights[to_high]);
            let (weight, via) = (&mut weights[across], &mut weighed.via[across]);
            let through = Via::through(low);
            relax(&mut weight[UP], &mut via[UP], middle[DOWN] + high[UP], through);
            relax(&mut weight[DOWN], &mut via[DOWN], high[DOWN] + middle[UP], through);
        });
    }
    weighed
}

/// Lowers the weight of every arc to that of the true fastest drive between its ends (perfect customisation), from the most important node
/// on. An arc that was more than that is never part of a fastest drive; tells which arcs are needed.
pub(super) fn hasten(frame: &Frame, weights: &mut [Pair<Weight>]) -> Vec<Pair<bool>> {
    let mut is_needed: Vec<Pair<bool>> = weights.iter().map(|pair| pair.map(Weight::is_road)).collect();
    let mut lower = |weights: &mut [Pair<Weight>], arc: usize, side: usize, other: Weight| {
        if other < weights[arc][side] {
            weights[arc][side] = other;
            is_needed[arc][side] = false;
        }
    };
    for low in (0..frame.node_count() as u32).rev() {
        frame.triangles_above(low, |to_middle, to_high, across| {
            let around = weights[across];
            let (middle, high) = (weights[to_middle], weights[to_high]);
            lower(weights, to_middle, UP, high[UP] + around[DOWN]);
            lower(weights, to_high, UP, middle[UP] + around[UP]);
            lower(weights, to_middle, DOWN, around[UP] + high[DOWN]);
            lower(weights, to_high, DOWN, around[DOWN] + middle[DOWN]);
        });
    }
    is_needed
}
