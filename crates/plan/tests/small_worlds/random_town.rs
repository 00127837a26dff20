//! `worlds`: random towns of 4 locations and less than a minute, with a tour to try, small enough to test every second
//! of leaving. `cases`: how many are tried. Rules of the clock are added in `ruled_town.rs`.

use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{
    Depot, DepotIx, DepotSet, Job, JobIx, Leg, LocationIx, Matrix, Problem, ProblemParts, ProfileIx, SkillSet,
    StepKind, TimeWindow, Travel, Vehicle, VehicleCosts, VehicleIx,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

const LOCATIONS: u32 = 4;
const DEPOTS: u32 = 2;
const JOBS: u32 = 4;
/// Nothing happens after it.
const HORIZON: i64 = 40;

/// A town and an order of steps to try in it.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) town: Problem,
    pub(crate) vehicle: VehicleIx,
    pub(crate) tour: Vec<StepKind>,
}

/// Towns with every kind of rule in them. In half of them nothing is asked but the clock, or few tours would pass.
pub(crate) fn worlds() -> impl Strategy<Value = World> {
    let legs = vec(
        option::weighted(0.97, (0_i64..6, 0_i64..9)),
        (LOCATIONS * LOCATIONS) as usize,
    );
    let depots = vec(depot(), DEPOTS as usize);
    let jobs = vec(job(), JOBS as usize);
    let vehicles = vec(vehicle(), 2);
    let is_only_clock = any::<bool>();
    (legs, depots, jobs, vehicles, tours(), is_only_clock).prop_map(
        |(legs, depots, mut jobs, vehicles, mut tour, is_only_clock)| {
            let leg = |from: LocationIx, to: LocationIx| {
                let (seconds, meters) = legs[from.at() * LOCATIONS as usize + to.at()]?;
                Some(Leg {
                    seconds: Seconds(seconds),
                    meters: Meters(meters),
                })
            };
            if is_only_clock {
                jobs = jobs.into_iter().map(without_wishes).collect();
                tour.retain(|kind| matches!(kind, StepKind::Job(_)));
            }
            let parts = ProblemParts {
                locations: LOCATIONS as usize,
                dimensions: 2,
                travel: vec![Travel::Full(Matrix::from_fn(LOCATIONS as usize, leg))],
                depots,
                jobs,
                vehicles,
                ..ProblemParts::default()
            };
            let town = Problem::new(parts).unwrap_or_else(|faults| panic!("{faults:?}"));
            World {
                town,
                vehicle: VehicleIx(0),
                tour,
            }
        },
    )
}

/// A job that asks for nothing but its hours.
fn without_wishes(job: Job) -> Job {
    Job {
        load: vec![0, 0],
        depots: DepotSet::NONE,
        skills: SkillSet::NONE,
        skills_none: SkillSet::NONE,
        class: 0,
        ..job
    }
}

/// Mostly sensible orders, and now and then any steps at all.
fn tours() -> impl Strategy<Value = Vec<StepKind>> {
    let wild = vec(prop_oneof![(0..DEPOTS).prop_map(load), (0..JOBS).prop_map(visit)], 0..7);
    prop_oneof![1 => wild, 7 => loaded_first()]
}

const fn load(index: u32) -> StepKind {
    StepKind::Load(DepotIx(index))
}

const fn visit(index: u32) -> StepKind {
    StepKind::Job(JobIx(index))
}

/// A load, some jobs once each in any order, and perhaps another load among them.
fn loaded_first() -> impl Strategy<Value = Vec<StepKind>> {
    let order = Just((0..JOBS).collect::<Vec<_>>()).prop_shuffle();
    let reload = option::weighted(0.3, (0..DEPOTS, 1..4_usize));
    (order, 1..=JOBS as usize, option::weighted(0.95, 0..DEPOTS), reload).prop_map(|(order, count, first, reload)| {
        let mut tour: Vec<StepKind> = first.map(load).into_iter().collect();
        tour.extend(order.into_iter().take(count).map(visit));
        if let Some((depot, at)) = reload {
            tour.insert(at.min(tour.len()), load(depot));
        }
        tour
    })
}

/// One to four windows, mostly short, from gaps and lengths, so that they are sorted and do not touch.
fn windows() -> impl Strategy<Value = Vec<TimeWindow>> {
    vec((1_i64..12, prop_oneof![2 => 0_i64..4, 1 => 4_i64..20]), 1..5).prop_map(|pairs| {
        let mut now = -2;
        let window = |(gap, length)| {
            let opens = now + gap;
            now = opens + length;
            TimeWindow {
                opens: Seconds(opens),
                closes: Seconds(now),
            }
        };
        pairs.into_iter().map(window).collect()
    })
}

fn place() -> impl Strategy<Value = LocationIx> {
    (0..LOCATIONS).prop_map(LocationIx)
}

fn depot() -> impl Strategy<Value = Depot> {
    (place(), windows(), 0_i64..4).prop_map(|(location, windows, service)| Depot {
        location,
        windows,
        service: Seconds(service),
    })
}

fn job() -> impl Strategy<Value = Job> {
    let times = (windows(), 0_i64..3, 0_i64..4);
    let goods = (
        (0_i64..4, 0_i64..3),
        prop_oneof![12 => Just(3_u64), 2 => Just(1), 2 => Just(2), 3 => Just(0)],
    );
    let who = (
        prop_oneof![4 => Just(0_u64), 1 => Just(1)],
        prop_oneof![9 => Just(0_u64), 1 => Just(2)],
    );
    (place(), times, goods, who, prop_oneof![9 => Just(0_u8), 1 => Just(1)]).prop_map(
        |(location, (windows, setup, service), ((units, bulk), depots), (skills, skills_none), class)| Job {
            location,
            windows,
            setup: Seconds(setup),
            service: Seconds(service),
            // Without a depot one unit means goods that nobody hands out.
            load: if depots == 0 {
                vec![units / 3, 0]
            } else {
                vec![units, bulk]
            },
            depots: DepotSet(depots),
            skills: SkillSet(skills),
            skills_none: SkillSet(skills_none),
            prize: Cost(100),
            class,
        },
    )
}

fn vehicle() -> impl Strategy<Value = Vehicle> {
    let places = (option::weighted(0.7, place()), option::weighted(0.5, place()));
    let shift = (0_i64..8, 20_i64..=HORIZON);
    let limits = (
        option::weighted(0.1, 0_u32..4),
        option::weighted(0.6, 2_i64..20),
        option::weighted(0.1, 0_i64..30),
    );
    (places, shift, (3_i64..10, 2_i64..8), 0_u64..4, limits).prop_map(
        |((start, end), (opens, closes), (units, bulk), skills, (tasks, lasts, meters))| Vehicle {
            profile: ProfileIx(0),
            start,
            end,
            shift: TimeWindow {
                opens: Seconds(opens),
                closes: Seconds(closes),
            },
            capacity: vec![units, bulk],
            skills: SkillSet(skills),
            tasks_max: tasks,
            loads_max: None,
            duration_max: lasts.map(Seconds),
            distance_max: meters.map(Meters),
            costs: VehicleCosts {
                fixed: Cost(7),
                per_travel_second: 2,
                per_route_second: 1,
                per_meter: 3,
            },
        },
    )
}

/// How many cases are tried: these, or as many as `PROPTEST_CASES` asks for.
pub(crate) fn cases(usual: u32) -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(usual)
}
