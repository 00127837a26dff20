//! Drives between many places at once: a climb from each source, then one sweep over what is above the targets for sixteen sources together.
//! Batches are independent and are spread over the threads of rayon.

use crate::hierarchy::Climb;
use crate::network::Roads;
use crate::search::Search;
use crate::snap::Snap;
use crate::sweep::{Descent, LANES, Lanes, NOWHERE};
use crate::weight::{Drive, Weight};
use pulp::Arch;
use rayon::prelude::*;
use std::collections::HashMap;

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

/// The table of drives from each source to each target.
pub(crate) fn table(roads: &Roads, sources: &[Snap], targets: &[Snap]) -> Table {
    let mut table = Table {
        seconds: vec![NO_ROAD; sources.len() * targets.len()],
        meters: vec![NO_ROAD; sources.len() * targets.len()],
    };
    let (times, expansion) = (roads.times(), &roads.shared.expansion);
    let arrivals: Vec<_> = targets.iter().map(|target| times.arrivals(expansion, target)).collect();
    let descent = Descent::new(&roads.hierarchy, &arrivals);
    if descent.len() == 0 {
        return table;
    }
    drop(arrivals);
    let on_segment = by_segment(targets);
    let arch = Arch::new();
    let rows = LANES * targets.len();
    let batches = table
        .seconds
        .par_chunks_mut(rows)
        .zip(table.meters.par_chunks_mut(rows));
    batches.zip(sources.par_chunks(LANES)).for_each_init(
        || (vec![NOWHERE; descent.len()], Climb::new(), Search::new()),
        |(weights, climb, search), ((seconds, meters), sources)| {
            climb_all(roads, &descent, climb, sources, weights);
            descent.sweep(arch, weights);
            let mut put = |row: usize, column: usize, weight: Weight| {
                let cell = row * targets.len() + column;
                let drive = weight.drive();
                seconds[cell] = drive.map_or(NO_ROAD, Drive::seconds);
                meters[cell] = drive.map_or(NO_ROAD, |drive| drive.meters);
            };
            for (column, lanes) in descent.arrive(weights).enumerate() {
                for (row, &weight) in lanes.iter().take(sources.len()).enumerate() {
                    put(row, column, weight);
                }
            }
            for (row, source) in sources.iter().enumerate() {
                for &column in on_segment.get(&source.segment).into_iter().flatten() {
                    put(row, column, search.weight(roads, source, &targets[column]));
                }
            }
        },
    );
    table
}

fn climb_all(roads: &Roads, descent: &Descent, climb: &mut Climb, sources: &[Snap], weights: &mut [Lanes]) {
    weights.fill(NOWHERE);
    for (lane, source) in sources.iter().enumerate() {
        let departures = roads.times().departures(&roads.shared.expansion, source);
        climb.run(&roads.hierarchy, roads.hierarchy.ascent(), &departures);
        for (node, weight) in climb.nodes() {
            if let Some(place) = descent.place(node) {
                weights[place][lane] = weight;
            }
        }
    }
}

/// The targets on each segment: pairs on one segment are asked one by one, because a sweep does not see what is behind on the same lane.
fn by_segment(targets: &[Snap]) -> HashMap<u32, Vec<usize>> {
    let mut columns: HashMap<u32, Vec<usize>> = HashMap::new();
    for (column, target) in targets.iter().enumerate() {
        columns.entry(target.segment).or_default().push(column);
    }
    columns
}
