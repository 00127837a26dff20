//! Small named worlds for the solver, most about one rule, with the arithmetic written beside the assertion; and the
//! helpers that build them. `with_and_without` plans a world with its rules and without them.

mod goods;
mod pairs;
mod people;
mod places;
mod prices;
mod time;

use super::watches::solved;
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{
    Depot, DepotIx, DepotSet, Job, JobIx, Leg, LocationIx, Matrix, Plan, Problem, ProblemParts, ProfileIx, Rules,
    SkillSet, Step, StepKind, TimeWindow, Travel, Vehicle, VehicleCosts, VehicleIx,
};

/// Ways along a street: a location is its place on a line, so many seconds and metres to the next.
fn along(places: &[i64], per_step: i64) -> Travel {
    Travel::Full(Matrix::from_fn(places.len(), |from, to| {
        let far = (places[from.at()] - places[to.at()]).abs() * per_step;
        Some(Leg {
            seconds: Seconds(far),
            meters: Meters(far),
        })
    }))
}

/// A street, a second to the next place, one dimension, unless the parts say otherwise.
fn street(places: &[i64], parts: ProblemParts) -> Problem {
    let travel = if parts.travel.is_empty() {
        vec![along(places, 1)]
    } else {
        parts.travel.clone()
    };
    Problem::new(ProblemParts {
        locations: places.len(),
        dimensions: parts.dimensions.max(1),
        travel,
        ..parts
    })
    .unwrap()
}

/// The plan of a street, and what it costs when its rules are taken away.
fn with_and_without(places: &[i64], parts: ProblemParts) -> (Plan, Cost) {
    let free = ProblemParts {
        rules: Rules::default(),
        ..parts.clone()
    };
    let plan = solved(&street(places, parts), 1, 100).plan;
    (plan, solved(&street(places, free), 1, 100).plan.cost)
}

fn window(opens: i64, closes: i64) -> TimeWindow {
    TimeWindow {
        opens: Seconds(opens),
        closes: Seconds(closes),
    }
}

fn depot(location: u32) -> Depot {
    Depot {
        location: LocationIx(location),
        windows: vec![window(0, 10_000)],
        service: Seconds(0),
    }
}

/// A job that weighs one and may come from depot 0.
fn job(location: u32) -> Job {
    Job {
        location: LocationIx(location),
        windows: vec![window(0, 10_000)],
        setup: Seconds(0),
        service: Seconds(0),
        load: vec![1],
        depots: DepotSet::NONE.with(DepotIx(0)),
        skills: SkillSet::NONE,
        skills_none: SkillSet::NONE,
        prize: Cost(100_000),
        class: 0,
    }
}

/// A visit without goods.
fn call(location: u32) -> Job {
    Job {
        load: vec![0],
        depots: DepotSet::NONE,
        ..job(location)
    }
}

/// Leaves from a location and ends anywhere.
fn volunteer(start: u32) -> Vehicle {
    Vehicle {
        profile: ProfileIx(0),
        start: Some(LocationIx(start)),
        end: None,
        shift: window(0, 10_000),
        capacity: vec![10],
        skills: SkillSet::NONE,
        tasks_max: None,
        loads_max: None,
        duration_max: None,
        distance_max: None,
        costs: VehicleCosts::default(),
    }
}

fn kinds(plan: &Plan, route: usize) -> Vec<StepKind> {
    plan.routes[route].steps.iter().map(|step| step.kind).collect()
}

fn done(plan: &Plan) -> Vec<u32> {
    let mut jobs: Vec<u32> = plan
        .routes
        .iter()
        .flat_map(|route| route.jobs().map(|job| job.0))
        .collect();
    jobs.sort_unstable();
    jobs
}

const fn load(depot: u32) -> StepKind {
    StepKind::Load(DepotIx(depot))
}

const fn visit(job: u32) -> StepKind {
    StepKind::Job(JobIx(job))
}

/// The step at which a job is done.
fn step_of(plan: &Plan, job: u32) -> Step {
    let mut steps = plan.routes.iter().flat_map(|route| &route.steps);
    *steps.find(|step| step.kind == visit(job)).unwrap()
}

/// Who does a job.
fn who(plan: &Plan, job: u32) -> VehicleIx {
    let route = plan.routes.iter().find(|route| route.jobs().any(|own| own.0 == job));
    route.unwrap().vehicle
}
