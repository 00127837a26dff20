//! `Able`: which vehicles could do which jobs at all, by skills, size, hours and restrictions, as bits by kind of
//! vehicle. What it allows may still not fit into a tour.

use crate::shared::problem::car::Car;
use crate::shared::problem::kinds::number;
use crate::shared::problem::linked_jobs;
use crate::shared::problem::node::Node;
use karavan_plan::{JobIx, Problem, VehicleIx};
use rayon::prelude::*;

/// Job-major bits by kind of vehicle: vehicles of a kind can do the same.
#[derive(Debug, Default)]
pub(crate) struct Able {
    kinds: Vec<u32>,
    /// How many vehicles there are of each kind.
    counts: Vec<u32>,
    bits: Vec<u64>,
    row: usize,
    /// Whether everybody can do everything.
    is_universal: bool,
}

impl Able {
    /// O(jobs · kinds of vehicles).
    pub(crate) fn new(problem: &Problem, nodes: &[Node], cars: &[Car]) -> Self {
        let named = linked_jobs::named(problem);
        let vehicles = problem.vehicles().iter().zip(cars).zip(named);
        let kinds = number(vehicles.map(|((vehicle, car), named)| {
            let hours = (car.opens, car.closes, car.tasks_max > 0);
            (named, vehicle.skills.0, vehicle.capacity.clone(), hours)
        }));
        let mut firsts: Vec<usize> = Vec::new();
        let mut counts: Vec<u32> = Vec::new();
        for (v, kind) in kinds.iter().enumerate() {
            if *kind as usize == firsts.len() {
                firsts.push(v);
                counts.push(0);
            }
            counts[*kind as usize] += 1;
        }
        let row = firsts.len().div_ceil(64);
        let mut able = Self {
            kinds,
            counts,
            bits: vec![0; problem.jobs().len() * row],
            row,
            is_universal: false,
        };
        let can_all = |(job, bits): (usize, &mut [u64])| {
            let mut can_all = true;
            for (kind, v) in firsts.iter().enumerate() {
                if fits(problem, (job, &nodes[job]), (*v, &cars[*v])) {
                    bits[kind / 64] |= 1 << (kind % 64);
                } else {
                    can_all = false;
                }
            }
            can_all
        };
        let rows = able.bits.par_chunks_mut(row.max(1)).enumerate();
        able.is_universal = rows.map(can_all).reduce(|| true, |one, other| one && other);
        able
    }

    /// Whether the vehicle could take the job at all.
    #[inline]
    pub(crate) fn can(&self, job: u32, car: usize) -> bool {
        if self.is_universal {
            return true;
        }
        let kind = self.kinds[car] as usize;
        self.bits[job as usize * self.row + kind / 64] >> (kind % 64) & 1 == 1
    }

    /// How many vehicles could take the job at all.
    pub(crate) fn count(&self, job: u32) -> u32 {
        let bits = &self.bits[job as usize * self.row..][..self.row];
        let can = |kind: &usize| bits[kind / 64] >> (kind % 64) & 1 == 1;
        (0..self.counts.len()).filter(can).map(|kind| self.counts[kind]).sum()
    }
}

fn fits(problem: &Problem, (index, node): (usize, &Node), (v, car): (usize, &Car)) -> bool {
    let (job, vehicle) = (&problem.jobs()[index], &problem.vehicles()[v]);
    let rules = problem.of_job(JobIx::from(index));
    let takes = |load: &[i64]| load.iter().zip(&vehicle.capacity).all(|(amount, most)| amount <= most);
    // A load that no depot hands out can never be brought.
    let can_be_had = !problem.needs_loading(JobIx::from(index)) || !job.depots.is_empty();
    can_be_had
        && vehicle.skills.has_all(job.skills)
        && !vehicle.skills.has_any(job.skills_none)
        && rules.allows(VehicleIx::from(v))
        && takes(&job.load)
        && takes(&rules.shipped)
        && takes(&rules.collects)
        && node.closes >= car.opens
        && node.opens + node.service <= car.closes
        && car.tasks_max > 0
}
