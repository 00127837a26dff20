//! `VroomFile::walk`: goes along a `Drive` (`Act`s, tasks and breaks, at given moments) and writes VROOM's route:
//! arrivals, waits, loads, totals and violations. It chooses no moments.

use super::VroomFile;
use super::input::Break;
use super::output::{Cause, Route, Step, Totals, Violations};
use super::place::Place;
use super::tariff;
use super::task::{Kind, Task, Van, windows};
use std::collections::BTreeSet;

/// What is done at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// By place in the list of tasks.
    Task(usize),
    /// By place in the breaks of the vehicle.
    Rest(usize),
}

/// Whether breaks that are not taken are a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// The steps were to hold all of them.
    Told,
    /// The route ends before they are due.
    NotDue,
}

/// A vehicle's day.
#[derive(Clone, Debug)]
pub(super) struct Drive {
    pub(super) van: usize,
    pub(super) leaves: i64,
    /// In order, with the moments at which setup begins.
    pub(super) acts: Vec<(Act, i64)>,
    pub(super) missing: Missing,
}

/// The walk so far.
struct Walk<'a> {
    file: &'a VroomFile,
    van: &'a Van,
    row: Option<usize>,
    /// When the last action is over.
    free: i64,
    /// What is left of the way to the next place, and how long and far the whole of it is.
    way: (i64, i64, i64),
    load: Vec<i64>,
    meters: i64,
    /// By a table of costs, if there is one.
    spent: i64,
    tasks: u32,
    totals: Totals,
    steps: Vec<Step>,
    /// Pickups on board: task and step.
    picked: Vec<(usize, usize)>,
    brought: BTreeSet<usize>,
}

impl VroomFile {
    /// Walks a drive. Ways interrupted by breaks are driven as soon as they can be.
    pub(super) fn walk(&self, drive: &Drive) -> Route {
        let van = &self.vans[drive.van];
        let mut walk = Walk::new(self, van, drive);
        for (at, (act, begins)) in drive.acts.iter().enumerate() {
            if walk.is_at_a_place() {
                let next = drive.acts[at..].iter().find_map(|(act, _)| match act {
                    Act::Task(task) => Some(self.tasks[*task].place.row),
                    Act::Rest(_) => None,
                });
                walk.set_out(next.or(van.end.map(|end| end.row)));
            }
            match *act {
                Act::Task(task) => walk.task(task, *begins),
                Act::Rest(rest) => walk.rest(&van.breaks[rest], *begins),
            }
        }
        walk.end(drive)
    }
}

impl<'a> Walk<'a> {
    fn new(file: &'a VroomFile, van: &'a Van, drive: &Drive) -> Self {
        let mut load = vec![0; file.dimensions()];
        let own: Vec<&Task> = tasks_of(file, drive).collect();
        for task in own.iter().filter(|task| task.kind == Kind::Job) {
            shift(&mut load, &task.gives, 1);
        }
        let place = van.start.or_else(|| own.first().map(|task| task.place));
        let nothing = vec![0; file.dimensions()];
        let mut walk = Self {
            file,
            van,
            row: van.start.map(|place| place.row),
            free: drive.leaves,
            way: (-1, 0, 0),
            load,
            meters: 0,
            spent: 0,
            tasks: 0,
            totals: Totals {
                delivery: nothing.clone(),
                amount: nothing.clone(),
                pickup: nothing,
                distance: file.has_distances().then_some(0),
                ..Totals::default()
            },
            steps: Vec::with_capacity(drive.acts.len() + 2),
            picked: Vec::new(),
            brought: BTreeSet::new(),
        };
        let mut violations = Violations::default();
        let early = i64::from(van.window.0) - drive.leaves;
        if early > 0 {
            violations.add_seconds(Cause::LeadTime, early);
        }
        walk.push("start", place, drive.leaves, drive.leaves, (0, 0), violations);
        walk
    }

    /// Whether no way is under way.
    const fn is_at_a_place(&self) -> bool {
        self.way.0 < 0
    }

    fn set_out(&mut self, next: Option<usize>) {
        let ways = self.file.ways_of(self.van);
        let way = self.row.zip(next).map(|(from, to)| {
            let seconds = ways.seconds(self.van.speed_factor, from, to).unwrap_or(0);
            (seconds, seconds, ways.meters(from, to))
        });
        self.way = way.unwrap_or((0, 0, 0));
        if let (Some(costs), Some(from), Some(to)) = (&ways.costs, self.row, next) {
            self.spent += i64::from(costs.at(from, to));
        }
    }

    /// Drives what is left of the way, or as much as there is time for; the moment of arriving.
    fn drive_on(&mut self, until: Option<i64>) -> i64 {
        let (left, whole, meters) = self.way;
        let driven = until.map_or(left, |until| left.min(until - self.free).max(0));
        let so_far = |left: i64| if whole == 0 { 0 } else { meters * (whole - left) / whole };
        let before = so_far(left);
        self.way.0 = left - driven;
        let is_there = until.is_none();
        self.meters += if is_there {
            meters - before
        } else {
            so_far(left - driven) - before
        };
        self.totals.duration += driven;
        self.free + driven
    }

    fn task(&mut self, at: usize, begins: i64) {
        let task = &self.file.tasks[at];
        let arrives = self.drive_on(None);
        let setup = if self.row == Some(task.place.row) {
            0
        } else {
            task.setup(&self.van.kind)
        };
        let service = task.service(&self.van.kind);
        (self.row, self.way) = (Some(task.place.row), (-1, 0, 0));
        shift(&mut self.load, &task.takes, 1);
        shift(&mut self.load, &task.gives, -1);
        shift(&mut self.totals.pickup, &task.takes, 1);
        shift(&mut self.totals.delivery, &task.gives, 1);
        self.totals.priority += u64::from(task.priority);
        self.tasks += 1;
        let mut violations = outside(&task.windows, begins);
        if !task.skills.is_subset(&self.van.skills) {
            violations.add(Cause::Skills);
        }
        if self.van.max_tasks.is_some_and(|most| self.tasks > most) {
            violations.add(Cause::MaxTasks);
        }
        match task.kind {
            Kind::Job => {}
            Kind::Pickup if self.brought.contains(&(at + 1)) => violations.add(Cause::Precedence),
            Kind::Pickup => self.picked.push((at, self.steps.len())),
            Kind::Delivery => match self.picked.iter().position(|(pickup, _)| pickup + 1 == at) {
                Some(known) => drop(self.picked.swap_remove(known)),
                None => {
                    violations.add(Cause::Precedence);
                    self.brought.insert(at);
                }
            },
        }
        self.push(
            task.kind.name(),
            Some(task.place),
            arrives,
            begins,
            (setup, service),
            violations,
        );
        let step = self.steps.len() - 1;
        self.steps[step].description.clone_from(&task.description);
        self.steps[step].id = Some(task.id);
        self.steps[step].job = Some(task.id);
    }

    fn rest(&mut self, rest: &Break, begins: i64) {
        let arrives = self.drive_on(Some(begins));
        let mut violations = outside(&windows(rest.time_windows.as_ref()), begins);
        let is_full = |most: &Vec<u32>| self.load.iter().zip(most).any(|(load, most)| *load > i64::from(*most));
        if rest.max_load.as_ref().is_some_and(is_full) {
            violations.add(Cause::MaxLoad);
        }
        self.push("break", None, arrives, begins, (0, rest.service.into()), violations);
        let step = self.steps.len() - 1;
        self.steps[step].description.clone_from(&rest.description);
        self.steps[step].id = Some(rest.id);
    }

    /// Writes a step, with the rules that hold at all of them.
    fn push(
        &mut self,
        kind: &'static str,
        place: Option<Place>,
        arrives: i64,
        begins: i64,
        (setup, service): (i64, i64),
        mut violations: Violations,
    ) {
        if self
            .load
            .iter()
            .zip(&self.van.capacity)
            .any(|(load, most)| *load > i64::from(*most))
        {
            violations.add(Cause::Load);
        }
        let is_beyond = |amount: i64, most: Option<u32>| most.is_some_and(|most| amount > i64::from(most));
        if is_beyond(self.totals.duration, self.van.max_travel_time) {
            violations.add(Cause::MaxTravelTime);
        }
        if is_beyond(self.meters, self.van.max_distance) {
            violations.add(Cause::MaxDistance);
        }
        self.totals.violations.merge(&violations);
        self.totals.setup += setup;
        self.totals.service += service;
        self.totals.waiting_time += begins - arrives;
        self.free = begins + setup + service;
        self.steps.push(Step {
            kind,
            description: String::new(),
            location: place.and_then(|place| place.coordinates),
            location_index: place.and_then(|place| place.index),
            id: None,
            setup,
            service,
            waiting_time: begins - arrives,
            job: None,
            load: self.load.clone(),
            arrival: arrives,
            duration: self.totals.duration,
            violations,
            distance: self.file.has_distances().then_some(self.meters),
        });
    }

    fn end(mut self, drive: &Drive) -> Route {
        if self.is_at_a_place() {
            self.set_out(self.van.end.map(|end| end.row));
        }
        let arrives = self.drive_on(None);
        let last = tasks_of(self.file, drive).last().map(|task| task.place);
        let mut violations = Violations::default();
        let late = arrives - i64::from(self.van.window.1);
        if late > 0 && self.van.window.1 != u32::MAX {
            violations.add_seconds(Cause::Delay, late);
        }
        self.push("end", self.van.end.or(last), arrives, arrives, (0, 0), violations);
        for (_, step) in std::mem::take(&mut self.picked) {
            self.steps[step].violations.add(Cause::Precedence);
            self.totals.violations.add(Cause::Precedence);
        }
        let rested = drive.acts.iter().filter(|(act, _)| matches!(act, Act::Rest(_))).count();
        if drive.missing == Missing::Told && rested < self.van.breaks.len() {
            self.totals.violations.add(Cause::MissingBreak);
        }
        self.totals.amount.clone_from(&self.totals.delivery);
        self.totals.distance = self.file.has_distances().then_some(self.meters);
        self.totals.cost = tariff::of_route(self.file, self.van, &self.totals, self.spent);
        Route {
            vehicle: self.van.id,
            description: self.van.description.clone(),
            steps: self.steps,
            totals: self.totals,
        }
    }
}

fn tasks_of<'a>(file: &'a VroomFile, drive: &'a Drive) -> impl Iterator<Item = &'a Task> {
    drive.acts.iter().filter_map(|(act, _)| match act {
        Act::Task(task) => Some(&file.tasks[*task]),
        Act::Rest(_) => None,
    })
}

fn shift(sums: &mut [i64], amounts: &[u32], sign: i64) {
    for (sum, amount) in sums.iter_mut().zip(amounts) {
        *sum += sign * i64::from(*amount);
    }
}

/// How far a moment is from the nearest window: early for the next, or late for the one before.
fn outside(windows: &[(u32, u32)], begins: i64) -> Violations {
    let mut violations = Violations::default();
    let nearest = windows.iter().map(|(opens, closes)| {
        let (early, late) = (i64::from(*opens) - begins, begins - i64::from(*closes));
        let late = if *closes == u32::MAX { 0 } else { late };
        (early.max(late).max(0), early > 0)
    });
    if let Some((seconds, is_early)) = nearest.min()
        && seconds > 0
    {
        let cause = if is_early { Cause::LeadTime } else { Cause::Delay };
        violations.add_seconds(cause, seconds);
    }
    violations
}
