//! Tests of seconds lost at turns, signals, signs, humps and in rush hours, mostly on a cross of avenues where five
//! steps of primary road are 44.5 s by car.

use crate::world::{World, drive};
use karavan_roads::Profile::{self, Bicycle, Car, Foot};

fn seconds(profile: Profile, middle: &str, to: (f64, f64)) -> i64 {
    let roads = World::cross(middle).roads(profile);
    drive(&roads, (-5.0, 0.0), to)
        .map(|(seconds, _)| i64::from(seconds))
        .unwrap()
}

const STRAIGHT: (f64, f64) = (5.0, 0.0);
const LEFT: (f64, f64) = (0.0, 5.0);
const RIGHT: (f64, f64) = (0.0, -5.0);

macro_rules! truths {
    ($($name:ident: $profile:ident, $middle:literal, $to:ident => $lost:literal;)*) => {$(
        #[test]
        fn $name() {
            let lost = seconds($profile, $middle, $to) - seconds($profile, "", STRAIGHT);
            assert!((lost - $lost).abs() <= 1, "{lost} s, not {}", $lost);
        }
    )*};
}

truths! {
    to_the_right: Car, "", RIGHT => 3;
    to_the_left_across_the_traffic: Car, "", LEFT => 7;
    people_just_turn: Foot, "", LEFT => 0;
    at_signals: Car, "highway=traffic_signals", STRAIGHT => 10;
    at_signals_to_the_left: Car, "highway=traffic_signals", LEFT => 17;
    at_a_stop_sign: Car, "highway=stop", STRAIGHT => 4;
    at_a_give_way_sign: Car, "highway=give_way", STRAIGHT => 2;
    at_a_mini_roundabout: Car, "highway=mini_roundabout", STRAIGHT => 2;
    at_a_level_crossing: Car, "railway=level_crossing", STRAIGHT => 15;
    over_a_hump: Car, "traffic_calming=hump", STRAIGHT => 2;
    through_a_ford: Car, "ford=yes", STRAIGHT => 20;
    a_bicycle_waits_at_signals: Bicycle, "highway=traffic_signals", STRAIGHT => 10;
    people_wait_where_they_cross: Foot, "highway=crossing, crossing=traffic_signals", STRAIGHT => 20;
    people_do_not_wait_at_signals_for_cars: Foot, "highway=traffic_signals", STRAIGHT => 0;
}

/// Seconds lost in the middle of an avenue, there and back.
fn lost_on_the_way(middle: &str) -> (i64, i64) {
    let along = |middle| {
        let roads = World::default()
            .node(1, 0.0, 0.0, "")
            .node(2, 5.0, 0.0, middle)
            .node(3, 10.0, 0.0, "")
            .way(&[1, 2, 3], "highway=primary")
            .roads(Car);
        let seconds = |from, to| i64::from(drive(&roads, (from, 0.0), (to, 0.0)).unwrap().0);
        (seconds(0.0, 10.0), seconds(10.0, 0.0))
    };
    let (free, with) = (along(""), along(middle));
    (with.0 - free.0, with.1 - free.1)
}

macro_rules! on_the_way {
    ($($name:ident: $middle:literal => $there:literal, $back:literal;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(lost_on_the_way($middle), ($there, $back));
        }
    )*};
}

on_the_way! {
    signals_between_junctions: "highway=traffic_signals" => 10, 10;
    signals_that_face_one_way: "highway=traffic_signals, traffic_signals:direction=forward" => 10, 0;
    a_stop_sign_for_those_who_come_back: "highway=stop, direction=backward" => 0, 4;
    a_hump_between_junctions: "traffic_calming=hump" => 2, 2;
}

#[test]
fn rush_hours_slow_cars_and_nobody_else() {
    use karavan_roads::{Circumstances, WeekMinute};
    let evening = Circumstances {
        at: WeekMinute::new(1, 18 * 60),
        ..Circumstances::default()
    };
    let share = |profile| {
        let roads = World::cross("").roads(profile);
        let along = |roads: &_| {
            drive(roads, (-8.0, 0.0), (-2.0, 0.0))
                .map(|(seconds, _)| f64::from(seconds))
                .unwrap()
        };
        along(&roads) / along(&roads.under(&evening))
    };
    assert!((share(Car) - 0.72).abs() < 0.01);
    assert_eq!((share(Bicycle), share(Foot)), (1.0, 1.0));
}

#[test]
fn one_turns_back_at_dead_ends_only() {
    let roads = World::cross("").roads(Car);
    // From the western arm eastward and back: to the end of an arm, not at the crossing. The place behind is reached by
    // the western end.
    let (_, meters) = drive(&roads, (-5.0, 0.0), (-4.0, 0.0)).unwrap();
    assert_eq!(meters, 111);
    let long = World::default()
        .node(1, 0.0, 0.0, "")
        .node(2, 10.0, 0.0, "")
        .node(3, 10.0, 10.0, "")
        .node(4, 0.0, 10.0, "")
        .way(&[1, 2, 3, 4, 1], "highway=primary, oneway=yes")
        .roads(Car);
    let (_, behind) = drive(&long, (6.0, 0.0), (4.0, 0.0)).unwrap();
    assert!((4_223..=4_227).contains(&behind), "all the way round: {behind} m");
}
