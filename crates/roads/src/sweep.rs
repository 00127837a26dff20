//! Everything above some targets in the hierarchy, copied once into compact arrays, and the sweep that carries sixteen sources' weights down
//! through them.
//!
//! Method: Delling, Goldberg, Werneck, *Faster Batched Shortest Paths in Road Networks* (RPHAST), 2011, on the elimination
//! tree of a customizable hierarchy. The sweep is compiled once more for wide registers, and the processor at hand decides
//! which of the two runs.

use crate::hierarchy::{Hierarchy, Start};
use crate::weight::Weight;
use pulp::{Arch, WithSimd};

/// Sources that are swept together.
pub(crate) const LANES: usize = 16;
/// One weight for each of the sources.
pub(crate) type Lanes = [Weight; LANES];
/// None of the sources gets here.
pub(crate) const NOWHERE: Lanes = [Weight::NO_ROAD; LANES];

/// Everything above the targets, the most important node first.
pub(crate) struct Descent {
    /// Where each node of the hierarchy is in the compact arrays; [`Descent::ABSENT`] for the others.
    place_of: Vec<u32>,
    /// Where the steps down to each place end.
    ends: Vec<u32>,
    /// The place each step comes from, and its weight.
    steps: Vec<(u32, Weight)>,
    /// For each target the places where drives end, and what they weigh from there.
    arrivals: Vec<(u32, Weight)>,
    arrival_ends: Vec<u32>,
}

impl Descent {
    const ABSENT: u32 = u32::MAX;

    pub(crate) fn new(hierarchy: &Hierarchy, targets: &[Vec<Start>]) -> Self {
        let mut is_above = vec![false; hierarchy.node_count()];
        for arrival in targets.iter().flatten() {
            let mut next = Some(arrival.node);
            while let Some(node) = next.filter(|&node| !is_above[node as usize]) {
                is_above[node as usize] = true;
                next = hierarchy.parent(node);
            }
        }
        let mut descent = Self {
            place_of: vec![Self::ABSENT; hierarchy.node_count()],
            ends: Vec::new(),
            steps: Vec::new(),
            arrivals: Vec::new(),
            arrival_ends: Vec::with_capacity(targets.len()),
        };
        for node in (0..hierarchy.node_count() as u32).rev() {
            if is_above[node as usize] {
                descent.place_of[node as usize] = descent.ends.len() as u32;
                let rungs = hierarchy.descent().rungs(node).iter();
                let steps = rungs.map(|rung| (descent.place_of[rung.head as usize], rung.weight));
                descent.steps.extend(steps);
                descent.ends.push(descent.steps.len() as u32);
            }
        }
        for target in targets {
            let arrivals = target
                .iter()
                .map(|end| (descent.place_of[end.node as usize], end.weight));
            descent.arrivals.extend(arrivals);
            descent.arrival_ends.push(descent.arrivals.len() as u32);
        }
        descent
    }

    /// Number of places.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The place of a node, if it is above a target.
    pub(crate) fn place(&self, node: u32) -> Option<usize> {
        let place = self.place_of[node as usize];
        (place != Self::ABSENT).then_some(place as usize)
    }

    /// Carries the weights of all lanes from each place down to the less important ones. `arch` is the processor at hand.
    pub(crate) fn sweep(&self, arch: Arch, weights: &mut [Lanes]) {
        arch.dispatch(Sweep { descent: self, weights });
    }

    /// The weights of all lanes at each target, in order.
    pub(crate) fn arrive<'a>(&'a self, weights: &'a [Lanes]) -> impl Iterator<Item = Lanes> + 'a {
        let starts = std::iter::once(0).chain(self.arrival_ends.iter().copied());
        starts.zip(&self.arrival_ends).map(|(start, &end)| {
            let mut best = NOWHERE;
            for &(place, last) in &self.arrivals[start as usize..end as usize] {
                relax(&mut best, &weights[place as usize], last);
            }
            best
        })
    }
}

struct Sweep<'a> {
    descent: &'a Descent,
    weights: &'a mut [Lanes],
}

impl WithSimd for Sweep<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let mut start = 0;
        for (place, &end) in self.descent.ends.iter().enumerate() {
            let (above, below) = self.weights.split_at_mut(place);
            let mut own = below[0];
            for &(from, step) in &self.descent.steps[start as usize..end as usize] {
                relax(&mut own, &above[from as usize], step);
            }
            below[0] = own;
            start = end;
        }
    }
}

#[inline(always)]
fn relax(own: &mut Lanes, from: &Lanes, step: Weight) {
    for lane in 0..LANES {
        own[lane] = own[lane].or_less(from[lane] + step);
    }
}
