//! `nearest`: for each source the few targets that are nearest by road, where a whole table would not fit in memory.

use crate::roads::Roads;
use crate::stops::snap::Snap;
use crate::table::matrix::{NO_ROAD, Row, Targets};
use crate::table::scratch_pool::ScratchPool;
use crate::table::source_batch::LANES;
use rayon::prelude::*;

/// A target and the drive to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Near {
    /// Real time in seconds.
    pub seconds: u32,
    /// Length in metres.
    pub meters: u32,
    /// The place of the target among those given.
    pub target: u32,
}

/// For each source up to `count` targets within `seconds_max`, the nearest first.
pub(crate) fn nearest(
    roads: &Roads,
    sources: &[Snap],
    targets: &[Snap],
    count: usize,
    seconds_max: u32,
) -> Vec<Vec<Near>> {
    let mut found = vec![Vec::new(); sources.len()];
    if targets.is_empty() || count == 0 {
        return found;
    }
    let ready = Targets::new(roads, targets);
    let mut order: Vec<(usize, &mut Vec<Near>)> = found.iter_mut().enumerate().collect();
    order.sort_by_key(|(source, _)| ready.row(&sources[*source], &mut [], &mut []).key());
    let width = targets.len();
    let benches = ScratchPool::new();
    let bench = || {
        let row = || vec![NO_ROAD; LANES * width];
        (ready.bench(), row(), row())
    };
    order.par_chunks_mut(LANES).for_each(|batch| {
        benches.lend(bench, |(bench, seconds, meters)| {
            let amounts = seconds.chunks_mut(width).zip(meters.chunks_mut(width));
            let rows = batch.iter().zip(amounts);
            let mut rows: Vec<Row> = rows
                .map(|((source, _), (seconds, meters))| ready.row(&sources[*source], seconds, meters))
                .collect();
            ready.fill(bench, &mut rows);
            for ((_, found), row) in batch.iter_mut().zip(&rows) {
                **found = least(row, count, seconds_max);
            }
        });
    });
    found
}

fn least(row: &Row, count: usize, seconds_max: u32) -> Vec<Near> {
    let cells = (0..).zip(row.seconds.iter().zip(row.meters.iter()));
    let near = cells.map(|(target, (&seconds, &meters))| Near {
        seconds,
        meters,
        target,
    });
    let mut near: Vec<Near> = near
        .filter(|near| near.seconds != NO_ROAD && near.seconds <= seconds_max)
        .collect();
    if near.len() > count {
        near.select_nth_unstable(count);
        near.truncate(count);
    }
    near.sort_unstable();
    near
}
