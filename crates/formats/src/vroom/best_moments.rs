//! `moments`: the best moments of a fixed order of halts: least time outside windows, then the shortest route, then the
//! least sum of moments. Used by `plan_mode.rs`; routes of a problem are timed by `karavan_plan`.
//!
//! Each of these is a sum of pieces that are straight between few moments, under bounds on differences. Such a sum is
//! least where every halt is held, over a chain of halts that follow one another without a gap, by an end of some
//! window. These moments are few: every halt tries all of them, from the first halt to the last, and keeps what led
//! there best.

mod block;
mod rests;
#[cfg(test)]
mod tests;

use super::stop::Stop;
use block::{Block, Column, Weight, keep, plus};
use rests::Rests;
use std::collections::BTreeSet;

/// A moment for every halt; `None` when the bounds cannot be kept.
pub(super) fn moments(stops: &[Stop]) -> Option<Vec<i64>> {
    let blocks = blocks(stops);
    let grid = grid(stops, &blocks);
    let moments_of = |at: usize, offset: i64| -> Vec<i64> {
        let moments = grid.iter().map(|anchor| anchor + offset);
        moments.filter(|moment| stops[at].allows(*moment)).collect()
    };
    let first = moments_of(0, 0);
    let start = first
        .iter()
        .map(|moment| Some(((stops[0].outside(*moment), -moment, 0), 0)));
    let mut columns = vec![Column {
        best: start.collect(),
        moments: first,
    }];
    let mut offset = 0;
    for block in &blocks {
        offset += block.least;
        let moments = moments_of(block.to, offset);
        let is_last = block.to + 1 == stops.len();
        let left = columns.last()?;
        let led = lead(block, left, &moments, &stops[block.from]);
        let price = |moment: i64| {
            let (duration, sum) = if is_last { (moment, 0) } else { (0, moment) };
            (stops[block.to].outside(moment), duration, sum)
        };
        let best = led.into_iter().zip(&moments).map(|(led, moment)| {
            let (weight, from) = led?;
            Some((plus(weight, price(*moment)), from))
        });
        columns.push(Column {
            best: best.collect(),
            moments,
        });
    }
    walk_back(stops, &blocks, &columns)
}

fn blocks(stops: &[Stop]) -> Vec<Block<'_>> {
    let mains: Vec<usize> = (0..stops.len()).filter(|at| !stops[*at].is_break).collect();
    let block = |pair: &[usize]| {
        let breaks = &stops[pair[0] + 1..pair[1]];
        let rest: i64 = breaks.iter().map(|stop| stop.action).sum();
        Block {
            from: pair[0],
            to: pair[1],
            breaks,
            least: stops[pair[0]].action + rest + stops[pair[0]].way,
        }
    };
    mains.windows(2).map(block).collect()
}

/// Every anchor, carried back along the shortest drive to the first halt. The day begins at 0.
fn grid(stops: &[Stop], blocks: &[Block<'_>]) -> BTreeSet<i64> {
    let mut grid = BTreeSet::from([0]);
    grid.extend(stops[0].anchors());
    let mut offset = 0;
    for block in blocks {
        let mut before = stops[block.from].action;
        let mut after: i64 = block.breaks.iter().map(|stop| stop.action).sum();
        for rest in block.breaks {
            for anchor in rest.anchors() {
                grid.insert(anchor - before - offset);
                grid.insert(anchor + after - offset - block.least);
            }
            before += rest.action;
            after -= rest.action;
        }
        offset += block.least;
        grid.extend(stops[block.to].anchors().map(|anchor| anchor - offset));
    }
    grid
}

/// What leads best to each moment of the halt after a block.
fn lead(block: &Block<'_>, left: &Column, moments: &[i64], from: &Stop) -> Vec<Option<(Weight, usize)>> {
    let mut led: Vec<Option<(Weight, usize)>> = vec![None; moments.len()];
    if block.breaks.is_empty() {
        let (mut next, mut best) = (0, None);
        for (moment, led) in moments.iter().zip(&mut led) {
            while next < left.moments.len() && left.moments[next] + block.least <= *moment {
                keep(&mut best, left.best[next].map(|(weight, _)| (weight, next)));
                next += 1;
            }
            *led = best;
        }
        return led;
    }
    for (at, leaves) in left.moments.iter().enumerate() {
        let Some((weight, _)) = left.best[at] else { continue };
        let Some(rests) = Rests::new(block, leaves + from.action, left, moments, from) else {
            continue;
        };
        for (moment, led) in moments.iter().zip(&mut led) {
            if leaves + block.least <= *moment {
                let rested = rests.by(*moment);
                keep(led, rested.map(|(rest, _)| (plus(weight, rest), at)));
            }
        }
    }
    led
}

fn walk_back(stops: &[Stop], blocks: &[Block<'_>], columns: &[Column]) -> Option<Vec<i64>> {
    let last = columns.last()?;
    let ends = (0..last.moments.len()).filter_map(|at| last.best[at].map(|(weight, _)| (weight, at)));
    let (_, mut at) = ends.min()?;
    let mut found = vec![0; stops.len()];
    found[stops.len() - 1] = last.moments[at];
    for ((block, left), right) in blocks.iter().zip(columns).zip(&columns[1..]).rev() {
        let arrives = right.moments[at];
        at = right.best[at]?.1;
        let from = &stops[block.from];
        found[block.from] = left.moments[at];
        if !block.breaks.is_empty() {
            let rests = Rests::new(block, left.moments[at] + from.action, left, &right.moments, from)?;
            let traced = rests.trace(arrives)?;
            found[block.from + 1..block.to].copy_from_slice(&traced);
        }
    }
    Some(found)
}
