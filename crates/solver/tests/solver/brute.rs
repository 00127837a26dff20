//! The solver against all plans there are, on problems of up to six jobs and two vehicles.
//!
//! Every order of every subset of jobs is tried on every vehicle with every way to put in up to three loads; `schedule` and
//! the objective of `karavan_plan` judge each. They share no code with the solver.

use super::random::{Size, partly_plain, plain, problem};
use super::random_rules::{Kinds, with_rules};
use super::watches::solved;
use karavan_plan::{DepotIx, JobIx, Problem, StepKind, VehicleIx, objective, schedule};

/// No more loads than this in one tour: with two depots and small tours more are never of use here.
const LOADS_MAX: usize = 3;

/// The least cost of a vehicle doing exactly each subset of the jobs; `None` when it cannot.
fn best_by_subset(problem: &Problem, vehicle: usize) -> Vec<Option<i64>> {
    let mut best = vec![None; 1 << problem.jobs().len()];
    // A vehicle that has promised something cannot stay at home.
    let is_promised = problem.rules().prefixes.iter().any(|one| one.vehicle.at() == vehicle);
    best[0] = (!is_promised).then_some(0);
    let mut tour = Vec::new();
    extend(problem, vehicle, 0, 0, &mut tour, &mut best);
    best
}

fn extend(
    problem: &Problem,
    vehicle: usize,
    done: usize,
    loads: usize,
    tour: &mut Vec<StepKind>,
    best: &mut [Option<i64>],
) {
    for job in 0..problem.jobs().len() {
        if done >> job & 1 == 1 {
            continue;
        }
        tour.push(StepKind::Job(JobIx::from(job)));
        let now = done | 1 << job;
        match schedule(problem, VehicleIx::from(vehicle), tour) {
            Ok(route) => {
                let cost = objective::route_cost(problem, &route).0;
                if best[now].is_none_or(|old| cost < old) {
                    best[now] = Some(cost);
                }
                extend(problem, vehicle, now, loads, tour, best);
            }
            // Only a load that is not used yet can be mended by more jobs, and time is only refused for good reasons when
            // the way on cannot be shorter; tables here are not metric, so every tour is extended.
            Err(_) => extend(problem, vehicle, now, loads, tour, best),
        }
        tour.pop();
    }
    if loads < LOADS_MAX && done.count_ones() < problem.jobs().len() as u32 {
        for depot in 0..problem.depots().len() {
            tour.push(StepKind::Load(DepotIx::from(depot)));
            extend(problem, vehicle, done, loads + 1, tour, best);
            tour.pop();
        }
    }
}

/// The least cost of all plans.
fn optimum(problem: &Problem) -> i64 {
    let all = (1_usize << problem.jobs().len()) - 1;
    let prize = |left: usize| -> i64 {
        (0..problem.jobs().len())
            .filter(|job| left >> job & 1 == 1)
            .map(|job| problem.jobs()[job].prize.0)
            .sum()
    };
    let tables: Vec<Vec<Option<i64>>> = (0..problem.vehicles().len())
        .map(|v| best_by_subset(problem, v))
        .collect();
    let mut best = i64::MAX;
    for first in 0..=all {
        let Some(one) = tables[0][first] else { continue };
        let rest = all & !first;
        let mut second = rest;
        loop {
            let other = tables.get(1).map_or((second == 0).then_some(0), |table| table[second]);
            if let Some(two) = other {
                best = best.min(one + two + prize(rest & !second));
            }
            if second == 0 {
                break;
            }
            second = (second - 1) & rest;
        }
    }
    best
}

/// Solves the problems of some seeds; gives those whose plan costs more than brute force says, with both costs.
fn missed(seeds: std::ops::Range<u64>, rounds: u64, problem: impl Fn(u64) -> Problem) -> Vec<(u64, i64, i64)> {
    seeds
        .filter_map(|seed| {
            let problem = problem(seed);
            let cost = solved(&problem, seed, rounds).plan.cost.0;
            let least = optimum(&problem);
            assert!(
                cost >= least,
                "seed {seed}: the plan costs {cost}, but brute force finds no less than {least}"
            );
            (cost > least).then_some((seed, cost, least))
        })
        .collect()
}

fn tiny(seed: u64) -> Size {
    Size {
        jobs: 3 + (seed % 2) as usize,
        vehicles: 1 + (seed % 2) as usize,
        depots: 1 + (seed / 2 % 2) as usize,
        day: 240,
    }
}

#[test]
fn tiny_problems_are_solved_to_the_optimum() {
    let missed = missed(0..160, 300, |seed| problem(seed, tiny(seed)));
    assert!(missed.len() <= 1, "missed (seed, cost, optimum): {missed:?}");
}

#[test]
fn tiny_plain_problems_are_solved_to_the_optimum() {
    let missed = missed(0..160, 300, |seed| plain(seed, tiny(seed)));
    assert!(missed.len() <= 1, "missed (seed, cost, optimum): {missed:?}");
}

#[test]
fn tiny_partly_plain_problems_are_solved_to_the_optimum() {
    let missed = missed(0..160, 300, |seed| partly_plain(seed, tiny(seed)));
    assert!(missed.len() <= 1, "missed (seed, cost, optimum): {missed:?}");
}

#[test]
fn tiny_problems_of_shipments_are_solved_to_the_optimum() {
    let size = |seed| Size {
        depots: 0,
        ..tiny(seed)
    };
    let missed = missed(0..160, 300, |seed| with_rules(seed, size(seed), Kinds::Shipments));
    assert!(missed.len() <= 1, "missed (seed, cost, optimum): {missed:?}");
}

#[test]
fn tiny_problems_with_rules_are_solved_to_the_optimum() {
    let missed = missed(0..160, 300, |seed| with_rules(seed, tiny(seed), Kinds::OfOneTour));
    assert!(missed.len() <= 1, "missed (seed, cost, optimum): {missed:?}");
}

#[test]
fn five_jobs_with_one_hub_are_solved_to_the_optimum() {
    let size = Size {
        jobs: 5,
        vehicles: 2,
        depots: 1,
        day: 300,
    };
    let rich = missed(1_000..1_012, 400, |seed| problem(seed, size));
    assert!(rich.is_empty(), "missed (seed, cost, optimum): {rich:?}");
    let plain = missed(1_000..1_012, 400, |seed| plain(seed, size));
    assert!(plain.is_empty(), "missed (seed, cost, optimum): {plain:?}");
}
