//! Drives between many places at once.
//!
//! Everything above any target in the hierarchy is copied once into compact arrays, the most important node first. Then
//! sources are taken sixteen at a time, one lane each: a climb from each source fills in its lane, and one sweep over the
//! compact arrays carries all lanes down to all targets. Batches are independent and are spread over the threads of rayon.
//!
//! Method: Delling, Goldberg, Werneck, *Faster Batched Shortest Paths in Road Networks* (RPHAST), 2011, on the elimination
//! tree of a customizable hierarchy.

use crate::hierarchy::{Climb, Hierarchy};
use crate::snap::Snap;
use crate::stand::End;
use crate::streets::Streets;
use crate::weight::Weight;
use rayon::prelude::*;

/// Times and lengths of drives: a row for each source, a column for each target, row-major. `u32::MAX` in both where there is
/// no road.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Real time in seconds.
    pub seconds: Vec<u32>,
    /// Length of that same drive in metres.
    pub meters: Vec<u32>,
}

/// The mark of “no road” in a [`Table`].
pub const NO_ROAD: u32 = u32::MAX;

const LANES: usize = 16;
type Lanes = [Weight; LANES];
const NOWHERE: Lanes = [Weight::NO_ROAD; LANES];

/// Everything above the targets, the most important node first.
struct Descent {
    nodes: Vec<u32>,
    /// Where each node is in `nodes`; [`Descent::ABSENT`] for the others.
    place_of: Vec<u32>,
    /// Where the steps down to each node end.
    ends: Vec<u32>,
    /// The place each step comes from, and its weight.
    steps: Vec<(u32, Weight)>,
    /// For each target the places where its drives enter its segment, and the weights from there.
    arrivals: Vec<[(u32, Weight); 2]>,
}

impl Descent {
    const ABSENT: u32 = u32::MAX;

    fn new(streets: &Streets, hierarchy: &Hierarchy, targets: &[Snap]) -> Self {
        let ends: Vec<_> = targets.iter().map(|target| streets.arrivals(target)).collect();
        let mut is_above = vec![false; hierarchy.node_count()];
        for end in ends.iter().flatten() {
            let mut next = Some(end.node);
            while let Some(node) = next.filter(|&node| !is_above[node as usize]) {
                is_above[node as usize] = true;
                next = hierarchy.parent(node);
            }
        }
        let above = (0..hierarchy.node_count() as u32)
            .rev()
            .filter(|&node| is_above[node as usize]);
        let mut descent = Self {
            nodes: above.collect(),
            place_of: vec![Self::ABSENT; hierarchy.node_count()],
            ends: Vec::new(),
            steps: Vec::new(),
            arrivals: Vec::new(),
        };
        for (place, &node) in (0..).zip(&descent.nodes) {
            descent.place_of[node as usize] = place;
            let rungs = hierarchy.descent().rungs(node).iter();
            descent
                .steps
                .extend(rungs.map(|rung| (descent.place_of[rung.head as usize], rung.weight)));
            descent.ends.push(descent.steps.len() as u32);
        }
        let arrival = |end: &End| (descent.place_of[end.node as usize], end.weight);
        let arrivals = ends.iter().map(|ends| {
            let nowhere = (0, Weight::NO_ROAD);
            [
                ends.first().map_or(nowhere, arrival),
                ends.get(1).map_or(nowhere, arrival),
            ]
        });
        descent.arrivals = arrivals.collect();
        descent
    }

    /// Carries the weights of all lanes from each node down to the less important ones.
    fn sweep(&self, weights: &mut [Lanes]) {
        let mut start = 0;
        for (place, &end) in self.ends.iter().enumerate() {
            let (above, below) = weights.split_at_mut(place);
            let own = &mut below[0];
            for &(from, step) in &self.steps[start as usize..end as usize] {
                let from = &above[from as usize];
                for lane in 0..LANES {
                    own[lane] = own[lane].or_less(from[lane] + step);
                }
            }
            start = end;
        }
    }
}

/// The table of drives from each source to each target.
pub(crate) fn table(streets: &Streets, hierarchy: &Hierarchy, sources: &[Snap], targets: &[Snap]) -> Table {
    let mut table = Table {
        seconds: vec![NO_ROAD; sources.len() * targets.len()],
        meters: vec![NO_ROAD; sources.len() * targets.len()],
    };
    let descent = Descent::new(streets, hierarchy, targets);
    if descent.nodes.is_empty() {
        return table;
    }
    let rows = LANES * targets.len();
    let batches = table
        .seconds
        .par_chunks_mut(rows)
        .zip(table.meters.par_chunks_mut(rows));
    batches.zip(sources.par_chunks(LANES)).for_each_init(
        || (vec![NOWHERE; descent.nodes.len()], Climb::new()),
        |(weights, climb), ((seconds, meters), sources)| {
            weights.fill(NOWHERE);
            for (lane, source) in sources.iter().enumerate() {
                climb.run(hierarchy, hierarchy.ascent(), &streets.departures(source));
                for (node, weight) in climb.nodes() {
                    let place = descent.place_of[node as usize];
                    if place != Descent::ABSENT {
                        weights[place as usize][lane] = weight;
                    }
                }
            }
            descent.sweep(weights);
            for (column, (target, arrivals)) in targets.iter().zip(&descent.arrivals).enumerate() {
                for (lane, source) in sources.iter().enumerate() {
                    let [one, other] = arrivals.map(|(place, last)| weights[place as usize][lane] + last);
                    let mut weight = one.or_less(other);
                    if source.segment == target.segment {
                        weight = weight.or_less(streets.direct(source, target));
                    }
                    if let Some(drive) = weight.drive() {
                        let cell = lane * targets.len() + column;
                        seconds[cell] = drive.seconds();
                        meters[cell] = drive.meters;
                    }
                }
            }
        },
    );
    table
}
