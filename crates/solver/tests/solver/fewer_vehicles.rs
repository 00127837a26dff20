//! A town of shipments where each vehicle is dear: the solver saves vehicles.

use super::random_problem::Draw;
use super::watches::solved;
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{
    DepotSet, Job, JobIx, Leg, LocationIx, Matrix, Problem, ProblemParts, ProfileIx, Rules, Shipment, SkillSet,
    TimeWindow, Travel, Vehicle, VehicleCosts,
};

const SHIPMENTS: usize = 110;
const FIXED: i64 = 1_000_000;

/// Shipments across a town of a few minutes with narrow hours, and a vehicle for each.
fn town(seed: u64) -> Problem {
    let mut draw = Draw::new(seed);
    let places: Vec<(i64, i64)> = (0..2 * SHIPMENTS).map(|_| (draw.below(100), draw.below(100))).collect();
    let far = |from: usize, to: usize| {
        let ((ax, ay), (bx, by)) = (places[from], places[to]);
        (ax - bx).abs() + (ay - by).abs()
    };
    let travel = Matrix::from_fn(places.len(), |from, to| {
        let far = far(from.at(), to.at());
        Some(Leg {
            seconds: Seconds(far),
            meters: Meters(far),
        })
    });
    let mut opens = 0;
    let jobs = (0..places.len()).map(|at| {
        opens = if at % 2 == 0 {
            draw.below(2_500)
        } else {
            opens + far(at - 1, at)
        };
        Job {
            location: LocationIx::from(at),
            windows: vec![TimeWindow {
                opens: Seconds(opens),
                closes: Seconds(opens + 80),
            }],
            setup: Seconds(0),
            service: Seconds(5),
            load: vec![0],
            depots: DepotSet::NONE,
            skills: SkillSet::NONE,
            skills_none: SkillSet::NONE,
            prize: Cost(100 * FIXED),
            class: 0,
        }
    });
    let jobs = jobs.collect();
    let vehicle = Vehicle {
        profile: ProfileIx(0),
        start: Some(LocationIx(0)),
        end: Some(LocationIx(0)),
        shift: TimeWindow {
            opens: Seconds(-300),
            closes: Seconds(4_000),
        },
        capacity: vec![3],
        skills: SkillSet::NONE,
        tasks_max: None,
        loads_max: None,
        duration_max: None,
        distance_max: None,
        costs: VehicleCosts {
            fixed: Cost(FIXED),
            ..VehicleCosts::default()
        },
    };
    let shipments = (0..SHIPMENTS).map(|at| Shipment {
        pickup: JobIx::from(2 * at),
        delivery: JobIx::from(2 * at + 1),
        load: vec![1],
        ride_max: None,
    });
    Problem::new(ProblemParts {
        locations: places.len(),
        dimensions: 1,
        travel: vec![Travel::Full(travel)],
        jobs,
        vehicles: vec![vehicle; SHIPMENTS],
        rules: Rules {
            shipments: shipments.collect(),
            ..Rules::default()
        },
        ..ProblemParts::default()
    })
    .unwrap()
}

#[test]
fn dear_vehicles_are_saved() {
    let plans = (0..3).map(|seed| solved(&town(seed), seed, 1_500).plan);
    let plans: Vec<_> = plans.collect();
    assert!(
        plans.iter().all(|plan| plan.unassigned.is_empty()),
        "everybody can be served"
    );
    let used: usize = plans.iter().map(|plan| plan.routes.len()).sum();
    // Without looking for fewer the same rounds end with 21.
    assert!(used <= 20, "{used} vehicles for three towns");
}
