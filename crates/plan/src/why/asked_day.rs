//! `AskedDay`: the day of one vehicle with one job asked of it, as a small problem of its own: the vehicle, its jobs,
//! the asked one, all depots, and the legs between them. Rules can be lifted from it one by one.

use super::day_rules::{OWN, rules};
use super::lift::lift;
use crate::insertion::insertions;
use crate::ix::{JobIx, LocationIx, ProfileIx, VehicleIx};
use crate::matrix::Matrix;
use crate::plan::StepKind;
use crate::problem::{Problem, ProblemParts, TimeWindow, Vehicle};
use crate::reason::ReasonCode;
use crate::rules::Who;
use crate::schedule::Timer;
use crate::travel::Travel;
use karavan_model::Seconds;
use std::collections::BTreeMap;

/// When a visit of two people begins, as the plan has it.
pub type Moments<'a> = &'a dyn Fn(JobIx) -> Option<Seconds>;

/// A vehicle's day with one job asked of it.
#[derive(Clone, Debug)]
pub struct AskedDay {
    parts: ProblemParts,
    tour: Vec<StepKind>,
    job: JobIx,
    /// What its jobs are called in the whole problem.
    names: Vec<JobIx>,
}

impl AskedDay {
    /// Of a vehicle that drives these loads and jobs, asked to do one more. A job of two people keeps the moment that
    /// the other one has. O(steps²).
    ///
    /// `None` for an end of a shipment, which is never asked for alone, and for the second of two people where the
    /// first is this vehicle.
    ///
    /// # Panics
    /// When an index is not of this problem, or the tour has the job already.
    #[must_use]
    pub fn new(
        problem: &Problem,
        (vehicle, tour): (VehicleIx, &[StepKind]),
        job: JobIx,
        moments: Moments<'_>,
    ) -> Option<Self> {
        Self::of(
            (problem, vehicle, &problem.vehicles()[vehicle.at()]),
            tour,
            job,
            moments,
        )
    }

    /// The same of a vehicle that is not in the problem: no rule names it.
    ///
    /// # Panics
    /// As [`AskedDay::new`].
    #[must_use]
    pub fn of_another(problem: &Problem, (vehicle, tour): (&Vehicle, &[StepKind]), job: JobIx) -> Option<Self> {
        Self::of((problem, VehicleIx(u32::MAX), vehicle), tour, job, &|_| None)
    }

    fn of(
        (problem, vehicle, able): (&Problem, VehicleIx, &Vehicle),
        tour: &[StepKind],
        job: JobIx,
        moments: Moments<'_>,
    ) -> Option<Self> {
        let asked = problem.of_job(job);
        if asked.pickup.is_some() || asked.delivery.is_some() {
            return None;
        }
        let jobs = tour.iter().filter_map(|step| match step {
            StepKind::Job(job) => Some(*job),
            _ => None,
        });
        let jobs: Vec<JobIx> = jobs.chain([job]).collect();
        if asked.together.is_some_and(|other| jobs.contains(&other)) {
            return None;
        }
        let small: BTreeMap<JobIx, JobIx> = jobs.iter().enumerate().map(|(at, job)| (*job, at.into())).collect();
        let mut places = Places::default();
        let mut own = able.clone();
        own.profile = ProfileIx(0);
        own.start = able.start.map(|place| places.of(place));
        own.end = able.end.map(|place| places.of(place));
        let depots = problem.depots().iter().map(|depot| {
            let mut depot = depot.clone();
            depot.location = places.of(depot.location);
            depot
        });
        let depots = depots.collect();
        let of_day = jobs.iter().map(|ix| {
            let mut job = problem.jobs()[ix.at()].clone();
            job.location = places.of(job.location);
            let partner = problem.of_job(*ix).together;
            let moment = partner
                .and_then(moments)
                .filter(|moment| is_open(&job.windows, *moment));
            if let Some(moment) = moment {
                job.windows = vec![at(moment)];
            }
            job
        });
        let of_day = of_day.collect();
        let known = places.known;
        let leg = |from: LocationIx, to: LocationIx| problem.leg(able, known[from.at()], known[to.at()]);
        let step = |step: &StepKind| match step {
            StepKind::Job(job) => StepKind::Job(small[job]),
            other => *other,
        };
        Some(Self {
            parts: ProblemParts {
                locations: known.len(),
                dimensions: problem.dimensions(),
                travel: vec![Travel::Full(Matrix::from_fn(known.len(), leg))],
                depots,
                jobs: of_day,
                vehicles: vec![own],
                rules: rules(problem, (vehicle, able), &small, &step),
            },
            tour: tour.iter().map(step).collect(),
            job: small[&job],
            names: jobs,
        })
    }

    /// The small problem, with all that has a price.
    #[must_use]
    pub const fn parts(&self) -> &ProblemParts {
        &self.parts
    }

    /// What is driven so far, in the small problem.
    #[must_use]
    pub fn tour(&self) -> &[StepKind] {
        &self.tour
    }

    /// The asked job, in the small problem.
    #[must_use]
    pub const fn job(&self) -> JobIx {
        self.job
    }

    /// A tour of the small problem, as the whole one calls its jobs.
    #[must_use]
    pub fn named(&self, tour: &[StepKind]) -> Vec<StepKind> {
        let step = |step: &StepKind| match step {
            StepKind::Job(job) => StepKind::Job(self.names[job.at()]),
            other => *other,
        };
        tour.iter().map(step).collect()
    }

    /// The day with something changed in its small problem.
    #[must_use]
    pub fn changed(&self, change: impl FnOnce(&mut ProblemParts, JobIx)) -> Self {
        let mut other = self.clone();
        change(&mut other.parts, self.job);
        other
    }

    /// Whether the vehicle could do the job with these rules lifted. Who need not load may: where roads are missing,
    /// the way by a depot may be the only one.
    #[must_use]
    pub fn could(&self, lifted: &[ReasonCode], timer: &mut Timer) -> bool {
        let others: Vec<ReasonCode> = lifted
            .iter()
            .copied()
            .filter(|code| *code != ReasonCode::NoDepot)
            .collect();
        let may_load = others.len() < lifted.len() && self.parts.jobs[self.job.at()].needs_loading();
        self.could_with(lifted, timer) || (may_load && self.could_with(&others, timer))
    }

    fn could_with(&self, lifted: &[ReasonCode], timer: &mut Timer) -> bool {
        if self.is_unfit(lifted) {
            return false;
        }
        let Some(problem) = self.lifted(lifted) else {
            return false;
        };
        insertions(&problem, &self.tour, self.job).any(|tour| timer.cost(&problem, OWN, &tour, &|_| None).is_ok())
    }

    /// Every tour in which the vehicle could do the job, all rules in force.
    #[must_use]
    pub fn allowed(&self, timer: &mut Timer) -> Vec<Vec<StepKind>> {
        let Some(problem) = self.lifted(&[]).filter(|_| !self.is_unfit(&[])) else {
            return Vec::new();
        };
        let all = insertions(&problem, &self.tour, self.job);
        all.filter(|tour| timer.cost(&problem, OWN, tour, &|_| None).is_ok())
            .collect()
    }

    /// Whether one of these tours keeps all rules.
    #[must_use]
    pub fn allows_any(&self, tours: &[Vec<StepKind>], timer: &mut Timer) -> bool {
        self.lifted(&[]).is_some_and(|problem| {
            let mut tours = tours.iter();
            tours.any(|tour| timer.cost(&problem, OWN, tour, &|_| None).is_ok())
        })
    }

    /// What forbids the job whatever the day: seen without timing anything.
    fn is_unfit(&self, lifted: &[ReasonCode]) -> bool {
        let (job, own) = (&self.parts.jobs[self.job.at()], &self.parts.vehicles[0]);
        let is_lifted = |code| lifted.contains(&code);
        let lacks = !own.skills.has_all(job.skills) || own.skills.has_any(job.skills_none);
        let mut restrictions = self.parts.rules.restrictions.iter();
        let is_barred =
            restrictions.any(|one| one.job == self.job && one.vehicles.contains(&OWN) != (one.who == Who::Only));
        let is_large = job.load.iter().zip(&own.capacity).any(|(amount, room)| amount > room);
        (lacks && !is_lifted(ReasonCode::Skills))
            || (is_barred && !is_lifted(ReasonCode::Restricted))
            || (is_large && !is_lifted(ReasonCode::TooLarge))
    }

    /// The small problem without these rules, and without prices of moments: they do not matter to whether.
    fn lifted(&self, lifted: &[ReasonCode]) -> Option<Problem> {
        let mut parts = self.parts.clone();
        let rules = &mut parts.rules;
        (rules.wishes, rules.delays, rules.fairness, rules.floors) = Default::default();
        for code in lifted {
            lift(&mut parts, self.job, *code);
        }
        Problem::new(parts).ok()
    }
}

const fn at(moment: Seconds) -> TimeWindow {
    TimeWindow {
        opens: moment,
        closes: moment,
    }
}

fn is_open(windows: &[TimeWindow], moment: Seconds) -> bool {
    windows
        .iter()
        .any(|window| window.opens <= moment && moment <= window.closes)
}

/// Locations of the small problem, in the order in which they are first named.
#[derive(Default)]
struct Places {
    small: BTreeMap<LocationIx, LocationIx>,
    known: Vec<LocationIx>,
}

impl Places {
    fn of(&mut self, place: LocationIx) -> LocationIx {
        *self.small.entry(place).or_insert_with(|| {
            self.known.push(place);
            LocationIx::from(self.known.len() - 1)
        })
    }
}
