//! `optimum`, by brute force: the least cost of all plans there are, for one or two vehicles.
//!
//! Every order of every subset of jobs is tried on every vehicle with every way to put in up to three loads, and with
//! every second at which two people could begin together; the timer and the objective of `karavan_plan` price each.
//! The search of the solver has no part in it.

use karavan_model::Seconds;
use karavan_plan::{DepotIx, JobIx, Problem, StepKind, Timer, VehicleIx, objective};

/// No more loads than this in one tour: with two depots and small tours more are never of use here.
const LOADS_MAX: usize = 3;

/// What a tour costs by itself, and how long it lasts, for hours that are shared.
#[derive(Clone, Copy)]
struct Choice {
    cost: i64,
    lasts: Seconds,
}

/// For every subset of the jobs the tours of one vehicle that do exactly these and that no other of them beats in both.
type Table = Vec<Vec<Choice>>;

/// A search through all tours of one vehicle.
struct Tours<'a> {
    problem: &'a Problem,
    vehicle: usize,
    /// The visit of two people, as bits of its jobs, and its moment. Tours without one of them are looked at when
    /// there is no moment.
    pair: usize,
    moment: Option<Seconds>,
    timer: Timer,
    table: Table,
}

impl Tours<'_> {
    fn all(problem: &Problem, vehicle: usize, pair: usize, moment: Option<Seconds>) -> Table {
        let mut table: Table = vec![Vec::new(); 1 << problem.jobs().len()];
        // A vehicle that has promised something cannot stay at home.
        let is_promised = problem.rules().prefixes.iter().any(|one| one.vehicle.at() == vehicle);
        if !is_promised && moment.is_none() {
            table[0].push(Choice {
                cost: 0,
                lasts: Seconds::ZERO,
            });
        }
        let mut tours = Tours {
            problem,
            vehicle,
            pair,
            moment,
            timer: Timer::default(),
            table,
        };
        tours.extend(0, 0, &mut Vec::new());
        tours.table
    }

    /// Tables here are not metric and a load can become useful later, so a tour is extended even when it is refused.
    fn extend(&mut self, done: usize, loads: usize, tour: &mut Vec<StepKind>) {
        for job in 0..self.problem.jobs().len() {
            let now = done | 1 << job;
            let of_pair = (now & self.pair).count_ones();
            if done >> job & 1 == 1 || of_pair > u32::from(self.moment.is_some()) {
                continue;
            }
            tour.push(StepKind::Job(JobIx::from(job)));
            if of_pair == u32::from(self.moment.is_some()) {
                self.time(now, tour);
            }
            self.extend(now, loads, tour);
            tour.pop();
        }
        if loads < LOADS_MAX && done.count_ones() < self.problem.jobs().len() as u32 {
            for depot in 0..self.problem.depots().len() {
                tour.push(StepKind::Load(DepotIx::from(depot)));
                self.extend(done, loads + 1, tour);
                tour.pop();
            }
        }
    }

    fn time(&mut self, done: usize, tour: &[StepKind]) {
        let (pair, moment) = (self.pair, self.moment);
        let appointed = |job: JobIx| if pair >> job.at() & 1 == 1 { moment } else { None };
        let timed = self
            .timer
            .cost(self.problem, VehicleIx::from(self.vehicle), tour, &appointed);
        let Ok((cost, lasts)) = timed else { return };
        let new = Choice { cost: cost.0, lasts };
        let known = &mut self.table[done];
        if known.iter().all(|old| new.cost < old.cost || new.lasts < old.lasts) {
            known.retain(|old| old.cost < new.cost || old.lasts < new.lasts);
            known.push(new);
        }
    }
}

/// The least cost of all plans.
pub(crate) fn optimum(problem: &Problem) -> i64 {
    assert!(problem.vehicles().len() <= 2 && problem.rules().together.len() <= 1);
    let two = problem.rules().together.first().map(|one| one.jobs);
    let pair = two.map_or(0, |jobs| jobs.iter().map(|job| 1 << job.at()).sum());
    let tables = |moment| -> Vec<Table> {
        let vehicles = 0..problem.vehicles().len();
        vehicles.map(|v| Tours::all(problem, v, pair, moment)).collect()
    };
    // Tours cost what they cost more than staying at home.
    let idle = objective::idle_cost(problem).0;
    let without = best_of(problem, &tables(None)).saturating_add(idle);
    let Some([a, b]) = two else { return without };
    let (a, b) = (&problem.jobs()[a.at()].windows, &problem.jobs()[b.at()].windows);
    let moments = a
        .iter()
        .flat_map(|window| window.opens.0..=window.closes.0)
        .map(Seconds);
    let common = moments.filter(|moment| b.iter().any(|window| (window.opens..=window.closes).contains(moment)));
    let with = common.map(|moment| best_of(problem, &tables(Some(moment))).saturating_add(idle));
    with.min().map_or(without, |best| best.min(without))
}

/// The least cost of a tour for each vehicle, all other jobs left out.
fn best_of(problem: &Problem, tables: &[Table]) -> i64 {
    let all = (1_usize << problem.jobs().len()) - 1;
    let left = |done: usize| -> i64 {
        let jobs = problem.jobs().iter().enumerate();
        jobs.filter(|(job, _)| done >> job & 1 == 0)
            .map(|(_, job)| job.prize.0)
            .sum()
    };
    let mut best = i64::MAX;
    for (first, ones) in tables[0].iter().enumerate() {
        for one in ones {
            let Some(table) = tables.get(1) else {
                best = best.min(one.cost + left(first) + shared(problem, &[one.lasts]));
                continue;
            };
            let rest = all & !first;
            for (second, others) in table.iter().enumerate().filter(|(second, _)| second & !rest == 0) {
                for other in others {
                    let hours = shared(problem, &[one.lasts, other.lasts]);
                    best = best.min(one.cost + other.cost + left(first | second) + hours);
                }
            }
        }
    }
    best
}

/// What the hours that several vehicles share cost.
fn shared(problem: &Problem, lasts: &[Seconds]) -> i64 {
    let groups = problem
        .rules()
        .fairness
        .iter()
        .filter(|group| group.vehicles.len() != 1);
    let of = |group: &karavan_plan::Fairness| {
        let sum = group.vehicles.iter().map(|vehicle| lasts[vehicle.at()]).sum();
        objective::fairness_cost(group, sum).0
    };
    groups.map(of).sum()
}
