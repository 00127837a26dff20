//! The judge's `price` against the planners' `objective::cost` on random problems and plans, term by term: two codes
//! of one formula.

use crate::random_town::cases;
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{
    Delay, DepotSet, Fairness, Floor, Job, JobIx, LocationIx, Matrix, Plan, Preference, Problem, ProblemParts,
    ProfileIx, Reason, ReasonCode, Route, Rule, Rules, SkillSet, Step, StepKind, Tier, TimeWindow, Travel, Unassigned,
    Vehicle, VehicleCosts, VehicleIx, Wish, cost, judge,
};
use proptest::collection::vec;
use proptest::prelude::*;
use std::cell::Cell;

const JOBS: u32 = 6;
const VEHICLES: u32 = 4;

type Change = fn(&mut ProblemParts);

/// The terms of the objective: each is taken out of a problem by itself.
const TERMS: [(&str, Change); 11] = [
    ("fixed", |parts| of_vehicles(parts, |costs| costs.fixed = Cost::ZERO)),
    ("travel", |parts| {
        of_vehicles(parts, |costs| costs.per_travel_second = 0);
    }),
    ("duration", |parts| {
        of_vehicles(parts, |costs| costs.per_route_second = 0);
    }),
    ("distance", |parts| of_vehicles(parts, |costs| costs.per_meter = 0)),
    ("wishes", |parts| parts.rules.wishes.clear()),
    ("preferences", |parts| parts.rules.preferences.clear()),
    ("hours of one", |parts| {
        parts.rules.fairness.retain(|one| one.vehicles.len() > 1);
    }),
    ("hours of several", |parts| {
        parts.rules.fairness.retain(|one| one.vehicles.len() == 1);
    }),
    ("idle hours", |parts| parts.rules.floors.clear()),
    ("waits", |parts| parts.rules.delays.clear()),
    ("prizes", |parts| {
        parts.jobs.iter_mut().for_each(|job| job.prize = Cost(1));
    }),
];

fn of_vehicles(parts: &mut ProblemParts, change: fn(&mut VehicleCosts)) {
    parts.vehicles.iter_mut().for_each(|vehicle| change(&mut vehicle.costs));
}

fn job(prize: i64) -> Job {
    Job {
        location: LocationIx(0),
        windows: vec![TimeWindow::ALWAYS],
        setup: Seconds::ZERO,
        service: Seconds::ZERO,
        load: vec![],
        depots: DepotSet::NONE,
        skills: SkillSet::NONE,
        skills_none: SkillSet::NONE,
        prize: Cost(prize),
        class: 0,
    }
}

fn vehicle((fixed, travel, route, meter): (i64, i64, i64, i64)) -> Vehicle {
    Vehicle {
        profile: ProfileIx(0),
        start: None,
        end: None,
        shift: TimeWindow::ALWAYS,
        capacity: vec![],
        skills: SkillSet::NONE,
        tasks_max: None,
        loads_max: None,
        duration_max: None,
        distance_max: None,
        costs: VehicleCosts {
            fixed: Cost(fixed),
            per_travel_second: travel,
            per_route_second: route,
            per_meter: meter,
        },
    }
}

/// Some vehicles, at least one, each once.
fn vehicles() -> impl Strategy<Value = Vec<VehicleIx>> {
    let of_mask = |mask: u32| {
        (0..VEHICLES)
            .filter(|bit| mask >> bit & 1 == 1)
            .map(VehicleIx)
            .collect()
    };
    (1_u32..1 << VEHICLES).prop_map(of_mask)
}

fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    let wish = (0..JOBS, 0_i64..4_000, 0_i64..500, 0_i64..9);
    vec(wish, 0..9).prop_map(|wishes| {
        let wish = |(job, opens, long, per_second)| Wish {
            job: JobIx(job),
            window: TimeWindow {
                opens: Seconds(opens),
                closes: Seconds(opens + long),
            },
            per_second,
        };
        wishes.into_iter().map(wish).collect()
    })
}

fn preferences() -> impl Strategy<Value = Vec<Preference>> {
    let preference = (0..JOBS, vehicles(), 0_i64..900, 0_i64..900);
    vec(preference, 0..9).prop_map(|preferences| {
        let preference = |(job, vehicles, inside, outside)| Preference {
            job: JobIx(job),
            vehicles,
            inside: Cost(inside),
            outside: Cost(outside),
        };
        preferences.into_iter().map(preference).collect()
    })
}

fn fairness() -> impl Strategy<Value = Vec<Fairness>> {
    let tiers = vec((0_i64..3_000, 0_i64..7), 0..4);
    vec((vehicles(), tiers), 0..6).prop_map(|groups| {
        let tier = |(over, per_second)| Tier {
            over: Seconds(over),
            per_second,
        };
        let group = |(vehicles, tiers): (_, Vec<_>)| Fairness {
            vehicles,
            tiers: tiers.into_iter().map(tier).collect(),
        };
        groups.into_iter().map(group).collect()
    })
}

/// Some vehicles with hours that they should have.
fn floors() -> impl Strategy<Value = Vec<Floor>> {
    vec((any::<bool>(), 0_i64..6_000, 0_i64..7), VEHICLES as usize).prop_map(|floors| {
        let floor = |(at, (_, under, per_second))| Floor {
            vehicle: VehicleIx::from(at),
            under: Seconds(under),
            per_second,
        };
        let named = floors.into_iter().enumerate().filter(|(_, (is_named, ..))| *is_named);
        named.map(floor).collect()
    })
}

/// Some jobs whose wait is paid.
fn delays() -> impl Strategy<Value = Vec<Delay>> {
    vec((any::<bool>(), 0_i64..3_000, 0_i64..9_000), JOBS as usize).prop_map(|delays| {
        let delay = |(at, (_, from, per_hour))| Delay {
            job: JobIx::from(at),
            from: Seconds(from),
            per_hour,
        };
        let named = delays.into_iter().enumerate().filter(|(_, (is_named, ..))| *is_named);
        named.map(delay).collect()
    })
}

fn problems() -> impl Strategy<Value = ProblemParts> {
    let weights = (0_i64..50_000, 0_i64..100, 0_i64..100, 0_i64..100);
    let jobs = vec(1_i64..1_000_000, JOBS as usize);
    let vehicles = vec(weights, VEHICLES as usize);
    let rules = (wishes(), preferences(), fairness(), floors(), delays());
    (jobs, vehicles, rules).prop_map(
        |(jobs, vehicles, (wishes, preferences, fairness, floors, delays))| ProblemParts {
            locations: 1,
            travel: vec![Travel::Full(Matrix::from_fn(1, |_, _| None))],
            jobs: jobs.into_iter().map(job).collect(),
            vehicles: vehicles.into_iter().map(vehicle).collect(),
            rules: Rules {
                wishes,
                preferences,
                fairness,
                floors,
                delays,
                ..Rules::default()
            },
            ..ProblemParts::default()
        },
    )
}

/// Every job is dealt to a vehicle or left out; moments and totals are any that are possible, driven or not.
fn plans() -> impl Strategy<Value = Plan> {
    let order = Just((0..JOBS).map(JobIx).collect::<Vec<_>>()).prop_shuffle();
    let dealt = vec(0..VEHICLES + 2, JOBS as usize);
    let moments = vec((0_i64..700, 0_i64..700, 0_i64..700), JOBS as usize);
    let totals = vec((0_i64..9_000, 0_i64..90_000), VEHICLES as usize);
    (order, dealt, moments, totals).prop_map(|(order, dealt, moments, totals)| {
        let mut plan = Plan::default();
        for (at, (travel, distance)) in totals.into_iter().enumerate() {
            let mut now = 0;
            let own = order
                .iter()
                .zip(&dealt)
                .zip(&moments)
                .filter(|((_, to), _)| **to as usize == at);
            let steps = own.map(|((job, _), (way, wait, long))| {
                let arrives = now + way;
                now = arrives + wait + long;
                Step {
                    kind: StepKind::Job(*job),
                    location: LocationIx(0),
                    arrives: Seconds(arrives),
                    begins: Seconds(arrives + wait),
                    departs: Seconds(now),
                }
            });
            let steps: Vec<Step> = steps.collect();
            if !steps.is_empty() {
                plan.routes.push(Route {
                    vehicle: VehicleIx::from(at),
                    steps,
                    travel: Seconds(travel),
                    distance: Meters(distance),
                });
            }
        }
        let left = (0..JOBS)
            .map(JobIx)
            .filter(|job| plan.routes.iter().all(|route| route.jobs().all(|own| own != *job)));
        let reasons = vec![Reason {
            code: ReasonCode::NoTimeLeft,
            vehicles: 1,
        }];
        plan.unassigned = left
            .map(|job| Unassigned {
                job,
                reasons: reasons.clone(),
            })
            .collect();
        plan
    })
}

fn objective(problem: &Problem, plan: &Plan) -> Cost {
    cost(problem, &plan.routes, plan.unassigned.iter().map(|left| left.job))
}

/// By how much the judge finds the cost wrong; `None` when it is right.
fn found_wrong(problem: &Problem, plan: &Plan, stated: Cost) -> Option<i64> {
    let plan = Plan {
        cost: stated,
        ..plan.clone()
    };
    let violations = judge(problem, &plan);
    let costs = violations.iter().filter(|violation| violation.rule == Rule::Cost);
    costs.map(|violation| violation.excess).next()
}

#[test]
fn the_judge_prices_as_the_objective_does_and_finds_every_term_that_is_stated_wrongly() {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(cases(3_000)));
    let counted = TERMS.map(|_| Cell::new(0_u32));
    let outcome = runner.run(&(problems(), plans()), |(parts, plan)| {
        let problem = Problem::new(parts.clone()).unwrap();
        let right = objective(&problem, &plan);
        prop_assert_eq!(found_wrong(&problem, &plan, right), None);
        prop_assert_eq!(found_wrong(&problem, &plan, Cost(right.0 + 1)), Some(1));
        for ((term, take_out), counted) in TERMS.iter().zip(&counted) {
            let mut parts = parts.clone();
            take_out(&mut parts);
            let without = objective(&Problem::new(parts).unwrap(), &plan);
            let amount = right.0 - without.0;
            prop_assert!(amount >= 0, "{}", term);
            prop_assert_eq!(
                found_wrong(&problem, &plan, without),
                (amount != 0).then_some(amount),
                "{}",
                term
            );
            counted.set(counted.get() + u32::from(amount != 0));
        }
        Ok(())
    });
    outcome.unwrap();
    for ((term, _), counted) in TERMS.iter().zip(&counted) {
        assert!(
            counted.get() > cases(3_000) / 10,
            "{term} was in {} problems only",
            counted.get()
        );
    }
}
