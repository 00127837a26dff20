//! `Work::check`: the rules of a tour that need neither times nor amounts: at least one job, none twice, skills,
//! restrictions, class order, numbers of jobs and loads, shipments, two people. `check_prefix`: the tour begins with
//! its promised steps.

use super::fault::ScheduleFault;
use crate::ix::{JobIx, VehicleIx};
use crate::plan::StepKind;
use crate::problem::Problem;

/// The jobs of one tour; the buffer is kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Work {
    /// The stamp of the last tour that each job was seen in.
    seen: Vec<u64>,
    stamp: u64,
}

impl Work {
    /// Skills, who may come, classes, number of jobs and of loads, pairs, and no job twice.
    pub(super) fn check(&mut self, problem: &Problem, ix: VehicleIx, tour: &[StepKind]) -> Result<(), ScheduleFault> {
        let vehicle = &problem.vehicles()[ix.at()];
        self.stamp += 1;
        self.seen.resize(problem.jobs().len(), 0);
        let (mut class, mut jobs, mut loads) = (0, 0_usize, 0_usize);
        for (step, kind) in tour.iter().enumerate() {
            let job = match *kind {
                StepKind::Job(job) => job,
                StepKind::Load(_) => {
                    loads += 1;
                    continue;
                }
                StepKind::Start | StepKind::End | StepKind::Break(_) => return Err(ScheduleFault::Step { step }),
            };
            let wanted = &problem.jobs()[job.at()];
            if std::mem::replace(&mut self.seen[job.at()], self.stamp) == self.stamp {
                return Err(ScheduleFault::Twice { job });
            }
            if !vehicle.skills.has_all(wanted.skills) || vehicle.skills.has_any(wanted.skills_none) {
                return Err(ScheduleFault::Skills { job });
            }
            if wanted.class < class {
                return Err(ScheduleFault::ClassOrder { job });
            }
            class = wanted.class;
            jobs += 1;
            let rules = problem.of_job(job);
            if !rules.allows(ix) {
                return Err(ScheduleFault::Restricted { job });
            }
            if rules.pickup.is_some_and(|pickup| !self.has_seen(pickup)) {
                return Err(ScheduleFault::Pair { job });
            }
            if rules.together.is_some_and(|other| self.has_seen(other)) {
                return Err(ScheduleFault::Together { job });
            }
        }
        if jobs == 0 {
            return Err(ScheduleFault::NoJob);
        }
        if vehicle.tasks_max.is_some_and(|most| jobs > most as usize) {
            return Err(ScheduleFault::Tasks);
        }
        if vehicle.loads_max.is_some_and(|most| loads > most as usize) {
            return Err(ScheduleFault::Loads);
        }
        self.check_pairs(problem, tour)
    }

    fn has_seen(&self, job: JobIx) -> bool {
        self.seen[job.at()] == self.stamp
    }

    fn check_pairs(&self, problem: &Problem, tour: &[StepKind]) -> Result<(), ScheduleFault> {
        if problem.rules().shipments.is_empty() {
            return Ok(());
        }
        for kind in tour {
            if let StepKind::Job(job) = *kind
                && let Some(delivery) = problem.of_job(job).delivery
                && !self.has_seen(delivery)
            {
                return Err(ScheduleFault::Pair { job });
            }
        }
        Ok(())
    }
}

/// A route begins with what is already done or promised.
pub(super) fn check_prefix(problem: &Problem, ix: VehicleIx, tour: &[StepKind]) -> Result<(), ScheduleFault> {
    let own = problem.of_vehicle(ix).prefix;
    if let Some(at) = own
        && !tour.starts_with(&problem.rules().prefixes[at].steps)
    {
        return Err(ScheduleFault::Prefix);
    }
    Ok(())
}
