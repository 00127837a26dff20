//! `Ascent`: the upward half of RPHAST: one upward search for a batch of sources, over the union of their chains of
//! parents, most of which sources that lie near one another share.

use crate::hierarchy::{Hierarchy, Start};
use crate::table::source_batch::{NOWHERE, SourceWeights, lesser};
use pulp::{Arch, WithSimd};

/// The nodes above some sources and the weights of each source there. Reused for every batch.
pub(crate) struct Ascent {
    /// Where each node is in `nodes`; [`Ascent::ABSENT`] for the others.
    place_of: Vec<u32>,
    nodes: Vec<u32>,
    lanes: Vec<SourceWeights>,
}

impl Ascent {
    const ABSENT: u32 = u32::MAX;

    pub(crate) fn new(hierarchy: &Hierarchy) -> Self {
        Self {
            place_of: vec![Self::ABSENT; hierarchy.node_count()],
            nodes: Vec::new(),
            lanes: Vec::new(),
        }
    }

    /// Climbs from up to as many sources as there are lanes, each with the places where its drives begin.
    pub(crate) fn run(&mut self, arch: Arch, hierarchy: &Hierarchy, sources: &[&[Start]]) {
        for node in self.nodes.drain(..) {
            self.place_of[node as usize] = Self::ABSENT;
        }
        for start in sources.iter().copied().flatten() {
            let mut next = Some(start.node);
            while let Some(node) = next.filter(|&node| self.place_of[node as usize] == Self::ABSENT) {
                self.place_of[node as usize] = 0;
                self.nodes.push(node);
                next = hierarchy.parent(node);
            }
        }
        self.nodes.sort_unstable();
        for (place, &node) in (0..).zip(&self.nodes) {
            self.place_of[node as usize] = place;
        }
        self.lanes.clear();
        self.lanes.resize(self.nodes.len(), NOWHERE);
        for (lane, starts) in sources.iter().enumerate() {
            for start in *starts {
                let own = &mut self.lanes[self.place_of[start.node as usize] as usize][lane];
                *own = own.or_less(start.weight);
            }
        }
        arch.dispatch(Climbing {
            ascent: self,
            hierarchy,
        });
    }

    /// The nodes, each behind its position.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = (u32, u32)> {
        (0..).zip(self.nodes.iter().copied())
    }

    /// The weights at a position.
    #[inline(always)]
    pub(crate) fn at(&self, position: u32) -> &SourceWeights {
        &self.lanes[position as usize]
    }
}

struct Climbing<'a> {
    ascent: &'a mut Ascent,
    hierarchy: &'a Hierarchy,
}

impl WithSimd for Climbing<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Ascent { place_of, nodes, lanes } = self.ascent;
        for (place, &node) in nodes.iter().enumerate() {
            let own: SourceWeights = lanes[place];
            for rung in self.hierarchy.ascent().rungs(node) {
                let above = &mut lanes[place_of[rung.head as usize] as usize];
                *above = lesser(*above, &own, rung.weight);
            }
        }
    }
}
