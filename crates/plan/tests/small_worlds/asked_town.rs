//! `days`: random days of a few minutes with two cars, their routes, and one job more that is asked for.

use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{
    Break, Depot, DepotIx, DepotSet, Job, JobIx, Leg, LocationIx, Matrix, Problem, ProblemParts, ProfileIx, Release,
    Restriction, Route, Rules, SkillSet, StepKind, TimeWindow, Travel, Vehicle, VehicleCosts, VehicleIx, Who, schedule,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

pub(crate) const PLACES: usize = 5;
pub(crate) const JOBS: usize = 5;
pub(crate) const CARS: usize = 2;
/// The job that is asked for; the others may be on routes.
pub(crate) const ASKED: JobIx = JobIx(4);
pub(crate) const fn window(opens: i64, closes: i64) -> TimeWindow {
    TimeWindow {
        opens: Seconds(opens),
        closes: Seconds(closes),
    }
}

fn jobs() -> impl Strategy<Value = Vec<Job>> {
    let depots = prop_oneof![3 => Just(0_u64), 3 => Just(1), 3 => Just(2), 2 => Just(3)];
    let one = (
        0..PLACES,
        (0_i64..30, 2_i64..25),
        (0_i64..2, 0_i64..4),
        (1_i64..4, depots),
        (
            prop_oneof![6 => Just(0_u64), 2 => Just(1)],
            prop_oneof![7 => Just(0_u8), 1 => Just(1)],
        ),
    );
    let job = |(place, (opens, long), (setup, service), (load, depots), (skills, class))| Job {
        location: LocationIx::from(place),
        windows: vec![window(opens, opens + long)],
        setup: Seconds(setup),
        service: Seconds(service),
        load: vec![if depots == 0 { load / 3 } else { load }],
        depots: DepotSet(depots),
        skills: SkillSet(skills),
        skills_none: SkillSet::NONE,
        prize: Cost(100 * (1 + load)),
        class,
    };
    vec(one.prop_map(job), JOBS)
}

fn cars() -> impl Strategy<Value = Vec<Vehicle>> {
    let one = (
        (option::weighted(0.8, 0..PLACES), option::weighted(0.5, 0..PLACES)),
        (0_i64..8, 8_i64..34),
        (1_i64..6, 0_u64..2),
        (
            option::weighted(0.3, 0_u32..4),
            option::weighted(0.3, 4_i64..25),
            option::weighted(0.2, 2_i64..25),
        ),
    );
    let car = one.prop_map(
        |((start, end), (opens, long), (room, skills), (tasks, lasts, far))| Vehicle {
            profile: ProfileIx(0),
            start: start.map(LocationIx::from),
            end: end.map(LocationIx::from),
            shift: window(opens, opens + long),
            capacity: vec![room],
            skills: SkillSet(skills),
            tasks_max: tasks,
            loads_max: None,
            duration_max: lasts.map(Seconds),
            distance_max: far.map(Meters),
            costs: VehicleCosts::default(),
        },
    );
    vec(car, CARS)
}

fn rules() -> impl Strategy<Value = Rules> {
    let rest = option::weighted(0.3, (0..CARS, 4_i64..20, 0_i64..5, 1_i64..5));
    let who = option::weighted(0.25, (0..CARS, any::<bool>()));
    (rest, who, option::weighted(0.2, 5_i64..20)).prop_map(|(rest, who, released)| Rules {
        breaks: rest
            .into_iter()
            .map(|(car, opens, long, service)| Break {
                vehicle: VehicleIx::from(car),
                windows: vec![window(opens, opens + long)],
                service: Seconds(service),
            })
            .collect(),
        restrictions: who
            .into_iter()
            .map(|(car, only)| Restriction {
                job: ASKED,
                vehicles: vec![VehicleIx::from(car)],
                who: if only { Who::Only } else { Who::Never },
            })
            .collect(),
        releases: released
            .into_iter()
            .map(|at| Release {
                job: ASKED,
                at: Seconds(at),
            })
            .collect(),
        ..Rules::default()
    })
}

/// A day with the routes of both cars: as many of the drawn jobs as fit, in the drawn order.
pub(crate) fn days() -> impl Strategy<Value = (Problem, Vec<Route>)> {
    let legs = vec(option::weighted(0.97, (1_i64..5, 1_i64..6)), PLACES * PLACES);
    let depots = vec((0..PLACES, 0_i64..6, 10_i64..30), 2);
    let order = vec((0..CARS, option::weighted(0.8, 0_u32..2)), JOBS - 1);
    (legs, depots, jobs(), cars(), rules(), order).prop_map(|(legs, depots, jobs, vehicles, rules, order)| {
        let leg = |from: LocationIx, to: LocationIx| {
            legs[from.at() * PLACES + to.at()].map(|(seconds, meters)| Leg {
                seconds: Seconds(seconds),
                meters: Meters(meters),
            })
        };
        let depot = |(place, opens, long): (usize, i64, i64)| Depot {
            location: LocationIx::from(place),
            windows: vec![window(opens, opens + long)],
            service: Seconds(1),
        };
        let problem = Problem::new(ProblemParts {
            locations: PLACES,
            dimensions: 1,
            travel: vec![Travel::Full(Matrix::from_fn(PLACES, leg))],
            depots: depots.into_iter().map(depot).collect(),
            jobs,
            vehicles,
            rules,
        });
        let problem = problem.unwrap();
        let mut tours: Vec<Vec<StepKind>> = vec![Vec::new(); CARS];
        for (job, (car, load)) in order.into_iter().enumerate() {
            let mut longer = tours[car].clone();
            longer.extend(load.map(|depot| StepKind::Load(DepotIx(depot))));
            longer.push(StepKind::Job(JobIx::from(job)));
            if schedule(&problem, VehicleIx::from(car), &longer).is_ok() {
                tours[car] = longer;
            }
        }
        let routes = tours.iter().enumerate();
        let routes = routes.filter_map(|(car, tour)| schedule(&problem, VehicleIx::from(car), tour).ok());
        let routes = routes.collect();
        (problem, routes)
    })
}
