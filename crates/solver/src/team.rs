//! Several threads at once: they search apart for an epoch, then the one that is behind goes on from the best.

use crate::best::Best;
use crate::clock::Clock;
use crate::construct;
use crate::explore::{Explorer, Plain};
use crate::field::Field;
use crate::near::Near;
use crate::options::Budget;
use crate::order::Orders;
use crate::worker::Worker;
use rayon::prelude::*;

/// Exchanges per search.
const EPOCHS: u64 = 24;

/// What all threads of a search share.
pub(crate) struct Ground<'a> {
    pub(crate) field: &'a Field<'a>,
    /// The problem as explorers see it, when they can.
    pub(crate) plain: Option<&'a Plain<'a>>,
    pub(crate) near: &'a Near,
    pub(crate) orders: &'a Orders,
    pub(crate) clock: Clock<'a>,
}

/// One thread of a search.
pub(crate) trait Searcher: Send {
    /// Makes a first plan.
    fn settle(&mut self, ground: &Ground<'_>);
    /// Searches until the fraction of the budget is spent or the number of rounds is reached.
    fn run(&mut self, ground: &Ground<'_>, fraction: f64, rounds: u64);
    /// Goes on from the best of another.
    fn adopt(&mut self, ground: &Ground<'_>, best: &Best);
    /// The best plan seen.
    fn best(&self) -> &Best;
    /// Rounds done.
    fn rounds(&self) -> u64;
}

/// Searches with several threads; gives the best tours and the rounds of all. Must run inside the pool of the solve.
pub(crate) fn search(ground: &Ground<'_>, seed: u64, threads: usize, budget: Budget) -> (Best, u64) {
    if ground.field.jobs == 0 || ground.field.cars.is_empty() {
        return (Best::nothing(ground.field), 0);
    }
    let mut team: Vec<Box<dyn Searcher>> = if let Some(plain) = ground.plain {
        (0..threads)
            .map(|number| Box::new(Explorer::new(ground, plain, seed, number)) as _)
            .collect()
    } else {
        let draft = construct::construct(ground.field, ground.orders, &ground.clock);
        (0..threads)
            .map(|number| Box::new(Worker::new(ground, seed, number, draft.clone())) as _)
            .collect()
    };
    let epochs = if threads == 1 { 1 } else { EPOCHS };
    team.par_iter_mut().for_each(|searcher| searcher.settle(ground));
    for epoch in 1..=epochs {
        let (fraction, rounds) = match budget {
            Budget::Time(_) => (epoch as f64 / epochs as f64, u64::MAX),
            Budget::Rounds(all) => (
                f64::INFINITY,
                (u128::from(all) * u128::from(epoch) / u128::from(epochs)) as u64,
            ),
        };
        team.par_iter_mut()
            .for_each(|searcher| searcher.run(ground, fraction, rounds));
        if ground.clock.is_over() {
            break;
        }
        exchange(ground, &mut team);
    }
    let elapsed = ground.clock.watch.elapsed();
    let rounds = team.iter().map(|searcher| searcher.rounds()).sum();
    let leader = &team[leader(&team)];
    let best = leader.best().clone();
    let progress = best.progress(ground.field, leader.rounds(), elapsed);
    ground.clock.watch.progress(&progress);
    (best, rounds)
}

/// The thread with the best plan; of equals the first.
fn leader(team: &[Box<dyn Searcher>]) -> usize {
    (0..team.len())
        .min_by_key(|at| (team[*at].best().cost, *at))
        .unwrap_or(0)
}

/// The last thread takes over the best plan.
fn exchange(ground: &Ground<'_>, team: &mut [Box<dyn Searcher>]) {
    let best = leader(team);
    let last = (0..team.len())
        .max_by_key(|at| (team[*at].best().cost, *at))
        .unwrap_or(0);
    if best != last {
        let tours = team[best].best().clone();
        team[last].adopt(ground, &tours);
    }
}
