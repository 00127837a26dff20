//! `Partition`: a whole plan cut into blocks of neighbouring days, one for each thread, and joined again. The
//! threads that search the blocks are in `blocks.rs`.

use crate::penalised::plan::relaxed_plan::RelaxedPlan;
use crate::penalised::problem::relaxed_problem::RelaxedProblem;
use crate::shared::rng::Rng;

/// The mark of a day that no block has yet.
const NOBODY: u32 = u32::MAX;

/// A whole plan while it is cut into blocks.
#[derive(Debug, Default)]
pub(crate) struct Partition {
    /// The jobs of every vehicle.
    pub(crate) tours: Vec<Vec<u32>>,
    /// The block of every vehicle.
    pub(crate) blocks: Vec<u32>,
    /// Jobs left out, each with its block.
    pub(crate) absent: Vec<(u32, u32)>,
}

impl Partition {
    /// What a thread has planned alone.
    pub(super) fn of(plan: &RelaxedPlan) -> Self {
        let days = &plan.days;
        Self {
            tours: days.iter().map(|day| day.jobs.clone()).collect(),
            blocks: vec![NOBODY; days.len()],
            absent: plan.absent.iter().map(|job| (*job, NOBODY)).collect(),
        }
    }

    /// Cuts the plan into as many blocks of neighbouring days: each grows around a job drawn by chance. O(jobs ·
    /// neighbours).
    pub(super) fn cut(&mut self, problem: &RelaxedProblem<'_>, blocks: usize, rng: &mut Rng) {
        let mut day_of = vec![NOBODY; problem.count()];
        for (v, jobs) in self.tours.iter().enumerate() {
            let jobs = jobs.iter().filter(|job| !problem.is_load(**job));
            jobs.for_each(|job| day_of[*job as usize] = v as u32);
        }
        self.blocks.fill(NOBODY);
        let mut left = problem.count() - self.absent.len();
        for block in 0..blocks as u32 {
            let most = left / (blocks - block as usize);
            left -= self.grow(problem, &day_of, block, most, rng);
        }
        // Vehicles not used yet are dealt out in turn; absent jobs go with their nearest neighbour that is served.
        let unused = self.blocks.iter_mut().filter(|block| **block == NOBODY);
        unused
            .zip((0..blocks as u32).cycle())
            .for_each(|(block, own)| *block = own);
        for (job, own) in &mut self.absent {
            let near = problem.near(*job).iter().map(|beside| day_of[beside.job as usize]);
            let mut served = near.filter(|day| *day != NOBODY);
            *own = served
                .next()
                .map_or(*job % blocks as u32, |day| self.blocks[day as usize]);
        }
    }

    /// Gives days to a block, those around a job first, until it has so many jobs; the last block takes all that are
    /// left.
    fn grow(&mut self, problem: &RelaxedProblem<'_>, day_of: &[u32], block: u32, most: usize, rng: &mut Rng) -> usize {
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
            taken += problem.jobs_of(&self.tours[day as usize]);
            for job in self.tours[day as usize].iter().filter(|job| !problem.is_load(**job)) {
                queue.extend(problem.near(*job).iter().take(10).map(|beside| beside.job));
            }
        }
        taken
    }

    /// Puts what all threads have now together again; `sketches` are theirs, by block.
    pub(super) fn join(&mut self, plans: &[&RelaxedPlan]) {
        for (v, block) in self.blocks.iter().enumerate() {
            self.tours[v].clone_from(&plans[*block as usize].days[v].jobs);
        }
        self.absent.clear();
        let absent = plans.iter().flat_map(|plan| &plan.absent);
        self.absent.extend(absent.map(|job| (*job, NOBODY)));
    }
}
