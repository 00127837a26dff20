//! `Frame::rules`: the rules that tasks of a VROOM file need in a problem: shipments, goods aboard and collected,
//! restrictions for skills that found no bit, pay for work at the door. Breaks are made in `problem.rs`.

use super::problem::Frame;
use super::refusals::times;
use super::task::{Kind, Task};
use karavan_model::Cost;
use karavan_plan::ix::{JobIx, VehicleIx};
use karavan_plan::rules::{Collect, Preference, Restriction, Rules, Shipment, Who};
use std::collections::BTreeMap;

impl Frame<'_> {
    /// All but breaks.
    pub(super) fn rules(&self) -> Rules {
        let tasks = &self.file.tasks;
        let some = |amounts: &[u32]| amounts.iter().any(|amount| *amount > 0);
        let whole = |amounts: &[u32]| amounts.iter().map(|amount| i64::from(*amount)).collect();
        let jobs = || (0_usize..).zip(tasks).filter(|(_, task)| task.kind == Kind::Job);
        let pickups = (0_usize..).zip(tasks).filter(|(_, task)| task.kind == Kind::Pickup);
        Rules {
            aboard: jobs()
                .filter(|(_, task)| some(&task.gives))
                .map(|(at, _)| JobIx::from(at))
                .collect(),
            collects: jobs()
                .filter(|(_, task)| some(&task.takes))
                .map(|(at, task)| Collect {
                    job: JobIx::from(at),
                    load: whole(&task.takes),
                })
                .collect(),
            shipments: pickups
                .map(|(at, task)| Shipment {
                    pickup: JobIx::from(at),
                    delivery: JobIx::from(at + 1),
                    load: whole(&task.takes),
                    ride_max: None,
                })
                .collect(),
            restrictions: self.restrictions(),
            preferences: self.preferences(),
            ..Rules::default()
        }
    }

    /// Skills that found no bit.
    fn restrictions(&self) -> Vec<Restriction> {
        let has_no_bit = |task: &Task| task.skills.iter().any(|skill| self.skills[skill] >= u64::BITS);
        let tasks = (0_usize..).zip(&self.file.tasks).filter(|(_, task)| has_no_bit(task));
        let able = |task: &Task| {
            let vans = (0_usize..).zip(&self.file.vans);
            vans.filter(|(_, van)| task.skills.is_subset(&van.skills))
                .map(|(at, _)| VehicleIx::from(at))
                .collect()
        };
        let restriction = |(at, task): (usize, &Task)| Restriction {
            job: JobIx::from(at),
            vehicles: able(task),
            who: Who::Only,
        };
        tasks.map(restriction).collect()
    }

    /// What work at the door costs with vehicles that are paid for it.
    fn preferences(&self) -> Vec<Preference> {
        let mut groups: BTreeMap<i64, Vec<VehicleIx>> = BTreeMap::new();
        for (at, weights) in self
            .weights
            .iter()
            .enumerate()
            .filter(|(_, weights)| weights.per_task_second > 0)
        {
            groups
                .entry(weights.per_task_second)
                .or_default()
                .push(VehicleIx::from(at));
        }
        let of_task = |(at, task): (usize, &Task)| {
            let (setup, service) = times(self.file, task);
            let priced = groups.iter().map(|(per_second, vehicles)| Preference {
                job: JobIx::from(at),
                vehicles: vehicles.clone(),
                inside: Cost(per_second * (setup + service)),
                outside: Cost::ZERO,
            });
            priced.collect::<Vec<_>>()
        };
        self.file.tasks.iter().enumerate().flat_map(of_task).collect()
    }
}
