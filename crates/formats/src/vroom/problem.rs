//! `VroomInstance`: a VROOM file as a problem of `karavan_plan`. `Frame` makes its parts: travel, vehicles, jobs,
//! windows, breaks. Other rules are made in `rules.rs`, costs in `tariff.rs`, prizes in `priority.rs`, answers in
//! `answer.rs`.
//!
//! Windows of VROOM bound the moment at which setup begins, those of a problem the moment at which it is over. Where
//! nobody else is at a task's place, or a window would be shut by the setup, setup is always paid and counts as
//! service. Elsewhere windows are narrowed by it, so that both readings hold.

use super::VroomFile;
use super::refusals::{part_name, small_breaks, times, unlike_times, wild_way};
use super::tariff::{self, Second, Weights};
use super::task::{Kind, Task, Van, windows};
use crate::fault::FormatError;
use crate::named::named;
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::bounds::TIME_MAX;
use karavan_plan::ix::{LocationIx, ProfileIx, VehicleIx};
use karavan_plan::matrix::{Leg, Matrix};
use karavan_plan::plan::Plan;
use karavan_plan::problem::{Job, Problem, ProblemParts, TimeWindow, Vehicle, VehicleCosts};
use karavan_plan::rules::{Break, Rules};
use karavan_plan::sets::{DepotSet, SkillSet};
use karavan_plan::travel::Travel;
use std::collections::{BTreeMap, BTreeSet};

/// A file that can be planned: job `i` of its problem is task `i`, vehicle `i` vehicle `i`.
#[derive(Clone, Debug)]
pub struct VroomInstance {
    pub(super) file: VroomFile,
    pub(super) problem: Problem,
    /// The moment that the problem counts from.
    pub(super) origin: i64,
    /// Vehicle and place among its breaks, of every break of the problem.
    pub(super) breaks: Vec<(usize, usize)>,
    /// The plan that `steps` describe, when there are some.
    pub(super) given: Option<Plan>,
}

/// What is worked out before the parts are.
pub(super) struct Frame<'a> {
    pub(super) file: &'a VroomFile,
    origin: i64,
    seconds: Vec<Second>,
    pub(super) weights: Vec<Weights>,
    /// By skill; those beyond the last bit are told by restrictions.
    pub(super) skills: BTreeMap<u32, u32>,
    /// How many tasks and starts lie at each row.
    crowd: BTreeMap<usize, usize>,
}

impl VroomInstance {
    /// As [`VroomFile::unread`].
    #[must_use]
    pub fn unread(&self) -> &[String] {
        self.file.unread()
    }

    /// Makes the problem.
    ///
    /// # Errors
    /// When the file says what a problem cannot say, or its `steps` cannot be driven.
    pub fn new(file: VroomFile) -> Result<Self, FormatError> {
        let frame = Frame::new(&file)?;
        let (parts, breaks) = frame.parts();
        let origin = frame.origin;
        let problem = Problem::new(parts).map_err(|faults| {
            let name = |kind: &str, at: usize| part_name(&file, &breaks, kind, at);
            FormatError::Problem(named(faults, name))
        })?;
        let mut instance = Self {
            file,
            problem,
            origin,
            breaks,
            given: None,
        };
        instance.given = instance.plan_of_steps()?;
        Ok(instance)
    }

    /// The problem.
    #[must_use]
    pub const fn problem(&self) -> &Problem {
        &self.problem
    }
}

impl<'a> Frame<'a> {
    fn new(file: &'a VroomFile) -> Result<Self, FormatError> {
        let mut faults = Vec::new();
        let mut seconds = Vec::with_capacity(file.vans.len());
        let mut looked_at = BTreeSet::new();
        for van in &file.vans {
            match Second::of(file, van) {
                Ok(second) => {
                    seconds.push(second);
                    if looked_at.insert((&van.profile, van.speed_factor.to_bits(), second)) {
                        faults.extend(wild_way(file, van, second));
                    }
                }
                Err(fault) => faults.push(fault),
            }
            faults.extend(small_breaks(van));
        }
        faults.extend(file.tasks.iter().filter_map(|task| unlike_times(file, task)));
        if !faults.is_empty() {
            return Err(FormatError::Vroom(faults));
        }
        let starts = file.vans.iter().filter_map(|van| van.start.map(|place| place.row));
        let rows: BTreeSet<usize> = starts.collect();
        let mut crowd = BTreeMap::new();
        for row in file.tasks.iter().map(|task| task.place.row).chain(rows) {
            *crowd.entry(row).or_insert(0) += 1;
        }
        let wanted: BTreeSet<u32> = file.tasks.iter().flat_map(|task| task.skills.iter().copied()).collect();
        Ok(Self {
            origin: first_moment(file),
            weights: tariff::weights(file, &seconds),
            seconds,
            skills: wanted.into_iter().zip(0..).collect(),
            crowd,
            file,
        })
    }

    fn parts(&self) -> (ProblemParts, Vec<(usize, usize)>) {
        let file = self.file;
        let mut profiles: BTreeMap<(&str, u64, Second), usize> = BTreeMap::new();
        let mut travel = Vec::new();
        let mut vehicles = Vec::with_capacity(file.vans.len());
        for (at, van) in file.vans.iter().enumerate() {
            let key = (van.profile.as_str(), van.speed_factor.to_bits(), self.seconds[at]);
            let profile = *profiles.entry(key).or_insert_with(|| {
                travel.push(Travel::Full(self.table(van, self.seconds[at])));
                travel.len() - 1
            });
            vehicles.push(self.vehicle(van, at, profile));
        }
        let prizes = super::priority::prizes(file, &travel, &vehicles);
        let (mut rests, mut breaks) = (Vec::new(), Vec::new());
        for (at, van) in file.vans.iter().enumerate() {
            for (number, rest) in van.breaks.iter().enumerate() {
                rests.push(Break {
                    vehicle: VehicleIx::from(at),
                    windows: self.clocks(&windows(rest.time_windows.as_ref()), 0),
                    service: Seconds(rest.service.into()),
                });
                breaks.push((at, number));
            }
        }
        let jobs = file.tasks.iter().zip(prizes).map(|(task, prize)| self.job(task, prize));
        let parts = ProblemParts {
            locations: file.size(),
            dimensions: file.dimensions(),
            depots: Vec::new(),
            jobs: jobs.collect(),
            rules: Rules {
                breaks: rests,
                ..self.rules()
            },
            travel,
            vehicles,
        };
        (parts, breaks)
    }

    fn table(&self, van: &Van, second: Second) -> Matrix {
        let ways = self.file.ways_of(van);
        Matrix::from_fn(self.file.size(), |from, to| {
            let (from, to) = (from.at(), to.at());
            let seconds = ways.seconds(van.speed_factor, from, to)?;
            let meters = match (second, &ways.costs) {
                (Second::Distances, _) => ways.meters(from, to),
                (Second::Costs, Some(costs)) => costs.at(from, to).into(),
                (Second::Durations | Second::Costs, _) => seconds,
            };
            (seconds <= TIME_MAX).then_some(Leg {
                seconds: Seconds(seconds),
                meters: Meters(meters),
            })
        })
    }

    fn vehicle(&self, van: &Van, at: usize, profile: usize) -> Vehicle {
        let weights = self.weights[at];
        let longest = match self.seconds[at] {
            Second::Durations => van.max_travel_time,
            Second::Distances => van.max_distance,
            Second::Costs => None,
        };
        Vehicle {
            profile: ProfileIx::from(profile),
            start: van.start.map(|place| LocationIx::from(place.row)),
            end: van.end.map(|place| LocationIx::from(place.row)),
            shift: self.clock(van.window, 0),
            capacity: van.capacity.iter().map(|amount| most_load(*amount)).collect(),
            skills: self.bits(&van.skills),
            tasks_max: van.max_tasks,
            loads_max: None,
            duration_max: None,
            distance_max: longest.map(|most| Meters(most.into())),
            costs: VehicleCosts {
                fixed: Cost(weights.fixed),
                per_travel_second: weights.per_second,
                per_route_second: 0,
                per_meter: weights.per_second_measure,
            },
        }
    }

    fn job(&self, task: &Task, prize: Cost) -> Job {
        let (setup, service) = times(self.file, task);
        let is_alone = self.crowd.get(&task.place.row).is_none_or(|crowd| *crowd < 2);
        let narrowed = self.clocks(&task.windows, setup);
        let is_narrow = narrowed.len() < task.windows.len();
        let (setup, service, windows) = if is_alone || is_narrow {
            (0, setup + service, self.clocks(&task.windows, 0))
        } else {
            (setup, service, narrowed)
        };
        Job {
            location: LocationIx::from(task.place.row),
            windows,
            setup: Seconds(setup),
            service: Seconds(service),
            load: match task.kind {
                Kind::Job => task.gives.iter().map(|amount| i64::from(*amount)).collect(),
                Kind::Pickup | Kind::Delivery => vec![0; self.file.dimensions()],
            },
            depots: DepotSet::NONE,
            skills: self.bits(&task.skills),
            skills_none: SkillSet::NONE,
            prize,
            class: 0,
        }
    }

    fn bits(&self, skills: &BTreeSet<u32>) -> SkillSet {
        let bits = skills.iter().filter_map(|skill| self.skills.get(skill));
        SkillSet(bits.fold(0, |all, bit| all | 1_u64.checked_shl(*bit).unwrap_or(0)))
    }

    /// Windows that open so much later; those that are then shut are gone.
    fn clocks(&self, windows: &[(u32, u32)], setup: i64) -> Vec<TimeWindow> {
        let clocks = windows.iter().map(|window| self.clock(*window, setup));
        clocks.filter(|window| window.opens <= window.closes).collect()
    }

    fn clock(&self, (opens, closes): (u32, u32), setup: i64) -> TimeWindow {
        let moment = |at: u32| (i64::from(at) - self.origin).clamp(-TIME_MAX, TIME_MAX);
        // Nothing that opens at the first moment of all forbids being ready before.
        let later = if opens == 0 { 0 } else { setup };
        TimeWindow {
            opens: Seconds((moment(opens) + later).min(TIME_MAX)),
            closes: Seconds(moment(closes)),
        }
    }
}

/// A load of more fits nowhere else either.
fn most_load(amount: u32) -> i64 {
    i64::from(amount).min(karavan_plan::bounds::LOAD_MAX)
}

/// The earliest moment that the file names.
fn first_moment(file: &VroomFile) -> i64 {
    let of_tasks = file
        .tasks
        .iter()
        .flat_map(|task| task.windows.iter().map(|window| window.0));
    let of_vans = file.vans.iter().map(|van| van.window.0);
    let of_breaks = file.vans.iter().flat_map(|van| &van.breaks);
    let of_breaks = of_breaks
        .flat_map(|rest| windows(rest.time_windows.as_ref()))
        .map(|window| window.0);
    let named = of_tasks.chain(of_vans).chain(of_breaks).filter(|moment| *moment > 0);
    named.min().unwrap_or(0).into()
}
