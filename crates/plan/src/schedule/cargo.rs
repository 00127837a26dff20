//! `CargoCheck::check`: finds the load that supplies each job of a tour that needs one, and refuses missing supplies,
//! useless loads and more on board than fits; notes from when each load may begin. Loading lists by kind of goods are
//! in `goods.rs` of the crate.

use super::fault::ScheduleFault;
use super::halt::NEVER;
use crate::ix::JobIx;
use crate::plan::StepKind;
use crate::problem::{Problem, Vehicle};
use karavan_model::Seconds;

/// Goods of one tour; the buffers are kept.
#[derive(Clone, Debug, Default)]
pub(super) struct CargoCheck {
    /// The last visit to each depot so far; a job takes from the latest of those that can supply it.
    last_load: Vec<Option<usize>>,
    /// Whether the load at a step supplies somebody.
    supplies: Vec<bool>,
    /// What comes on board and goes off before the first step and at each step.
    change: Vec<i64>,
    on_board: Vec<i64>,
    /// When the load at each step may begin at the earliest.
    pub(super) released: Vec<Seconds>,
}

impl CargoCheck {
    /// Looks at a tour of loads and jobs.
    pub(super) fn check(
        &mut self,
        problem: &Problem,
        vehicle: &Vehicle,
        tour: &[StepKind],
    ) -> Result<(), ScheduleFault> {
        let dimensions = problem.dimensions();
        self.last_load.clear();
        self.last_load.resize(problem.depots().len(), None);
        self.supplies.clear();
        self.supplies.resize(tour.len(), false);
        self.change.clear();
        self.change.resize((tour.len() + 1) * dimensions, 0);
        self.released.clear();
        self.released.resize(tour.len(), NEVER);
        for (step, kind) in tour.iter().enumerate() {
            match *kind {
                StepKind::Load(depot) => self.last_load[depot.at()] = Some(step),
                StepKind::Job(job) => self.add(problem, step, job)?,
                StepKind::Start | StepKind::End | StepKind::Break(_) => return Err(ScheduleFault::Step { step }),
            }
        }
        self.weigh(vehicle, tour, dimensions)
    }

    fn add(&mut self, problem: &Problem, step: usize, ix: JobIx) -> Result<(), ScheduleFault> {
        let (job, rules) = (&problem.jobs()[ix.at()], problem.of_job(ix));
        let row = step + 1;
        self.take(row, &rules.collects);
        if rules.delivery.is_some() {
            self.take(row, &rules.shipped);
        } else if rules.pickup.is_some() {
            self.give(row, &rules.shipped);
        }
        if rules.is_aboard {
            self.take(0, &job.load);
            self.give(row, &job.load);
        } else if job.needs_loading() {
            let source = job.depots.iter().filter_map(|depot| self.last_load[depot.at()]).max();
            let source = source.ok_or(ScheduleFault::NoSupply { job: ix })?;
            self.supplies[source] = true;
            self.take(source + 1, &job.load);
            self.give(row, &job.load);
            if let Some(released) = rules.released {
                self.released[source] = self.released[source].max(released);
            }
        }
        Ok(())
    }

    fn take(&mut self, row: usize, load: &[i64]) {
        for (dimension, amount) in load.iter().enumerate() {
            self.change[row * load.len() + dimension] += amount;
        }
    }

    fn give(&mut self, row: usize, load: &[i64]) {
        for (dimension, amount) in load.iter().enumerate() {
            self.change[row * load.len() + dimension] -= amount;
        }
    }

    fn weigh(&mut self, vehicle: &Vehicle, tour: &[StepKind], dimensions: usize) -> Result<(), ScheduleFault> {
        self.on_board.clear();
        self.on_board.resize(dimensions, 0);
        for row in 0..=tour.len() {
            let step = row.saturating_sub(1);
            if row > 0 && matches!(tour[step], StepKind::Load(_)) && !self.supplies[step] {
                return Err(ScheduleFault::UselessLoad { step });
            }
            for dimension in 0..dimensions {
                self.on_board[dimension] += self.change[row * dimensions + dimension];
                if self.on_board[dimension] > vehicle.capacity[dimension] {
                    return Err(ScheduleFault::Capacity { step });
                }
            }
        }
        Ok(())
    }
}
