//! The judge's rules on shipments, rides, two people, pins, breaks, prefixes, releases, goods aboard or collected,
//! traffic and prices: broken in a hand-made morning, most of them one at a time.

use crate::tiny_town::{A, ANNA, BORIS, HUB, LOAD, clock, good_plan, job, morning_of_anna, town, window};
use karavan_model::{Cost, Seconds};
use karavan_plan::{
    Break, BreakIx, Collect, DepotSet, Fairness, JobIx, Plan, Preference, Prefix, Problem, ProblemParts, ProfileIx,
    Release, Restriction, Rule, Shipment, Slot, Step, StepKind, Tier, Together, Traffic, VehicleIx, Violation, Who,
    Wish, assemble, judge, schedule,
};

/// What is wrong with the good plan in a changed town.
fn wrongs(change: impl FnOnce(&mut ProblemParts)) -> Vec<Violation> {
    judge(&town(change), &good_plan())
}

const fn of_plan(rule: Rule, excess: i64) -> Violation {
    Violation {
        rule,
        vehicle: None,
        step: None,
        job: None,
        excess,
    }
}

fn of_job(rule: Rule, job: u32, excess: i64) -> Violation {
    Violation {
        job: Some(JobIx(job)),
        ..of_plan(rule, excess)
    }
}

fn of_route(rule: Rule, excess: i64) -> Violation {
    Violation {
        vehicle: Some(ANNA),
        ..of_plan(rule, excess)
    }
}

fn of_step(rule: Rule, step: usize, job: Option<u32>, excess: i64) -> Violation {
    Violation {
        step: Some(step),
        job: job.map(JobIx),
        ..of_route(rule, excess)
    }
}

/// Jobs 0 and 1 bring nothing; what Anna loads is for the call at A.
fn with_bare_visits(parts: &mut ProblemParts) {
    for one in [0, 1] {
        (parts.jobs[one].load, parts.jobs[one].depots) = (vec![0], DepotSet::NONE);
    }
    parts.jobs[2].depots = DepotSet(1);
    parts.jobs[2].load = vec![4];
}

/// Something is fetched at one job and brought to another in such a town.
fn shipped(pickup: u32, delivery: u32, load: i64, ride_max: Option<i64>) -> Vec<Violation> {
    wrongs(|parts| {
        with_bare_visits(parts);
        parts.rules.shipments.push(Shipment {
            pickup: JobIx(pickup),
            delivery: JobIx(delivery),
            load: vec![load],
            ride_max: ride_max.map(Seconds),
        });
    })
}

/// Anna's morning, and Boris's call at C: 9:00 and 20 minutes on the way, 2 to set up.
fn plan_of_both() -> Plan {
    let plain = town(|_| {});
    let boris = schedule(&plain, BORIS, &[job(3)]).unwrap();
    assert_eq!(boris.steps[1].begins, clock(9, 22));
    assemble(&plain, vec![morning_of_anna(), boris])
}

fn of_two(jobs: [u32; 2]) -> Problem {
    town(|parts| {
        parts.rules.together.push(Together { jobs: jobs.map(JobIx) });
    })
}

fn rest(vehicle: VehicleIx, opens: Seconds, closes: Seconds) -> Break {
    Break {
        vehicle,
        windows: vec![window(opens, closes)],
        service: Seconds::ZERO,
    }
}

/// Anna's morning with a moment's rest after the hub.
fn plan_with_rest(times: usize) -> Plan {
    let mut plan = good_plan();
    for _ in 0..times {
        plan.routes[0].steps.insert(
            2,
            Step {
                kind: StepKind::Break(BreakIx(0)),
                location: HUB,
                arrives: clock(9, 50),
                begins: clock(9, 50),
                departs: clock(9, 50),
            },
        );
    }
    plan
}

#[test]
fn what_is_fetched_is_brought_later_on_the_same_route() {
    // Anna is at B (job 1) before A (job 0); job 3 is left out.
    assert_eq!(shipped(1, 0, 1, None), []);
    assert_eq!(shipped(0, 1, 1, None), [of_job(Rule::Pair, 1, 0)]);
    let left = wrongs(|parts| {
        parts.rules.shipments.push(Shipment {
            pickup: JobIx(2),
            delivery: JobIx(3),
            load: vec![0],
            ride_max: None,
        });
    });
    assert_eq!(left, [of_job(Rule::Pair, 3, 0)]);
    let apart = town(|parts| {
        parts.rules.shipments.push(Shipment {
            pickup: JobIx(3),
            delivery: JobIx(2),
            load: vec![0],
            ride_max: None,
        });
    });
    assert_eq!(judge(&apart, &plan_of_both()), [of_job(Rule::Pair, 2, 0)]);
}

#[test]
fn what_is_shipped_has_room_from_end_to_end() {
    // 4 from the hub are on board until the end; 6 more fit at B, 7 do not.
    assert_eq!(shipped(1, 0, 6, None), []);
    assert_eq!(shipped(1, 0, 7, None), [of_step(Rule::Capacity, 2, Some(1), 1)]);
}

#[test]
fn a_passenger_rides_from_leaving_to_the_next_begin() {
    // From 10:05 to 10:11, setup at the door within.
    assert_eq!(shipped(1, 0, 1, Some(360)), []);
    assert_eq!(shipped(1, 0, 1, Some(359)), [of_step(Rule::Ride, 3, Some(0), 1)]);
}

#[test]
fn two_people_begin_at_the_same_moment_and_are_two() {
    // Both of Anna's: B at 10:00, A at 10:11. Boris begins at C at 9:22, Anna her call at 10:16.
    assert_eq!(judge(&of_two([0, 1]), &good_plan()), [of_job(Rule::Together, 1, 660)]);
    assert_eq!(
        judge(&of_two([2, 3]), &plan_of_both()),
        [of_job(Rule::Together, 3, 54 * 60)]
    );
    assert_eq!(judge(&of_two([2, 3]), &good_plan()), [of_job(Rule::Together, 3, 0)]);
}

#[test]
fn two_people_at_the_same_moment_are_clean() {
    // A call at A for each: Anna 9:14 at the earliest, Boris 9:09. Both at 9:14.
    let two = town(|parts| {
        let mut call = parts.jobs[2].clone();
        call.class = 0;
        parts.jobs = vec![call.clone(), call];
        parts.rules.together.push(Together {
            jobs: [JobIx(0), JobIx(1)],
        });
    });
    let moment = |_: JobIx| Some(clock(9, 14));
    let mut timer = karavan_plan::Timer::default();
    let mut route = |vehicle, own| timer.route(&two, vehicle, &[job(own)], &moment).unwrap();
    let routes = vec![route(ANNA, 0), route(BORIS, 1)];
    assert_eq!(judge(&two, &assemble(&two, routes)), []);
}

#[test]
fn pins_and_prohibitions_are_kept() {
    let restricted = |vehicles: Vec<VehicleIx>, who| {
        wrongs(|parts| {
            parts.rules.restrictions.push(Restriction {
                job: JobIx(1),
                vehicles,
                who,
            });
        })
    };
    let broken = [of_step(Rule::Restricted, 2, Some(1), 0)];
    assert_eq!(restricted(vec![ANNA], Who::Never), broken);
    assert_eq!(restricted(vec![BORIS], Who::Only), broken);
    assert_eq!(restricted(vec![], Who::Only), broken);
    assert_eq!(restricted(vec![BORIS], Who::Never), []);
    assert_eq!(restricted(vec![BORIS, ANNA], Who::Only), []);
}

#[test]
fn a_break_that_becomes_due_on_the_road_is_taken() {
    // Anna is on the road from 9:30 to 10:33.
    let missing = |vehicle, opens, closes| wrongs(|parts| parts.rules.breaks.push(rest(vehicle, opens, closes)));
    let due = missing(ANNA, clock(10, 0), clock(10, 20));
    assert_eq!(due, [of_route(Rule::Break, 13 * 60)]);
    assert_eq!(
        missing(ANNA, clock(10, 0), clock(10, 33)),
        [],
        "home in time to rest there"
    );
    assert_eq!(missing(ANNA, clock(9, 0), clock(9, 30)), [], "rested before leaving");
    assert_eq!(missing(BORIS, clock(10, 0), clock(10, 20)), []);
}

#[test]
fn a_break_is_ones_own_and_taken_once() {
    let judged = |rest: Break, times| judge(&town(|parts| parts.rules.breaks.push(rest)), &plan_with_rest(times));
    let all_morning = |vehicle| rest(vehicle, clock(9, 0), clock(10, 0));
    assert_eq!(judged(all_morning(ANNA), 1), []);
    assert_eq!(judged(all_morning(BORIS), 1), [of_step(Rule::Break, 2, None, 0)]);
    assert_eq!(judged(all_morning(ANNA), 2), [of_step(Rule::Break, 3, None, 0)]);
}

#[test]
fn a_break_has_a_place_its_hours_and_its_length() {
    let judged = |rest: Break, plan: &Plan| judge(&town(|parts| parts.rules.breaks.push(rest)), plan);
    let early = rest(ANNA, clock(9, 0), clock(9, 49));
    assert_eq!(judged(early, &plan_with_rest(1)), [of_step(Rule::Window, 2, None, 60)]);
    let long = Break {
        service: Seconds(30),
        ..rest(ANNA, clock(9, 0), clock(10, 0))
    };
    assert_eq!(judged(long, &plan_with_rest(1)), [of_step(Rule::Service, 2, None, 30)]);
    // At A instead of the hub, as far from B: 4 minutes instead of 8.
    let mut elsewhere = plan_with_rest(1);
    elsewhere.routes[0].steps[2].location = A;
    let found = judged(rest(ANNA, clock(9, 0), clock(10, 0)), &elsewhere);
    assert!(found.contains(&of_step(Rule::Place, 2, None, 0)), "{found:?}");
}

#[test]
fn what_is_promised_comes_first() {
    let promised = |vehicle, steps: Vec<StepKind>| wrongs(|parts| parts.rules.prefixes.push(Prefix { vehicle, steps }));
    assert_eq!(promised(ANNA, vec![LOAD, job(1)]), []);
    assert_eq!(promised(ANNA, vec![LOAD, job(0)]), [of_route(Rule::Prefix, 0)]);
    assert_eq!(promised(BORIS, vec![job(3)]), [of_job(Rule::Prefix, 3, 0)]);
}

#[test]
fn a_break_may_be_taken_between_what_is_promised() {
    let changed = town(|parts| {
        parts.rules.breaks.push(rest(ANNA, clock(9, 0), clock(10, 0)));
        parts.rules.prefixes.push(Prefix {
            vehicle: ANNA,
            steps: vec![LOAD, job(1)],
        });
    });
    assert_eq!(judge(&changed, &plan_with_rest(1)), []);
}

#[test]
fn goods_are_not_loaded_before_they_come() {
    // Anna loads at 9:40.
    let comes = |at| wrongs(|parts| parts.rules.releases.push(Release { job: JobIx(0), at }));
    assert_eq!(comes(clock(9, 40)), []);
    assert_eq!(comes(clock(9, 41)), [of_step(Rule::Release, 3, Some(0), 60)]);
}

#[test]
fn goods_aboard_take_room_from_the_start() {
    // 8 for the call are aboard until 10:16, the hub adds 4 + 3.
    let aboard = |load| {
        wrongs(|parts| {
            (parts.jobs[2].load, parts.jobs[2].depots) = (vec![load], DepotSet(1));
            parts.rules.aboard.push(JobIx(2));
        })
    };
    assert_eq!(aboard(3), []);
    assert_eq!(aboard(8), [of_step(Rule::Capacity, 1, None, 5)]);
    let more = [of_step(Rule::Capacity, 0, None, 1), of_step(Rule::Capacity, 1, None, 8)];
    assert_eq!(aboard(11), more);
}

#[test]
fn a_load_for_goods_that_are_aboard_is_useless() {
    let aboard = wrongs(|parts| parts.rules.aboard = vec![JobIx(0), JobIx(1)]);
    assert_eq!(aboard, [of_step(Rule::UselessLoad, 1, None, 0)]);
}

#[test]
fn what_is_collected_takes_room_to_the_end() {
    // After B 4 for A are left on board.
    let collects = |load| {
        wrongs(|parts| {
            parts.rules.collects.push(Collect {
                job: JobIx(1),
                load: vec![load],
            });
        })
    };
    assert_eq!(collects(6), []);
    assert_eq!(collects(7), [of_step(Rule::Capacity, 2, Some(1), 1)]);
}

#[test]
fn ways_take_as_long_as_the_hour_makes_them() {
    // From 10:21 on everybody drives at half the speed: home at 10:45, not at 10:33.
    let jam = |from, speed| {
        wrongs(|parts| {
            parts.rules.traffic.push(Traffic {
                profile: ProfileIx(0),
                slots: vec![Slot { from, speed }],
            });
        })
    };
    let late = [
        of_step(Rule::Arrival, 5, None, 12 * 60),
        of_route(Rule::TravelTotal, 12 * 60),
    ];
    assert_eq!(jam(clock(10, 21), 500), late);
    assert_eq!(jam(clock(10, 21), 1_000), []);
    assert_eq!(jam(clock(10, 33), 500), []);
    // From 10:32 on: one minute's way is left and takes two.
    assert_eq!(jam(clock(10, 32), 500)[0], of_step(Rule::Arrival, 5, None, 60));
}

#[test]
fn every_price_of_a_rule_is_counted_once() {
    let dearer = |change: &dyn Fn(&mut ProblemParts)| wrongs(change);
    let by = |cost| vec![of_plan(Rule::Cost, cost)];
    // A begins at 10:11, a minute after the wish, at 2 a second.
    let wish = |closes| Wish {
        job: JobIx(0),
        window: window(clock(10, 0), closes),
        per_second: 2,
    };
    assert_eq!(dearer(&|parts| parts.rules.wishes.push(wish(clock(10, 10)))), by(120));
    assert_eq!(dearer(&|parts| parts.rules.wishes.push(wish(clock(10, 11)))), []);
    // Of two wishes the nearer one.
    let either = |parts: &mut ProblemParts| {
        let early = Wish {
            window: window(clock(9, 0), clock(9, 5)),
            ..wish(clock(10, 10))
        };
        parts.rules.wishes.extend([early, wish(clock(10, 10))]);
    };
    assert_eq!(dearer(&either), by(120));
    // Anna comes to B; nobody comes to job 3.
    let prefers = |job, vehicles: &[VehicleIx]| Preference {
        job: JobIx(job),
        vehicles: vehicles.to_vec(),
        inside: Cost(3),
        outside: Cost(7),
    };
    assert_eq!(
        dearer(&|parts| parts.rules.preferences.push(prefers(1, &[ANNA]))),
        by(3)
    );
    assert_eq!(
        dearer(&|parts| parts.rules.preferences.push(prefers(1, &[BORIS]))),
        by(7)
    );
    assert_eq!(dearer(&|parts| parts.rules.preferences.push(prefers(3, &[BORIS]))), []);
    // 63 minutes: three beyond the first tier, one beyond the second.
    let fair = |vehicles: &[VehicleIx]| Fairness {
        vehicles: vehicles.to_vec(),
        tiers: [(60, 1), (62, 10)]
            .map(|(minutes, per_second)| Tier {
                over: Seconds::from_minutes(minutes),
                per_second,
            })
            .into(),
    };
    let hours = by(180 + 600);
    assert_eq!(dearer(&|parts| parts.rules.fairness.push(fair(&[ANNA]))), hours);
    assert_eq!(dearer(&|parts| parts.rules.fairness.push(fair(&[ANNA, BORIS]))), hours);
    assert_eq!(dearer(&|parts| parts.rules.fairness.push(fair(&[BORIS]))), []);
}

#[test]
fn the_hours_of_an_organisation_are_added_up() {
    // Anna 63 minutes, Boris 27: 90 together.
    let plan = plan_of_both();
    let fair = |minutes| {
        town(|parts| {
            parts.rules.fairness.push(Fairness {
                vehicles: vec![ANNA, BORIS],
                tiers: vec![Tier {
                    over: Seconds::from_minutes(minutes),
                    per_second: 1,
                }],
            });
        })
    };
    assert_eq!(judge(&fair(90), &plan), []);
    assert_eq!(judge(&fair(80), &plan), [of_plan(Rule::Cost, 600)]);
}
