//! Small worlds about time: windows, wishes, depot hours, breaks, limits of a route, traffic.

use super::*;
use karavan_plan::{Break, BreakIx, ReasonCode, Slot, Traffic, Wish};

#[test]
fn of_several_windows_the_one_that_fits_the_way_is_used() {
    // The job at 10 can be begun from 0 to 5 or from 40 to 50; the job at 100 from 130 on is no hindrance. Waiting is
    // free.
    let problem = street(
        &[0, 10, 100],
        ProblemParts {
            depots: vec![depot(0)],
            jobs: vec![
                Job {
                    windows: vec![window(0, 5), window(40, 50)],
                    ..job(1)
                },
                Job {
                    windows: vec![window(130, 140)],
                    ..job(2)
                },
            ],
            vehicles: vec![volunteer(0)],
            ..ProblemParts::default()
        },
    );
    let plan = solved(&problem, 1, 50).plan;
    assert_eq!(plan.cost, Cost(100));
    let begins: Vec<Seconds> = plan.routes[0].steps.iter().map(|step| step.begins).collect();
    // 40 at the first, then 90 seconds' drive: exactly 130 at the second. The latest leaving that ends at 130 is 30.
    assert_eq!(begins[2..], [Seconds(40), Seconds(130)]);
}

#[test]
fn a_hub_that_closes_early_is_visited_first() {
    // A visit at 5 lasts 10, the hub at 10 loads until 15, its job is at 20. With long hours 20 straight; else hub,
    // back to 5, on to 20: 10 + 5 + 15.
    for (closes, cost) in [(20, 20), (15, 30)] {
        let problem = street(
            &[0, 5, 10, 20],
            ProblemParts {
                depots: vec![Depot {
                    windows: vec![window(0, closes)],
                    ..depot(2)
                }],
                jobs: vec![
                    Job {
                        service: Seconds(10),
                        ..call(1)
                    },
                    job(3),
                ],
                vehicles: vec![volunteer(0)],
                ..ProblemParts::default()
            },
        );
        assert_eq!(solved(&problem, 1, 50).plan.cost, Cost(cost), "until {closes}");
    }
}

/// A wish with a price per second.
fn wish(job: u32, opens: i64, closes: i64, per_second: i64) -> Wish {
    Wish {
        job: JobIx(job),
        window: window(opens, closes),
        per_second,
    }
}

/// Homes at 10 and at 20 and one volunteer at 0.
fn two_calls(rules: Rules) -> ProblemParts {
    ProblemParts {
        jobs: vec![call(1), call(2)],
        vehicles: vec![volunteer(0)],
        rules,
        ..ProblemParts::default()
    }
}

#[test]
fn a_wish_is_kept_where_it_costs_less_than_it_is_worth() {
    // 10 had better be visited from 40 on, 20 by 20. In order: 20, and one of them is 30 off. The other way: 30, both
    // kept.
    let rules = |per_second| Rules {
        wishes: vec![wish(0, 40, 1_000, per_second), wish(1, 0, 20, per_second)],
        ..Rules::default()
    };
    let (plan, without) = with_and_without(&[0, 10, 20], two_calls(rules(1)));
    assert_eq!((plan.cost, without), (Cost(30), Cost(20)));
    assert_eq!(step_of(&plan, 1).begins, Seconds(20));
    assert_eq!(step_of(&plan, 0).begins, Seconds(40));
}

#[test]
fn a_wish_that_costs_more_than_it_is_worth_is_not_kept() {
    // 20 had better be visited by 15, which nobody can: 5 off at one a second, whatever is done. 10 had better be
    // visited by 12: in order nothing more is lost.
    let rules = Rules {
        wishes: vec![wish(1, 0, 15, 1), wish(0, 0, 12, 1)],
        ..Rules::default()
    };
    let (plan, without) = with_and_without(&[0, 10, 20], two_calls(rules));
    assert_eq!((plan.cost, without), (Cost(20 + 5), Cost(20)));
    assert_eq!(kinds(&plan, 0), [StepKind::Start, visit(0), visit(1)]);
}

/// The volunteer rests for 20 seconds, begun between 30 and 40.
fn rest() -> Rules {
    Rules {
        breaks: vec![Break {
            vehicle: VehicleIx(0),
            windows: vec![window(30, 40)],
            service: Seconds(20),
        }],
        ..Rules::default()
    }
}

/// Visits at 20 and at 60, the second begun no later than a moment.
fn long_morning(closes: i64) -> ProblemParts {
    ProblemParts {
        jobs: vec![
            call(1),
            Job {
                windows: vec![window(0, closes)],
                ..call(2)
            },
        ],
        vehicles: vec![volunteer(0)],
        rules: rest(),
        ..ProblemParts::default()
    }
}

#[test]
fn a_break_is_taken_between_two_visits() {
    // 20, the break 30–50, then 40 on: 90.
    let (plan, without) = with_and_without(&[0, 20, 60], long_morning(90));
    let expected = [StepKind::Start, visit(0), StepKind::Break(BreakIx(0)), visit(1)];
    assert_eq!(kinds(&plan, 0), expected);
    assert_eq!(plan.routes[0].steps[2].begins, Seconds(30));
    assert_eq!(step_of(&plan, 1).begins, Seconds(90));
    assert_eq!((plan.cost, without), (Cost(60), Cost(60)), "a rest is no travel");
}

#[test]
fn what_a_break_leaves_no_time_for_is_left() {
    // One second less for the second visit; nobody rests who is done at 20.
    let (plan, without) = with_and_without(&[0, 20, 60], long_morning(89));
    assert_eq!(kinds(&plan, 0), [StepKind::Start, visit(0)]);
    assert_eq!((plan.cost, without), (Cost(20 + 100_000), Cost(60)));
    assert_eq!(plan.unassigned[0].reasons[0].code, ReasonCode::Break);
}

#[test]
fn the_longest_duration_distance_and_number_of_tasks_bind() {
    // Homes at 10 and at -10: 30 for both, 10 for one.
    let unlimited = volunteer(0);
    let lasts = |most| Vehicle {
        duration_max: Some(Seconds(most)),
        ..unlimited.clone()
    };
    let drives = |most| Vehicle {
        distance_max: Some(Meters(most)),
        ..unlimited.clone()
    };
    let does = |most| Vehicle {
        tasks_max: Some(most),
        ..unlimited.clone()
    };
    let (both, one) = (30, 10 + 100_000);
    let trials = [
        (lasts(30), both),
        (lasts(29), one),
        (drives(30), both),
        (drives(29), one),
        (does(2), both),
        (does(1), one),
    ];
    for (vehicle, cost) in trials {
        let problem = street(
            &[0, 10, -10],
            ProblemParts {
                jobs: vec![call(1), call(2)],
                vehicles: vec![vehicle.clone()],
                ..ProblemParts::default()
            },
        );
        assert_eq!(solved(&problem, 1, 20).plan.cost, Cost(cost), "{vehicle:?}");
    }
}

/// Until 100 the roads of a profile are driven at half the speed, then freely.
fn jam(profile: u32) -> Rules {
    let slot = |from, speed| Slot {
        from: Seconds(from),
        speed,
    };
    Rules {
        traffic: vec![Traffic {
            profile: ProfileIx(profile),
            slots: vec![slot(0, 500), slot(100, 1_000)],
        }],
        ..Rules::default()
    }
}

#[test]
fn in_the_jam_the_way_takes_longer() {
    // 100 away: 50 of it until 100, the other 50 until 150.
    for (closes, cost, without) in [(150, 150, 100), (149, 100_000, 100)] {
        let parts = ProblemParts {
            jobs: vec![call(1)],
            vehicles: vec![Vehicle {
                shift: window(0, closes),
                ..volunteer(0)
            }],
            rules: jam(0),
            ..ProblemParts::default()
        };
        let (plan, freely) = with_and_without(&[0, 100], parts);
        assert_eq!((plan.cost, freely), (Cost(cost), Cost(without)), "{closes}");
    }
}

#[test]
fn every_profile_has_its_own_ways_and_its_own_jam() {
    // 20 by car, 30 by bicycle; the jam makes it 40 by car.
    let places = [0, 10];
    let parts = ProblemParts {
        travel: vec![along(&places, 2), along(&places, 3)],
        jobs: vec![call(1)],
        vehicles: vec![
            volunteer(0),
            Vehicle {
                profile: ProfileIx(1),
                ..volunteer(0)
            },
        ],
        rules: jam(0),
        ..ProblemParts::default()
    };
    let (plan, freely) = with_and_without(&places, parts);
    assert_eq!((who(&plan, 0), plan.cost, freely), (VehicleIx(1), Cost(30), Cost(20)));
}
