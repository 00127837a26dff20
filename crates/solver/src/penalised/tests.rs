//! Random days: price, lateness and overload that explorers work out of a day against the exact walk of workers
//! (`Walk::price`), with trips, longest days, hours, waits, rests and wishes.

#![allow(clippy::unwrap_used, reason = "tests")]

use crate::feasible::plan::walk::Walk;
use crate::penalised::plan::relaxed_tour::RelaxedTour;
use crate::penalised::plan::toll::Toll;
use crate::penalised::plan::walker::Walker;
use crate::penalised::problem::relaxed_problem::RelaxedProblem;
use crate::penalised::problem::units::PARTS;
use crate::shared::near::Near;
use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::rng::Rng;
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{
    Break, Delay, Depot, DepotSet, Fairness, Floor, Job, JobIx, Leg, LocationIx, Matrix, Preference, Problem,
    ProblemParts, ProfileIx, Release, SkillSet, Tier, TimeWindow, Travel, Vehicle, VehicleCosts, VehicleIx, Wish,
};

mod relaxed_plan;

const JOBS: usize = 6;
const DEPOTS: usize = 3;

fn window(rng: &mut Rng) -> TimeWindow {
    let opens = rng.below(60) as i64;
    let closes = opens + 60 + rng.below(200) as i64;
    TimeWindow {
        opens: Seconds(opens),
        closes: Seconds(closes),
    }
}

/// A vehicle that may load a few times at three depots.
fn world(rng: &mut Rng) -> ProblemParts {
    let locations = JOBS + DEPOTS;
    let mut leg = |_, _| {
        Some(Leg {
            seconds: Seconds(1 + rng.below(12) as i64),
            meters: Meters(1 + rng.below(9) as i64),
        })
    };
    let travel = Matrix::from_fn(locations, &mut leg);
    let jobs = (0..JOBS).map(|at| Job {
        location: LocationIx::from(at),
        windows: vec![window(rng)],
        setup: Seconds(rng.below(3) as i64),
        service: Seconds(rng.below(5) as i64),
        load: vec![rng.below(4) as i64, rng.below(3) as i64],
        depots: DepotSet(1 + rng.below((1 << DEPOTS) - 1) as u64),
        skills: SkillSet(0),
        skills_none: SkillSet(0),
        prize: Cost(1_000),
        class: (at / 4) as u8,
    });
    let jobs: Vec<Job> = jobs.collect();
    let depots = (0..DEPOTS).map(|at| Depot {
        location: LocationIx::from(JOBS + at),
        windows: vec![window(rng)],
        service: Seconds(2),
    });
    let depots = depots.collect();
    let vehicle = Vehicle {
        profile: ProfileIx(0),
        start: None,
        end: Some(LocationIx::from(JOBS)),
        shift: TimeWindow {
            opens: Seconds(0),
            closes: Seconds(280),
        },
        capacity: vec![4 + rng.below(5) as i64, 5],
        skills: SkillSet(0),
        tasks_max: None,
        loads_max: Some(3),
        duration_max: None,
        distance_max: None,
        costs: VehicleCosts::default(),
    };
    ProblemParts {
        locations,
        dimensions: 2,
        travel: vec![Travel::Full(travel)],
        depots,
        jobs,
        vehicles: vec![vehicle],
        ..ProblemParts::default()
    }
}

/// Some jobs in some order, and loads among them.
fn nodes(rng: &mut Rng) -> Vec<u32> {
    let mut nodes: Vec<u32> = (0..JOBS as u32).collect();
    rng.shuffle(&mut nodes);
    nodes.truncate(1 + rng.below(4));
    if rng.chance(0.5) {
        nodes.sort_unstable();
    }
    for _ in 0..1 + rng.below(3) {
        let load = (JOBS + rng.below(DEPOTS)) as u32;
        nodes.insert(rng.below(nodes.len()), load);
    }
    nodes
}

/// What 12,000 days come to for the explorer and, exactly, for the plan: `None` where one is not allowed.
fn days(seed: u64, mut rules: impl FnMut(&mut Rng, &mut ProblemParts), mut see: impl FnMut(Toll, Option<i64>)) {
    let mut rng = Rng::new(seed, 0);
    for _ in 0..300 {
        let mut parts = world(&mut rng);
        rules(&mut rng, &mut parts);
        let given = Problem::new(parts).unwrap();
        let whole = SearchProblem::new(&given, &|| false);
        let problem = RelaxedProblem::new(&whole, &Near::new(&whole, &|| false), &|| false).unwrap();
        let (mut walk, mut walker) = (Walk::default(), Walker::default());
        for _ in 0..40 {
            let nodes = nodes(&mut rng);
            let mut day = RelaxedTour::default();
            day.jobs.clone_from(&nodes);
            day.refresh(&problem, 0, 1, &RelaxedTour::default(), &mut walker);
            see(day.toll, walk.price(&whole, 0, &nodes, &[]));
        }
    }
}

/// The day is allowed and costs exactly what the explorer says.
fn is_exact(toll: Toll, exact: Option<i64>) {
    let told = (!toll.is_fined()).then_some((toll.price + toll.timed) / PARTS);
    assert_eq!(told, exact);
}

#[test]
fn a_day_with_trips_is_allowed_and_costs_what_the_exact_walk_says() {
    let mut allowed = 0;
    let release = |rng: &mut Rng, parts: &mut ProblemParts| {
        if rng.chance(0.5) {
            let late = (0..JOBS).filter(|at| at % 2 == 0).map(|at| Release {
                job: JobIx::from(at),
                at: Seconds(rng.below(90) as i64),
            });
            parts.rules.releases = late.collect();
        }
    };
    days(11, release, |toll, exact| {
        is_exact(toll, exact);
        allowed += u32::from(exact.is_some());
    });
    assert!(allowed > 500, "only {allowed} days were allowed");
}

#[test]
fn longest_hours_kilometres_and_who_comes_are_exact() {
    let (mut allowed, mut refused) = (0, 0);
    let limit = |rng: &mut Rng, parts: &mut ProblemParts| {
        parts.vehicles[0].duration_max = Some(Seconds(20 + rng.below(80) as i64));
        parts.vehicles[0].distance_max = Some(Meters(10 + rng.below(30) as i64));
        let preference = |rng: &mut Rng, vehicles| Preference {
            job: JobIx::from(rng.below(JOBS)),
            vehicles,
            inside: Cost(rng.below(9) as i64),
            outside: Cost(rng.below(90) as i64),
        };
        parts.rules.preferences = vec![
            preference(rng, Vec::new()),
            preference(rng, vec![VehicleIx(0)]),
            preference(rng, vec![VehicleIx(0)]),
        ];
    };
    days(12, limit, |toll, exact| {
        is_exact(toll, exact);
        allowed += u32::from(exact.is_some());
        refused += u32::from(exact.is_none() && toll.over == 0);
    });
    assert!(
        allowed > 300 && refused > 300,
        "{allowed} days allowed, {refused} too long"
    );
}

#[test]
fn long_and_idle_hours_are_exact() {
    let (mut allowed, mut cheaper) = (0, 0);
    let price = |rng: &mut Rng, parts: &mut ProblemParts| {
        let tier = |rng: &mut Rng| Tier {
            over: Seconds(rng.below(90) as i64),
            per_second: rng.below(4) as i64,
        };
        parts.rules.fairness = vec![Fairness {
            vehicles: vec![VehicleIx(0)],
            tiers: vec![tier(rng), tier(rng)],
        }];
        parts.rules.floors = vec![Floor {
            vehicle: VehicleIx(0),
            under: Seconds(rng.below(120) as i64),
            per_second: rng.below(4) as i64,
        }];
    };
    days(15, price, |toll, exact| {
        is_exact(toll, exact);
        allowed += u32::from(exact.is_some());
        cheaper += u32::from(exact.is_some_and(|cost| cost < 0));
    });
    assert!(
        allowed > 300 && cheaper > 100,
        "{allowed} days allowed, {cheaper} cheaper than an idle one"
    );
}

#[test]
fn waits_are_exact() {
    let (mut allowed, mut waited) = (0, 0);
    let price = |rng: &mut Rng, parts: &mut ProblemParts| {
        let one = |rng: &mut Rng, job| Delay {
            job: JobIx::from(job),
            from: Seconds(rng.below(90) as i64),
            per_hour: rng.below(9_000) as i64,
        };
        parts.rules.delays = (0..JOBS - 1).map(|job| one(rng, job)).collect();
    };
    days(16, price, |toll, exact| {
        is_exact(toll, exact);
        allowed += u32::from(exact.is_some());
        waited += u32::from(exact.is_some() && toll.timed > 0);
    });
    assert!(
        allowed > 300 && waited > 200,
        "{allowed} days allowed, {waited} with waits"
    );
}

#[test]
fn a_day_said_to_leave_time_for_rests_does_and_few_that_do_are_missed() {
    let (mut allowed, mut missed, mut refused) = (0, 0, 0);
    let rest = |rng: &mut Rng, parts: &mut ProblemParts| {
        let one = |rng: &mut Rng| {
            let opens = rng.below(120) as i64;
            Break {
                vehicle: VehicleIx(0),
                windows: vec![TimeWindow {
                    opens: Seconds(opens),
                    closes: Seconds(opens + rng.below(30) as i64),
                }],
                service: Seconds(5 + rng.below(40) as i64),
            }
        };
        parts.rules.breaks = (0..1 + rng.below(2)).map(|_| one(rng)).collect();
    };
    days(13, rest, |toll, exact| {
        if !toll.is_fined() {
            assert_eq!(Some(toll.price / PARTS), exact);
        }
        allowed += u32::from(exact.is_some());
        missed += u32::from(exact.is_some() && toll.is_fined());
        refused += u32::from(exact.is_none() && toll.over == 0);
    });
    assert!(
        allowed > 300 && refused > 100,
        "{allowed} days allowed, {refused} too long"
    );
    assert!(
        missed * 20 < allowed,
        "{missed} of {allowed} allowed days are called late"
    );
}

#[test]
fn a_wished_hour_never_costs_more_than_is_said_and_seldom_less() {
    let (mut allowed, mut wished, mut dearer) = (0, 0, 0);
    let wish = |rng: &mut Rng, parts: &mut ProblemParts| {
        let one = |rng: &mut Rng| {
            let opens = rng.below(150) as i64;
            Wish {
                job: JobIx::from(rng.below(JOBS)),
                window: TimeWindow {
                    opens: Seconds(opens),
                    closes: Seconds(opens + rng.below(30) as i64),
                },
                per_second: 1 + rng.below(3) as i64,
            }
        };
        parts.rules.wishes = (0..2).map(|_| one(rng)).collect();
    };
    days(14, wish, |toll, exact| {
        assert_eq!(toll.is_fined(), exact.is_none());
        if let Some(exact) = exact {
            let told = (toll.price + toll.timed) / PARTS;
            assert!(told >= exact, "{told} said, {exact} paid");
            allowed += 1;
            wished += u32::from(toll.timed > 0);
            dearer += u32::from(told > exact);
        }
    });
    assert!(
        allowed > 300 && wished > 100,
        "{allowed} days allowed, {wished} with missed wishes"
    );
    assert!(
        dearer * 10 < allowed,
        "{dearer} of {allowed} days cost less than is said"
    );
}
