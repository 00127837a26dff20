//! Tests of moves by hand, mostly on random days: the plan stays whole, its price is the judge's, `changed` names the
//! routes that differ, the best place is the one that brute force finds, and loads follow the jobs.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod town;

use karavan_model::Seconds;
use karavan_plan::{
    DepotIx, JobIx, Plan, Problem, ReasonCode, Route, Rule, StepKind, VehicleIx, assemble, cost, judge, schedule,
};
use karavan_planner::{Move, MoveFault, offers, rearrange};
use proptest::collection::vec;
use proptest::prelude::*;
use town::{CARS, Drawn, JOBS, PLACES, day, days, window};

/// What a draft that breaks rules may break: all others mean that it is not whole.
const OF_PEOPLE: &[Rule] = &[
    Rule::Window,
    Rule::ShiftCloses,
    Rule::Supply,
    Rule::Capacity,
    Rule::Skills,
    Rule::ClassOrder,
    Rule::TasksMax,
    Rule::DurationMax,
    Rule::Together,
    Rule::Break,
];

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let job = || (0..JOBS).prop_map(JobIx::from);
    let put = (job(), 0..CARS, proptest::option::weighted(0.4, 0_usize..5)).prop_map(|(job, car, place)| Move::Put {
        job,
        vehicle: VehicleIx::from(car),
        place,
    });
    let swap = (job(), job()).prop_map(|(one, other)| Move::Swap { jobs: [one, other] });
    let leave = job().prop_map(|job| Move::LeaveOut { job });
    vec(prop_oneof![6 => put, 2 => swap, 1 => leave], 1..14)
}

/// All jobs, in any order.
fn orders() -> impl Strategy<Value = Vec<JobIx>> {
    Just((0..JOBS).map(JobIx::from).collect::<Vec<_>>()).prop_shuffle()
}

fn route_of(plan: &Plan, job: JobIx) -> Option<&Route> {
    plan.routes.iter().find(|route| route.jobs().any(|own| own == job))
}

/// A plan in which nobody does anything.
fn nothing(day: &Problem) -> Plan {
    assemble(day, Vec::new())
}

fn is_whole(day: &Problem, plan: &Plan) -> Result<(), TestCaseError> {
    for one in judge(day, plan) {
        prop_assert!(OF_PEOPLE.contains(&one.rule), "{one} in {plan:?}");
        let both = one.job.and_then(|job| Some([job, day.of_job(job).together?]));
        let same = both.map(|both| both.map(|job| route_of(plan, job).map(|route| route.vehicle)));
        if one.rule == Rule::Together && same.is_some_and(|[a, b]| a != b) {
            prop_assert_eq!(one.excess, 0, "two people who both come begin together: {:?}", plan);
        }
    }
    let left = plan.unassigned.iter().map(|left| left.job);
    prop_assert_eq!(plan.cost, cost(day, &plan.routes, left));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_is_moved_the_plan_is_whole_and_its_price_is_the_judges(day in days(true, true), moves in moves()) {
        let mut plan = nothing(&day);
        for one in moves {
            let before = plan.clone();
            let swapped = match one {
                Move::Swap { jobs: [a, b] } => Some([route_of(&plan, a).cloned(), route_of(&plan, b).cloned()]),
                _ => None,
            };
            let moved = match rearrange(&day, plan.clone(), &[one]) {
                Ok(moved) => moved,
                Err(fault) => {
                    let is_left = |job: JobIx| route_of(&plan, job).is_none();
                    let is_right = match one {
                        Move::Swap { jobs: [a, b] } => is_left(a) || is_left(b),
                        Move::LeaveOut { job } => is_left(job),
                        Move::Put { .. } => false,
                    };
                    prop_assert!(is_right && matches!(fault, MoveFault::Left(_)), "{one:?}: {fault}");
                    continue;
                }
            };
            plan = moved.plan;
            is_whole(&day, &plan)?;
            for vehicle in (0..CARS).map(VehicleIx::from) {
                let own = |plan: &Plan| plan.routes.iter().find(|route| route.vehicle == vehicle).cloned();
                prop_assert_eq!(moved.changed.contains(&vehicle), own(&before) != own(&plan));
            }
            match one {
                Move::Put { job, vehicle, place } => {
                    let route = route_of(&plan, job).unwrap();
                    prop_assert_eq!(route.vehicle, vehicle);
                    if let Some(place) = place {
                        let at = route.jobs().take_while(|other| *other != job).count();
                        prop_assert_eq!(at, place.min(route.jobs().count() - 1));
                    }
                }
                Move::Swap { jobs: [a, b] } => {
                    let before = swapped.unwrap().map(|route| route.unwrap().vehicle);
                    let now = [a, b].map(|job| route_of(&plan, job).unwrap().vehicle);
                    prop_assert_eq!([now[1], now[0]], before);
                }
                Move::LeaveOut { job } => {
                    let left = plan.unassigned.iter().find(|left| left.job == job).unwrap();
                    prop_assert_eq!(left.reasons[0].code, ReasonCode::ByHand);
                }
            }
        }
    }

    #[test]
    fn the_best_place_is_the_one_that_brute_force_finds(day in days(false, false), order in orders()) {
        let mut plan = nothing(&day);
        for (at, job) in order.into_iter().enumerate() {
            let vehicle = VehicleIx::from(at % CARS);
            let tour: Vec<StepKind> = plan
                .routes
                .iter()
                .find(|route| route.vehicle == vehicle)
                .map(|route| route.jobs().map(StepKind::Job).collect())
                .unwrap_or_default();
            let others: Vec<Route> = plan.routes.iter().filter(|route| route.vehicle != vehicle).cloned().collect();
            let tried = (0..=tour.len()).filter_map(|place| {
                let mut longer = tour.clone();
                longer.insert(place, StepKind::Job(job));
                let route = schedule(&day, vehicle, &longer).ok()?;
                let routes: Vec<Route> = others.iter().cloned().chain([route]).collect();
                Some(assemble(&day, routes).cost)
            });
            let least = tried.min();
            let offer = offers(&day, &plan, job).unwrap().into_iter().find(|offer| offer.vehicle == vehicle).unwrap();
            prop_assert_eq!(offer.is_allowed, least.is_some(), "{:?}", offer);
            let moved = rearrange(&day, plan.clone(), &[Move::Put { job, vehicle, place: None }]).unwrap();
            if let Some(least) = least {
                prop_assert_eq!(moved.plan.cost, least);
                prop_assert_eq!(judge(&day, &moved.plan), []);
                prop_assert_eq!(offer.price.cost, moved.plan.cost - plan.cost);
                // Only what can be driven goes on: the next is then tried on a clean route.
                plan = moved.plan;
            }
        }
    }

    #[test]
    fn goods_follow_with_no_more_loads_than_they_must_have(day in days(true, false), cars in vec(0..CARS, JOBS)) {
        let mut plan = nothing(&day);
        for (job, car) in (0..JOBS).map(JobIx::from).zip(cars) {
            let vehicle = VehicleIx::from(car);
            let offer = offers(&day, &plan, job).unwrap().into_iter().find(|offer| offer.vehicle == vehicle).unwrap();
            if !offer.is_allowed {
                continue;
            }
            let loads = |plan: &Plan| {
                let routes = plan.routes.iter().filter(|route| route.vehicle == vehicle);
                let steps = routes.flat_map(|route| &route.steps);
                steps.filter(|step| matches!(step.kind, StepKind::Load(_))).count()
            };
            let moved = rearrange(&day, plan.clone(), &[Move::Put { job, vehicle, place: None }]).unwrap();
            prop_assert_eq!(judge(&day, &moved.plan), []);
            prop_assert!(loads(&moved.plan) <= loads(&plan) + 1);
            prop_assert_eq!(offer.price.cost, moved.plan.cost - plan.cost);
            prop_assert_eq!(offer.price.travel, driven(&moved.plan) - driven(&plan));
            plan = moved.plan;
        }
    }
}

fn driven(plan: &Plan) -> Seconds {
    plan.routes.iter().map(|route| route.travel).sum()
}

#[test]
fn a_job_that_goes_before_the_hub_takes_its_loading_along() {
    let at = |place: i64| (place * 1_000, 0);
    let mut drawn = Drawn {
        at: (0..PLACES as i64).map(at).collect(),
        jobs: vec![(0, 1, 1, 0, 0); JOBS],
        cars: vec![(0, 9, 8); CARS],
        has_rules: false,
    };
    // The hub is where the first car starts; all hours are open.
    drawn.at[JOBS + CARS] = drawn.at[JOBS];
    let mut parts = day(&drawn).into_parts();
    for job in &mut parts.jobs {
        job.windows = vec![window(0, 80_000)];
    }
    let day = Problem::new(parts).unwrap();
    let put = |job: u32, place| Move::Put {
        job: JobIx(job),
        vehicle: VehicleIx(0),
        place,
    };
    let plan = rearrange(&day, nothing(&day), &[put(9, None), put(8, None)])
        .unwrap()
        .plan;
    let kinds = |plan: &Plan| -> Vec<StepKind> { plan.routes[0].steps.iter().map(|step| step.kind).collect() };
    let [load, first, second] = [
        StepKind::Load(DepotIx(0)),
        StepKind::Job(JobIx(9)),
        StepKind::Job(JobIx(8)),
    ];
    assert_eq!(kinds(&plan), [StepKind::Start, load, first, second]);
    let plan = rearrange(&day, plan, &[put(8, Some(0))]).unwrap().plan;
    assert_eq!(
        kinds(&plan),
        [StepKind::Start, load, second, first],
        "loaded once, before both"
    );
    let plan = rearrange(
        &day,
        plan,
        &[Move::LeaveOut { job: JobIx(8) }, Move::LeaveOut { job: JobIx(9) }],
    )
    .unwrap()
    .plan;
    assert_eq!(plan.routes, [], "who has nothing to do does not load");
    assert_eq!(judge(&day, &plan), []);
}

#[test]
fn what_is_not_in_the_problem_is_refused() {
    let drawn = Drawn {
        at: vec![(0, 0); PLACES],
        jobs: vec![(0, 1, 0, 0, 0); JOBS],
        cars: vec![(0, 9, 8); CARS],
        has_rules: false,
    };
    let day = day(&drawn);
    let unknown = [
        Move::Put {
            job: JobIx(99),
            vehicle: VehicleIx(0),
            place: None,
        },
        Move::Put {
            job: JobIx(0),
            vehicle: VehicleIx(9),
            place: None,
        },
        Move::LeaveOut { job: JobIx(99) },
        Move::Swap {
            jobs: [JobIx(0), JobIx(99)],
        },
    ];
    for one in unknown {
        assert_eq!(rearrange(&day, nothing(&day), &[one]), Err(MoveFault::Unknown));
    }
    assert_eq!(offers(&day, &nothing(&day), JobIx(99)), Err(MoveFault::Unknown));
    let left = rearrange(&day, nothing(&day), &[Move::LeaveOut { job: JobIx(1) }]);
    assert_eq!(left, Err(MoveFault::Left(JobIx(1))));
}
