//! `Amendment`: applies a few changed weights to a hierarchy (partial customisation), with the same result as a full
//! one, or `TooMany` when the changes touch too much of it.
//!
//! An arc is looked at again when a way it was made of has changed, or a new one is as good: upwards through the
//! triangles for the weights, then downwards for the fastest drives that tell which arcs are needed (the update of
//! Dibbelt, Strasser and Wagner, 2016, with the same for perfect customisation).

use super::arc::Arc;
use super::arc::{DOWN, Pair, UP};
use super::customise::{Via, relax};
use super::frame::Frame;
use super::overlay::Overlay;
use super::saved_customisation::SavedCustomisation;
use crate::weight::Weight;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The arcs of the frame after some changes.
pub(super) struct Amendment<'a> {
    frame: &'a Frame,
    saved: &'a SavedCustomisation,
    arcs: &'a [Arc],
    pub(super) weights: Overlay<'a, Pair<Weight>>,
    pub(super) fastest: Overlay<'a, Pair<Weight>>,
    pub(super) via: Overlay<'a, Pair<Via>>,
    /// Triangles that may still be looked at before it is better to customise everything.
    patience: usize,
}

/// Changes touch too much of the map.
pub(super) struct TooMany;

impl<'a> Amendment<'a> {
    /// Works in the arcs of the network with these numbers.
    pub(super) fn new(
        frame: &'a Frame,
        saved: &'a SavedCustomisation,
        via: &'a [Pair<Via>],
        arcs: &'a [Arc],
        changed: &[u32],
    ) -> Result<Self, TooMany> {
        let mut amendment = Self {
            frame,
            saved,
            arcs,
            weights: Overlay::new(&saved.weights),
            fastest: Overlay::new(&saved.fastest),
            via: Overlay::new(via),
            patience: 8 * frame.arc_count(),
        };
        amendment.customise(changed)?;
        amendment.perfect_customise()?;
        Ok(amendment)
    }

    /// The weight of an arc if a fastest drive needs it.
    pub(super) fn needed(&self, arc: usize, side: usize) -> Option<Weight> {
        let weight = self.weights.get(arc)[side];
        (weight.is_road() && weight <= self.fastest.get(arc)[side]).then_some(weight)
    }

    /// The nodes below whose arcs something is different, ascending.
    pub(super) fn touched(&self) -> Vec<u32> {
        let arcs = self.weights.changed().chain(self.fastest.changed());
        let mut nodes: Vec<u32> = arcs.map(|arc| self.frame.tail(arc)).collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    fn spend(&mut self, triangles: usize) -> Result<(), TooMany> {
        self.patience = self.patience.checked_sub(triangles).ok_or(TooMany)?;
        Ok(())
    }

    /// From the least important changed arc on: an arc depends on arcs with lower numbers only.
    fn customise(&mut self, changed: &[u32]) -> Result<(), TooMany> {
        let place = |&number: &u32| {
            let arc = &self.arcs[number as usize];
            self.frame.arc_between(arc.tail, arc.head).map(Reverse)
        };
        let mut rest: BinaryHeap<Reverse<usize>> = changed.iter().filter_map(place).collect();
        let mut last = None;
        while let Some(Reverse(arc)) = rest.pop() {
            if last.replace(arc) == Some(arc) {
                continue;
            }
            let (weights, via) = self.weighed_anew(arc)?;
            if via != *self.via.get(arc) {
                self.via.set(arc, via);
            }
            if weights == *self.weights.get(arc) {
                continue;
            }
            self.weights.set(arc, weights);
            let low = self.frame.tail(arc);
            self.spend(self.frame.arcs(low).len())?;
            for other in self.frame.arcs(low).filter(|&other| other != arc) {
                let (middle, high) = (arc.min(other), arc.max(other));
                let across = self.frame.arc_between(self.frame.head(middle), self.frame.head(high));
                rest.extend(
                    across
                        .filter(|&across| self.concerns(low, middle, high, across))
                        .map(Reverse),
                );
            }
        }
        Ok(())
    }

    /// Whether a shortcut through `low` was, is or ties with what an arc stands for.
    fn concerns(&self, low: u32, to_middle: usize, to_high: usize, across: usize) -> bool {
        let (middle, high) = (self.weights.get(to_middle), self.weights.get(to_high));
        let through = [middle[DOWN] + high[UP], high[DOWN] + middle[UP]];
        [UP, DOWN].into_iter().any(|side| {
            let is_as_good = through[side].is_road() && through[side] <= self.weights.get(across)[side];
            is_as_good || self.via.get(across)[side] == Via::through(low)
        })
    }

    /// The weight of an arc from everything it can be made of, in the order in which
    /// [`super::customise::customise`] comes to it.
    fn weighed_anew(&mut self, arc: usize) -> Result<(Pair<Weight>, Pair<Via>), TooMany> {
        let (mut weights, mut via) = ([Weight::NO_ROAD; 2], [Via::ROAD; 2]);
        for number in self.saved.roads_on(arc) {
            let road = &self.arcs[number as usize];
            let weight = &mut weights[road.side()];
            *weight = weight.or_less(road.weight);
        }
        let mut triangles = 0;
        let (low, high) = (self.frame.tail(arc), self.frame.head(arc));
        self.saved.triangles_below(low, high, |node, to_low, to_high| {
            let (to_low, to_high) = (self.weights.get(to_low), self.weights.get(to_high));
            let through = Via::through(node);
            relax(&mut weights[UP], &mut via[UP], to_low[DOWN] + to_high[UP], through);
            relax(&mut weights[DOWN], &mut via[DOWN], to_high[DOWN] + to_low[UP], through);
            triangles += 1;
        });
        self.spend(triangles)?;
        Ok((weights, via))
    }

    /// From the most important arc concerned on: a fastest drive depends on weights and on fastest drives of arcs with
    /// higher numbers.
    fn perfect_customise(&mut self) -> Result<(), TooMany> {
        let mut rest: BinaryHeap<usize> = BinaryHeap::new();
        let reweighed: Vec<usize> = self.weights.changed().collect();
        for arc in reweighed {
            rest.push(arc);
            let low = self.frame.tail(arc);
            self.spend(self.frame.arcs(low).len())?;
            for other in self.frame.arcs(low).filter(|&other| other != arc) {
                let across = self.frame.arc_between(self.frame.head(arc), self.frame.head(other));
                if across.is_some_and(|across| self.hastens(arc, other, across)) {
                    rest.push(other);
                }
            }
        }
        let mut last = None;
        while let Some(arc) = rest.pop() {
            if last.replace(arc) == Some(arc) {
                continue;
            }
            let fastest = self.hastened_anew(arc)?;
            if fastest == *self.fastest.get(arc) {
                continue;
            }
            self.fastest.set(arc, fastest);
            let (low, high) = (self.frame.tail(arc), self.frame.head(arc));
            let mut triangles = 0;
            self.saved.triangles_below(low, high, |_, to_low, to_high| {
                triangles += 1;
                rest.extend(self.hastens(to_high, to_low, arc).then_some(to_low));
                rest.extend(self.hastens(to_low, to_high, arc).then_some(to_high));
            });
            self.spend(triangles)?;
        }
        Ok(())
    }

    /// Whether the fastest drive along the arc `to` was, or would now be, one along the arc `by` and `across`. All
    /// three are a triangle whose lowest node is the tail of `by` and `to`.
    fn hastens(&self, by: usize, to: usize, across: usize) -> bool {
        let fastest = self.fastest.get(to);
        let before = around(self.frame, by, to, &self.saved.weights[by], &self.saved.fastest[across]);
        let after = around(self.frame, by, to, self.weights.get(by), self.fastest.get(across));
        [UP, DOWN]
            .into_iter()
            .any(|side| (before[side].is_road() && before[side] == fastest[side]) || after[side] < fastest[side])
    }

    fn hastened_anew(&mut self, arc: usize) -> Result<Pair<Weight>, TooMany> {
        let mut fastest = *self.weights.get(arc);
        let low = self.frame.tail(arc);
        self.spend(self.frame.arcs(low).len())?;
        for by in self.frame.arcs(low).filter(|&by| by != arc) {
            let Some(across) = self.frame.arc_between(self.frame.head(by), self.frame.head(arc)) else {
                continue;
            };
            let other = around(self.frame, by, arc, self.weights.get(by), self.fastest.get(across));
            fastest = [UP, DOWN].map(|side| fastest[side].or_less(other[side]));
        }
        Ok(fastest)
    }
}

/// Both ways between the ends of the arc `to` by the arc `by` from the same tail and the arc between their heads.
fn around(frame: &Frame, by: usize, to: usize, weight: &Pair<Weight>, across: &Pair<Weight>) -> Pair<Weight> {
    // From the head of `by` to the head of `to` is up when the latter is the more important.
    let (onward, back) = if frame.head(by) < frame.head(to) {
        (UP, DOWN)
    } else {
        (DOWN, UP)
    };
    [weight[UP] + across[onward], across[back] + weight[DOWN]]
}
