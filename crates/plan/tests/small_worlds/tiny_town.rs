//! Tiny town: a hub, four doors and two volunteers, and a good plan of its morning worked out by hand.
//!
//! Ways in minutes, the same both ways, 500 m to the minute:
//!
//! ```text
//!              hub  Anna  A   B   Boris  C
//! hub           ·    10   5   8    9     20
//! Anna's home        ·   12   6   15     25
//! A                       ·   4    7     20
//! B                           ·   11     20
//! Boris's home                     ·     20
//! ```
//!
//! Anna drives from home to home, 9:00–13:00, ten units at a time. Boris starts at home and ends anywhere, 9:00–11:00.
//! The hub loads in 10 minutes, begun between 9:00 and 10:00. A visit takes 2 minutes to set up and 5 at the door.
//! Job 0: 4 units to A, 9:00–12:00. Job 1: 3 units to B, 10:00–11:00. Job 2: a call at A without goods, class 1.
//! Job 3: a call at C, prize 1,000.
//!
//! Anna's morning: leaves 9:30, hub 9:40–9:50, B 9:58, set up 10:00 (the window opens), leaves 10:05, A 10:09, set up
//! 10:11, leaves 10:16, the call at the same door 10:16–10:21 without setup, home 10:33. She drives 10 + 8 + 4 + 12 =
//! 34 minutes and 17,000 m in 63 minutes.

use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{
    Depot, DepotIx, DepotSet, Job, JobIx, Leg, LocationIx, Matrix, Plan, Problem, ProblemParts, ProfileIx, Reason,
    ReasonCode, Route, SkillSet, Step, StepKind, TimeWindow, Travel, Unassigned, Vehicle, VehicleCosts, VehicleIx,
};

pub(crate) const HUB: LocationIx = LocationIx(0);
pub(crate) const HOME_OF_ANNA: LocationIx = LocationIx(1);
pub(crate) const A: LocationIx = LocationIx(2);
pub(crate) const B: LocationIx = LocationIx(3);
pub(crate) const HOME_OF_BORIS: LocationIx = LocationIx(4);
pub(crate) const C: LocationIx = LocationIx(5);

pub(crate) const ANNA: VehicleIx = VehicleIx(0);
pub(crate) const BORIS: VehicleIx = VehicleIx(1);
pub(crate) const LOAD: StepKind = StepKind::Load(DepotIx(0));

const MINUTES: [[i64; 6]; 6] = [
    [0, 10, 5, 8, 9, 20],
    [10, 0, 12, 6, 15, 25],
    [5, 12, 0, 4, 7, 20],
    [8, 6, 4, 0, 11, 20],
    [9, 15, 7, 11, 0, 20],
    [20, 25, 20, 20, 20, 0],
];

pub(crate) const fn clock(hours: i64, minutes: i64) -> Seconds {
    Seconds(hours * 3600 + minutes * 60)
}

pub(crate) const fn window(opens: Seconds, closes: Seconds) -> TimeWindow {
    TimeWindow { opens, closes }
}

pub(crate) const fn job(index: u32) -> StepKind {
    StepKind::Job(JobIx(index))
}

/// The way of the table; `None` where a test has closed it.
pub(crate) fn way(from: LocationIx, to: LocationIx) -> Option<Leg> {
    let minutes = MINUTES[from.at()][to.at()];
    Some(Leg {
        seconds: Seconds::from_minutes(minutes),
        meters: Meters(500 * minutes),
    })
}

fn visit(location: LocationIx, hours: TimeWindow, load: i64) -> Job {
    Job {
        location,
        windows: vec![hours],
        setup: Seconds::from_minutes(2),
        service: Seconds::from_minutes(5),
        load: vec![load],
        depots: if load > 0 {
            DepotSet::NONE.with(DepotIx(0))
        } else {
            DepotSet::NONE
        },
        skills: SkillSet::NONE,
        skills_none: SkillSet::NONE,
        prize: Cost(5_000),
        class: 0,
    }
}

fn driver(home: LocationIx, end: Option<LocationIx>, closes: Seconds) -> Vehicle {
    Vehicle {
        profile: ProfileIx(0),
        start: Some(home),
        end,
        shift: window(clock(9, 0), closes),
        capacity: vec![10],
        skills: SkillSet::NONE,
        tasks_max: None,
        loads_max: None,
        duration_max: None,
        distance_max: None,
        costs: VehicleCosts::default(),
    }
}

/// The town as described above.
pub(crate) fn parts() -> ProblemParts {
    let day = window(clock(9, 0), clock(12, 0));
    ProblemParts {
        locations: 6,
        dimensions: 1,
        travel: vec![Travel::Full(Matrix::from_fn(6, way))],
        depots: vec![Depot {
            location: HUB,
            windows: vec![window(clock(9, 0), clock(10, 0))],
            service: Seconds::from_minutes(10),
        }],
        jobs: vec![
            visit(A, day, 4),
            visit(B, window(clock(10, 0), clock(11, 0)), 3),
            Job {
                class: 1,
                ..visit(A, day, 0)
            },
            Job {
                prize: Cost(1_000),
                ..visit(C, day, 0)
            },
        ],
        vehicles: vec![
            driver(HOME_OF_ANNA, Some(HOME_OF_ANNA), clock(13, 0)),
            driver(HOME_OF_BORIS, None, clock(11, 0)),
        ],
        ..ProblemParts::default()
    }
}

/// The town after a change.
pub(crate) fn town(change: impl FnOnce(&mut ProblemParts)) -> Problem {
    let mut parts = parts();
    change(&mut parts);
    Problem::new(parts).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// The order of Anna's morning.
pub(crate) const TOUR: [StepKind; 4] = [LOAD, job(1), job(0), job(2)];

/// Anna's morning, step by step as written above.
pub(crate) fn morning_of_anna() -> Route {
    let step = |kind, location, arrives, begins, departs| Step {
        kind,
        location,
        arrives,
        begins,
        departs,
    };
    let (leaves, ends) = (clock(9, 30), clock(10, 33));
    Route {
        vehicle: ANNA,
        steps: vec![
            step(StepKind::Start, HOME_OF_ANNA, leaves, leaves, leaves),
            step(LOAD, HUB, clock(9, 40), clock(9, 40), clock(9, 50)),
            step(job(1), B, clock(9, 58), clock(10, 0), clock(10, 5)),
            step(job(0), A, clock(10, 9), clock(10, 11), clock(10, 16)),
            step(job(2), A, clock(10, 16), clock(10, 16), clock(10, 21)),
            step(StepKind::End, HOME_OF_ANNA, ends, ends, ends),
        ],
        travel: Seconds(34 * 60),
        distance: Meters(17_000),
    }
}

/// Anna's morning; job 3 is left out, so the cost is 34 · 60 + 1,000 = 3,040.
pub(crate) fn good_plan() -> Plan {
    Plan {
        routes: vec![morning_of_anna()],
        unassigned: vec![left_out(3)],
        cost: Cost(3_040),
    }
}

pub(crate) fn left_out(index: u32) -> Unassigned {
    Unassigned {
        job: JobIx(index),
        reasons: vec![Reason {
            code: ReasonCode::NoTimeLeft,
            vehicles: 2,
        }],
    }
}
