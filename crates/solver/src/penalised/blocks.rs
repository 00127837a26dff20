//! `search_blocks`: several explorers on one plan: each searches a block of neighbouring days for a while, then the
//! blocks are joined and cut anew. The cutting is in `partition.rs`.
//!
//! Supports problems with enough jobs for every thread. Kin of POPMUSIC: Taillard and Voss, “POPMUSIC: partial
//! optimization metaheuristic under special intensification conditions” (2002).

use crate::options::Budget;
use crate::penalised::explorer::Explorer;
use crate::penalised::partition::Partition;
use crate::penalised::plan::relaxed_plan::RelaxedPlan;
use crate::penalised::problem::relaxed_problem::RelaxedProblem;
use crate::shared::ground::Ground;
use crate::shared::incumbent::Incumbent;
use crate::shared::rng::Rng;
use crate::shared::searcher::Searcher;
use rayon::prelude::*;

/// How often the blocks are cut anew.
const EPOCHS: u64 = 60;
/// Fewer jobs or days per thread are not worth cutting: most moves would be between blocks.
const JOBS_MIN: usize = 150;
const DAYS_MIN: usize = 4;

/// Whether there are enough jobs to cut.
const fn supports(problem: &RelaxedProblem<'_>, threads: usize) -> bool {
    threads >= 2 && problem.count() >= JOBS_MIN * threads
}

/// Searches from one fraction of the budget to another with several threads; gives the best and the rounds of each
/// thread. `None` when the problem is too small to be cut.
pub(crate) fn search_blocks(
    ground: &Ground<'_>,
    problem: &RelaxedProblem<'_>,
    seed: u64,
    threads: usize,
    budget: Budget,
    (from, to): (f64, f64),
) -> Option<(Incumbent, Vec<u64>)> {
    if !supports(problem, threads) {
        return None;
    }
    let mut explorers: Vec<Explorer<'_>> = (0..threads)
        .map(|number| Explorer::new(ground, problem, seed, number))
        .collect();
    explorers[0].settle(ground);
    let mut best = explorers[0].best.clone();
    let mut partition = Partition::of(&explorers[0].plan);
    if partition.tours.iter().filter(|jobs| !jobs.is_empty()).count() < DAYS_MIN * threads {
        return None;
    }
    let penalties = explorers[0].plan.penalties;
    explorers
        .iter_mut()
        .for_each(|explorer| explorer.plan.penalties = penalties);
    let mut rng = Rng::new(seed, threads as u64 + 1);
    for epoch in 1..=EPOCHS {
        let share = from + (to - from) * epoch as f64 / EPOCHS as f64;
        let (fraction, rounds) = match budget {
            Budget::Time(_) => (share, u64::MAX),
            Budget::Rounds(all) => (f64::INFINITY, (all as f64 * share) as u64),
        };
        partition.cut(problem, threads, &mut rng);
        explorers.par_iter_mut().enumerate().for_each(|(block, explorer)| {
            explorer.take(ground, problem, &partition, block as u32);
            explorer.run(ground, fraction, rounds);
            explorer.end_allowed(ground, problem);
        });
        let plans: Vec<&RelaxedPlan> = explorers.iter().map(|explorer| &explorer.plan).collect();
        partition.join(&plans);
        tell(ground, &explorers, &partition, &mut best);
        if ground.clock.is_over() {
            break;
        }
    }
    Some((best, explorers.iter().map(Searcher::rounds).collect()))
}

/// Keeps the bests of all blocks together when that is the best so far.
fn tell(ground: &Ground<'_>, explorers: &[Explorer<'_>], partition: &Partition, best: &mut Incumbent) {
    let costs = explorers.iter().map(|explorer| explorer.best.cost);
    let cost = costs.fold(0_i64, i64::saturating_add);
    if cost >= best.cost {
        return;
    }
    best.cost = cost;
    for (v, block) in partition.blocks.iter().enumerate() {
        best.nodes[v].clone_from(&explorers[*block as usize].best.nodes[v]);
    }
    let jobs = best
        .nodes
        .iter()
        .flatten()
        .filter(|node| !ground.problem.is_load(**node));
    best.served = jobs.count();
    ground.clock.expect_unassigned(ground.problem.jobs - best.served);
    let elapsed = ground.clock.watch.elapsed();
    let rounds = explorers.first().map_or(0, Searcher::rounds);
    ground
        .clock
        .watch
        .progress(&best.progress(ground.problem, rounds, elapsed));
}
