//! `AskedDay`: the day of one vehicle with one job asked of it, as a small problem of its own: the vehicle, its jobs,
//! the asked one, all depots, and the legs between them. Rules can be lifted from it one by one.

use crate::bounds::LOAD_MAX;
use crate::insertion::insertions;
use crate::ix::{JobIx, LocationIx, ProfileIx, VehicleIx};
use crate::matrix::{Leg, Matrix};
use crate::plan::StepKind;
use crate::problem::{Problem, ProblemParts, TimeWindow, Vehicle};
use crate::reason::ReasonCode;
use crate::rules::{
    Break, Collect, Delay, Fairness, Floor, Preference, Prefix, Release, Restriction, Rules, Shipment, Traffic, Who,
    Wish,
};
use crate::schedule::Timer;
use crate::sets::{DepotSet, SkillSet};
use crate::travel::Travel;
use karavan_model::{Cost, Meters, Seconds};
use std::collections::BTreeMap;

/// When a visit of two people begins, as the plan has it.
pub type Moments<'a> = &'a dyn Fn(JobIx) -> Option<Seconds>;

/// The only vehicle of the small problem.
const OWN: VehicleIx = VehicleIx(0);

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
    /// `None` for an end of a shipment, which is never asked for alone, and for the second of two people where the first
    /// is this vehicle.
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

    /// Whether the vehicle could do the job with these rules lifted. Who need not load may: where roads are missing, the
    /// way by a depot may be the only one.
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

/// Takes one rule out of force.
fn lift(parts: &mut ProblemParts, job: JobIx, code: ReasonCode) {
    let asked = &mut parts.jobs[job.at()];
    let own = &mut parts.vehicles[0];
    match code {
        ReasonCode::Skills => (asked.skills, asked.skills_none) = (SkillSet::NONE, SkillSet::NONE),
        ReasonCode::Restricted => parts.rules.restrictions.retain(|one| one.job != job),
        ReasonCode::NoDepot => {
            asked.load.fill(0);
            asked.depots = DepotSet::NONE;
        }
        ReasonCode::TooLarge => own.capacity.fill(LOAD_MAX),
        ReasonCode::NoRoad => {
            let none = Leg {
                seconds: Seconds::ZERO,
                meters: Meters::ZERO,
            };
            let travel = &parts.travel[0];
            let legs = Matrix::from_fn(parts.locations, |from, to| travel.leg(from, to).or(Some(none)));
            parts.travel = vec![Travel::Full(legs)];
        }
        ReasonCode::ShiftTooShort => own.shift = TimeWindow::ALWAYS,
        ReasonCode::NoTimeLeft => {
            for (at, other) in parts.jobs.iter_mut().enumerate() {
                if at != job.at() {
                    other.windows = vec![TimeWindow::ALWAYS];
                }
            }
        }
        ReasonCode::Window => asked.windows = vec![TimeWindow::ALWAYS],
        ReasonCode::DepotHours => {
            for depot in &mut parts.depots {
                depot.windows = vec![TimeWindow::ALWAYS];
            }
            parts.rules.releases.clear();
        }
        ReasonCode::Ride => parts.rules.shipments.iter_mut().for_each(|one| one.ride_max = None),
        ReasonCode::Break => parts.rules.breaks.clear(),
        ReasonCode::Limit => {
            (own.tasks_max, own.loads_max) = (None, None);
            (own.duration_max, own.distance_max) = (None, None);
        }
        // They are no rules of a day: nobody drives, or nobody was asked.
        ReasonCode::SecondPerson | ReasonCode::NoVehicles | ReasonCode::Unasked | ReasonCode::ByHand => {}
    }
}

/// The rules of one day, named as in its small problem.
fn rules(
    problem: &Problem,
    (vehicle, able): (VehicleIx, &Vehicle),
    small: &BTreeMap<JobIx, JobIx>,
    step: &impl Fn(&StepKind) -> StepKind,
) -> Rules {
    let all = problem.rules();
    let of = problem.of_vehicle(vehicle);
    let traffic = problem.traffic(able.profile);
    let mut rules = Rules {
        breaks: of
            .breaks
            .iter()
            .map(|at| Break {
                vehicle: OWN,
                ..all.breaks[*at].clone()
            })
            .collect(),
        fairness: of
            .fairness
            .iter()
            .map(|at| Fairness {
                vehicles: vec![OWN],
                tiers: all.fairness[*at].tiers.clone(),
            })
            .collect(),
        floors: of
            .floor
            .iter()
            .map(|at| Floor {
                vehicle: OWN,
                ..all.floors[*at]
            })
            .collect(),
        ..Rules::default()
    };
    if !traffic.is_empty() {
        rules.traffic.push(Traffic {
            profile: ProfileIx(0),
            slots: traffic.to_vec(),
        });
    }
    // An empty day does not begin with what is promised of the planned one.
    let prefix = of.prefix.map(|at| &all.prefixes[at]);
    if let Some(prefix) = prefix.filter(|prefix| prefix.jobs().all(|job| small.contains_key(&job))) {
        rules.prefixes.push(Prefix {
            vehicle: OWN,
            steps: prefix.steps.iter().map(step).collect(),
        });
    }
    for (job, own) in small {
        add_job(&mut rules, problem, (*job, vehicle), (*own, small));
    }
    rules
}

fn add_job(
    rules: &mut Rules,
    problem: &Problem,
    (job, vehicle): (JobIx, VehicleIx),
    (own, small): (JobIx, &BTreeMap<JobIx, JobIx>),
) {
    let of = problem.of_job(job);
    for (vehicles, who) in &of.restrictions {
        let vehicles = if vehicles.contains(&vehicle) {
            vec![OWN]
        } else {
            Vec::new()
        };
        rules.restrictions.push(Restriction {
            job: own,
            vehicles,
            who: *who,
        });
    }
    let price = Cost(i64::try_from(of.price_of(vehicle)).unwrap_or(i64::MAX));
    if price != Cost::ZERO {
        rules.preferences.push(Preference {
            job: own,
            vehicles: vec![OWN],
            inside: price,
            outside: price,
        });
    }
    rules.wishes.extend(of.wishes.iter().map(|(window, per_second)| Wish {
        job: own,
        window: *window,
        per_second: *per_second,
    }));
    rules.delays.extend(of.delay.map(|(from, per_hour)| Delay {
        job: own,
        from,
        per_hour,
    }));
    if of.is_aboard {
        rules.aboard.push(own);
    }
    if !of.collects.is_empty() {
        rules.collects.push(Collect {
            job: own,
            load: of.collects.clone(),
        });
    }
    rules.releases.extend(of.released.map(|at| Release { job: own, at }));
    if let Some(delivery) = of.delivery.and_then(|delivery| small.get(&delivery)) {
        rules.shipments.push(Shipment {
            pickup: own,
            delivery: *delivery,
            load: of.shipped.clone(),
            ride_max: of.ride_max,
        });
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
