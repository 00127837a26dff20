//! `schedule` on tiny town, with times worked out by hand: leaving, windows, setup, depot hours, shift, loading again,
//! limits, missing roads, and refusals. Rules such as breaks and traffic are in `clock_of_rules.rs`.

use crate::tiny_town::{
    A, ANNA, B, BORIS, HOME_OF_ANNA, LOAD, TOUR, clock, job, morning_of_anna, parts, town, way, window,
};
use karavan_model::{Meters, Seconds};
use karavan_plan::{JobIx, Matrix, ProblemParts, ScheduleFault, SkillSet, StepKind, Travel, schedule};

fn refused(change: impl FnOnce(&mut ProblemParts), tour: &[StepKind]) -> ScheduleFault {
    schedule(&town(change), ANNA, tour).unwrap_err()
}

#[test]
fn the_morning_of_anna_comes_out_as_worked_out_by_hand() {
    assert_eq!(schedule(&town(|_| {}), ANNA, &TOUR), Ok(morning_of_anna()));
}

#[test]
fn a_route_without_places_begins_at_its_first_stop_and_ends_at_its_last() {
    let town = town(|parts| (parts.vehicles[0].start, parts.vehicles[0].end) = (None, None));
    let route = schedule(&town, ANNA, &TOUR).unwrap();
    // Loading still begins at 9:40 for B at 10:00; the call at A ends at 10:21.
    assert_eq!(route.steps[0].arrives, clock(9, 40));
    assert_eq!(route.steps[3].departs, clock(10, 21));
    assert_eq!(route.travel, Seconds(12 * 60), "only 8 + 4 minutes are left");
    assert_eq!(route.duration(), Seconds(41 * 60));
}

#[test]
fn the_first_stop_of_a_route_without_a_start_pays_its_setup() {
    let town = town(|parts| (parts.vehicles[0].start, parts.vehicles[0].end) = (None, None));
    let route = schedule(&town, ANNA, &[job(2)]).unwrap();
    assert_eq!(route.steps[0].arrives, clock(9, 0));
    assert_eq!(route.steps[0].begins, clock(9, 2));
}

#[test]
fn setup_is_not_paid_when_the_route_starts_at_the_door() {
    let town = town(|parts| parts.vehicles[0].start = Some(A));
    let route = schedule(&town, ANNA, &[job(2)]).unwrap();
    assert_eq!(route.steps[1].begins, clock(9, 0));
}

#[test]
fn a_route_leaves_as_its_shift_opens_when_nothing_makes_it_wait() {
    let route = schedule(&town(|_| {}), ANNA, &[job(2)]).unwrap();
    // 9:00 + 12 to A + 2 setup + 5 at the door + 12 home.
    assert_eq!(route.steps[0].departs, clock(9, 0));
    assert_eq!(route.steps[2].departs, clock(9, 31));
}

#[test]
fn of_several_windows_the_first_that_can_be_met_is_taken() {
    let town = town(|parts| {
        parts.jobs[2].windows = vec![
            window(clock(9, 0), clock(9, 13)),
            window(clock(9, 50), clock(9, 55)),
            window(clock(11, 0), clock(12, 0)),
        ];
    });
    let route = schedule(&town, ANNA, &[job(2)]).unwrap();
    // Ready at 9:14 at the earliest, one minute after the first window; so at 9:50, left home 14 minutes before.
    assert_eq!(route.steps[1].begins, clock(9, 50));
    assert_eq!(route.steps[0].departs, clock(9, 36));
}

#[test]
fn a_longest_duration_may_ask_for_a_later_window() {
    let changed = |longest: i64| {
        town(|parts| {
            parts.jobs[2].windows = vec![window(clock(9, 14), clock(9, 30)), window(clock(11, 0), clock(11, 20))];
            parts.jobs[1].windows = vec![window(clock(10, 30), clock(12, 0))];
            parts.jobs[1].depots = karavan_plan::DepotSet::NONE;
            parts.jobs[1].load = vec![0];
            parts.jobs[1].class = 1;
            parts.vehicles[0].duration_max = Some(Seconds::from_minutes(longest));
        })
    };
    // At ease: A at 9:30 (its first window closes), left home 9:16; B at 10:30; home at 10:41: 85 minutes.
    let at_ease = schedule(&changed(85), ANNA, &[job(2), job(1)]).unwrap();
    assert_eq!(
        (at_ease.steps[0].departs, at_ease.steps[3].departs),
        (clock(9, 16), clock(10, 41))
    );
    // In a hurry: A at 11:00, left home 10:46; B 11:05 + 4 + 2 = 11:11; home 11:22: 36 minutes, no waiting at all.
    let in_a_hurry = schedule(&changed(84), ANNA, &[job(2), job(1)]).unwrap();
    assert_eq!(
        (in_a_hurry.steps[0].departs, in_a_hurry.steps[3].departs),
        (clock(10, 46), clock(11, 22))
    );
    assert_eq!(schedule(&changed(36), ANNA, &[job(2), job(1)]), Ok(in_a_hurry));
    assert_eq!(
        schedule(&changed(35), ANNA, &[job(2), job(1)]),
        Err(ScheduleFault::Duration)
    );
}

#[test]
fn both_ends_of_a_window_are_inside() {
    // Without waiting B can begin at 9:00 + 10 + 10 + 8 + 2 = 9:30 at the earliest.
    let until =
        |closes: Seconds| move |parts: &mut ProblemParts| parts.jobs[1].windows = vec![window(clock(9, 0), closes)];
    assert!(schedule(&town(until(clock(9, 30))), ANNA, &TOUR).is_ok());
    assert_eq!(
        refused(until(Seconds(clock(9, 30).0 - 1)), &TOUR),
        ScheduleFault::Window { step: 1 }
    );
}

#[test]
fn the_shift_closes_with_its_last_second() {
    // Home at 10:33 at the earliest.
    let until = |closes: Seconds| move |parts: &mut ProblemParts| parts.vehicles[0].shift.closes = closes;
    assert!(schedule(&town(until(clock(10, 33))), ANNA, &TOUR).is_ok());
    assert_eq!(
        refused(until(Seconds(clock(10, 33).0 - 1)), &TOUR),
        ScheduleFault::Shift
    );
    // Boris ends at his last stop: 9:00 + 20 to C + 2 + 5.
    let boris = |closes: Seconds| town(|parts| parts.vehicles[1].shift.closes = closes);
    assert!(schedule(&boris(clock(9, 27)), BORIS, &[job(3)]).is_ok());
    let late = schedule(&boris(Seconds(clock(9, 27).0 - 1)), BORIS, &[job(3)]);
    assert_eq!(late, Err(ScheduleFault::Shift));
}

#[test]
fn the_hours_of_a_depot_bound_the_start_of_loading() {
    let until = |closes: Seconds| move |parts: &mut ProblemParts| parts.depots[0].windows[0].closes = closes;
    assert!(schedule(&town(until(clock(9, 10))), ANNA, &TOUR).is_ok());
    assert_eq!(
        refused(until(Seconds(clock(9, 10).0 - 1)), &TOUR),
        ScheduleFault::Window { step: 0 }
    );
}

#[test]
fn a_second_load_makes_room_again() {
    let small = |parts: &mut ProblemParts| parts.vehicles[0].capacity = vec![4];
    assert_eq!(refused(small, &TOUR), ScheduleFault::Capacity { step: 0 });
    let twice = [LOAD, job(0), LOAD, job(1)];
    let route = schedule(&town(small), ANNA, &twice).unwrap();
    // Hub 9:10–9:20, A 9:25 + 2, leaves 9:32, hub 9:37–9:47, B 9:55, begins 10:00; so all may start 3 minutes later.
    assert_eq!(route.steps[0].departs, clock(9, 3));
    assert_eq!(route.steps[4].begins, clock(10, 0));
    assert_eq!(route.distance, Meters(500 * (10 + 5 + 5 + 8 + 6)));
}

#[test]
fn what_is_on_board_counts_from_the_load_it_comes_from() {
    // Both loads before both jobs: the goods of both come from the second, so the first is useless.
    let useless = refused(|_| {}, &[LOAD, LOAD, job(0), job(1)]);
    assert_eq!(useless, ScheduleFault::UselessLoad { step: 0 });
}

#[test]
fn every_other_rule_has_its_own_refusal() {
    use ScheduleFault as Fault;
    let none = |_: &mut ProblemParts| {};
    assert_eq!(refused(none, &[]), Fault::NoJob);
    assert_eq!(refused(none, &[LOAD]), Fault::NoJob);
    assert_eq!(refused(none, &[job(2), StepKind::End]), Fault::Step { step: 1 });
    assert_eq!(refused(none, &[job(2), job(2)]), Fault::Twice { job: JobIx(2) });
    assert_eq!(refused(none, &[job(2), job(3)]), Fault::ClassOrder { job: JobIx(3) });
    assert_eq!(
        refused(none, &[job(0), LOAD, job(1)]),
        Fault::NoSupply { job: JobIx(0) }
    );
    assert_eq!(refused(none, &[LOAD, job(2)]), Fault::UselessLoad { step: 0 });
    assert_eq!(
        refused(|parts| parts.vehicles[0].tasks_max = Some(2), &TOUR),
        Fault::Tasks
    );
    assert_eq!(
        refused(|parts| parts.vehicles[0].loads_max = Some(0), &TOUR),
        Fault::Loads
    );
    let too_far = refused(|parts| parts.vehicles[0].distance_max = Some(Meters(16_999)), &TOUR);
    assert_eq!(too_far, Fault::Distance);
    let medic = refused(|parts| parts.jobs[1].skills = SkillSet(0b10), &TOUR);
    assert_eq!(medic, Fault::Skills { job: JobIx(1) });
    let stranger = refused(
        |parts| {
            parts.jobs[1].skills_none = SkillSet(0b10);
            parts.vehicles[0].skills = SkillSet(0b11);
        },
        &TOUR,
    );
    assert_eq!(stranger, Fault::Skills { job: JobIx(1) });
}

#[test]
fn a_missing_road_is_told_with_the_step_it_leads_to() {
    let without = |closed: (_, _)| {
        let leg = move |from, to| (closed != (from, to)).then(|| way(from, to)).flatten();
        let mut parts = parts();
        parts.travel = vec![Travel::Full(Matrix::from_fn(6, leg))];
        schedule(&karavan_plan::Problem::new(parts).unwrap(), ANNA, &TOUR)
    };
    assert_eq!(without((B, A)), Err(ScheduleFault::NoRoad { step: 2 }));
    assert_eq!(without((A, HOME_OF_ANNA)), Err(ScheduleFault::NoRoad { step: 4 }));
    assert!(without((A, B)).is_ok(), "the other way is not driven");
}
