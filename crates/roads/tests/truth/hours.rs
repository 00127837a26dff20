//! Tests of tags with hours at those hours: streets, limits, access, gates and turns that are otherwise at some time
//! of the week. Where no hour is told see `conditions.rs`.

use crate::one_street::{is_about, told, world};
use crate::world::{World, at, at_hour, drive};
use karavan_osm::MemberKind::Node;
use karavan_roads::Profile::Car;
use karavan_roads::{Access, RoadNetwork};

/// Whether the street is open to the east and to the west on a weekday, 0 for Monday, at an hour.
fn open(roads: &RoadNetwork, moment: (u16, u16)) -> (bool, bool) {
    let street = told(&at_hour(roads, moment));
    (street.east.is_some(), street.west.is_some())
}

const BOTH: (bool, bool) = (true, true);
const EAST: (bool, bool) = (true, false);
const WEST: (bool, bool) = (false, true);
const NEITHER: (bool, bool) = (false, false);

macro_rules! truths {
    ($($name:ident: $tags:literal => $($moment:expr => $open:ident),+;)*) => {$(
        #[test]
        fn $name() {
            let roads = world(concat!("highway=residential, ", $tags)).roads(Car);
            $(assert_eq!(open(&roads, $moment), $open, "at {:?}", $moment);)+
        }
    )*};
}

truths! {
    closed_in_the_morning: "motor_vehicle:conditional=no @ (07:00-10:00)"
        => (1, 6) => BOTH, (1, 8) => NEITHER, (1, 12) => BOTH;
    closed_by_night: "access:conditional=no @ (22:00-06:00)" => (1, 12) => BOTH, (1, 23) => NEITHER, (2, 5) => NEITHER;
    closed_in_two_rush_hours: "vehicle:conditional=no @ (Mo-Fr 07:00-10:00;Mo-Fr 16:00-19:00)"
        => (0, 9) => NEITHER, (0, 17) => NEITHER, (5, 9) => BOTH;
    closed_at_weekends: "motorcar:conditional=no @ (Sa-Su)" => (4, 12) => BOTH, (5, 12) => NEITHER, (6, 0) => NEITHER;
    friday_night_is_saturday_morning_too: "motorcar:conditional=no @ (Fr 20:00-04:00)"
        => (4, 21) => NEITHER, (5, 3) => NEITHER, (5, 21) => BOTH;
    open_at_night_only: "motor_vehicle=no, motor_vehicle:conditional=yes @ (20:00-08:00)"
        => (1, 12) => NEITHER, (1, 22) => BOTH;
    one_direction_by_the_hour: "motor_vehicle:backward:conditional=no @ (07:00-10:00)"
        => (1, 8) => EAST, (1, 12) => BOTH;
    oneway_by_the_hour: "oneway=yes, oneway:conditional=-1 @ (15:00-20:00)" => (1, 12) => EAST, (1, 16) => WEST;
    both_ways_at_night: "oneway=yes, oneway:conditional=no @ (22:00-06:00)" => (1, 12) => EAST, (1, 23) => BOTH;
    hours_of_a_road_through_a_park: "opening_hours=06:00-22:00" => (1, 12) => BOTH, (1, 23) => NEITHER;
    hours_nobody_can_read: "opening_hours=whenever" => (1, 12) => BOTH, (1, 23) => BOTH;
    more_times_of_day_than_anybody_means: "motor_vehicle:conditional=no @ (01:00-02:01;03:02-04:03;05:04-06:05;\
        07:06-08:07;09:08-10:09;13:10-14:11;15:12-16:13)"
        => (1, 12) => BOTH, (1, 7) => BOTH, (1, 13) => BOTH;
    works_of_a_year_long_past: "vehicle:conditional=no @ (2019 Nov 16-2020 Apr 30)" => (1, 12) => BOTH;
}

#[test]
fn a_limit_by_the_hour() {
    let roads = world("highway=primary, maxspeed=60, maxspeed:forward:conditional=20 @ (Mo-Fr 13:00-16:00)").roads(Car);
    let kmh = |moment| told(&at_hour(&roads, moment));
    let (school, noon) = (kmh((1, 14)), kmh((1, 12)));
    assert!(
        is_about(school.east.unwrap(), 18.0) && is_about(school.west.unwrap(), 45.0),
        "{school:?}"
    );
    assert!(
        is_about(noon.east.unwrap(), 45.0) && is_about(noon.west.unwrap(), 45.0),
        "{noon:?}"
    );
}

#[test]
fn who_may_by_the_hour() {
    let roads = world("highway=residential, access:conditional=private @ (20:00-08:00)").roads(Car);
    let access = |moment| at_hour(&roads, moment).snap(at((5.0, 0.0))).unwrap().access();
    assert_eq!((access((1, 12)), access((1, 21))), (Access::Open, Access::Private));
}

/// A street of ten steps with a gate in its middle, and a way of thirty around.
fn gated(gate: &str) -> RoadNetwork {
    World::default()
        .node(1, -5.0, 0.0, "")
        .node(2, 0.0, 0.0, gate)
        .node(3, 5.0, 0.0, "")
        .node(4, 5.0, 10.0, "")
        .node(5, -5.0, 10.0, "")
        .way(&[1, 2, 3], "highway=residential")
        .way(&[3, 4, 5, 1], "highway=residential")
        .roads(Car)
}

#[test]
fn a_gate_by_the_hour() {
    let passes = |roads: &RoadNetwork, moment| {
        let (_, meters) = drive(&at_hour(roads, moment), (-2.0, 0.0), (2.0, 0.0)).unwrap();
        meters < 500
    };
    let closed_by_night = gated("barrier=gate, access=yes, access:conditional=no @ (22:00-06:00)");
    assert!(passes(&closed_by_night, (1, 12)) && !passes(&closed_by_night, (1, 23)));
    let bollard = gated("barrier=bollard, motor_vehicle:conditional=yes @ (06:00-10:00)");
    assert!(!passes(&bollard, (1, 12)) && passes(&bollard, (1, 8)));
    // Outside its hours a gate is a locked one: not for those who only pass.
    let opening = gated("barrier=lift_gate, opening_hours=Mo-Fr 08:00-18:00");
    assert!(passes(&opening, (1, 12)) && !passes(&opening, (1, 19)) && !passes(&opening, (6, 12)));
}

/// The left turn at the middle of a cross, from the west to the north: ten steps, or thirty by the end of the road.
fn turns(text: &str, moment: (u16, u16)) -> bool {
    let to = if text.contains("straight") { 2 } else { 4 };
    let roads = World::cross("").restriction(1, &[(Node, 1)], to, text).roads(Car);
    let (_, meters) = drive(&at_hour(&roads, moment), (-5.0, 0.0), (0.0, 5.0)).unwrap();
    meters < 1_200
}

#[test]
fn a_turn_by_the_hour() {
    let rush = "restriction:conditional=no_left_turn @ (Mo-Fr 07:00-10:00)";
    assert!(turns(rush, (1, 6)) && !turns(rush, (1, 8)) && turns(rush, (1, 12)) && turns(rush, (5, 8)));
    let day = "restriction=no_left_turn, day_on=Monday, day_off=Friday, hour_on=7:00, hour_off=19:00";
    assert!(!turns(day, (1, 12)) && turns(day, (1, 20)) && turns(day, (6, 12)));
    let only = "restriction:motorcar:conditional=only_straight_on @ (Sa-Su)";
    assert!(turns(only, (1, 12)) && !turns(only, (6, 12)));
}

#[test]
fn what_lies_behind_a_closed_street_is_walked_to() {
    // A street to the north of ten steps, whose first half is closed by day, beside an avenue.
    let roads = World::default()
        .node(1, -10.0, 0.0, "")
        .node(2, 0.0, 0.0, "")
        .node(3, 10.0, 0.0, "")
        .node(4, 0.0, 2.0, "")
        .node(5, 0.0, 4.0, "")
        .way(&[1, 2, 3], "highway=secondary")
        .way(
            &[2, 4],
            "highway=residential, motor_vehicle:conditional=no @ (10:00-18:00)",
        )
        .way(&[4, 5], "highway=residential")
        .roads(Car);
    let walk = |moment| at_hour(&roads, moment).snap(at((0.0, 3.0))).unwrap().distance_meters();
    assert!(walk((1, 20)) < 1.0);
    assert!((walk((1, 12)) - 333.6).abs() < 1.0);
    assert!((roads.snap(at((0.0, 3.0))).unwrap().distance_meters() - 333.6).abs() < 1.0);
}

#[test]
fn one_turns_back_where_the_street_ahead_is_closed() {
    // A street of two halves between avenues far apart; by day nobody drives on into the second.
    let roads = World::default()
        .node(1, -10.0, 0.0, "")
        .node(2, 0.0, 0.0, "")
        .node(3, 10.0, 0.0, "")
        .node(4, 0.0, 4.0, "")
        .node(5, 0.0, 8.0, "")
        .node(6, 10.0, 8.0, "")
        .way(&[1, 2, 3], "highway=secondary")
        .way(&[2, 4], "highway=residential")
        .way(
            &[4, 5],
            "highway=pedestrian, motor_vehicle=yes, motor_vehicle:conditional=no @ (10:00-18:00)",
        )
        .way(&[5, 6, 3], "highway=residential")
        .roads(Car);
    for moment in [(1, 12), (1, 20)] {
        let stop = at_hour(&roads, moment).snap(at((0.0, 3.5))).unwrap();
        assert!(
            stop.distance_meters() < 1.0,
            "the first half is driven at any hour: {stop:?}"
        );
        let there = drive(&at_hour(&roads, moment), (-5.0, 0.0), (0.0, 3.5)).unwrap();
        assert!((944..=946).contains(&there.1), "{there:?}");
    }
}
