//! Small worlds about two jobs that belong together: pickup and delivery, passengers, two people at the same moment.

use super::*;
use karavan_plan::{Shipment, Together};

/// Brings `load` from one job to another.
fn shipment(pickup: u32, delivery: u32, load: i64) -> Shipment {
    Shipment {
        pickup: JobIx(pickup),
        delivery: JobIx(delivery),
        load: vec![load],
        ride_max: None,
    }
}

fn shipping(shipments: Vec<Shipment>) -> Rules {
    Rules {
        shipments,
        ..Rules::default()
    }
}

/// Jobs 0 and 1 by two people at once.
fn of_two() -> Rules {
    Rules {
        together: vec![Together {
            jobs: [JobIx(0), JobIx(1)],
        }],
        ..Rules::default()
    }
}

#[test]
fn what_is_fetched_far_and_brought_near_is_fetched_first() {
    // Fetched at 20, brought to 10: 20 out, 10 back.
    let parts = ProblemParts {
        jobs: vec![call(1), call(2)],
        vehicles: vec![volunteer(0)],
        rules: shipping(vec![shipment(1, 0, 1)]),
        ..ProblemParts::default()
    };
    let (plan, without) = with_and_without(&[0, 10, 20], parts);
    assert_eq!(kinds(&plan, 0), [StepKind::Start, visit(1), visit(0)]);
    assert_eq!((plan.cost, without), (Cost(30), Cost(20)));
}

#[test]
fn nothing_is_fetched_that_cannot_be_brought() {
    // The receiver is at home until 5, and lives 30 away.
    let parts = ProblemParts {
        jobs: vec![
            call(1),
            Job {
                windows: vec![window(0, 5)],
                ..call(2)
            },
        ],
        vehicles: vec![volunteer(0)],
        rules: shipping(vec![shipment(0, 1, 1)]),
        ..ProblemParts::default()
    };
    let (plan, without) = with_and_without(&[0, 10, 30], parts);
    assert_eq!(done(&plan), [0; 0]);
    assert_eq!((plan.cost, without), (Cost(200_000), Cost(100_010)));
}

#[test]
fn two_shipments_share_the_car_only_when_both_fit() {
    // From 10 to 30 and from 20 to 40. Room for two: 40 straight. Room for one: 10, 30, back to 20, 40: 10 + 20 + 10
    // + 20.
    for (room, cost) in [(2, 40), (1, 60)] {
        let problem = street(
            &[0, 10, 30, 20, 40],
            ProblemParts {
                jobs: (1..=4).map(call).collect(),
                vehicles: vec![Vehicle {
                    capacity: vec![room],
                    ..volunteer(0)
                }],
                rules: shipping(vec![shipment(0, 1, 1), shipment(2, 3, 1)]),
                ..ProblemParts::default()
            },
        );
        assert_eq!(solved(&problem, 1, 100).plan.cost, Cost(cost), "room for {room}");
    }
}

#[test]
fn a_passenger_is_not_kept_on_board_while_others_are_visited() {
    // The medic goes from 10 to 30; the visit at 20 between lasts 50. Along the way she would ride 70; at most 20 is
    // allowed, so the visit comes on the way back: 30 out, 10 back.
    let ride = |ride_max: Option<i64>| ProblemParts {
        jobs: vec![
            call(1),
            call(2),
            Job {
                service: Seconds(50),
                ..call(3)
            },
        ],
        vehicles: vec![volunteer(0)],
        rules: shipping(vec![Shipment {
            ride_max: ride_max.map(Seconds),
            ..shipment(0, 1, 1)
        }]),
        ..ProblemParts::default()
    };
    for (ride_max, cost) in [(None, 30), (Some(70), 30), (Some(69), 40), (Some(20), 40)] {
        let plan = solved(&street(&[0, 10, 30, 20], ride(ride_max)), 1, 50).plan;
        assert_eq!(plan.cost, Cost(cost), "{ride_max:?}");
    }
    let plan = solved(&street(&[0, 10, 30, 20], ride(Some(19))), 1, 50).plan;
    assert_eq!(done(&plan), [2], "the bare way takes 20");
}

#[test]
fn a_passenger_is_fetched_late_rather_than_made_to_wait_in_the_car() {
    // 5 must be visited by 5. The medic at 10 is awaited at 20 from 100 on and rides 10 at most: fetched at 90, not
    // at 10.
    for (ride_max, fetched) in [(None, 10), (Some(10), 90)] {
        let problem = street(
            &[0, 5, 10, 20],
            ProblemParts {
                jobs: vec![
                    Job {
                        windows: vec![window(0, 5)],
                        ..call(1)
                    },
                    call(2),
                    Job {
                        windows: vec![window(100, 110)],
                        ..call(3)
                    },
                ],
                vehicles: vec![volunteer(0)],
                rules: shipping(vec![Shipment {
                    ride_max: ride_max.map(Seconds),
                    ..shipment(1, 2, 1)
                }]),
                ..ProblemParts::default()
            },
        );
        let plan = solved(&problem, 1, 50).plan;
        assert_eq!(plan.cost, Cost(20));
        assert_eq!(step_of(&plan, 1).begins, Seconds(fetched), "{ride_max:?}");
    }
}

#[test]
fn two_people_come_at_the_same_moment() {
    // One lives 10 away, the other 20; alone the first could do both jobs for 10.
    let parts = ProblemParts {
        jobs: vec![call(1), call(1)],
        vehicles: vec![volunteer(0), volunteer(2)],
        rules: of_two(),
        ..ProblemParts::default()
    };
    let (plan, without) = with_and_without(&[0, 10, -10], parts);
    assert_eq!((plan.cost, without), (Cost(30), Cost(10)));
    assert_ne!(who(&plan, 0), who(&plan, 1));
    assert_eq!(step_of(&plan, 0).begins, step_of(&plan, 1).begins);
    assert!(
        step_of(&plan, 0).begins >= Seconds(20),
        "the second cannot be there before"
    );
}

#[test]
fn nobody_comes_where_two_are_needed_and_one_is_there() {
    let parts = ProblemParts {
        jobs: vec![call(1), call(1)],
        vehicles: vec![volunteer(0)],
        rules: of_two(),
        ..ProblemParts::default()
    };
    let (plan, without) = with_and_without(&[0, 10], parts);
    assert_eq!(plan.routes, []);
    assert_eq!((plan.cost, without), (Cost(200_000), Cost(10)));
}

#[test]
fn the_common_moment_suits_both_days() {
    // The first is awaited at 20 by 25 and then is 10 away from the pair at 30; the second is at 0 only from 60 on,
    // as her shift begins, and 30 away: both begin at 90 or later.
    let problem = street(
        &[0, 30, 20],
        ProblemParts {
            jobs: vec![
                call(1),
                call(1),
                Job {
                    windows: vec![window(0, 25)],
                    ..call(2)
                },
            ],
            vehicles: vec![
                volunteer(0),
                Vehicle {
                    shift: window(60, 1_000),
                    ..volunteer(0)
                },
            ],
            rules: of_two(),
            ..ProblemParts::default()
        },
    );
    let plan = solved(&problem, 1, 50).plan;
    assert_eq!(plan.cost, Cost(30 + 30));
    assert_eq!(step_of(&plan, 0).begins, step_of(&plan, 1).begins);
    assert!(step_of(&plan, 0).begins >= Seconds(90));
    assert!(step_of(&plan, 2).begins <= Seconds(25));
}

#[test]
fn two_visits_of_two_people_are_in_the_same_order_for_both() {
    // At 10 and at 20, from 0 and from -10: 20 and 30 in the same order. In opposite orders each would wait for the
    // other.
    let problem = street(
        &[0, 10, 20, -10],
        ProblemParts {
            jobs: vec![call(1), call(1), call(2), call(2)],
            vehicles: vec![volunteer(0), volunteer(3)],
            rules: Rules {
                together: vec![
                    Together {
                        jobs: [JobIx(0), JobIx(1)],
                    },
                    Together {
                        jobs: [JobIx(2), JobIx(3)],
                    },
                ],
                ..Rules::default()
            },
            ..ProblemParts::default()
        },
    );
    let plan = solved(&problem, 1, 100).plan;
    assert_eq!(plan.cost, Cost(50));
    assert_eq!(step_of(&plan, 0).begins, step_of(&plan, 1).begins);
    assert_eq!(step_of(&plan, 2).begins, step_of(&plan, 3).begins);
}
