//! `schedule` with passengers, breaks, wishes, appointments, traffic, late goods and goods aboard or collected, with
//! times worked out by hand; and refusals for these, for restrictions, two people and prefixes.

use crate::tiny_town::{ANNA, BORIS, HUB, LOAD, TOUR, clock, job, town, window};
use karavan_model::{Cost, Seconds};
use karavan_plan::{
    Break, BreakIx, Collect, DepotSet, JobIx, Prefix, ProblemParts, ProfileIx, Release, Restriction, Route,
    ScheduleFault, Shipment, Slot, StepKind, Timer, Together, Traffic, Who, Wish, schedule,
};

fn refused(change: impl FnOnce(&mut ProblemParts), tour: &[StepKind]) -> ScheduleFault {
    schedule(&town(change), ANNA, tour).unwrap_err()
}

fn timed(change: impl FnOnce(&mut ProblemParts), tour: &[StepKind]) -> Route {
    schedule(&town(change), ANNA, tour).unwrap()
}

/// Jobs 0 and 1 without goods, at any hour of the morning.
fn with_bare_visits(parts: &mut ProblemParts) {
    for one in [0, 1] {
        (parts.jobs[one].load, parts.jobs[one].depots) = (vec![0], DepotSet::NONE);
        parts.jobs[one].windows = vec![window(clock(9, 0), clock(12, 0))];
    }
}

fn ride(pickup: u32, delivery: u32, minutes: i64) -> Shipment {
    Shipment {
        pickup: JobIx(pickup),
        delivery: JobIx(delivery),
        load: vec![1],
        ride_max: Some(Seconds::from_minutes(minutes)),
    }
}

fn rest(opens: Seconds, closes: Seconds, minutes: i64) -> Break {
    Break {
        vehicle: ANNA,
        windows: vec![window(opens, closes)],
        service: Seconds::from_minutes(minutes),
    }
}

fn begins(route: &Route) -> Vec<Seconds> {
    route.steps.iter().map(|step| step.begins).collect()
}

#[test]
fn a_passenger_is_fetched_so_late_that_the_ride_is_short() {
    // Job 2 at A from 9:14. Then B (4 + 2 minutes) from 9:25, where the passenger gets in; A again only from 11:00 on.
    // The bare ride is 4 + 2 minutes; at most 10 means leaving B at 10:50.
    let changed = |parts: &mut ProblemParts| {
        with_bare_visits(parts);
        parts.jobs[2].class = 0;
        parts.jobs[2].windows = vec![window(clock(9, 0), clock(9, 14))];
        parts.jobs[0].windows = vec![window(clock(11, 0), clock(11, 30))];
        parts.rules.shipments.push(ride(1, 0, 10));
    };
    let route = timed(changed, &[job(2), job(1), job(0)]);
    assert_eq!(
        begins(&route)[1..4],
        [clock(9, 14), clock(10, 45), clock(11, 0)],
        "B lasts 5 minutes"
    );
}

#[test]
fn a_ride_that_the_bare_way_makes_too_long_is_refused() {
    // 4 minutes from B to A and 2 to set up.
    let at_most = |minutes| {
        move |parts: &mut ProblemParts| {
            with_bare_visits(parts);
            parts.rules.shipments.push(ride(1, 0, minutes));
        }
    };
    assert!(schedule(&town(at_most(6)), ANNA, &[job(1), job(0)]).is_ok());
    assert_eq!(
        refused(at_most(5), &[job(1), job(0)]),
        ScheduleFault::Ride { job: JobIx(1) }
    );
}

#[test]
fn a_break_is_taken_where_the_route_then_ends_first() {
    // 15 minutes' rest, begun 9:50–10:10. At home it makes her late for the hub. At the hub, 9:50–10:05: B 10:13 and 2,
    // until 10:20, A 10:24 and 2, until 10:36, home 10:48. After B at 10:05 it would be as late: the first such place
    // is kept.
    let route = timed(
        |parts| parts.rules.breaks.push(rest(clock(9, 50), clock(10, 10), 15)),
        &TOUR,
    );
    assert_eq!(route.steps[2].kind, StepKind::Break(BreakIx(0)));
    assert_eq!(route.steps[2].location, HUB);
    let expected = [
        clock(9, 30),
        clock(9, 40),
        clock(9, 50),
        clock(10, 15),
        clock(10, 26),
        clock(10, 31),
        clock(10, 48),
    ];
    assert_eq!(begins(&route), expected);
}

#[test]
fn nobody_rests_who_is_home_by_then() {
    // Home at 10:33 at the earliest.
    let until = |closes| timed(|parts| parts.rules.breaks.push(rest(clock(9, 50), closes, 15)), &TOUR);
    assert_eq!(until(clock(10, 33)).steps.len(), 6);
    assert_eq!(until(clock(10, 32)).steps.len(), 7);
}

#[test]
fn who_leaves_when_the_break_need_no_longer_begin_takes_none() {
    // 12 minutes to A, 2 and 5 there, 12 home: left at 9:00 she is home at 9:31, a minute after the break must have
    // begun. With an hour's rest on the way that would be 10:31; left at 9:30 it is 10:01, and no longer a drive than
    // 40 minutes.
    for duration_max in [None, Some(Seconds::from_minutes(40))] {
        let rested = |parts: &mut ProblemParts| {
            parts.vehicles[0].duration_max = duration_max;
            parts.rules.breaks.push(rest(clock(9, 5), clock(9, 30), 60));
        };
        assert_eq!(
            begins(&timed(rested, &[job(2)])),
            [clock(9, 30), clock(9, 44), clock(10, 1)]
        );
    }
}

#[test]
fn a_break_that_leaves_no_way_is_refused() {
    // The rest ends at 10:55 at the earliest, and B is to be begun by 11:00, 8 + 2 minutes from the hub, and home by
    // 11:06.
    let long = refused(
        |parts| {
            parts.jobs[1].windows = vec![window(clock(10, 40), clock(11, 0))];
            parts.rules.breaks.push(rest(clock(9, 55), clock(10, 30), 60));
        },
        &[LOAD, job(1)],
    );
    assert_eq!(long, ScheduleFault::Break { rest: BreakIx(0) });
}

#[test]
fn a_wish_is_waited_for_when_that_costs_nothing() {
    // Home to A takes 12 + 2 minutes; the call had better begin from 10:00 on. It costs nothing to be late home.
    let wish = |per_second| {
        move |parts: &mut ProblemParts| {
            parts.rules.wishes.push(Wish {
                job: JobIx(2),
                window: window(clock(10, 0), clock(10, 5)),
                per_second,
            });
        }
    };
    assert_eq!(begins(&timed(wish(1), &[job(2)]))[1], clock(10, 0));
    assert_eq!(begins(&timed(wish(0), &[job(2)]))[1], clock(9, 14));
    // Nobody waits at the door for it: the volunteer leaves later, however short or dear the day.
    let short = |parts: &mut ProblemParts| {
        wish(1)(parts);
        parts.vehicles[0].duration_max = Some(Seconds::from_minutes(60));
        parts.vehicles[0].costs.per_route_second = 2;
    };
    for timed in [timed(wish(1), &[job(2)]), timed(short, &[job(2)])] {
        assert_eq!(begins(&timed)[..2], [clock(9, 46), clock(10, 0)]);
    }
    // C is awaited at 9:22 at the latest, so A would have to be waited for; where that costs two a second, it is not.
    let awaited = |per_second| {
        move |parts: &mut ProblemParts| {
            wish(1)(parts);
            parts.jobs[3].windows = vec![window(clock(8, 0), clock(9, 30))];
            parts.vehicles[0].costs.per_route_second = per_second;
        }
    };
    let waits = begins(&timed(awaited(0), &[job(3), job(2)]));
    assert_eq!(waits[2], clock(10, 0));
    assert!(begins(&timed(awaited(2), &[job(3), job(2)]))[2] < clock(10, 0));
}

#[test]
fn an_appointment_is_kept_to_the_second() {
    let plain = town(|_| {});
    let mut timer = Timer::default();
    let at = |moment: Seconds| move |_: JobIx| Some(moment);
    let kept = timer
        .route(&plain, ANNA, &[job(2)], &at(Seconds(clock(9, 50).0 + 7)))
        .unwrap();
    assert_eq!(begins(&kept)[1], Seconds(clock(9, 50).0 + 7));
    let early = timer.route(&plain, ANNA, &[job(2)], &at(clock(9, 13)));
    assert_eq!(
        early,
        Err(ScheduleFault::Window { step: 0 }),
        "nobody is there before 9:14"
    );
    let closed = timer.route(&plain, ANNA, &[job(2)], &at(clock(12, 1)));
    assert_eq!(
        closed,
        Err(ScheduleFault::Window { step: 0 }),
        "the home is open until 12:00"
    );
}

#[test]
fn who_drives_into_the_jam_is_late() {
    // From 9:06 on half the speed: of 12 minutes 6 are left and take 12. A 9:18, begins 9:20, leaves 9:25, home takes
    // 24: 9:49.
    let jam = |parts: &mut ProblemParts| {
        parts.rules.traffic.push(Traffic {
            profile: ProfileIx(0),
            slots: vec![Slot {
                from: clock(9, 6),
                speed: 500,
            }],
        });
    };
    let route = timed(jam, &[job(2)]);
    assert_eq!(begins(&route), [clock(9, 0), clock(9, 20), clock(9, 49)]);
    assert_eq!(route.travel, Seconds::from_minutes(18 + 24));
    assert_eq!(route.distance, timed(|_| {}, &[job(2)]).distance, "no metre more");
}

#[test]
fn traffic_of_one_profile_is_no_other_ones() {
    let jam = |parts: &mut ProblemParts| {
        parts.travel.push(parts.travel[0].clone());
        parts.rules.traffic.push(Traffic {
            profile: ProfileIx(1),
            slots: vec![Slot {
                from: clock(9, 0),
                speed: 500,
            }],
        });
    };
    assert_eq!(timed(jam, &TOUR), timed(|_| {}, &TOUR));
}

#[test]
fn loading_waits_for_goods_that_come_late() {
    let late = |at| timed(|parts| parts.rules.releases.push(Release { job: JobIx(0), at }), &TOUR);
    // By 9:40 the hub is reached anyway; at 9:45 everything is 3 minutes later than on time for B (9:55 + 8 + 2 =
    // 10:05).
    assert_eq!(late(clock(9, 40)), timed(|_| {}, &TOUR));
    let route = late(clock(9, 45));
    assert_eq!(begins(&route)[1..3], [clock(9, 45), clock(10, 5)]);
    let never = refused(
        |parts| {
            parts.rules.releases.push(Release {
                job: JobIx(0),
                at: clock(10, 1),
            });
        },
        &TOUR,
    );
    assert_eq!(never, ScheduleFault::Window { step: 0 }, "the hub closes at 10:00");
}

#[test]
fn room_is_needed_for_what_is_collected_shipped_and_aboard() {
    let collects = |load| {
        move |parts: &mut ProblemParts| {
            parts.rules.collects.push(Collect {
                job: JobIx(1),
                load: vec![load],
            });
        }
    };
    // 4 for A are left after B.
    assert!(schedule(&town(collects(6)), ANNA, &TOUR).is_ok());
    assert_eq!(refused(collects(7), &TOUR), ScheduleFault::Capacity { step: 1 });
    let shipped = |load| {
        move |parts: &mut ProblemParts| {
            with_bare_visits(parts);
            parts.rules.shipments.push(Shipment {
                load: vec![load],
                ..ride(1, 0, 60)
            });
        }
    };
    assert!(schedule(&town(shipped(10)), ANNA, &[job(1), job(0)]).is_ok());
    assert_eq!(
        refused(shipped(11), &[job(1), job(0)]),
        ScheduleFault::Capacity { step: 0 }
    );
    let aboard = |parts: &mut ProblemParts| parts.rules.aboard = vec![JobIx(0), JobIx(1)];
    assert_eq!(timed(aboard, &[job(1), job(0)]).steps.len(), 4);
    assert_eq!(refused(aboard, &TOUR), ScheduleFault::UselessLoad { step: 0 });
    let too_much = |parts: &mut ProblemParts| {
        aboard(parts);
        parts.vehicles[0].capacity = vec![6];
    };
    assert_eq!(
        refused(too_much, &[job(1), job(0)]),
        ScheduleFault::Capacity { step: 0 }
    );
}

#[test]
fn every_rule_about_people_and_pairs_has_its_own_refusal() {
    use ScheduleFault as Fault;
    let never = |parts: &mut ProblemParts| {
        parts.rules.restrictions.push(Restriction {
            job: JobIx(0),
            vehicles: vec![ANNA],
            who: Who::Never,
        });
    };
    assert_eq!(refused(never, &TOUR), Fault::Restricted { job: JobIx(0) });
    assert!(schedule(&town(never), BORIS, &[LOAD, job(0)]).is_ok());
    let shipping = |parts: &mut ProblemParts| {
        with_bare_visits(parts);
        parts.rules.shipments.push(ride(1, 0, 60));
    };
    assert_eq!(refused(shipping, &[job(0), job(1)]), Fault::Pair { job: JobIx(0) });
    assert_eq!(refused(shipping, &[job(0)]), Fault::Pair { job: JobIx(0) });
    assert_eq!(refused(shipping, &[job(1)]), Fault::Pair { job: JobIx(1) });
    let of_two = |parts: &mut ProblemParts| {
        parts.rules.together.push(Together {
            jobs: [JobIx(0), JobIx(1)],
        });
    };
    assert_eq!(refused(of_two, &TOUR), Fault::Together { job: JobIx(0) });
    let promised = |parts: &mut ProblemParts| {
        parts.rules.prefixes.push(Prefix {
            vehicle: ANNA,
            steps: vec![LOAD, job(0)],
        });
    };
    assert_eq!(refused(promised, &TOUR), Fault::Prefix);
    assert!(schedule(&town(promised), ANNA, &[LOAD, job(0), job(2)]).is_ok());
}

#[test]
fn what_the_timer_says_a_route_costs_is_what_the_objective_says() {
    let town = town(|parts| {
        parts.rules.wishes.push(Wish {
            job: JobIx(0),
            window: window(clock(9, 0), clock(10, 0)),
            per_second: 1,
        });
    });
    let mut timer = Timer::default();
    let (cost, lasts) = timer.cost(&town, ANNA, &TOUR, &|_| None).unwrap();
    let route = timer.last().unwrap();
    assert_eq!(
        (cost, lasts),
        (karavan_plan::objective::route_cost(&town, route), route.duration())
    );
    // A is begun at 10:11, 11 minutes late, whatever is done: B comes first and opens at 10:00.
    assert_eq!(cost, Cost(34 * 60 + 660));
}
