//! The judge's rules about a plan as a whole (indexes, missing and double jobs, order, totals, cost, reasons): most
//! tests break one rule and expect it alone. Also how a violation is worded.

use crate::tiny_town::{ANNA, BORIS, HOME_OF_BORIS, LOAD, clock, good_plan, job, left_out, morning_of_anna, town};
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{
    DepotIx, JobIx, LocationIx, Plan, Problem, Route, Rule, Step, StepKind, VehicleIx, Violation, cost, judge, schedule,
};

const NOTHING: Violation = Violation {
    rule: Rule::Cost,
    vehicle: None,
    step: None,
    job: None,
    excess: 0,
};

/// The only thing wrong with a change of the good plan.
fn wrong(change: impl FnOnce(&Problem, &mut Plan)) -> Violation {
    let (town, mut plan) = (town(|_| {}), good_plan());
    change(&town, &mut plan);
    let violations = judge(&town, &plan);
    assert_eq!(violations.len(), 1, "{violations:?}");
    violations[0]
}

fn about_job(rule: Rule, index: u32, excess: i64) -> Violation {
    Violation {
        rule,
        job: Some(JobIx(index)),
        excess,
        ..NOTHING
    }
}

fn about_vehicle(rule: Rule, vehicle: VehicleIx, excess: i64) -> Violation {
    Violation {
        rule,
        vehicle: Some(vehicle),
        excess,
        ..NOTHING
    }
}

fn recount(town: &Problem, plan: &mut Plan) {
    plan.cost = cost(town, &plan.routes, plan.unassigned.iter().map(|left| left.job));
}

#[test]
fn the_good_plan_breaks_no_rule() {
    assert_eq!(judge(&town(|_| {}), &good_plan()), []);
}

#[test]
fn doing_nothing_is_allowed_and_costs_all_prizes() {
    let plan = Plan {
        routes: vec![],
        unassigned: (0..4).map(left_out).collect(),
        cost: Cost(5_000 + 5_000 + 5_000 + 1_000),
    };
    assert_eq!(judge(&town(|_| {}), &plan), []);
}

#[test]
fn an_unknown_vehicle_is_told() {
    let violation = wrong(|_, plan| plan.routes[0].vehicle = VehicleIx(2));
    assert_eq!(violation, about_vehicle(Rule::Unknown, VehicleIx(2), 0));
}

#[test]
fn an_unknown_job_in_a_route_is_told() {
    let violation = wrong(|_, plan| {
        let again = Step {
            kind: job(4),
            ..plan.routes[0].steps[4]
        };
        plan.routes[0].steps.insert(5, again);
    });
    assert_eq!(
        violation,
        Violation {
            vehicle: Some(ANNA),
            step: Some(5),
            ..about_job(Rule::Unknown, 4, 0)
        }
    );
}

#[test]
fn an_unknown_depot_is_told() {
    let violation = wrong(|_, plan| plan.routes[0].steps[1].kind = StepKind::Load(DepotIx(1)));
    assert_eq!(
        violation,
        Violation {
            step: Some(1),
            ..about_vehicle(Rule::Unknown, ANNA, 0)
        }
    );
}

#[test]
fn an_unknown_location_is_told() {
    let violation = wrong(|_, plan| plan.routes[0].steps[1].location = LocationIx(6));
    assert_eq!(
        violation,
        Violation {
            vehicle: Some(ANNA),
            step: Some(1),
            ..about_vehicle(Rule::Unknown, ANNA, 0)
        }
    );
}

#[test]
fn an_unknown_unassigned_job_is_told() {
    assert_eq!(
        wrong(|_, plan| plan.unassigned.push(left_out(4))),
        about_job(Rule::Unknown, 4, 0)
    );
}

#[test]
fn moments_out_of_order_are_told() {
    let violation = wrong(|_, plan| plan.routes[0].steps[2].begins = clock(10, 6));
    let expected = Violation {
        step: Some(2),
        ..about_job(Rule::Moments, 1, 0)
    };
    assert_eq!(
        violation,
        Violation {
            vehicle: Some(ANNA),
            ..expected
        }
    );
}

#[test]
fn a_job_in_no_list_is_missing() {
    let violation = wrong(|town, plan| {
        plan.unassigned.clear();
        recount(town, plan);
    });
    assert_eq!(violation, about_job(Rule::JobMissing, 3, 0));
}

#[test]
fn a_job_both_done_and_left_out_is_there_twice() {
    let violation = wrong(|town, plan| {
        plan.unassigned.insert(0, left_out(0));
        recount(town, plan);
    });
    assert_eq!(violation, about_job(Rule::JobTwice, 0, 1));
}

#[test]
fn a_vehicle_has_one_route() {
    let violation = wrong(|town, plan| {
        let half = |tour: &[StepKind]| schedule(town, ANNA, tour).unwrap();
        plan.routes = vec![half(&[LOAD, job(1)]), half(&[LOAD, job(0), job(2)])];
        recount(town, plan);
    });
    assert_eq!(violation, about_vehicle(Rule::VehicleTwice, ANNA, 1));
}

#[test]
fn routes_are_in_the_order_of_vehicles() {
    let violation = wrong(|town, plan| {
        plan.routes = vec![schedule(town, BORIS, &[job(3)]).unwrap(), morning_of_anna()];
        plan.unassigned.clear();
        recount(town, plan);
    });
    assert_eq!(violation, about_vehicle(Rule::Order, ANNA, 0));
}

#[test]
fn jobs_left_out_are_in_order() {
    let violation = wrong(|_, plan| {
        plan.routes.clear();
        plan.unassigned = [1, 0, 2, 3].map(left_out).into();
        plan.cost = Cost(16_000);
    });
    assert_eq!(violation, about_job(Rule::Order, 0, 0));
}

#[test]
fn a_route_does_something() {
    let violation = wrong(|_, plan| {
        let nine = clock(9, 0);
        let start = Step {
            kind: StepKind::Start,
            location: HOME_OF_BORIS,
            arrives: nine,
            begins: nine,
            departs: nine,
        };
        plan.routes.push(Route {
            vehicle: BORIS,
            steps: vec![start],
            travel: Seconds(0),
            distance: Meters(0),
        });
    });
    assert_eq!(violation, about_vehicle(Rule::EmptyRoute, BORIS, 0));
}

#[test]
fn a_wrong_travel_time_is_told() {
    let violation = wrong(|_, plan| {
        plan.routes[0].travel.0 -= 7;
        plan.cost.0 -= 7;
    });
    assert_eq!(violation, about_vehicle(Rule::TravelTotal, ANNA, 7));
}

#[test]
fn a_wrong_distance_is_told() {
    let violation = wrong(|_, plan| plan.routes[0].distance.0 += 3);
    assert_eq!(violation, about_vehicle(Rule::DistanceTotal, ANNA, 3));
}

#[test]
fn a_wrong_cost_is_told() {
    assert_eq!(
        wrong(|_, plan| plan.cost.0 -= 5),
        Violation {
            rule: Rule::Cost,
            excess: 5,
            ..NOTHING
        }
    );
}

#[test]
fn every_weight_of_the_objective_counts() {
    let town = town(|parts| {
        parts.vehicles[0].costs = karavan_plan::VehicleCosts {
            fixed: Cost(10),
            per_travel_second: 2,
            per_route_second: 3,
            per_meter: 5,
        };
    });
    // 34 minutes of travel in 63, 17,000 m, and job 3 left out.
    let expected = 10 + 2 * 34 * 60 + 3 * 63 * 60 + 5 * 17_000 + 1_000;
    assert_eq!(cost(&town, &[morning_of_anna()], [JobIx(3)]), Cost(expected));
    assert_eq!(
        judge(
            &town,
            &Plan {
                cost: Cost(expected),
                ..good_plan()
            }
        ),
        []
    );
}

#[test]
fn a_job_left_out_has_a_reason() {
    assert_eq!(
        wrong(|_, plan| plan.unassigned[0].reasons.clear()),
        about_job(Rule::NoReason, 3, 0)
    );
}

#[test]
fn a_violation_reads_as_plain_english_and_travels_as_snake_case() {
    let late = Violation {
        rule: Rule::ShiftCloses,
        vehicle: Some(ANNA),
        step: None,
        job: None,
        excess: 60,
    };
    assert_eq!(late.to_string(), "vehicle 0: ends after the shift closes (60 s)");
    assert_eq!(
        serde_json::to_string(&late).unwrap(),
        r#"{"rule":"shift_closes","vehicle":0,"excess":60}"#
    );
    let step = Violation {
        rule: Rule::Supply,
        step: Some(3),
        job: Some(JobIx(0)),
        ..late
    };
    assert_eq!(
        step.to_string(),
        "vehicle 0, step 3, job 0: its goods were not loaded before"
    );
    let plan = Violation {
        rule: Rule::Cost,
        excess: 5,
        ..NOTHING
    };
    assert_eq!(
        plan.to_string(),
        "plan: the plan states another cost than it has (5 cost)"
    );
}
