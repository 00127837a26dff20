//! Tests of barriers in the middle of a street: how many seconds each takes, or that nobody gets through; and of a yard
//! between two private gates.

use crate::world::{World, drive};
use karavan_roads::Profile::{self, Bicycle, Car, Foot};

/// Seconds that a barrier adds to a drive past it; `None` when one goes round.
fn lost(profile: Profile, barrier: &str) -> Option<i64> {
    let seconds = |barrier: &str| {
        let roads = World::default()
            .node(1, 0.0, 0.0, "")
            .node(2, 10.0, 0.0, "")
            .node(3, 10.0, 10.0, "")
            .node(4, 0.0, 10.0, "")
            .node(5, 5.0, 0.0, barrier)
            .way(&[1, 5, 2], "highway=residential")
            .way(&[2, 3, 4, 1], "highway=primary")
            .roads(profile);
        let (seconds, meters) = drive(&roads, (2.0, 0.0), (8.0, 0.0)).unwrap();
        (meters < 700).then_some(i64::from(seconds))
    };
    Some(seconds(barrier)? - seconds("").unwrap())
}

macro_rules! truths {
    ($($name:ident: $profile:ident, $tags:literal => $lost:expr;)*) => {$(
        #[test]
        fn $name() {
            let expected: Option<i64> = $lost;
            let lost = lost($profile, $tags);
            let is_near = lost.zip(expected).is_some_and(|(lost, expected)| (lost - expected).abs() <= 1);
            assert!(lost == expected || is_near, "{lost:?} s, not {expected:?}");
        }
    )*};
}

truths! {
    a_gate_is_opened_by_a_call: Car, "barrier=gate" => Some(40);
    a_lift_gate_too: Car, "barrier=lift_gate" => Some(40);
    a_swing_gate_too: Car, "barrier=swing_gate" => Some(40);
    an_open_gate: Car, "barrier=gate, access=yes" => Some(10);
    a_gate_closed_to_cars: Car, "barrier=gate, motor_vehicle=no" => None;
    a_gate_closed_to_all: Car, "barrier=gate, access=no" => None;
    // A private gate counts as an entry: the way round is five minutes longer, less than the quarter of an hour an
    // entry weighs.
    a_private_gate_is_no_way_through: Car, "barrier=gate, access=private" => None;
    a_private_lift_gate_is_no_way_through: Car, "barrier=lift_gate, access=private" => None;
    a_locked_gate_is_no_way_through: Car, "barrier=gate, locked=yes" => None;
    a_gate_for_customers_is_no_way_through: Car, "barrier=gate, access=customers" => None;
    a_bollard: Car, "barrier=bollard" => None;
    a_bollard_that_goes_down: Car, "barrier=bollard, bollard=rising" => Some(40);
    a_bollard_that_lets_cars_in: Car, "barrier=bollard, motor_vehicle=yes" => Some(10);
    a_block: Car, "barrier=block" => None;
    a_chain: Car, "barrier=chain" => None;
    a_fence: Car, "barrier=fence" => None;
    a_jersey_barrier: Car, "barrier=jersey_barrier" => None;
    a_cycle_barrier: Car, "barrier=cycle_barrier" => None;
    an_entrance_is_open: Car, "barrier=entrance" => Some(0);
    a_height_restrictor_is_open: Car, "barrier=height_restrictor" => Some(0);
    a_cattle_grid_is_open: Car, "barrier=cattle_grid" => Some(0);
    a_barrier_nobody_has_heard_of_is_a_gate: Car, "barrier=something_new" => Some(40);
    people_walk_past_a_bollard: Foot, "barrier=bollard" => Some(0);
    people_walk_past_a_block: Foot, "barrier=block" => Some(0);
    people_walk_through_a_turnstile: Foot, "barrier=turnstile" => Some(3);
    people_open_a_gate: Foot, "barrier=gate" => Some(5);
    nobody_walks_through_a_wall: Foot, "barrier=wall" => None;
    a_gate_closed_to_people: Foot, "barrier=gate, foot=no" => None;
    a_bicycle_passes_a_bollard: Bicycle, "barrier=bollard" => Some(0);
    a_bicycle_is_led_through_a_cycle_barrier: Bicycle, "barrier=cycle_barrier" => Some(15);
    a_bicycle_passes_no_fence: Bicycle, "barrier=fence" => None;
}

#[test]
fn a_yard_behind_a_private_gate_is_reached_and_never_crossed() {
    // The yard joins two streets; there is a private gate at either end.
    let roads = World::default()
        .node(1, 0.0, 0.0, "")
        .node(2, 10.0, 0.0, "")
        .node(3, 10.0, 10.0, "")
        .node(4, 0.0, 10.0, "")
        .node(5, 5.0, 0.0, "")
        .node(6, 5.0, 10.0, "")
        .node(7, 5.0, 1.0, "barrier=lift_gate, access=private")
        .node(8, 5.0, 9.0, "barrier=lift_gate, access=private")
        .way(&[1, 5, 2, 3, 6, 4, 1], "highway=residential")
        .way(&[5, 7, 8, 6], "highway=service")
        .roads(Car);
    let (inside, inside_meters) = drive(&roads, (4.0, 0.0), (5.0, 3.0)).unwrap();
    assert!(
        (444..=446).contains(&inside_meters),
        "straight in through the gate: {inside_meters} m in {inside} s"
    );
    let (_, across) = drive(&roads, (4.0, 0.0), (4.0, 10.0)).unwrap();
    assert_eq!(across, 2_002, "around by the west, not through the yard: 18 steps");
}
