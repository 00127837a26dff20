//! `RelaxedProblem`, as explorers see it, with its `Job`s, neighbours (`Beside`) and `Car`s: a job has one window;
//! hours, room, goods, kilometres, the length of a day and the order of classes can be overdrawn. Either a vehicle
//! loads at most once, before all jobs, or days have [`JobSources`]. Prices are in [`Preferences`] and
//! [`DayLengthPrices`]; rests, kilometres and wished hours in [`TimingRules`].
//!
//! Where the whole problem allows more (another window, paid hours), this is a part of it, and the worker goes on from
//! what explorers find there.

use super::job_sources::JobSources;
use super::legs::Legs;
use super::scope::Scope;
use crate::penalised::problem::day_length_prices::DayLengthPrices;
use crate::penalised::problem::preferences::Preferences;
use crate::penalised::problem::time_warp::TimeWarp;
use crate::penalised::problem::timing_rules::TimingRules;
use crate::penalised::problem::units::{ANY_CLASS, NEVER, PARTS, bounded};
use crate::shared::near::Near;
use crate::shared::problem::car;
use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::problem::units::NOWHERE;

/// A job.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Job {
    pub(crate) place: u32,
    pub(crate) setup: i32,
    pub(crate) visit: TimeWarp,
    pub(crate) prize: i64,
    pub(crate) class: u8,
}

/// A neighbour of a job, with the legs between them in seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Beside {
    pub(crate) job: u32,
    /// From the neighbour to the job.
    pub(crate) comes: i32,
    /// From the job to the neighbour.
    pub(crate) goes: i32,
}

/// A vehicle, its load already taken when it loads once before all jobs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Car {
    /// Where it comes from to its first job, and the day so far.
    pub(crate) from: u32,
    pub(crate) begins: TimeWarp,
    /// Paid when it is used: its fixed cost and the way to where it loads, less what an idle day costs.
    pub(crate) starts: i64,
    /// Paid for a second of travel.
    pub(crate) per_second: i64,
    /// Where its day ends, and by when.
    pub(crate) to: u32,
    pub(crate) closes: i32,
    /// The longest day, rests taken off.
    pub(crate) lasts_max: i32,
    pub(crate) jobs_max: u32,
    pub(crate) loads_max: u32,
    /// The loading visit that its day begins with.
    pub(crate) load: Option<u32>,
    /// Equal numbers: vehicles that differ in nothing.
    pub(crate) twin: u32,
}

/// The problem in flat arrays.
pub(crate) struct RelaxedProblem<'f> {
    pub(crate) whole: &'f SearchProblem<'f>,
    /// All jobs, and behind them the loading visits where days have trips.
    pub(crate) jobs: Vec<Job>,
    /// What days that load on their way need to know.
    pub(crate) job_sources: Option<JobSources>,
    /// What of the problem this is.
    pub(crate) scope: Scope,
    /// What must be written out to be told.
    pub(crate) timing_rules: TimingRules,
    /// What it costs who comes.
    pub(crate) preferences: Preferences,
    /// What it costs how long days last.
    pub(crate) hours: DayLengthPrices,
    pub(crate) cars: Vec<Car>,
    /// The share of a budget that is explored before the worker goes on.
    pub(crate) explored: f64,
    /// Neighbours of all jobs, in the order of [`Near`]; those of a job from one of `firsts` to the next.
    neighbours: Vec<Beside>,
    firsts: Vec<u32>,
    has_setup: bool,
    pub(crate) is_symmetric: bool,
    legs: Legs<'f>,
}

impl<'f> RelaxedProblem<'f> {
    /// `None` when too little of the problem is plain: rules that only the timer knows, many jobs with ways of their
    /// own, no kind of travel that most vehicles have, or numbers too large to be counted in parts; and when
    /// `is_over` says so.
    pub(crate) fn new(whole: &'f SearchProblem<'f>, near: &Near, is_over: &(dyn Fn() -> bool + Sync)) -> Option<Self> {
        let scope = Scope::of(whole)?;
        let jobs = &whole.nodes[..whole.jobs];
        let needs = || jobs.iter().map(|job| job.supply).filter(|supply| *supply != 0);
        let common = needs().fold(u64::MAX, |common, supply| common & supply);
        let loads = needs().next().is_some();
        if dearest(whole) * i128::from(PARTS) > 1 << 60 {
            return None;
        }
        let is_once = !loads || (common != 0 && whole.cars.iter().all(|car| loads_once(whole, car)));
        let is_once = is_once && !whole.linked.has_releases();
        let job_sources = if is_once { None } else { Some(JobSources::new(whole)?) };
        let supply = if loads && is_once { common } else { 0 };
        let has_one = supply.count_ones() <= 1 && jobs.iter().all(|job| job.supply == supply);
        let timing_rules = TimingRules::new(whole);
        let is_exact = is_once && has_one && !timing_rules.are_guessed();
        let is_all = job_sources.is_some() || has_one;
        let explored = scope.explored(whole, is_exact, is_all);
        let legs = Legs::new(whole, scope.road as usize, is_over)?;
        let nodes = if is_once { whole.jobs } else { whole.nodes.len() };
        let jobs = whole.nodes[..nodes].iter().enumerate().map(|(job, node)| Job {
            place: legs.places()[node.location as usize],
            setup: bounded(node.setup),
            visit: visit(whole, job as u32),
            prize: whole.prizes.get(job).map_or(0, |prize| prize * PARTS),
            class: if job < whole.jobs { node.class } else { ANY_CLASS },
        });
        let mut problem = Self {
            whole,
            jobs: jobs.collect(),
            job_sources,
            timing_rules,
            preferences: Preferences::new(whole),
            hours: DayLengthPrices::new(whole),
            scope,
            cars: Vec::new(),
            explored,
            neighbours: Vec::new(),
            firsts: vec![0],
            is_symmetric: legs.is_symmetric(),
            has_setup: whole.nodes.iter().any(|node| node.setup != 0),
            legs,
        };
        problem.cars = (0..whole.cars.len()).map(|v| problem.car(v, supply)).collect();
        if problem.cars.iter().all(|car| car.jobs_max == 0) {
            return None;
        }
        for job in 0..whole.jobs as u32 {
            let place = problem.jobs[job as usize].place;
            let beside = near.of(job).iter().map(|other| {
                let there = problem.jobs[*other as usize].place;
                Beside {
                    job: *other,
                    comes: problem.leg(there, place),
                    goes: problem.leg(place, there),
                }
            });
            let beside: Vec<Beside> = beside.collect();
            problem.neighbours.extend(beside);
            problem.firsts.push(problem.neighbours.len() as u32);
        }
        Some(problem)
    }

    /// How many jobs there are.
    #[inline(always)]
    pub(crate) const fn count(&self) -> usize {
        self.whole.jobs
    }

    /// Whether days of a vehicle cannot be told from the sums of their pieces alone.
    #[inline]
    pub(crate) fn is_walked(&self, v: usize) -> bool {
        self.job_sources.is_some() || self.timing_rules.concern(v)
    }

    /// What it costs that the day of a vehicle that is used lasts so many seconds, rests not included.
    #[inline]
    pub(crate) fn hours_price(&self, v: usize, lasts: i32) -> i64 {
        if self.hours.are_paid() {
            self.hours.of(v, lasts + self.timing_rules.rested(v))
        } else {
            0
        }
    }

    /// Whether one who is used less, or sooner, may be worth a longer way: long or idle days, or waits, are paid.
    #[inline]
    pub(crate) const fn is_spread(&self) -> bool {
        self.hours.are_paid() || self.timing_rules.are_delays_paid
    }

    /// Whether loading must wait for goods.
    pub(crate) fn are_released(&self) -> bool {
        self.whole.linked.has_releases()
    }

    /// Whether a node is a loading visit.
    #[inline(always)]
    pub(crate) const fn is_load(&self, node: u32) -> bool {
        self.whole.is_load(node)
    }

    /// Loading visits at depots, which are given as bits.
    pub(crate) fn loads(&self, depots: u64) -> impl Iterator<Item = u32> + use<> {
        let (first, count) = (self.whole.jobs, self.whole.depots);
        let given = (0..count).filter(move |depot| depots >> depot & 1 == 1);
        given.map(move |depot| (first + depot) as u32)
    }

    /// Whether a vehicle could do a job at all.
    #[inline]
    pub(crate) fn is_able(&self, job: u32, v: usize) -> bool {
        self.whole.is_able(job, v) && !self.scope.leaves(job)
    }

    /// Whether a vehicle could do all of some nodes at all.
    #[inline]
    pub(crate) fn are_able(&self, nodes: &[u32], v: usize) -> bool {
        nodes.iter().all(|node| self.is_load(*node) || self.is_able(*node, v))
    }

    /// How many of some nodes are jobs.
    #[inline]
    pub(crate) fn jobs_of(&self, nodes: &[u32]) -> usize {
        if self.job_sources.is_none() {
            return nodes.len();
        }
        nodes.iter().filter(|node| !self.is_load(**node)).count()
    }

    /// Neighbours of a job: its nearest first, then those that it is near to.
    #[inline(always)]
    pub(crate) fn near(&self, job: u32) -> &[Beside] {
        &self.neighbours[self.firsts[job as usize] as usize..self.firsts[job as usize + 1] as usize]
    }

    fn car(&self, v: usize, supply: u64) -> Car {
        let at = |location: u32| self.legs.places().get(location as usize).copied().unwrap_or(NOWHERE);
        let car = &self.whole.cars[v];
        let mut begins = TimeWarp::visit(bounded(car.opens), bounded(car.closes), 0);
        // Who stays at home has an idle day to pay for.
        let (mut from, mut starts) = (at(car.start), car.fixed * PARTS - self.hours.idle(v));
        let per_second = car.per_travel * PARTS;
        let depots = (0..self.whole.depots).filter(|depot| supply >> depot & 1 == 1);
        let place = |load: u32| at(self.whole.nodes[load as usize].location);
        let load = depots
            .map(|depot| (self.whole.jobs + depot) as u32)
            .min_by_key(|load| self.leg(from, place(*load)));
        if let Some(load) = load {
            let node = &self.whole.nodes[load as usize];
            let place = place(load);
            let gap = self.leg(from, place) + if from == place { 0 } else { bounded(node.setup) };
            begins = begins.join(gap, visit(self.whole, load));
            starts += per_second * self.way(from, place);
            from = place;
        }
        let is_used = self.scope.sees(self.whole, v) && (load.is_none() || car.loads_max > 0);
        Car {
            from,
            begins,
            starts,
            per_second,
            to: at(car.end),
            closes: bounded(car.closes),
            lasts_max: bounded(car.duration_max) - self.timing_rules.rested(v),
            jobs_max: if is_used { car.tasks_max } else { 0 },
            loads_max: car.loads_max,
            load,
            twin: self.whole.twins[v],
        }
    }

    /// Seconds of a drive between two locations, either of which may be nowhere.
    #[inline(always)]
    pub(crate) fn leg(&self, from: u32, to: u32) -> i32 {
        self.legs.leg(from, to)
    }

    /// The same, to be multiplied by prices.
    #[inline(always)]
    pub(crate) fn way(&self, from: u32, to: u32) -> i64 {
        i64::from(self.leg(from, to))
    }

    /// A piece of a day that ends at a place with a job of a class, then another piece that begins with a node and
    /// whose first job is of the class `next`. What is out of order counts as late.
    #[inline(always)]
    pub(crate) fn join(
        &self,
        (day, from, class): (TimeWarp, u32, u8),
        job: &Job,
        next: u8,
        piece: TimeWarp,
    ) -> TimeWarp {
        let gap = self.leg(from, job.place) + self.setup(from, job);
        Self::joined(day, class, gap, next, piece)
    }

    /// Setup at a job for one who comes from a place.
    #[inline(always)]
    pub(crate) fn setup(&self, from: u32, job: &Job) -> i32 {
        if self.has_setup && from != job.place {
            job.setup
        } else {
            0
        }
    }

    /// A piece of a day that ends with a job of a class, then another piece that begins with one.
    #[inline(always)]
    pub(crate) fn joined(day: TimeWarp, class: u8, gap: i32, next: u8, piece: TimeWarp) -> TimeWarp {
        let joined = day.join(gap, piece);
        if class > next { joined.disordered() } else { joined }
    }
}

/// A visit in the longest of its windows.
fn visit(whole: &SearchProblem<'_>, node: u32) -> TimeWarp {
    let (opens, closes) = whole.longest_window(node);
    let service = whole.nodes[node as usize].service;
    TimeWarp::visit(bounded(opens), bounded(closes), bounded(service))
}

/// What prizes, preferences, hours and moments can add up to at most.
fn dearest(whole: &SearchProblem<'_>) -> i128 {
    let rules = whole.given.rules();
    let prizes = whole.prizes.iter().map(|prize| i128::from(*prize));
    let preferences = rules.preferences.iter().map(|one| one.inside.0.max(one.outside.0));
    let wishes = rules.wishes.iter().map(|one| i128::from(one.per_second));
    let tiers = rules.fairness.iter().flat_map(|one| &one.tiers);
    let hours = tiers.map(|tier| i128::from(tier.per_second));
    let idle = rules.floors.iter().map(|one| i128::from(one.per_second));
    let delays = rules.delays.iter().map(|one| i128::from(one.per_hour) / 3_600 + 1);
    let per_second = wishes.chain(hours).chain(idle).chain(delays).sum::<i128>();
    prizes.sum::<i128>() + preferences.map(i128::from).sum::<i128>() + per_second * i128::from(2 * NEVER)
}

/// Whether a vehicle can load, and never again.
fn loads_once(whole: &SearchProblem<'_>, car: &car::Car) -> bool {
    car.loads_max == 1 || (car.loads_max > 1 && whole.returnable == 0)
}
