//! Weighs the arcs of the frame and finds out which of them fastest drives need.

use super::Arc;
use super::frame::Frame;
use crate::weight::Weight;

/// What an arc of the frame stands for: an arc of the network, or a drive through a less important node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Via(u32);

/// The two readings of a [`Via`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// This arc of the network.
    Arc(u32),
    /// To this node and on from it.
    Through(u32),
}

impl Via {
    const THROUGH: u32 = 1 << 31;

    pub(super) const fn route(self) -> Route {
        if self.0 & Self::THROUGH == 0 {
            Route::Arc(self.0)
        } else {
            Route::Through(self.0 & !Self::THROUGH)
        }
    }
}

/// One direction of all arcs of the frame.
pub(super) struct Weighed {
    pub(super) weight: Vec<Weight>,
    pub(super) via: Vec<Via>,
    /// Whether the arc is itself a fastest drive between its ends.
    pub(super) is_needed: Vec<bool>,
}

impl Weighed {
    fn new(arc_count: usize) -> Self {
        Self {
            weight: vec![Weight::NO_ROAD; arc_count],
            via: vec![Via(0); arc_count],
            is_needed: Vec::new(),
        }
    }

    #[inline]
    fn relax(&mut self, arc: usize, weight: Weight, via: Via) {
        if weight < self.weight[arc] {
            self.weight[arc] = weight;
            self.via[arc] = via;
        }
    }
}

/// Both directions: `up` from the less important end, `down` from the more important one.
pub(super) struct Both {
    pub(super) up: Weighed,
    pub(super) down: Weighed,
}

pub(super) fn customise(frame: &Frame, arcs: &[Arc]) -> Both {
    let mut both = Both {
        up: Weighed::new(frame.arc_count()),
        down: Weighed::new(frame.arc_count()),
    };
    both.take_over(frame, arcs);
    both.weigh_shortcuts(frame);
    both.mark_needed(frame);
    both
}

impl Both {
    fn take_over(&mut self, frame: &Frame, arcs: &[Arc]) {
        for (number, arc) in (0_u32..).zip(arcs) {
            let Some(place) = frame.arc_between(arc.tail, arc.head) else {
                continue;
            };
            let side = if arc.tail < arc.head {
                &mut self.up
            } else {
                &mut self.down
            };
            side.relax(place, arc.weight, Via(number));
        }
    }

    /// From the least important node on, so that the two sides of a triangle are final when its shortcut needs them.
    fn weigh_shortcuts(&mut self, frame: &Frame) {
        let (up, down) = (&mut self.up, &mut self.down);
        for low in 0..frame.node_count() as u32 {
            let through = Via(low | Via::THROUGH);
            frame.triangles_above(low, |to_middle, to_high, across| {
                up.relax(across, down.weight[to_middle] + up.weight[to_high], through);
                down.relax(across, down.weight[to_high] + up.weight[to_middle], through);
            });
        }
    }

    /// From the most important node on, finds the true fastest drive between the ends of every arc (perfect
    /// customisation). An arc that is slower than that is never part of a fastest drive. Weights are left as they were.
    fn mark_needed(&mut self, frame: &Frame) {
        let mut up = self.up.weight.clone();
        let mut down = self.down.weight.clone();
        for low in (0..frame.node_count() as u32).rev() {
            frame.triangles_above(low, |to_middle, to_high, across| {
                up[to_middle] = up[to_middle].or_less(up[to_high] + down[across]);
                up[to_high] = up[to_high].or_less(up[to_middle] + up[across]);
                down[to_middle] = down[to_middle].or_less(up[across] + down[to_high]);
                down[to_high] = down[to_high].or_less(down[across] + down[to_middle]);
            });
        }
        for (side, fastest) in [(&mut self.up, up), (&mut self.down, down)] {
            let pairs = side.weight.iter().zip(fastest);
            side.is_needed = pairs
                .map(|(weight, fastest)| weight.is_road() && *weight <= fastest)
                .collect();
        }
    }
}
