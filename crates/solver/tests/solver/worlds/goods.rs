//! Small worlds about goods: capacity, loading again, goods aboard, collected goods, late goods. The solver must
//! find the plan worked out by hand.

use super::*;
use karavan_plan::{Collect, Release};

#[test]
fn a_full_car_loads_again() {
    // Capacity 2, four jobs: two at 10 and 12, two at -10 and -12, the hub at home. One way: 12 out, 12 back, 12 out:
    // 36.
    let problem = street(
        &[0, 10, 12, -10, -12],
        ProblemParts {
            depots: vec![depot(0)],
            jobs: (1..=4).map(job).collect(),
            vehicles: vec![Vehicle {
                capacity: vec![2],
                ..volunteer(0)
            }],
            ..ProblemParts::default()
        },
    );
    let plan = solved(&problem, 1, 100).plan;
    assert_eq!(plan.unassigned, []);
    assert_eq!(plan.cost, Cost(36));
    let loads = kinds(&plan, 0).iter().filter(|kind| **kind == load(0)).count();
    assert_eq!(loads, 2);
}

#[test]
fn who_may_load_only_once_leaves_what_does_not_fit() {
    // As above, but with one load: two of four are served, the nearer way 10 and 2 on.
    let problem = street(
        &[0, 10, 12, -10, -12],
        ProblemParts {
            depots: vec![depot(0)],
            jobs: (1..=4).map(job).collect(),
            vehicles: vec![Vehicle {
                capacity: vec![2],
                loads_max: Some(1),
                ..volunteer(0)
            }],
            ..ProblemParts::default()
        },
    );
    assert_eq!(solved(&problem, 1, 100).plan.cost, Cost(12 + 2 * 100_000));
}

#[test]
fn every_dimension_of_the_load_binds() {
    // The hub is at home; each of two jobs is one piece of 6 kg. With 12 kg one way of 12; with 6 kg 10 out, 10 back,
    // 12 out.
    for (kilograms, cost) in [(12, 12), (6, 32)] {
        let heavy = |location| Job {
            load: vec![1, 6],
            ..job(location)
        };
        let problem = street(
            &[0, 10, 12],
            ProblemParts {
                dimensions: 2,
                depots: vec![depot(0)],
                jobs: vec![heavy(1), heavy(2)],
                vehicles: vec![Vehicle {
                    capacity: vec![10, kilograms],
                    ..volunteer(0)
                }],
                ..ProblemParts::default()
            },
        );
        assert_eq!(solved(&problem, 1, 50).plan.cost, Cost(cost), "{kilograms} kg");
    }
}

#[test]
fn goods_aboard_need_no_hub() {
    // The hub lies 100 the other way. Aboard: 10 straight; else 100 there, 110 back.
    let parts = ProblemParts {
        depots: vec![depot(2)],
        jobs: vec![job(1)],
        vehicles: vec![volunteer(0)],
        rules: Rules {
            aboard: vec![JobIx(0)],
            ..Rules::default()
        },
        ..ProblemParts::default()
    };
    let (plan, without) = with_and_without(&[0, 10, -100], parts);
    assert_eq!(kinds(&plan, 0), [StepKind::Start, visit(0)]);
    assert_eq!((plan.cost, without), (Cost(10), Cost(210)));
}

#[test]
fn goods_aboard_take_room_until_they_are_delivered() {
    // What is for 10 is aboard; the hub is at 5, its job at 7. With room for two: hub, 7, 10. With room for one: 10
    // first, 5 back to the hub, 2 on.
    for (room, cost) in [(2, 10), (1, 17)] {
        let problem = street(
            &[0, 10, 7, 5],
            ProblemParts {
                depots: vec![depot(3)],
                jobs: vec![job(1), job(2)],
                vehicles: vec![Vehicle {
                    capacity: vec![room],
                    ..volunteer(0)
                }],
                rules: Rules {
                    aboard: vec![JobIx(0)],
                    ..Rules::default()
                },
                ..ProblemParts::default()
            },
        );
        assert_eq!(solved(&problem, 1, 50).plan.cost, Cost(cost), "room for {room}");
    }
}

#[test]
fn what_is_collected_needs_the_room_of_what_is_delivered() {
    // Room for one, the hub at home. The crate at 10 can only be taken along when the goods for 20 are gone: 20 out,
    // 10 back.
    let parts = ProblemParts {
        depots: vec![depot(0)],
        jobs: vec![call(1), job(2)],
        vehicles: vec![Vehicle {
            capacity: vec![1],
            ..volunteer(0)
        }],
        rules: Rules {
            collects: vec![Collect {
                job: JobIx(0),
                load: vec![1],
            }],
            ..Rules::default()
        },
        ..ProblemParts::default()
    };
    let (plan, without) = with_and_without(&[0, 10, 20], parts);
    assert_eq!(kinds(&plan, 0), [StepKind::Start, load(0), visit(1), visit(0)]);
    assert_eq!((plan.cost, without), (Cost(30), Cost(20)));
}

#[test]
fn goods_that_come_late_are_fetched_when_they_are_there() {
    // The hub is at home. The goods for 20 come at 100, but 10 must be served by 50: 10 out, 10 back, wait, 20 out.
    let parts = ProblemParts {
        depots: vec![depot(0)],
        jobs: vec![
            Job {
                windows: vec![window(0, 50)],
                ..job(1)
            },
            job(2),
        ],
        vehicles: vec![volunteer(0)],
        rules: Rules {
            releases: vec![Release {
                job: JobIx(1),
                at: Seconds(100),
            }],
            ..Rules::default()
        },
        ..ProblemParts::default()
    };
    let (plan, without) = with_and_without(&[0, 10, 20], parts);
    let expected = [StepKind::Start, load(0), visit(0), load(0), visit(1)];
    assert_eq!(kinds(&plan, 0), expected);
    assert_eq!(plan.routes[0].steps[3].begins, Seconds(100));
    assert_eq!((plan.cost, without), (Cost(40), Cost(20)));
}
