//! `search`: runs explorers, where they see the problem, then workers, on several threads. They search apart for an
//! epoch, then the thread with the dearest plan goes on from the best one; several threads on blocks of one plan are in
//! `penalised/blocks.rs`.

use crate::feasible::construct;
use crate::feasible::plan::draft::Draft;
use crate::feasible::worker::Worker;
use crate::options::Budget;
use crate::penalised::blocks::search_blocks;
use crate::penalised::explorer::Explorer;
use crate::penalised::problem::relaxed_problem::RelaxedProblem;
use crate::shared::ground::Ground;
use crate::shared::incumbent::Incumbent;
use crate::shared::searcher::Searcher;
use rayon::prelude::*;

/// Exchanges per search.
const EPOCHS: u64 = 24;

/// Searches with several threads, first with explorers where they see the problem; gives the best tours and the
/// rounds of all. Must run inside the pool of the solve.
pub(crate) fn search(
    ground: &Ground<'_>,
    relaxed: Option<&RelaxedProblem<'_>>,
    seed: u64,
    threads: usize,
    budget: Budget,
) -> (Incumbent, u64) {
    let problem = ground.problem;
    if problem.jobs == 0 || problem.cars.is_empty() {
        return (Incumbent::promised(problem, i64::MAX, 0), 0);
    }
    let Some(relaxed) = relaxed else {
        let draft = construct::construct(problem, ground.orders, &ground.clock);
        return Threads::workers(ground, seed, &draft, &vec![0; threads]).search(ground, budget, (0.0, 1.0));
    };
    let share = (0.0, relaxed.explored);
    let mut first = None;
    let (best, rounds) = search_blocks(ground, relaxed, seed, threads, budget, share).unwrap_or_else(|| {
        let mut explorers = Threads::explorers(ground, relaxed, seed, threads);
        explorers.settle(ground);
        first = Some(explorers.0[explorers.leader()].best().clone());
        let (best, _) = explorers.go_on(ground, budget, share);
        (best, explorers.0.iter().map(|explorer| explorer.rounds()).collect())
    });
    if relaxed.explored >= 1.0 {
        return (best, rounds.iter().sum());
    }
    // What is better for the part that explorers see may be worse for the whole.
    let drafts = [Some(best), first].into_iter().flatten().map(|best| {
        let mut draft = Draft::of(problem, &best.nodes);
        construct::complete(problem, ground.orders, &mut draft, &ground.clock);
        draft
    });
    let draft = drafts.min_by_key(|draft| draft.cost).unwrap_or_default();
    Threads::workers(ground, seed, &draft, &rounds).search(ground, budget, (relaxed.explored, 1.0))
}

/// The threads of a search.
struct Threads<'a>(Vec<Box<dyn Searcher + 'a>>);

impl<'a> Threads<'a> {
    fn explorers(ground: &Ground<'_>, relaxed: &'a RelaxedProblem<'a>, seed: u64, threads: usize) -> Self {
        let one = |number| Box::new(Explorer::new(ground, relaxed, seed, number)) as Box<dyn Searcher + 'a>;
        Self((0..threads).map(one).collect())
    }

    /// They go on from a draft and from the rounds done before.
    fn workers(ground: &Ground<'_>, seed: u64, draft: &Draft, rounds: &[u64]) -> Self {
        let numbered = rounds.iter().enumerate();
        let one = |(number, rounds): (usize, &u64)| {
            Box::new(Worker::new(ground, seed, number, draft.clone(), *rounds)) as Box<dyn Searcher>
        };
        Self(numbered.map(one).collect())
    }

    /// Makes first plans, then searches from one fraction of the budget to another.
    fn search(mut self, ground: &Ground<'_>, budget: Budget, share: (f64, f64)) -> (Incumbent, u64) {
        self.settle(ground);
        self.go_on(ground, budget, share)
    }

    fn settle(&mut self, ground: &Ground<'_>) {
        self.0.par_iter_mut().for_each(|searcher| searcher.settle(ground));
    }

    fn go_on(&mut self, ground: &Ground<'_>, budget: Budget, (from, to): (f64, f64)) -> (Incumbent, u64) {
        let epochs = if self.0.len() == 1 { 1 } else { EPOCHS };
        for epoch in 1..=epochs {
            let share = from + (to - from) * epoch as f64 / epochs as f64;
            let (fraction, rounds) = match budget {
                Budget::Time(_) => (share, u64::MAX),
                Budget::Rounds(all) => (f64::INFINITY, (all as f64 * share) as u64),
            };
            self.0
                .par_iter_mut()
                .for_each(|searcher| searcher.run(ground, fraction, rounds));
            if ground.clock.is_over() {
                break;
            }
            self.exchange(ground);
        }
        let leader = &self.0[self.leader()];
        let best = leader.best().clone();
        let elapsed = ground.clock.watch.elapsed();
        let progress = best.progress(ground.problem, leader.rounds(), elapsed);
        ground.clock.watch.progress(&progress);
        (best, self.0.iter().map(|searcher| searcher.rounds()).sum())
    }

    /// The thread with the best plan; of equals the first.
    fn leader(&self) -> usize {
        let cost = |at: &usize| self.0[*at].best().cost;
        (0..self.0.len()).min_by_key(cost).unwrap_or(0)
    }

    /// The last thread takes over the best plan.
    fn exchange(&mut self, ground: &Ground<'_>) {
        let (best, last) = (
            self.leader(),
            (0..self.0.len()).max_by_key(|at| self.0[*at].best().cost),
        );
        if let Some(last) = last.filter(|last| *last != best) {
            let tours = self.0[best].best().clone();
            self.0[last].adopt(ground, &tours);
        }
    }
}
