//! Tests of moves by hand, mostly on random days: the plan stays whole, its price is the judge's, `changed` names the
//! routes that differ, the best place is the one that brute force finds, and loads follow the jobs.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{
    Break, Depot, DepotIx, DepotSet, Job, JobIx, Leg, LocationIx, Matrix, Plan, Problem, ProblemParts, ProfileIx,
    ReasonCode, Route, Rule, Rules, SkillSet, StepKind, TimeWindow, Together, Travel, Vehicle, VehicleCosts, VehicleIx,
    Wish, assemble, cost, judge, schedule,
};
use karavan_planner::{Move, MoveFault, offers, rearrange};
use proptest::collection::vec;
use proptest::prelude::*;

const JOBS: usize = 10;
const CARS: usize = 3;
const HUBS: usize = 2;
const PLACES: usize = JOBS + CARS + HUBS;

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

#[derive(Clone, Debug)]
struct Drawn {
    at: Vec<(i64, i64)>,
    jobs: Vec<(i64, i64, u64, u64, u8)>,
    cars: Vec<(i64, i64, u32)>,
    has_rules: bool,
}

fn window(opens: i64, closes: i64) -> TimeWindow {
    TimeWindow {
        opens: Seconds(opens),
        closes: Seconds(closes),
    }
}

/// A day on a plane of some kilometres. Hubs have something for half of the jobs each.
fn day(drawn: &Drawn) -> Problem {
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

fn days(has_goods: bool, has_rules: bool) -> impl Strategy<Value = Problem> {
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
