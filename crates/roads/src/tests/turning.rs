//! Tests of turns on small worlds: what they take, which are forbidden, and where one may turn back; and of waits at
//! signals and ferries. A step of primary road is 8.896 s.

use super::world::{World, at};
use crate::{NO_ROAD, RoadNetwork};
use karavan_osm::MemberKind::{Node, Way};

fn seconds(network: &RoadNetwork, from: (f64, f64), to: (f64, f64)) -> Option<u32> {
    let snap = |place| network.snap(at(place)).unwrap();
    let (from, to) = (snap(from), snap(to));
    let table = network.matrix(std::slice::from_ref(&from), std::slice::from_ref(&to));
    let path = network.path(&from, &to);
    assert_eq!(path.map_or(NO_ROAD, |path| path.seconds), table.seconds[0]);
    (table.seconds[0] != NO_ROAD).then_some(table.seconds[0])
}

const WEST: (f64, f64) = (-5.0, 0.0);
const EAST: (f64, f64) = (5.0, 0.0);
const SOUTH: (f64, f64) = (0.0, -5.0);
const NORTH: (f64, f64) = (0.0, 5.0);

#[test]
fn a_turn_to_the_left_takes_longer_than_one_to_the_right() {
    let network = World::cross("").build();
    // Ten steps are 89.0 s; straight on nothing more, right 3 s, left 7 s.
    assert_eq!(seconds(&network, WEST, EAST), Some(89));
    assert_eq!(seconds(&network, WEST, SOUTH), Some(92));
    assert_eq!(seconds(&network, WEST, NORTH), Some(96));
    assert_eq!(seconds(&network, NORTH, WEST), Some(92));
    assert_eq!(seconds(&network, SOUTH, WEST), Some(96));
}

#[test]
fn two_signals_within_sight_are_one_junction() {
    let crossing = |second: f64| {
        World::default()
            .node(1, 0.0, 0.0, "")
            .node(2, 5.0, 0.0, "highway=traffic_signals")
            .node(3, second, 0.0, "highway=traffic_signals")
            .node(4, 10.0, 0.0, "")
            .way(&[1, 2, 3, 4], "highway=primary")
            .build()
    };
    // Ten steps: 89.0 s. A quarter of a step is 27.8 m, two are 222 m.
    assert_eq!(seconds(&crossing(5.25), (0.0, 0.0), (10.0, 0.0)), Some(99));
    assert_eq!(seconds(&crossing(7.0), (0.0, 0.0), (10.0, 0.0)), Some(109));
}

#[test]
fn a_forbidden_turn_sends_cars_to_the_end_of_the_road_and_back() {
    let restricted = |text: &str| {
        seconds(
            &World::cross("").restriction(1, &[(Node, 1)], 4, text).build(),
            WEST,
            NORTH,
        )
    };
    // On to a dead end, back, and right there: 5 + 10 + 10 + 5 steps, 266.9 s; a turn back 20 s and one to the right 3
    // s.
    let around = Some(290);
    let table = [
        ("restriction=no_left_turn", around),
        ("restriction=no_right_turn", around),
        ("restriction=only_straight_on", Some(96)),
        ("restriction:motorcar=no_left_turn", around),
        ("restriction:hgv=no_left_turn", Some(96)),
        ("restriction=no_left_turn, except=motorcar", Some(96)),
        ("restriction=no_left_turn, except=psv;motor_vehicle", Some(96)),
        ("restriction=no_left_turn, except=psv;bicycle", around),
        ("restriction=nonsense", Some(96)),
    ];
    for (text, expected) in table {
        assert_eq!(restricted(text), expected, "{text}");
    }
    // Others may still turn there.
    let network = World::cross("")
        .restriction(1, &[(Node, 1)], 4, "restriction=no_left_turn")
        .build();
    assert_eq!(seconds(&network, EAST, NORTH), Some(92));
    assert_eq!(seconds(&network, SOUTH, NORTH), Some(89));
}

#[test]
fn an_only_restriction_forbids_all_other_turns() {
    let network = World::cross("")
        .restriction(1, &[(Node, 1)], 2, "restriction=only_straight_on")
        .build();
    assert_eq!(seconds(&network, WEST, EAST), Some(89));
    // To the north: on to the east end, 20 s, back and right: 290 s; to the south: left on the way back, 294 s.
    assert_eq!(seconds(&network, WEST, NORTH), Some(290));
    assert_eq!(seconds(&network, WEST, SOUTH), Some(294));
    assert_eq!(seconds(&network, SOUTH, NORTH), Some(89));
}

/// Two carriageways of a street, a step apart, joined by a short crossing road (way 3) that goes on to both sides.
fn dual() -> World {
    World::default()
        .node(1, -10.0, 0.0, "")
        .node(2, 0.0, 0.0, "")
        .node(3, 10.0, 0.0, "")
        .node(4, 10.0, 1.0, "")
        .node(5, 0.0, 1.0, "")
        .node(6, -10.0, 1.0, "")
        .node(7, 0.0, -5.0, "")
        .node(8, 0.0, 6.0, "")
        .way(&[1, 2, 3], "highway=primary, oneway=yes")
        .way(&[4, 5, 6], "highway=primary, oneway=yes")
        .way(&[2, 5], "highway=primary")
        .way(&[7, 2], "highway=primary")
        .way(&[5, 8], "highway=primary")
        .way(&[3, 4], "highway=primary")
        .way(&[6, 1], "highway=primary")
}

#[test]
fn a_turn_back_over_two_carriageways_is_forbidden_without_forbidding_either_half() {
    let open = dual().build();
    // Five steps, one across, five back: 97.9 s, and two turns to the left.
    assert_eq!(seconds(&open, (-5.0, 0.0), (-5.0, 1.0)), Some(112));
    let network = dual().restriction(1, &[(Way, 3)], 2, "restriction=no_u_turn").build();
    // Left, straight on to the north end, back and right: 5 + 1 + 5 + 5 + 5 steps, 186.8 s, 7 + 20 + 3 s.
    assert_eq!(seconds(&network, (-5.0, 0.0), (-5.0, 1.0)), Some(217));
    // Left into the crossing road from here, and left out of it from the south, are allowed.
    assert_eq!(seconds(&network, (-5.0, 0.0), (0.0, 5.0)), Some(96));
    assert_eq!(seconds(&network, (0.0, -4.0), (-5.0, 1.0)), Some(96));
}

#[test]
fn a_drive_begun_on_the_crossing_road_may_turn_either_way() {
    let network = dual().restriction(1, &[(Way, 3)], 2, "restriction=no_u_turn").build();
    // Half a step and five: 48.9 s, left.
    assert_eq!(seconds(&network, (0.0, 0.5), (-5.0, 1.0)), Some(56));
    // One that ends there was not forbidden anything yet.
    assert_eq!(seconds(&network, (-5.0, 0.0), (0.0, 0.5)), Some(56));
}

#[test]
fn a_ferry_that_takes_cars_is_waited_for() {
    let river = |text: &str| {
        World::default()
            .node(1, 0.0, 0.0, "")
            .node(2, 5.0, 0.0, "")
            .node(3, 7.0, 0.0, "")
            .node(4, 12.0, 0.0, "")
            .way(&[1, 2], "highway=primary")
            .way(&[2, 3], text)
            .way(&[3, 4], "highway=primary")
            .build()
    };
    // Four steps of road, 35.6 s; two of water at 8 km/h, 100.1 s; ten minutes at the pier.
    let network = river("route=ferry, motor_vehicle=yes");
    assert_eq!(seconds(&network, (3.0, 0.0), (9.0, 0.0)), Some(736));
    assert_eq!(river("route=ferry").stats().segments, 1, "one bank only");
}

#[test]
fn cars_turn_back_at_dead_ends_and_gates_only() {
    // A place just ahead on a oneway block is a whole round away; on a street with an end it is a turn back there.
    let street = World::default()
        .node(1, 0.0, 0.0, "")
        .node(2, 5.0, 0.0, "")
        .node(3, 10.0, 0.0, "")
        .node(4, 5.0, 5.0, "")
        .way(&[1, 2, 3], "highway=primary")
        .way(&[2, 4], "highway=service")
        .restriction(1, &[(Node, 2)], 2, "restriction=no_left_turn")
        .restriction(1, &[(Node, 2)], 2, "restriction=no_right_turn")
        .build();
    // Nobody may turn into the yard; nobody turns back at its mouth either.
    let path = street.path(
        &street.snap(at((2.0, 0.0))).unwrap(),
        &street.snap(at((8.0, 0.0))).unwrap(),
    );
    assert_eq!(path.unwrap().points.len(), 3);
    let stats = street.stats();
    assert_eq!(
        (stats.segments, stats.bans),
        (4, 2),
        "a yard that can be left and not entered is kept, and come to by a guess: {stats:?}"
    );
}
