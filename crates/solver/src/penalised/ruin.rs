//! `Ruiner::choose`: which jobs of a relaxed plan are taken out next, by one of three ways (`Ruin`). `explorer.rs`
//! takes them out.
//!
//! Supports every problem that explorers see. Strings: Christiaens and Vanden Berghe (see
//! [`crate::shared::string_removal`]); radial: Shaw (1998).

use crate::penalised::plan::relaxed_plan::RelaxedPlan;
use crate::penalised::problem::relaxed_problem::RelaxedProblem;
use crate::shared::rng::Rng;
use crate::shared::string_removal;
use crate::shared::string_removal::MEAN;

/// A way to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ruin {
    /// Strings of neighbouring days around a job.
    Strings,
    /// The jobs nearest to a job.
    Radial,
    /// All of a day, or a long part of it.
    Day,
}

impl Ruin {
    /// All ways.
    pub(crate) const ALL: [Self; 3] = [Self::Strings, Self::Radial, Self::Day];
}

/// Chooses jobs; its buffers are kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ruiner {
    /// What was chosen last.
    pub(crate) out: Vec<u32>,
    days: Vec<u32>,
    /// The jobs that may be chosen; all when empty.
    pub(crate) own: Vec<u32>,
}

impl Ruiner {
    /// Chooses served jobs.
    pub(crate) fn choose(&mut self, how: Ruin, problem: &RelaxedProblem<'_>, plan: &RelaxedPlan, rng: &mut Rng) {
        self.out.clear();
        self.days.clear();
        let seed = match self.own.len() {
            0 => rng.below(plan.spots.len()) as u32,
            own => self.own[rng.below(own)],
        };
        match how {
            Ruin::Strings => self.strings(seed, problem, plan, rng),
            Ruin::Radial => {
                let count = 1 + rng.below(MEAN as usize);
                let all = std::iter::once(seed).chain(problem.near(seed).iter().map(|beside| beside.job));
                let served = all.filter(|job| plan.at(*job).is_some());
                self.out.extend(served.take(count));
            }
            Ruin::Day => {
                let mut all = std::iter::once(seed).chain(problem.near(seed).iter().map(|beside| beside.job));
                if let Some((v, at)) = all.find_map(|job| plan.at(job)) {
                    let jobs = &plan.days[v].jobs;
                    let most = 3 * MEAN as usize;
                    let first = at.saturating_sub(rng.below(most));
                    self.out.extend(jobs[first..].iter().take(most));
                }
            }
        }
        if problem.job_sources.is_some() {
            self.out.retain(|node| !problem.is_load(*node));
        }
    }

    fn strings(&mut self, seed: u32, problem: &RelaxedProblem<'_>, plan: &RelaxedPlan, rng: &mut Rng) {
        let (longest, count) = string_removal::measure(plan.served(), plan.days_used, rng);
        for job in std::iter::once(seed).chain(problem.near(seed).iter().map(|beside| beside.job)) {
            if self.days.len() >= count {
                break;
            }
            let Some((v, at)) = plan.at(job) else {
                continue;
            };
            if self.days.contains(&(v as u32)) {
                continue;
            }
            self.days.push(v as u32);
            string_removal::string(&plan.days[v].jobs, at, longest, rng, &mut self.out);
        }
    }
}
