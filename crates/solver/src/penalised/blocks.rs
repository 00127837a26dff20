//! Several threads on one plan: each searches a block of neighbouring days for a while, then the blocks are put together and
//! cut anew elsewhere.

use crate::options::Budget;
use crate::penalised::explorer::Explorer;
use crate::penalised::problem::relaxed_problem::Plain;
use crate::shared::incumbent::Best;
use crate::shared::rng::Rng;
use crate::threads::{Ground, Searcher};
use rayon::prelude::*;

/// How often the blocks are cut anew.
const EPOCHS: u64 = 60;
/// Fewer jobs or days per thread are not worth cutting: most moves would be between blocks.
const JOBS_MIN: usize = 150;
const DAYS_MIN: usize = 4;
/// The mark of a day that no block has yet.
const NOBODY: u32 = u32::MAX;

/// A whole plan while it is cut into blocks.
#[derive(Debug, Default)]
pub(crate) struct Whole {
    /// The jobs of every vehicle.
    pub(crate) tours: Vec<Vec<u32>>,
    /// The block of every vehicle.
    pub(crate) blocks: Vec<u32>,
    /// Jobs left out, each with its block.
    pub(crate) absent: Vec<(u32, u32)>,
}

/// Searches from one fraction of the budget to another with several threads; gives the best and the rounds of each thread.
/// `None` when the problem is too small to be cut.
pub(crate) fn search_blocks(
    ground: &Ground<'_>,
    plain: &Plain<'_>,
    seed: u64,
    threads: usize,
    budget: Budget,
    (from, to): (f64, f64),
) -> Option<(Best, Vec<u64>)> {
    if threads < 2 || plain.count() < JOBS_MIN * threads {
        return None;
    }
    let mut explorers: Vec<Explorer> = (0..threads)
        .map(|number| Explorer::new(ground, plain, seed, number))
        .collect();
    explorers[0].settle(ground);
    let mut best = explorers[0].best.clone();
    let mut whole = Whole::of(&explorers[0]);
    if whole.tours.iter().filter(|jobs| !jobs.is_empty()).count() < DAYS_MIN * threads {
        return None;
    }
    let fines = explorers[0].sketch.fines;
    explorers.iter_mut().for_each(|explorer| explorer.sketch.fines = fines);
    let mut rng = Rng::new(seed, threads as u64 + 1);
    for epoch in 1..=EPOCHS {
        let share = from + (to - from) * epoch as f64 / EPOCHS as f64;
        let (fraction, rounds) = match budget {
            Budget::Time(_) => (share, u64::MAX),
            Budget::Rounds(all) => (f64::INFINITY, (all as f64 * share) as u64),
        };
        whole.cut(plain, threads, &mut rng);
        explorers.par_iter_mut().enumerate().for_each(|(block, explorer)| {
            explorer.take(ground, plain, &whole, block as u32);
            explorer.run(ground, fraction, rounds);
            explorer.end_allowed(ground, plain);
        });
        whole.join(&explorers);
        tell(ground, &explorers, &whole, &mut best);
        if ground.clock.is_over() {
            break;
        }
    }
    Some((best, explorers.iter().map(Searcher::rounds).collect()))
}

/// Keeps the bests of all blocks together when that is the best so far.
fn tell(ground: &Ground<'_>, explorers: &[Explorer], whole: &Whole, best: &mut Best) {
    let costs = explorers.iter().map(|explorer| explorer.best.cost);
    let cost = costs.fold(0_i64, i64::saturating_add);
    if cost >= best.cost {
        return;
    }
    best.cost = cost;
    for (v, block) in whole.blocks.iter().enumerate() {
        best.nodes[v].clone_from(&explorers[*block as usize].best.nodes[v]);
    }
    let jobs = best.nodes.iter().flatten().filter(|node| !ground.field.is_load(**node));
    best.served = jobs.count();
    ground.clock.expect_unassigned(ground.field.jobs - best.served);
    let elapsed = ground.clock.watch.elapsed();
    let rounds = explorers.first().map_or(0, Searcher::rounds);
    ground
        .clock
        .watch
        .progress(&best.progress(ground.field, rounds, elapsed));
}

impl Whole {
    /// What a thread has planned alone.
    fn of(explorer: &Explorer) -> Self {
        let days = &explorer.sketch.days;
        Self {
            tours: days.iter().map(|day| day.jobs.clone()).collect(),
            blocks: vec![NOBODY; days.len()],
            absent: explorer.sketch.absent.iter().map(|job| (*job, NOBODY)).collect(),
        }
    }

    /// Cuts the plan into as many blocks of neighbouring days: each grows around a job drawn by chance. O(jobs · neighbours).
    fn cut(&mut self, plain: &Plain<'_>, blocks: usize, rng: &mut Rng) {
        let mut day_of = vec![NOBODY; plain.count()];
        for (v, jobs) in self.tours.iter().enumerate() {
            let jobs = jobs.iter().filter(|job| !plain.is_load(**job));
            jobs.for_each(|job| day_of[*job as usize] = v as u32);
        }
        self.blocks.fill(NOBODY);
        let mut left = plain.count() - self.absent.len();
        for block in 0..blocks as u32 {
            let most = left / (blocks - block as usize);
            left -= self.grow(plain, &day_of, block, most, rng);
        }
        // Vehicles not used yet are dealt out in turn; absent jobs go with their nearest neighbour that is served.
        let idle = self.blocks.iter_mut().filter(|block| **block == NOBODY);
        idle.zip((0..blocks as u32).cycle())
            .for_each(|(block, own)| *block = own);
        for (job, own) in &mut self.absent {
            let near = plain.near(*job).iter().map(|beside| day_of[beside.job as usize]);
            let mut served = near.filter(|day| *day != NOBODY);
            *own = served
                .next()
                .map_or(*job % blocks as u32, |day| self.blocks[day as usize]);
        }
    }

    /// Gives days to a block, those around a job first, until it has so many jobs; the last block takes all that are left.
    fn grow(&mut self, plain: &Plain<'_>, day_of: &[u32], block: u32, most: usize, rng: &mut Rng) -> usize {
        let jobs = day_of.len();
        let (mut taken, mut queue, mut looked) = (0, Vec::new(), 0);
        let first = rng.below(jobs);
        let mut others = (first..jobs).chain(0..first);
        while taken < most {
            let job = match queue.get(looked) {
                Some(job) => *job,
                None => match others.next() {
                    Some(job) => job as u32,
                    None => break,
                },
            };
            looked += usize::from(looked < queue.len());
            let day = day_of[job as usize];
            if day == NOBODY || self.blocks[day as usize] != NOBODY {
                continue;
            }
            self.blocks[day as usize] = block;
            taken += plain.jobs_of(&self.tours[day as usize]);
            for job in self.tours[day as usize].iter().filter(|job| !plain.is_load(**job)) {
                queue.extend(plain.near(*job).iter().take(10).map(|beside| beside.job));
            }
        }
        taken
    }

    /// Puts what all threads have now together again.
    fn join(&mut self, explorers: &[Explorer]) {
        for (v, block) in self.blocks.iter().enumerate() {
            self.tours[v].clone_from(&explorers[*block as usize].sketch.days[v].jobs);
        }
        self.absent.clear();
        let absent = explorers.iter().flat_map(|explorer| &explorer.sketch.absent);
        self.absent.extend(absent.map(|job| (*job, NOBODY)));
    }
}
