//! Which jobs are worth standing next to each other: short lists by travel, waiting and lateness.
//!
//! The measure is that of Vidal et al. (2013) with the weights PyVRP uses: travel + 0.2 · waiting + 1.0 · lateness, the
//! better of both directions, and the lists made symmetric.

use crate::field::Field;
use rayon::prelude::*;

/// How many neighbours are looked for per job.
const NEAR_MAX: usize = 40;

/// Neighbour lists, nearest first.
#[derive(Debug)]
pub(crate) struct Near {
    lists: Vec<Vec<u32>>,
    /// The mean travel price between a job and its first few neighbours: the scale of a small change.
    pub(crate) step: f64,
}

impl Near {
    /// O(jobs²) in parallel, stopped early (with short or empty lists for the rest) when `is_over` says so.
    pub(crate) fn new(field: &Field<'_>, is_over: &(dyn Fn() -> bool + Sync)) -> Self {
        let lists: Vec<Vec<u32>> = (0..field.jobs as u32)
            .into_par_iter()
            .map(|job| if is_over() { Vec::new() } else { nearest(field, job) })
            .collect();
        let mut sum = 0.0;
        let mut count = 0.0_f64;
        if let Some(car) = field.cars.first() {
            for (job, list) in lists.iter().enumerate() {
                for other in list.iter().take(5) {
                    let (from, to) = (field.nodes[job].location, field.nodes[*other as usize].location);
                    sum += field.ride(car, from, to).map_or(0.0, |ride| ride.price as f64);
                    count += 1.0;
                }
            }
        }
        Self {
            lists: symmetric(&lists),
            step: (sum / count.max(1.0)).max(1.0),
        }
    }

    /// Neighbours of a job, nearest first.
    pub(crate) fn of(&self, job: u32) -> &[u32] {
        &self.lists[job as usize]
    }
}

fn nearest(field: &Field<'_>, job: u32) -> Vec<u32> {
    let mut all: Vec<(i64, u32)> = (0..field.jobs as u32)
        .filter(|other| *other != job)
        .filter_map(|other| proximity(field, job, other).map(|far| (far, other)))
        .collect();
    if all.len() > NEAR_MAX {
        all.select_nth_unstable(NEAR_MAX);
        all.truncate(NEAR_MAX);
    }
    all.sort_unstable();
    all.into_iter().map(|(_, other)| other).collect()
}

/// Five times the measure, so that it stays whole. `None` when neither can follow the other.
fn proximity(field: &Field<'_>, a: u32, b: u32) -> Option<i64> {
    let one_way = |from: u32, to: u32| {
        let (a, b) = (&field.nodes[from as usize], &field.nodes[to as usize]);
        let travel = field.roads.first()?.leg(a.location, b.location)?;
        let wait = (b.opens - travel - a.service - a.closes).max(0);
        let late = (a.opens + a.service + travel - b.closes).max(0);
        Some(5 * travel + wait + 5 * late)
    };
    match (one_way(a, b), one_way(b, a)) {
        (Some(there), Some(back)) => Some(there.min(back)),
        (there, back) => there.or(back),
    }
}

/// Adds to every list those who name its owner.
fn symmetric(lists: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut all: Vec<Vec<u32>> = lists.to_vec();
    for (job, list) in lists.iter().enumerate() {
        for other in list {
            if !lists[*other as usize].contains(&(job as u32)) && all[*other as usize].len() < 2 * NEAR_MAX {
                all[*other as usize].push(job as u32);
            }
        }
    }
    all
}
