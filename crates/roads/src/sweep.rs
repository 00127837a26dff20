//! Everything above some targets in the hierarchy, copied once into compact arrays, and the sweep that carries sixteen sources' weights down
//! through them.
//!
//! Method: Delling, Goldberg, Werneck, *Faster Batched Shortest Paths in Road Networks* (RPHAST), 2011, on the elimination
//! tree of a customizable hierarchy. The loops are compiled once more for each kind of wide registers, and the processor at
//! hand decides which of them run.

use crate::ascent::Ascent;
use crate::hierarchy::{Hierarchy, Start};
use crate::weight::Weight;
use pulp::{Arch, WithSimd};

/// Sources that are swept together.
pub(crate) const LANES: usize = 16;
/// One weight for each of the sources.
pub(crate) type Lanes = [Weight; LANES];
/// None of the sources gets here.
pub(crate) const NOWHERE: Lanes = [Weight::NO_ROAD; LANES];

/// Seconds and metres of all lanes at one target; `u32::MAX` where there is no road.
#[derive(Clone, Copy, Default)]
pub(crate) struct Cells {
    pub(crate) seconds: [u32; LANES],
    pub(crate) meters: [u32; LANES],
}

/// Everything above the targets, the most important node first.
pub(crate) struct Descent {
    /// Where each node of the hierarchy is in the compact arrays; [`Descent::ABSENT`] for the others.
    place_of: Vec<u32>,
    /// Where the steps down to each place end.
    ends: Vec<u32>,
    /// The place each step comes from, and its weight.
    steps: Vec<(u32, Weight)>,
    /// The places where drives to targets end, what they weigh from there, and the target; ordered by place.
    arrivals: Vec<(u32, u32, Weight)>,
    /// Number of targets.
    targets: usize,
}

/// What one thread needs for a sweep, to be used many times.
#[derive(Default)]
pub(crate) struct Swept {
    weights: Vec<Lanes>,
    nearest: Vec<Lanes>,
    pub(crate) cells: Vec<Cells>,
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
            targets: targets.len(),
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
        for (target, ends) in (0..).zip(targets) {
            let arrivals = ends
                .iter()
                .map(|end| (descent.place_of[end.node as usize], target, end.weight));
            descent.arrivals.extend(arrivals);
        }
        descent
            .arrivals
            .sort_unstable_by_key(|&(place, target, _)| (place, target));
        descent
    }

    /// Carries the weights of an ascent down to every target, into `swept.cells`. `arch` is the processor at hand.
    pub(crate) fn sweep(&self, arch: Arch, ascent: &Ascent, swept: &mut Swept) {
        swept.weights.resize(self.ends.len(), NOWHERE);
        swept.cells.resize(self.targets, Cells::default());
        arch.dispatch(Sweep {
            descent: self,
            ascent,
            swept,
        });
    }
}

struct Sweep<'a> {
    descent: &'a Descent,
    ascent: &'a Ascent,
    swept: &'a mut Swept,
}

impl WithSimd for Sweep<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Self { descent, ascent, swept } = self;
        descend(descent, ascent, &mut swept.weights);
        arrive(descent, swept);
    }
}

#[inline(always)]
fn descend(descent: &Descent, ascent: &Ascent, weights: &mut [Lanes]) {
    let place = |(node, lanes)| (descent.place_of[node as usize], lanes);
    let mut seeds = ascent.nodes().map(place).filter(|&(place, _)| place != Descent::ABSENT);
    let mut seed = seeds.next();
    let mut start = 0;
    for (place, &end) in descent.ends.iter().enumerate() {
        let (above, below) = weights.split_at_mut(place);
        let mut own = match seed {
            Some((at, lanes)) if at as usize == place => {
                seed = seeds.next();
                *lanes
            }
            _ => NOWHERE,
        };
        for &(from, step) in &descent.steps[start as usize..end as usize] {
            relax(&mut own, &above[from as usize], step);
        }
        below[0] = own;
        start = end;
    }
}

#[inline(always)]
fn arrive(descent: &Descent, swept: &mut Swept) {
    swept.nearest.clear();
    swept.nearest.resize(descent.targets, NOWHERE);
    for &(place, target, last) in &descent.arrivals {
        relax(
            &mut swept.nearest[target as usize],
            &swept.weights[place as usize],
            last,
        );
    }
    for (cells, nearest) in swept.cells.iter_mut().zip(&swept.nearest) {
        for (lane, weight) in nearest.iter().enumerate() {
            (cells.seconds[lane], cells.meters[lane]) = weight.cell();
        }
    }
}

#[inline(always)]
pub(crate) fn relax(own: &mut Lanes, from: &Lanes, step: Weight) {
    for lane in 0..LANES {
        own[lane] = own[lane].or_less(from[lane] + step);
    }
}
