//! `days`: random days of ten jobs, three vehicles and two hubs on a plane of some kilometres, with all rules that the
//! people's day has, or with none.
#![allow(dead_code, reason = "each test program uses some of it")]

use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{
    Break, Depot, DepotSet, Job, JobIx, Leg, LocationIx, Matrix, Problem, ProblemParts, ProfileIx, Rules, SkillSet,
    TimeWindow, Together, Travel, Vehicle, VehicleCosts, VehicleIx, Wish,
};
use proptest::collection::vec;
use proptest::prelude::*;

pub(crate) const JOBS: usize = 10;
pub(crate) const CARS: usize = 3;
pub(crate) const HUBS: usize = 2;
pub(crate) const PLACES: usize = JOBS + CARS + HUBS;

/// What a day is made from.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    pub(crate) at: Vec<(i64, i64)>,
    pub(crate) jobs: Vec<(i64, i64, u64, u64, u8)>,
    pub(crate) cars: Vec<(i64, i64, u32)>,
    pub(crate) has_rules: bool,
}

pub(crate) fn window(opens: i64, closes: i64) -> TimeWindow {
    TimeWindow {
        opens: Seconds(opens),
        closes: Seconds(closes),
    }
}

/// A day on a plane of some kilometres. Hubs have something for half of the jobs each.
pub(crate) fn day(drawn: &Drawn) -> Problem {
    let at = &drawn.at;
    let leg = |from: LocationIx, to: LocationIx| {
        let ((a, b), (c, d)) = (at[from.at()], at[to.at()]);
        let far = (a - c).abs() + (b - d).abs();
        Some(Leg {
            seconds: Seconds(far / 10),
            meters: Meters(far),
        })
    };
    let job = |(ix, &(opens, load, depots, skills, class)): (usize, &(i64, i64, u64, u64, u8))| Job {
        location: LocationIx::from(ix),
        windows: vec![window(30_000 + opens, 30_000 + opens + 4_000), window(60_000, 61_000)],
        setup: Seconds(60),
        service: Seconds(300),
        load: vec![if depots == 0 { 0 } else { load }],
        depots: DepotSet(depots),
        skills: SkillSet(skills),
        skills_none: SkillSet::NONE,
        prize: Cost(300_000),
        class,
    };
    let car = |(ix, &(opens, capacity, tasks)): (usize, &(i64, i64, u32))| Vehicle {
        profile: ProfileIx(0),
        start: Some(LocationIx::from(JOBS + ix)),
        end: (ix > 0).then(|| LocationIx::from(JOBS + ix)),
        shift: window(30_000 + opens, 45_000),
        capacity: vec![capacity],
        skills: SkillSet((ix == 0).into()),
        tasks_max: Some(tasks),
        loads_max: None,
        duration_max: (ix == 1).then_some(Seconds(9_000)),
        distance_max: None,
        costs: VehicleCosts::default(),
    };
    let rules = Rules {
        together: vec![Together {
            jobs: [JobIx(0), JobIx(1)],
        }],
        wishes: vec![Wish {
            job: JobIx(4),
            window: window(33_000, 34_000),
            per_second: 1,
        }],
        breaks: vec![Break {
            vehicle: VehicleIx(2),
            windows: vec![window(33_000, 35_000)],
            service: Seconds(900),
        }],
        ..Rules::default()
    };
    let mut jobs: Vec<Job> = drawn.jobs.iter().enumerate().map(job).collect();
    if drawn.has_rules {
        // Two people at one door.
        let first = jobs[0].clone();
        (jobs[1].location, jobs[1].windows) = (first.location, first.windows);
    }
    let hub = |ix| Depot {
        location: LocationIx::from(JOBS + CARS + ix),
        windows: vec![window(28_000, 44_000)],
        service: Seconds(300),
    };
    Problem::new(ProblemParts {
        locations: PLACES,
        dimensions: 1,
        travel: vec![Travel::Full(Matrix::from_fn(PLACES, leg))],
        depots: (0..HUBS).map(hub).collect(),
        jobs,
        vehicles: drawn.cars.iter().enumerate().map(car).collect(),
        rules: if drawn.has_rules { rules } else { Rules::default() },
    })
    .unwrap()
}

pub(crate) fn days(has_goods: bool, has_rules: bool) -> impl Strategy<Value = Problem> {
    let depots = match has_goods {
        true => prop_oneof![2 => Just(0_u64), 3 => Just(1), 3 => Just(2), 2 => Just(3)].boxed(),
        false => Just(0).boxed(),
    };
    let skills = prop_oneof![7 => Just(0_u64), 1 => Just(1)];
    let class = prop_oneof![7 => Just(0_u8), 1 => Just(1)];
    let job = (0_i64..8_000, 1_i64..4, depots, skills, class);
    (
        vec((0_i64..9_000, 0_i64..9_000), PLACES),
        vec(job, JOBS),
        vec((0_i64..2_000, 4_i64..9, 4_u32..9), CARS),
    )
        .prop_map(move |(at, jobs, cars)| {
            day(&Drawn {
                at,
                jobs,
                cars,
                has_rules,
            })
        })
}
