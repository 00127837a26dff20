//! Several workers at once: they search apart for an epoch, then the one that is behind goes on from the best.

use crate::draft::Draft;
use crate::options::Budget;
use crate::worker::{Best, Ground, Worker};
use rayon::prelude::*;

/// Exchanges per search.
const EPOCHS: u64 = 24;

/// Searches from a draft with several workers; gives the best tours and the rounds of all. Must run inside the pool of the
/// solve.
pub(crate) fn search(ground: &Ground<'_>, seed: u64, threads: usize, budget: Budget, draft: &Draft) -> (Best, u64) {
    if ground.field.jobs == 0 || ground.field.cars.is_empty() {
        return (Best::of(draft), 0);
    }
    let mut workers: Vec<Worker> = (0..threads)
        .map(|number| Worker::new(ground, seed, number, draft.clone()))
        .collect();
    let epochs = if threads == 1 { 1 } else { EPOCHS };
    workers.par_iter_mut().for_each(|worker| worker.settle(ground));
    for epoch in 1..=epochs {
        let (fraction, rounds) = match budget {
            Budget::Time(_) => (epoch as f64 / epochs as f64, u64::MAX),
            Budget::Rounds(all) => (
                f64::INFINITY,
                (u128::from(all) * u128::from(epoch) / u128::from(epochs)) as u64,
            ),
        };
        workers
            .par_iter_mut()
            .for_each(|worker| worker.run(ground, fraction, rounds));
        if ground.clock.is_over() {
            break;
        }
        exchange(ground, &mut workers);
    }
    let elapsed = ground.clock.watch.elapsed();
    let rounds = workers.iter().map(|worker| worker.rounds).sum();
    let best = leader(&workers);
    ground.clock.watch.progress(&workers[best].progress(ground, elapsed));
    (workers.swap_remove(best).best, rounds)
}

/// The worker with the best plan; of equals the first.
fn leader(workers: &[Worker]) -> usize {
    (0..workers.len())
        .min_by_key(|at| (workers[*at].best.cost, *at))
        .unwrap_or(0)
}

/// The last worker takes over the best plan.
fn exchange(ground: &Ground<'_>, workers: &mut [Worker]) {
    let best = leader(workers);
    let last = (0..workers.len())
        .max_by_key(|at| (workers[*at].best.cost, *at))
        .unwrap_or(0);
    if best != last {
        let tours = workers[best].best.clone();
        workers[last].adopt(ground, &tours);
    }
}
