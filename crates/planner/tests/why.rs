//! “Why?” on random days: each relief, applied to the whole problem and put in by hand, does the job at the price said
//! and breaks no rule; one step less does not; and the words for how a job stands mean what they say.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod town;

use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{
    JobIx, Plan, Problem, ProblemParts, ProfileIx, ReasonCode, SkillSet, TimeWindow, Vehicle, VehicleIx, assemble,
    cost, judge, obstacle,
};
use karavan_planner::answer_why as why;
use karavan_planner::{AskedOf, Move, MoveFault, Relief, Relieved, Standing, Why, WhyAsk, offers, rearrange};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;
use std::mem::discriminant;
use town::{CARS, JOBS, days, window};

const fn about(job: JobIx) -> WhyAsk {
    WhyAsk {
        job,
        only: None,
        closed: Vec::new(),
        needed: SkillSet::NONE,
    }
}

/// A plan that keeps all rules: jobs where they cost least as long as anybody may.
fn planned(day: &Problem) -> Plan {
    let mut plan = assemble(day, Vec::new());
    for job in (0..JOBS)
        .map(JobIx::from)
        .filter(|job| day.of_job(*job).together.is_none())
    {
        let first = offers(day, &plan, job).unwrap().into_iter().next();
        if let Some(offer) = first.filter(|offer| offer.is_allowed) {
            let put = Move::Put {
                job,
                vehicle: offer.vehicle,
                place: Some(offer.place),
            };
            plan = rearrange(day, plan, &[put]).unwrap().plan;
        }
    }
    assert_eq!(judge(day, &plan), []);
    plan
}

/// The plan priced by another problem.
fn repriced(problem: &Problem, plan: &Plan) -> Plan {
    let left = plan.unassigned.iter().map(|left| left.job);
    Plan {
        cost: cost(problem, &plan.routes, left),
        ..plan.clone()
    }
}

/// The same day with one window for each job, and shifts that end early or begin late.
fn tight(day: &Problem) -> Problem {
    eased(day, |parts| {
        parts.jobs.iter_mut().for_each(|job| job.windows.truncate(1));
        for (at, vehicle) in parts.vehicles.iter_mut().enumerate() {
            if at % 2 == 0 {
                vehicle.shift.closes = vehicle.shift.opens + Seconds(4_000);
            } else {
                vehicle.shift.opens = Seconds(38_000);
                vehicle.duration_max = Some(Seconds(3_000));
            }
            if at == 2 {
                vehicle.distance_max = Some(Meters(5_000));
            }
        }
    })
}

fn eased(day: &Problem, change: impl FnOnce(&mut ProblemParts)) -> Problem {
    let mut parts = day.parts().clone();
    change(&mut parts);
    Problem::new(parts).unwrap()
}

/// The problem after a relief, and who comes then.
fn applied(day: &Problem, job: JobIx, one: &Relieved) -> (Problem, VehicleIx) {
    if let Relief::OneMoreCar { opens, closes, room } = one.relief {
        let car = Vehicle {
            profile: ProfileIx(0),
            start: None,
            end: None,
            shift: TimeWindow { opens, closes },
            capacity: vec![room],
            skills: day.jobs()[job.at()].skills,
            tasks_max: None,
            loads_max: None,
            duration_max: None,
            distance_max: None,
            costs: day.vehicles()[0].costs,
        };
        return (eased(day, |parts| parts.vehicles.push(car)), VehicleIx::from(CARS));
    }
    let vehicle = one.vehicle.unwrap();
    (eased(day, |parts| one.relief.apply(parts, job, vehicle)), vehicle)
}

fn totals(plan: &Plan) -> (Cost, i64, i64) {
    let travel = plan.routes.iter().map(|route| route.travel.0).sum();
    (
        plan.cost,
        travel,
        plan.routes.iter().map(|route| route.distance.0).sum(),
    )
}

/// One step less of the same; nothing where there is none.
fn less(relief: Relief) -> Option<Relief> {
    let longer = |by: Seconds, step: i64| (by.0 > step).then_some(Seconds(by.0 - step));
    match relief {
        Relief::LaterShift(by) => longer(by, 300).map(Relief::LaterShift),
        Relief::EarlierShift(by) => longer(by, 300).map(Relief::EarlierShift),
        Relief::LongerDay(by) => longer(by, 300).map(Relief::LongerDay),
        Relief::LaterWindow(by) => longer(by, 900).map(Relief::LaterWindow),
        Relief::EarlierWindow(by) => longer(by, 900).map(Relief::EarlierWindow),
        Relief::MoreRoom(units) => (units > 1).then_some(Relief::MoreRoom(units - 1)),
        Relief::MoreJobs(count) => (count > 1).then_some(Relief::MoreJobs(count - 1)),
        Relief::FurtherDay(by) => (by.0 > 1_000).then_some(Relief::FurtherDay(Meters(by.0 - 1_000))),
        Relief::AsItIs | Relief::WithoutSkill(_) | Relief::OneMoreCar { .. } => None,
    }
}

fn holds(day: &Problem, plan: &Plan, job: JobIx, one: &Relieved) -> Result<(), TestCaseError> {
    let (eased_day, vehicle) = applied(day, job, one);
    let before = repriced(&eased_day, plan);
    let place = one.vehicle.map(|_| one.place);
    let put = one.serves.iter().map(|job| Move::Put {
        job: *job,
        vehicle,
        place,
    });
    let put: Vec<Move> = put.collect();
    let after = rearrange(&eased_day, before.clone(), &put).unwrap().plan;
    prop_assert_eq!(judge(&eased_day, &after), [], "{:?}", one);
    let ((cost, travel, distance), was) = (totals(&after), totals(&before));
    let said = (one.price.cost, one.price.travel.0, one.price.distance.0);
    prop_assert_eq!((cost - was.0, travel - was.1, distance - was.2), said, "{:?}", one);
    prop_assert_eq!(one.serves.first(), Some(&job));
    prop_assert_eq!(one.serves.len(), before.unassigned.len() - after.unassigned.len());
    let steps = after.routes.iter().flat_map(|route| &route.steps);
    let mut own = steps.filter(|step| step.kind == karavan_plan::StepKind::Job(job));
    prop_assert_eq!(own.next().unwrap().begins, one.begins);
    if let Some(less) = less(one.relief) {
        let almost = eased(day, |parts| less.apply(parts, job, vehicle));
        let others = offers(&almost, &repriced(&almost, plan), job).unwrap();
        let own = others.iter().find(|offer| offer.vehicle == vehicle).unwrap();
        prop_assert!(!own.is_allowed, "{:?} is enough already", less);
    }
    Ok(())
}

fn told(day: &Problem, plan: &Plan, job: JobIx) -> Result<Why, TestCaseError> {
    let told = why(day, plan, &about(job)).unwrap();
    for one in &told.vehicles {
        prop_assert_eq!(one.alone.is_none(), obstacle(day, job, one.vehicle).is_none());
        prop_assert!(one.alone.is_none() || one.planned != AskedOf::Could);
    }
    let able = told.vehicles.iter().any(|one| one.alone.is_none());
    match told.standing {
        Standing::Placed => prop_assert!(told.here.is_some() && told.reliefs.is_empty()),
        Standing::Free => {
            let best = offers(day, plan, job).unwrap()[0];
            prop_assert!(best.is_allowed);
            let first = &told.reliefs[0];
            prop_assert_eq!((first.relief, first.vehicle), (Relief::AsItIs, Some(best.vehicle)));
            prop_assert_eq!((first.place, first.price), (best.place, best.price));
        }
        Standing::Sacrificed => prop_assert!(able && told.vehicles.iter().any(|one| !one.instead.is_empty())),
        Standing::Impossible => prop_assert!(!able && !told.conflict.is_empty()),
    }
    Ok(told)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_relief_applied_does_the_job_at_the_price_said(day in days(true, false), is_tight in any::<bool>()) {
        let day = if is_tight { tight(&day) } else { day };
        let plan = planned(&day);
        for left in &plan.unassigned {
            let why = told(&day, &plan, left.job)?;
            for one in &why.reliefs {
                holds(&day, &plan, left.job, one)?;
            }
        }
    }

    #[test]
    fn so_it_does_among_breaks_wishes_and_visits_of_two(day in days(true, true), is_tight in any::<bool>()) {
        let day = if is_tight { tight(&day) } else { day };
        let mut plan = planned(&day);
        let pair = day.rules().together[0].jobs;
        let both = [(pair[0], VehicleIx(0)), (pair[1], VehicleIx(1))];
        let both = both.map(|(job, vehicle)| Move::Put { job, vehicle, place: None });
        let with_two = rearrange(&day, plan.clone(), &both).unwrap().plan;
        if judge(&day, &with_two).is_empty() {
            plan = with_two;
        }
        for left in &plan.unassigned {
            let why = why(&day, &plan, &about(left.job)).unwrap();
            if pair.contains(&left.job) {
                prop_assert!(why.reliefs.is_empty());
            }
            for one in &why.reliefs {
                holds(&day, &plan, left.job, one)?;
            }
        }
    }

    #[test]
    fn what_a_place_costs_is_what_leaving_out_saves(day in days(true, false)) {
        let plan = planned(&day);
        for route in &plan.routes {
            for job in route.jobs() {
                let here = told(&day, &plan, job)?.here.unwrap();
                prop_assert_eq!(here.vehicle, route.vehicle);
                let without = rearrange(&day, plan.clone(), &[Move::LeaveOut { job }]).unwrap().plan;
                let prize = day.jobs()[job.at()].prize;
                let saved = (totals(&plan), totals(&without));
                prop_assert_eq!(here.price.cost, saved.0.0 - saved.1.0 + prize);
                prop_assert_eq!(here.price.travel.0, saved.0.1 - saved.1.1);
                prop_assert_eq!(here.price.distance.0, saved.0.2 - saved.1.2);
                if let Some(second) = here.second {
                    let moved = Move::Put { job, vehicle: second.vehicle, place: Some(second.place) };
                    let other = rearrange(&day, plan.clone(), &[moved]).unwrap().plan;
                    prop_assert_eq!(judge(&day, &other), []);
                    prop_assert_eq!(other.cost - plan.cost, second.price.cost);
                }
            }
        }
    }
}

#[test]
fn the_random_days_need_every_relief_and_show_every_standing() {
    let mut runner = TestRunner::deterministic();
    let (mut kinds, mut standings) = (Vec::new(), BTreeSet::new());
    for at in 0..150 {
        let day = days(true, false).new_tree(&mut runner).unwrap().current();
        let day = if at % 2 == 0 { tight(&day) } else { day };
        let plan = planned(&day);
        for job in (0..JOBS).map(JobIx::from) {
            let told = why(&day, &plan, &about(job)).unwrap();
            standings.insert(format!("{:?}", told.standing));
            for one in told.reliefs {
                if !kinds.contains(&discriminant(&one.relief)) {
                    kinds.push(discriminant(&one.relief));
                }
            }
        }
    }
    let wanted = [
        Relief::LaterShift(Seconds(1)),
        Relief::EarlierShift(Seconds(1)),
        Relief::LaterWindow(Seconds(1)),
        Relief::EarlierWindow(Seconds(1)),
        Relief::WithoutSkill(0),
        Relief::MoreJobs(1),
        Relief::LongerDay(Seconds(1)),
        Relief::FurtherDay(Meters(1)),
        Relief::OneMoreCar {
            opens: Seconds(0),
            closes: Seconds(0),
            room: 0,
        },
    ];
    for relief in wanted {
        assert!(kinds.contains(&discriminant(&relief)), "{relief:?}");
    }
    assert!(
        standings.contains("Placed") && standings.contains("Sacrificed"),
        "{standings:?}"
    );
    assert!(standings.contains("Impossible"), "{standings:?}");
}

#[test]
fn a_job_larger_than_every_car_wants_more_room_and_a_closed_route_gets_nothing() {
    let mut runner = TestRunner::deterministic();
    let day = days(true, false).new_tree(&mut runner).unwrap().current();
    let room = day.vehicles().iter().map(|vehicle| vehicle.capacity[0]).max().unwrap();
    let day = eased(&day, |parts| {
        let job = &mut parts.jobs[0];
        job.load = vec![room + 2];
        job.depots = karavan_plan::DepotSet(3);
        job.windows = vec![window(28_000, 44_000)];
        job.skills = SkillSet::NONE;
        job.class = 1;
        for vehicle in &mut parts.vehicles {
            vehicle.shift = window(28_000, 60_000);
            (vehicle.tasks_max, vehicle.duration_max) = (None, None);
        }
    });
    let plan = assemble(&day, Vec::new());
    let told = why(&day, &plan, &about(JobIx(0))).unwrap();
    assert_eq!(
        (told.standing, told.conflict),
        (Standing::Impossible, vec![ReasonCode::TooLarge])
    );
    assert!(
        told.reliefs.iter().any(|one| one.relief == Relief::MoreRoom(2)),
        "{:?}",
        told.reliefs
    );
    let closed = WhyAsk {
        closed: (0..CARS).map(VehicleIx::from).collect(),
        ..about(JobIx(0))
    };
    let told = why(&day, &plan, &closed).unwrap();
    assert!(
        told.reliefs.iter().all(|one| one.vehicle.is_none()),
        "{:?}",
        told.reliefs
    );
    let only = WhyAsk {
        only: Some(VehicleIx(0)),
        ..about(JobIx(0))
    };
    let told = why(&day, &plan, &only).unwrap();
    assert_eq!(told.conflict, [ReasonCode::TooLarge]);
    let asked: Vec<VehicleIx> = told.vehicles.iter().map(|one| one.vehicle).collect();
    assert_eq!(asked, [VehicleIx(0)]);
    assert!(
        told.reliefs.iter().all(|one| one.vehicle == Some(VehicleIx(0))),
        "{:?}",
        told.reliefs
    );
    assert_eq!(why(&day, &plan, &about(JobIx(99))), Err(MoveFault::Unknown));
}
