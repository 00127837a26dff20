//! `obstacle` and `reasons` with rules: examples for restrictions, shipments, collected goods, rides, breaks, two
//! people, traffic, late goods, goods aboard and prefixes.

use crate::tiny_town::{ANNA, BORIS, clock, town, window};
use karavan_model::Seconds;
use karavan_plan::{
    Break, Collect, DepotSet, JobIx, Prefix, ProblemParts, Reason, ReasonCode, Release, Restriction, Shipment, Slot,
    StepKind, Together, Traffic, VehicleIx, Who, obstacle, reasons,
};

/// What keeps Anna alone from a job.
fn why(job: u32, change: impl FnOnce(&mut ProblemParts)) -> Option<ReasonCode> {
    obstacle(&town(change), JobIx(job), ANNA)
}

fn restricted(vehicles: Vec<VehicleIx>, who: Who) -> impl FnOnce(&mut ProblemParts) {
    move |parts| {
        parts.rules.restrictions.push(Restriction {
            job: JobIx(1),
            vehicles,
            who,
        });
    }
}

/// From the call at A (job 2) to C (job 3).
fn shipped(load: i64, ride_max: Option<i64>) -> impl FnOnce(&mut ProblemParts) {
    move |parts| {
        parts.rules.shipments.push(Shipment {
            pickup: JobIx(2),
            delivery: JobIx(3),
            load: vec![load],
            ride_max: ride_max.map(Seconds::from_minutes),
        });
        parts.jobs[2].class = 0;
    }
}

fn reason(code: ReasonCode, vehicles: u32) -> Reason {
    Reason { code, vehicles }
}

#[test]
fn who_is_forbidden_or_not_the_one_pinned_is_told() {
    assert_eq!(why(1, restricted(vec![ANNA], Who::Never)), Some(ReasonCode::Restricted));
    assert_eq!(why(1, restricted(vec![BORIS], Who::Only)), Some(ReasonCode::Restricted));
    assert_eq!(why(1, restricted(vec![ANNA], Who::Only)), None);
    let pinned = town(restricted(vec![BORIS], Who::Only));
    let expected = [reason(ReasonCode::NoTimeLeft, 1), reason(ReasonCode::Restricted, 1)];
    assert_eq!(reasons(&pinned, JobIx(1)), expected);
}

#[test]
fn what_is_shipped_or_collected_can_be_too_large() {
    assert_eq!(why(2, shipped(10, None)), None);
    assert_eq!(why(2, shipped(11, None)), Some(ReasonCode::TooLarge));
    assert_eq!(
        why(3, shipped(11, None)),
        Some(ReasonCode::TooLarge),
        "the other end too"
    );
    let collected = |load| {
        move |parts: &mut ProblemParts| {
            parts.rules.collects.push(Collect {
                job: JobIx(3),
                load: vec![load],
            });
        }
    };
    assert_eq!(why(3, collected(10)), None);
    assert_eq!(why(3, collected(11)), Some(ReasonCode::TooLarge));
}

#[test]
fn both_ends_of_a_shipment_are_tried_together() {
    // Skills for C are asked for at both ends.
    let changed = |parts: &mut ProblemParts| {
        shipped(1, None)(parts);
        parts.jobs[3].skills = karavan_plan::SkillSet(1);
    };
    assert_eq!(why(2, changed), Some(ReasonCode::Skills));
    // 12 + 2 + 5 to and at A, 20 + 2 + 5 to and at C, 25 home: 71 minutes.
    let shift = |minutes| {
        move |parts: &mut ProblemParts| {
            shipped(1, None)(parts);
            parts.vehicles[0].shift.closes = parts.vehicles[0].shift.opens + Seconds::from_minutes(minutes);
        }
    };
    assert_eq!(why(2, shift(71)), None);
    assert_eq!(why(2, shift(70)), Some(ReasonCode::ShiftTooShort));
}

#[test]
fn a_passenger_who_would_ride_too_long_is_told() {
    // 20 minutes from A to C, and 2 to set up.
    assert_eq!(why(2, shipped(1, Some(22))), None);
    assert_eq!(why(2, shipped(1, Some(21))), Some(ReasonCode::Ride));
    assert_eq!(why(3, shipped(1, Some(21))), Some(ReasonCode::Ride));
    // Windows an hour apart: fetched at 9:14 at the latest, brought from 10:30 on.
    let apart = |parts: &mut ProblemParts| {
        shipped(1, Some(30))(parts);
        parts.jobs[2].windows = vec![window(clock(9, 0), clock(9, 14))];
        parts.jobs[3].windows = vec![window(clock(10, 30), clock(11, 0))];
    };
    assert_eq!(why(2, apart), Some(ReasonCode::Ride));
}

#[test]
fn a_break_that_leaves_no_time_is_told() {
    // B is begun by 11:00, 6 + 2 minutes from home and 8 + 2 from the hub; the rest lasts to 10:55 at the earliest.
    let rest = |minutes| {
        move |parts: &mut ProblemParts| {
            parts.jobs[1].windows = vec![window(clock(10, 40), clock(11, 0))];
            parts.rules.breaks.push(Break {
                vehicle: ANNA,
                windows: vec![window(clock(9, 55), clock(10, 30))],
                service: Seconds::from_minutes(minutes),
            });
        }
    };
    assert_eq!(why(1, rest(55)), None);
    assert_eq!(why(1, rest(56)), Some(ReasonCode::Break));
}

#[test]
fn who_finds_no_second_person_is_told() {
    let of_two = |change: fn(&mut ProblemParts)| {
        town(|parts| {
            parts.rules.together.push(Together {
                jobs: [JobIx(2), JobIx(3)],
            });
            change(parts);
        })
    };
    // Both could do either.
    let both = of_two(|_| {});
    assert_eq!(reasons(&both, JobIx(2)), [reason(ReasonCode::NoTimeLeft, 2)]);
    // Boris lacks a skill for C: he could be the first, with Anna; she finds nobody to do C.
    let one = of_two(|parts| {
        parts.jobs[3].skills = karavan_plan::SkillSet(1);
        parts.vehicles[0].skills = karavan_plan::SkillSet(1);
    });
    let expected = [reason(ReasonCode::NoTimeLeft, 1), reason(ReasonCode::SecondPerson, 1)];
    assert_eq!(reasons(&one, JobIx(2)), expected);
    // Nobody can do C: neither has a second.
    let none = of_two(|parts| parts.jobs[3].skills = karavan_plan::SkillSet(1));
    assert_eq!(reasons(&none, JobIx(2)), [reason(ReasonCode::SecondPerson, 2)]);
    assert_eq!(reasons(&none, JobIx(3)), [reason(ReasonCode::Skills, 2)]);
}

#[test]
fn two_people_who_never_meet_are_told() {
    let shifts = |opens| {
        let town = town(|parts| {
            parts.rules.together.push(Together {
                jobs: [JobIx(2), JobIx(3)],
            });
            for job in [2, 3] {
                parts.jobs[job].windows = vec![window(clock(8, 0), clock(20, 0))];
            }
            parts.vehicles[0].shift = window(clock(9, 0), clock(11, 0));
            parts.vehicles[1].shift = window(opens, opens + Seconds::from_minutes(240));
        });
        reasons(&town, JobIx(2))
    };
    assert_eq!(shifts(clock(9, 0)), [reason(ReasonCode::NoTimeLeft, 2)]);
    assert_eq!(shifts(clock(12, 0)), [reason(ReasonCode::SecondPerson, 2)]);
}

#[test]
fn a_jam_that_makes_the_shift_too_short_is_told() {
    // 41 minutes on free roads, 24 of them driving.
    let jam = |speed| {
        why(1, move |parts: &mut ProblemParts| {
            parts.vehicles[0].shift.closes = parts.vehicles[0].shift.opens + Seconds::from_minutes(60);
            parts.depots[0].windows = vec![window(clock(0, 0), clock(23, 0))];
            parts.jobs[1].windows = vec![window(clock(0, 0), clock(23, 0))];
            parts.rules.traffic.push(Traffic {
                profile: karavan_plan::ProfileIx(0),
                slots: vec![Slot {
                    from: clock(0, 0),
                    speed,
                }],
            });
        })
    };
    assert_eq!(jam(1_000), None);
    assert_eq!(jam(500), Some(ReasonCode::ShiftTooShort));
}

#[test]
fn goods_that_come_when_the_hub_is_closed_are_told() {
    let comes = |at| move |parts: &mut ProblemParts| parts.rules.releases.push(Release { job: JobIx(1), at });
    assert_eq!(why(1, comes(clock(10, 0))), None);
    assert_eq!(why(1, comes(clock(10, 1))), Some(ReasonCode::DepotHours));
}

#[test]
fn goods_aboard_need_no_hub_that_has_them() {
    let nobodys = |parts: &mut ProblemParts| parts.jobs[1].depots = DepotSet::NONE;
    assert_eq!(why(1, nobodys), Some(ReasonCode::NoDepot));
    let aboard = |parts: &mut ProblemParts| {
        nobodys(parts);
        parts.rules.aboard.push(JobIx(1));
    };
    assert_eq!(why(1, aboard), None);
}

#[test]
fn in_the_jam_a_window_is_missed() {
    // On free roads B can be begun at 9:30; at half the speed the ways to and from the hub take 10 + 8 minutes more.
    let jam = |closes, speed| {
        why(1, |parts: &mut ProblemParts| {
            parts.jobs[1].windows = vec![window(clock(9, 0), closes)];
            parts.rules.traffic.push(Traffic {
                profile: karavan_plan::ProfileIx(0),
                slots: vec![Slot {
                    from: clock(0, 0),
                    speed,
                }],
            });
        })
    };
    assert_eq!(jam(clock(9, 48), 500), None);
    assert_eq!(jam(clock(9, 47), 500), Some(ReasonCode::Window));
    assert_eq!(jam(clock(9, 30), 1_000), None);
}

#[test]
fn what_is_promised_to_others_is_no_obstacle_by_itself() {
    // Anna has promised the call at A; alone she could still do B.
    let promised = |parts: &mut ProblemParts| {
        parts.rules.prefixes.push(Prefix {
            vehicle: ANNA,
            steps: vec![StepKind::Job(JobIx(3))],
        });
    };
    assert_eq!(why(1, promised), None);
}
