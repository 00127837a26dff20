//! Small worlds about prices: class order, prizes, hours shared fairly, idle hours, waits, the price of a broken
//! promise.

use super::*;
use karavan_plan::{Delay, Fairness, Floor, Preference, Tier};

#[test]
fn homes_in_quarantine_come_last_even_when_nearer() {
    // Hub 0, quarantine at 10, an ordinary home at 20: 20 there and 10 back.
    let problem = street(
        &[0, 10, 20],
        ProblemParts {
            depots: vec![depot(0)],
            jobs: vec![Job { class: 1, ..job(1) }, job(2)],
            vehicles: vec![volunteer(0)],
            ..ProblemParts::default()
        },
    );
    let plan = solved(&problem, 1, 50).plan;
    assert_eq!(kinds(&plan, 0), [StepKind::Start, load(0), visit(1), visit(0)]);
    assert_eq!(plan.cost, Cost(30));
}

#[test]
fn the_higher_prize_is_served_when_not_all_fits() {
    // Room for two of three: the one worth least is left, though it is the nearest.
    let prizes = [1_000, 1_000_000, 50_000];
    let problem = street(
        &[0, 1, 30, 31],
        ProblemParts {
            depots: vec![depot(0)],
            jobs: (0..3)
                .map(|at| Job {
                    prize: Cost(prizes[at as usize]),
                    ..job(at + 1)
                })
                .collect(),
            vehicles: vec![Vehicle {
                capacity: vec![2],
                shift: window(0, 31),
                ..volunteer(0)
            }],
            ..ProblemParts::default()
        },
    );
    let plan = solved(&problem, 1, 50).plan;
    assert_eq!(done(&plan), [1, 2]);
    assert_eq!(plan.cost, Cost(31 + 1_000));
}

#[test]
fn a_prize_smaller_than_its_way_is_left() {
    // The way to the second job and nothing more costs 70, its prize is 60.
    let problem = street(
        &[0, 10, 80],
        ProblemParts {
            depots: vec![depot(0)],
            jobs: vec![
                job(1),
                Job {
                    prize: Cost(60),
                    ..job(2)
                },
            ],
            vehicles: vec![volunteer(0)],
            ..ProblemParts::default()
        },
    );
    let plan = solved(&problem, 1, 50).plan;
    assert_eq!(done(&plan), [0]);
    assert_eq!(plan.cost, Cost(10 + 60));
}

/// Homes at 10 and 12 with 50 seconds at the door each, the hub at home. One volunteer alone drives 12 in 112 seconds.
fn two_long_visits(vehicles: Vec<Vehicle>, rules: Rules) -> ProblemParts {
    let long = |location| Job {
        service: Seconds(50),
        ..job(location)
    };
    ProblemParts {
        depots: vec![depot(0)],
        jobs: vec![long(1), long(2)],
        vehicles,
        rules,
        ..ProblemParts::default()
    }
}

/// Hours beyond 60 seconds cost one a second.
fn fair(vehicles: &[u32]) -> Fairness {
    Fairness {
        vehicles: vehicles.iter().copied().map(VehicleIx).collect(),
        tiers: vec![Tier {
            over: Seconds(60),
            per_second: 1,
        }],
    }
}

#[test]
fn hours_are_shared_among_volunteers() {
    // Alone: 12 and 52 for the long day. Shared: 10 + 12, in 60 and 62 seconds: 2 for the longer.
    let rules = Rules {
        fairness: vec![fair(&[0]), fair(&[1])],
        ..Rules::default()
    };
    let parts = two_long_visits(vec![volunteer(0), volunteer(0)], rules);
    let (plan, without) = with_and_without(&[0, 10, 12], parts);
    assert_eq!((plan.cost, without), (Cost(24), Cost(12)));
    assert_eq!(plan.routes.len(), 2);
}

#[test]
fn who_came_is_given_work() {
    // Alone: 12, and 60 for the idle day of the other. Shared: 10 + 12 in 60 and 62 seconds.
    let floor = |vehicle| Floor {
        vehicle: VehicleIx(vehicle),
        under: Seconds(60),
        per_second: 1,
    };
    let rules = Rules {
        floors: vec![floor(0), floor(1)],
        ..Rules::default()
    };
    let parts = two_long_visits(vec![volunteer(0), volunteer(0)], rules);
    let (plan, without) = with_and_without(&[0, 10, 12], parts);
    assert_eq!((plan.cost, without), (Cost(22), Cost(12)));
    assert_eq!(plan.routes.len(), 2);
}

#[test]
fn who_waits_is_visited_early() {
    // One after the other: 12 of driving, begun at 10 and 62, where each second costs one. At once by two: 22, at 10
    // and 12.
    let delay = |job| Delay {
        job: JobIx(job),
        from: Seconds(0),
        per_hour: 3_600,
    };
    let rules = Rules {
        delays: vec![delay(0), delay(1)],
        ..Rules::default()
    };
    let parts = two_long_visits(vec![volunteer(0), volunteer(0)], rules);
    let (plan, without) = with_and_without(&[0, 10, 12], parts);
    assert_eq!((plan.cost, without), (Cost(44), Cost(12)));
}

#[test]
fn hours_are_shared_among_organisations() {
    // Two of one organisation live at the hub, one of another 5 away may do one visit. Alone: 12 + 52. Shared within
    // the organisation nothing is won: 10 + 12 and 60 + 62 - 60. Shared with the other: 10 in 60 seconds, and 5 + 12.
    let rules = Rules {
        fairness: vec![fair(&[0, 1])],
        ..Rules::default()
    };
    let other = Vehicle {
        tasks_max: Some(1),
        ..volunteer(3)
    };
    let parts = two_long_visits(vec![volunteer(0), volunteer(0), other], rules);
    let (plan, without) = with_and_without(&[0, 10, 12, -5], parts);
    assert_eq!((plan.cost, without), (Cost(27), Cost(12)));
    assert_eq!(who(&plan, 1), VehicleIx(2));
}

#[test]
fn every_tier_that_is_exceeded_is_paid() {
    // 112 seconds: 52 over the first, 12 over the second at 3 each.
    let mut steep = fair(&[0]);
    steep.tiers.push(Tier {
        over: Seconds(100),
        per_second: 3,
    });
    let rules = Rules {
        fairness: vec![steep],
        ..Rules::default()
    };
    let (plan, _) = with_and_without(&[0, 10, 12], two_long_visits(vec![volunteer(0)], rules));
    assert_eq!(plan.cost, Cost(12 + 52 + 3 * 12));
}

#[test]
fn a_published_promise_is_broken_only_for_more_than_its_price() {
    // Yesterday's plan sent each to the home of the other end: the one from 0 to 30 and the one from 40 to 10, 30 each.
    // Exchanged they would drive 10 each: 40 less, for two promises broken.
    let parts = |price| {
        let promised = |job, vehicle| Preference {
            job: JobIx(job),
            vehicles: vec![VehicleIx(vehicle)],
            inside: Cost(0),
            outside: Cost(price),
        };
        ProblemParts {
            jobs: vec![call(1), call(2)],
            vehicles: [0, 3]
                .map(|home| Vehicle {
                    tasks_max: Some(1),
                    ..volunteer(home)
                })
                .into(),
            rules: Rules {
                preferences: vec![promised(0, 1), promised(1, 0)],
                ..Rules::default()
            },
            ..ProblemParts::default()
        }
    };
    let places = [0, 10, 30, 40];
    let (kept, without) = with_and_without(&places, parts(21));
    assert_eq!((kept.cost, without), (Cost(60), Cost(20)));
    let (changed, _) = with_and_without(&places, parts(19));
    assert_eq!(changed.cost, Cost(20 + 2 * 19));
}
