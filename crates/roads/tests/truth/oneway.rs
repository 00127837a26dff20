//! Tests of the directions in which a street is open, for a car, a bicycle and a person on foot.

use crate::one_street::directions;
use karavan_roads::Profile::{self, Bicycle, Car, Foot};

macro_rules! truths {
    ($($name:ident: $profile:ident, $tags:literal => $east:literal, $west:literal;)*) => {$(
        #[test]
        fn $name() {
            let profile: Profile = $profile;
            assert_eq!(directions(profile, concat!("highway=residential, ", $tags)), ($east, $west));
        }
    )*};
}

truths! {
    a_street_is_open_both_ways: Car, "" => true, true;
    oneway_yes: Car, "oneway=yes" => true, false;
    oneway_true: Car, "oneway=true" => true, false;
    oneway_1: Car, "oneway=1" => true, false;
    oneway_minus_1_runs_against_the_nodes: Car, "oneway=-1" => false, true;
    oneway_reverse: Car, "oneway=reverse" => false, true;
    oneway_no: Car, "oneway=no" => true, true;
    oneway_alternating_takes_turns: Car, "oneway=alternating" => true, true;
    oneway_reversible_cannot_be_known: Car, "oneway=reversible" => false, false;
    oneway_reversible_by_the_hour: Car, "oneway=reversible, oneway:conditional=yes @ (06:00-14:00)" => true, false;
    a_roundabout_runs_along_its_nodes: Car, "junction=roundabout" => true, false;
    a_circular_junction_runs_along_its_nodes: Car, "junction=circular" => true, false;
    a_roundabout_may_say_otherwise: Car, "junction=roundabout, oneway=no" => true, true;
    a_mini_roundabout_is_no_oneway: Car, "junction=mini_roundabout" => true, true;
    the_key_of_cars_wins: Car, "oneway=yes, oneway:motor_vehicle=no" => true, true;
    the_key_of_bicycles_is_not_for_cars: Car, "oneway=yes, oneway:bicycle=no" => true, false;
    no_vehicles_backward: Car, "vehicle:backward=no" => true, false;
    no_cars_forward: Car, "motor_vehicle:forward=no" => false, true;
    a_bicycle_follows_a_oneway: Bicycle, "oneway=yes" => true, false;
    oneway_bicycle_no: Bicycle, "oneway=yes, oneway:bicycle=no" => true, true;
    oneway_bicycle_yes: Bicycle, "oneway:bicycle=yes" => true, false;
    cycleway_opposite: Bicycle, "oneway=yes, cycleway=opposite" => true, true;
    cycleway_opposite_lane: Bicycle, "oneway=yes, cycleway=opposite_lane" => true, true;
    cycleway_left_against_the_traffic: Bicycle, "oneway=yes, cycleway:left:oneway=-1" => true, true;
    cycleway_both_two_ways: Bicycle, "oneway=yes, cycleway:both:oneway=no" => true, true;
    a_cycle_lane_along_the_traffic_changes_nothing: Bicycle, "oneway=yes, cycleway=lane" => true, false;
    people_walk_against_a_oneway: Foot, "oneway=yes" => true, true;
    people_walk_round_a_roundabout_either_way: Foot, "junction=roundabout" => true, true;
    oneway_foot: Foot, "oneway:foot=yes" => true, false;
    an_escalator_runs_one_way: Foot, "conveying=forward" => true, false;
}

#[test]
fn a_motorway_is_oneway_and_its_ramps_are_not() {
    assert_eq!(directions(Car, "highway=motorway"), (true, false));
    assert_eq!(directions(Car, "highway=motorway_link"), (true, true));
    assert_eq!(directions(Car, "highway=motorway, oneway=no"), (true, true));
}
