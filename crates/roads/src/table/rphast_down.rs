//! `Descent`: the downward half of RPHAST: the part of the hierarchy above the targets, copied once into compact
//! arrays, and the sweep (`Swept`) that carries the weights of many sources down through it.
//!
//! Method: Delling, Goldberg, Werneck, *Faster Batched Shortest Paths in Road Networks* (RPHAST), 2011, on the
//! elimination tree of a customizable hierarchy. The tree is walked branch by branch, so that only the weights on the
//! way from the top to the node at hand are kept.

use crate::hierarchy::{Hierarchy, Start};
use crate::table::rphast_up::Ascent;
use crate::table::source_batch::{NOWHERE, SourceWeights, lesser};
use crate::weight::Weight;
use pulp::{Arch, WithSimd};

/// Everything above the targets, branch by branch from the top: a node is followed by all that is below it.
pub(crate) struct Descent {
    /// Where each node of the hierarchy is in `places`, counted from one; zero for the others.
    place_of: Vec<u32>,
    places: Vec<Place>,
    /// How many nodes are above the one that each step comes from.
    step_depths: Vec<u32>,
    step_weights: Vec<Weight>,
    /// The targets that drives end at from each place, and what that weighs; in the order of places.
    arrivals: Vec<(u32, Weight)>,
    /// Length of the longest way from the top.
    height: usize,
    /// Number of targets.
    targets: usize,
}

/// A node above the targets.
struct Place {
    /// How many nodes are above it.
    depth: u32,
    /// Where the steps down to it end.
    steps_end: u32,
    /// Where the arrivals from it end.
    arrivals_end: u32,
}

/// Scratch buffers of one thread for a sweep; reused.
#[derive(Default)]
pub(crate) struct Swept {
    /// The places where the climb was and its positions there, in the order of the sweep.
    seeds: Vec<(u32, u32)>,
    /// The weights on the way from the top to the place at hand, by depth.
    way: Vec<SourceWeights>,
    /// The weights at each target.
    pub(crate) nearest: Vec<SourceWeights>,
}

impl Descent {
    pub(crate) fn new(hierarchy: &Hierarchy, targets: &[Vec<Start>]) -> Self {
        let order = branch_by_branch(hierarchy, targets);
        // The nearest above comes last: it was settled just now, and the others need not wait for it.
        let rungs = |&node: &u32| hierarchy.descent().rungs(node).iter().rev();
        let (step_depths, step_weights) = rayon::join(
            || order.iter().flat_map(rungs).map(|rung| rung.head_depth).collect(),
            || order.iter().flat_map(rungs).map(|rung| rung.weight).collect(),
        );
        let mut descent = Self {
            place_of: vec![0; hierarchy.node_count()],
            places: Vec::with_capacity(order.len()),
            step_depths,
            step_weights,
            arrivals: Vec::with_capacity(2 * targets.len()),
            height: 0,
            targets: targets.len(),
        };
        for (place, &node) in (1..).zip(&order) {
            descent.place_of[node as usize] = place;
        }
        let mut arrivals: Vec<(u32, u32, Weight)> = Vec::with_capacity(2 * targets.len());
        for (target, ends) in (0..).zip(targets) {
            let place = |end: &Start| (descent.place_of[end.node as usize], target, end.weight);
            arrivals.extend(ends.iter().map(place));
        }
        arrivals.sort_unstable_by_key(|&(place, target, _)| (place, target));
        let mut steps_end = 0;
        for (place, &node) in (1..).zip(&order) {
            steps_end += rungs(&node).len() as u32;
            let here = arrivals[descent.arrivals.len()..].iter();
            let here = here.take_while(|arrival| arrival.0 == place);
            descent
                .arrivals
                .extend(here.map(|&(_, target, weight)| (target, weight)));
            let depth = hierarchy.depth(node);
            descent.height = descent.height.max(depth as usize + 1);
            descent.places.push(Place {
                depth,
                steps_end,
                arrivals_end: descent.arrivals.len() as u32,
            });
        }
        descent
    }

    /// Carries the weights of an ascent down to every target, into `swept.nearest`. `arch` is the processor at hand.
    pub(crate) fn sweep(&self, arch: Arch, ascent: &Ascent, swept: &mut Swept) {
        swept.seeds.clear();
        let place = |(position, node): (u32, u32)| (self.place_of[node as usize], position);
        let seeds = ascent.nodes().map(place).filter(|&(place, _)| place != 0);
        swept.seeds.extend(seeds);
        swept.seeds.sort_unstable();
        swept.way.resize(self.height, NOWHERE);
        swept.nearest.clear();
        swept.nearest.resize(self.targets, NOWHERE);
        arch.dispatch(Sweep {
            descent: self,
            ascent,
            swept,
        });
    }
}

/// All nodes above the targets, each after its parent and before everything that is not below it.
fn branch_by_branch(hierarchy: &Hierarchy, targets: &[Vec<Start>]) -> Vec<u32> {
    const NONE: u32 = u32::MAX;
    let mut is_above = vec![false; hierarchy.node_count()];
    let mut count = 0;
    for arrival in targets.iter().flatten() {
        let mut next = Some(arrival.node);
        while let Some(node) = next.filter(|&node| !is_above[node as usize]) {
            is_above[node as usize] = true;
            count += 1;
            next = hierarchy.parent(node);
        }
    }
    // Children of a node as a chain: its latest child, and for each child the one before.
    let mut latest_child = vec![NONE; hierarchy.node_count()];
    let mut earlier_child = vec![NONE; hierarchy.node_count()];
    let mut rest = Vec::new();
    let above = (0..).zip(&is_above).filter(|&(_, &is_above)| is_above);
    for (node, _) in above {
        match hierarchy.parent(node) {
            Some(parent) => {
                earlier_child[node as usize] = latest_child[parent as usize];
                latest_child[parent as usize] = node;
            }
            None => rest.push(node),
        }
    }
    let mut order = Vec::with_capacity(count);
    while let Some(node) = rest.pop() {
        order.push(node);
        let mut child = latest_child[node as usize];
        while child != NONE {
            rest.push(child);
            child = earlier_child[child as usize];
        }
    }
    order
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
        let (way, nearest) = (&mut swept.way[..], &mut swept.nearest[..]);
        let mut seeds = swept.seeds.iter().copied();
        let mut seed = seeds.next();
        let (mut steps_start, mut arrivals_start) = (0, 0);
        for (number, place) in (1..).zip(&descent.places) {
            let mut own = match seed {
                Some((at, position)) if at == number => {
                    seed = seeds.next();
                    *ascent.at(position)
                }
                _ => NOWHERE,
            };
            let steps = steps_start..place.steps_end as usize;
            let depths = &descent.step_depths[steps.clone()];
            for (&depth, &weight) in depths.iter().zip(&descent.step_weights[steps]) {
                own = lesser(own, &way[depth as usize], weight);
            }
            way[place.depth as usize] = own;
            for &(target, last) in &descent.arrivals[arrivals_start..place.arrivals_end as usize] {
                nearest[target as usize] = lesser(nearest[target as usize], &own, last);
            }
            (steps_start, arrivals_start) = (place.steps_end as usize, place.arrivals_end as usize);
        }
    }
}
