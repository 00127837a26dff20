//! `obstacle` and `reasons`: examples of the reasons without special rules, and on random towns whether an obstacle is
//! told exactly when no leaving is clean. Reasons of rules are in `explanations_of_rules.rs`.

use crate::oracle::some_leaving_is_clean;
use crate::random_town::worlds;
use crate::tiny_town::{A, ANNA, B, BORIS, HUB, clock, town, way, window};
use karavan_model::{Meters, Seconds};
use karavan_plan::{
    Depot, DepotIx, DepotSet, JobIx, Matrix, ProblemParts, Reason, ReasonCode, ScheduleFault, SkillSet, StepKind,
    Travel, VehicleIx, obstacle, reasons, schedule,
};
use proptest::prelude::*;

/// What keeps Anna alone from job 1: 3 units from the hub to B, 10:00–11:00.
fn why(change: impl FnOnce(&mut ProblemParts)) -> Option<ReasonCode> {
    obstacle(&town(change), JobIx(1), ANNA)
}

#[test]
fn nothing_keeps_anna_from_b() {
    assert_eq!(why(|_| {}), None);
}

#[test]
fn skills_come_first() {
    assert_eq!(
        why(|parts| parts.jobs[1].skills = SkillSet(1)),
        Some(ReasonCode::Skills)
    );
    let refused = why(|parts| {
        parts.jobs[1].skills_none = SkillSet(1);
        parts.vehicles[0].skills = SkillSet(1);
        parts.jobs[1].load = vec![11];
    });
    assert_eq!(refused, Some(ReasonCode::Skills));
}

#[test]
fn more_than_fits_is_too_large() {
    assert_eq!(why(|parts| parts.jobs[1].load = vec![10]), None);
    assert_eq!(why(|parts| parts.jobs[1].load = vec![11]), Some(ReasonCode::TooLarge));
}

#[test]
fn goods_that_no_depot_hands_out_are_told() {
    let nobodys = town(|parts| parts.jobs[1].depots = DepotSet::NONE);
    assert_eq!(obstacle(&nobodys, JobIx(1), ANNA), Some(ReasonCode::NoDepot));
    assert_eq!(
        reasons(&nobodys, JobIx(1)),
        [Reason {
            code: ReasonCode::NoDepot,
            vehicles: 2
        }]
    );
    let undone = schedule(&nobodys, ANNA, &[StepKind::Job(JobIx(1))]);
    assert_eq!(undone, Err(ScheduleFault::NoSupply { job: JobIx(1) }));
}

#[test]
fn a_road_must_lead_there_and_back() {
    let without = |from, to| {
        let leg = move |a, b| if (a, b) == (from, to) { None } else { way(a, b) };
        why(|parts| parts.travel = vec![Travel::Full(Matrix::from_fn(6, leg))])
    };
    assert_eq!(without(HUB, B), Some(ReasonCode::NoRoad));
    assert_eq!(
        without(B, karavan_plan::LocationIx(1)),
        Some(ReasonCode::NoRoad),
        "no way home"
    );
    assert_eq!(without(B, A), None);
}

#[test]
fn a_shift_shorter_than_the_bare_way_is_too_short_whatever_the_hours() {
    // 10 to the hub, 10 loading, 8 to B, 2 + 5 there, 6 home: 41 minutes.
    let shift = |minutes: i64, opens: Seconds| {
        why(|parts| {
            parts.jobs[1].windows = vec![window(clock(8, 0), clock(12, 0))];
            parts.vehicles[0].shift = window(opens, opens + Seconds::from_minutes(minutes));
        })
    };
    assert_eq!(shift(41, clock(9, 0)), None);
    assert_eq!(shift(40, clock(9, 0)), Some(ReasonCode::ShiftTooShort));
    assert_eq!(
        shift(40, clock(20, 0)),
        Some(ReasonCode::ShiftTooShort),
        "the hours are wrong as well"
    );
}

#[test]
fn a_depot_that_is_closed_is_named() {
    let hub = |opens, closes| why(|parts| parts.depots[0].windows = vec![window(opens, closes)]);
    assert_eq!(hub(clock(7, 0), clock(9, 10)), None, "9:10 is when Anna can be there");
    assert_eq!(hub(clock(7, 0), clock(9, 9)), Some(ReasonCode::DepotHours));
    assert_eq!(
        hub(clock(12, 40), clock(14, 0)),
        Some(ReasonCode::DepotHours),
        "Anna is home at 13:00"
    );
}

#[test]
fn a_window_that_does_not_meet_the_shift_is_named() {
    let at = |opens, closes| why(|parts| parts.jobs[1].windows = vec![window(opens, closes)]);
    assert_eq!(at(clock(9, 0), clock(9, 30)), None, "9:30 is when Anna can begin");
    assert_eq!(at(clock(9, 0), clock(9, 29)), Some(ReasonCode::Window));
    assert_eq!(
        at(clock(12, 50), clock(14, 0)),
        Some(ReasonCode::Window),
        "home at 13:01"
    );
    // The hours meet the shift: it is the hub that opens too late for them.
    let both = |opens| {
        why(|parts| {
            parts.depots[0].windows = vec![window(clock(10, 30), clock(11, 0))];
            parts.jobs[1].windows = vec![window(opens, opens + Seconds::from_minutes(30))];
        })
    };
    assert_eq!(both(clock(10, 0)), Some(ReasonCode::DepotHours));
    assert_eq!(
        both(clock(12, 50)),
        Some(ReasonCode::Window),
        "nor would an open hub help"
    );
}

#[test]
fn the_limits_of_the_vehicle_come_last() {
    // Alone: 41 minutes and 12,000 m.
    assert_eq!(
        why(|parts| parts.vehicles[0].duration_max = Some(Seconds::from_minutes(41))),
        None
    );
    let short = why(|parts| parts.vehicles[0].duration_max = Some(Seconds::from_minutes(40)));
    assert_eq!(short, Some(ReasonCode::Limit));
    assert_eq!(
        why(|parts| parts.vehicles[0].distance_max = Some(Meters(11_999))),
        Some(ReasonCode::Limit)
    );
    assert_eq!(
        why(|parts| parts.vehicles[0].tasks_max = Some(0)),
        Some(ReasonCode::Limit)
    );
}

#[test]
fn of_several_depots_the_best_one_speaks() {
    // The second depot is at A and never open: its hours are worse than no road to the first.
    let second = |open: (i64, i64)| {
        why(|parts| {
            parts.depots.push(Depot {
                location: A,
                windows: vec![window(clock(open.0, 0), clock(open.1, 0))],
                service: Seconds::ZERO,
            });
            parts.jobs[1].depots = DepotSet(0b11);
            let leg = |from, to| if to == HUB { None } else { way(from, to) };
            parts.travel = vec![Travel::Full(Matrix::from_fn(6, leg))];
        })
    };
    assert_eq!(second((3, 4)), Some(ReasonCode::DepotHours));
    assert_eq!(second((9, 10)), None);
}

#[test]
fn without_vehicles_there_is_still_a_reason() {
    let nobody = town(|parts| parts.vehicles.clear());
    let none = Reason {
        code: ReasonCode::NoVehicles,
        vehicles: 0,
    };
    assert_eq!(reasons(&nobody, JobIx(1)), [none]);
}

#[test]
fn those_who_could_come_first_then_what_stops_most() {
    let reason = |code, vehicles| Reason { code, vehicles };
    // Boris: 9 to the hub, 10, 8 to B, 2 + 5: by 10:05 when B opens; his shift ends at 11:00.
    assert_eq!(obstacle(&town(|_| {}), JobIx(1), BORIS), None);
    let busy = town(|parts| {
        let small = karavan_plan::Vehicle {
            capacity: vec![2],
            ..parts.vehicles[1].clone()
        };
        let short = karavan_plan::Vehicle {
            shift: window(clock(9, 0), clock(9, 20)),
            ..parts.vehicles[1].clone()
        };
        parts.vehicles = vec![small.clone(), short, small, parts.vehicles[0].clone()];
    });
    let expected = [
        reason(ReasonCode::NoTimeLeft, 1),
        reason(ReasonCode::TooLarge, 2),
        reason(ReasonCode::ShiftTooShort, 1),
    ];
    assert_eq!(reasons(&busy, JobIx(1)), expected);
}

proptest! {
    /// A vehicle is free of obstacles exactly when some leaving of it, alone, breaks no rule; counts add up.
    #[test]
    fn an_obstacle_is_told_exactly_when_there_is_one(world in worlds()) {
        let town = &world.town;
        for job in (0..town.jobs().len()).map(JobIx::from) {
            let mut could = 0;
            for vehicle in (0..town.vehicles().len()).map(VehicleIx::from) {
                let alone = |depot: Option<DepotIx>| -> Vec<StepKind> {
                    depot.map(StepKind::Load).into_iter().chain([StepKind::Job(job)]).collect()
                };
                let depots = town.jobs()[job.at()].depots;
                let mut tours: Vec<Vec<StepKind>> = depots.iter().map(|depot| alone(Some(depot))).collect();
                if tours.is_empty() {
                    tours.push(alone(None));
                }
                let possible = tours.iter().any(|tour| some_leaving_is_clean(town, vehicle, tour));
                could += u32::from(possible);
                let free = obstacle(town, job, vehicle).is_none();
                prop_assert_eq!(free, possible, "{:?} by {:?} in {:?}", job, vehicle, town);
            }
            let told = reasons(town, job);
            prop_assert_eq!(told.iter().map(|reason| reason.vehicles as usize).sum::<usize>(), town.vehicles().len());
            let sacrificed = told.iter().find(|reason| reason.code == ReasonCode::NoTimeLeft);
            prop_assert_eq!(sacrificed.map_or(0, |reason| reason.vehicles), could);
        }
    }
}
