//! Tests of who may use a street: the most specific access key decides; tracks and yards serve the ends of trips only;
//! each direction may have its own.

use crate::one_street::access;
use karavan_roads::Access::{Closed, Destination, Open, Private};
use karavan_roads::Profile::{Bicycle, Car, Foot};
use karavan_roads::Season;

macro_rules! truths {
    ($($name:ident: $profile:ident, $tags:literal => $access:ident;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(access($profile, $tags), $access);
        }
    )*};
}

truths! {
    nothing_said_is_open: Car, "highway=residential" => Open;
    access_no: Car, "highway=residential, access=no" => Closed;
    access_private_serves_its_own_addresses: Car, "highway=service, access=private" => Private;
    access_permit: Car, "highway=service, access=permit" => Private;
    access_residents: Car, "highway=service, access=residents" => Private;
    access_destination: Car, "highway=residential, access=destination" => Destination;
    access_customers: Car, "highway=service, access=customers" => Destination;
    access_delivery: Car, "highway=service, access=delivery" => Destination;
    access_permissive: Car, "highway=service, access=permissive" => Open;
    access_agricultural: Car, "highway=track, access=agricultural" => Closed;
    access_forestry: Car, "highway=track, access=forestry" => Closed;
    access_military: Car, "highway=service, access=military" => Closed;
    one_of_several_words_is_enough: Car, "highway=track, motor_vehicle=agricultural;destination" => Destination;
    an_unknown_word_says_nothing: Car, "highway=residential, access=perhaps" => Open;
    vehicle_beats_access: Car, "highway=residential, access=no, vehicle=yes" => Open;
    motor_vehicle_beats_vehicle: Car, "highway=residential, vehicle=no, motor_vehicle=destination" => Destination;
    motorcar_beats_motor_vehicle: Car, "highway=residential, motor_vehicle=no, motorcar=yes" => Open;
    a_stricter_motorcar_wins_too: Car, "highway=residential, motor_vehicle=yes, motorcar=private" => Private;
    what_is_said_of_people_is_not_said_of_cars: Car, "highway=residential, access=private, foot=yes" => Private;
    buses_only: Car, "highway=service, access=no, bus=yes" => Closed;
    a_living_street_is_for_its_own: Car, "highway=living_street" => Destination;
    a_courtyard_as_russians_map_it: Car, "highway=service, living_street=yes" => Destination;
    yes_makes_no_yard_a_thoroughfare: Car, "highway=service, living_street=yes, access=yes" => Destination;
    a_private_courtyard: Car, "highway=service, living_street=yes, access=private" => Private;
    a_service_way_is_open: Car, "highway=service" => Open;
    a_driveway_is_open: Car, "highway=service, service=driveway" => Open;
    a_track_is_for_its_own: Car, "highway=track" => Destination;
    an_emergency_way_is_closed: Car, "highway=service, service=emergency_access" => Closed;
    a_pedestrian_street_is_closed_to_cars: Car, "highway=pedestrian" => Closed;
    access_yes_there_is_meant_for_people: Car, "highway=pedestrian, access=yes" => Closed;
    a_pedestrian_street_with_deliveries: Car, "highway=pedestrian, motor_vehicle=delivery" => Destination;
    a_footway_is_closed_to_cars: Car, "highway=footway" => Closed;
    a_footway_is_closed_to_cars_whatever_is_said: Car, "highway=footway, motor_vehicle=yes" => Closed;
    a_street_being_built_is_closed: Car, "highway=construction, construction=primary" => Closed;
    people_walk_where_cars_may_not: Foot, "highway=residential, motor_vehicle=no" => Open;
    people_walk_where_vehicles_may_not: Foot, "highway=residential, vehicle=no" => Open;
    access_no_holds_for_people: Foot, "highway=residential, access=no" => Closed;
    foot_beats_access: Foot, "highway=residential, access=no, foot=yes" => Open;
    foot_private: Foot, "highway=footway, foot=private" => Private;
    foot_no: Foot, "highway=cycleway, foot=no" => Closed;
    nobody_walks_on_a_motorway: Foot, "highway=motorway" => Closed;
    nobody_walks_on_a_road_for_cars: Foot, "highway=primary, motorroad=yes" => Closed;
    bicycle_beats_vehicle: Bicycle, "highway=residential, vehicle=no, bicycle=yes" => Open;
    bicycle_no: Bicycle, "highway=primary, bicycle=no" => Closed;
    bicycle_use_sidepath: Bicycle, "highway=primary, bicycle=use_sidepath" => Closed;
    vehicle_no_holds_for_bicycles: Bicycle, "highway=residential, vehicle=no" => Closed;
    a_path_closed_to_bicycles_is_walked: Bicycle, "highway=path, bicycle=no" => Open;
    nobody_cycles_on_a_motorway: Bicycle, "highway=motorway" => Closed;
}

/// Metres to the east and to the west past a street of three steps, which is gone round, eleven steps, where it is for
/// its own.
fn past(profile: karavan_roads::Profile, tags: &str) -> [u32; 2] {
    let roads = crate::world::World::default()
        .node(1, -3.0, 0.0, "")
        .node(2, 0.0, 0.0, "")
        .node(3, 3.0, 0.0, "")
        .node(4, 6.0, 0.0, "")
        .node(5, 0.0, -4.0, "")
        .node(6, 3.0, -4.0, "")
        .way(&[1, 2], "highway=residential")
        .way(&[2, 3], tags)
        .way(&[3, 4], "highway=residential")
        .way(&[2, 5, 6, 3], "highway=residential")
        .roads(profile);
    let drive = |from, to| crate::world::drive(&roads, (from, 0.0), (to, 0.0)).unwrap().1;
    [drive(-2.5, 5.5), drive(5.5, -2.5)]
}

/// Eight steps, or sixteen where the street is gone round.
const STRAIGHT: u32 = 890;
const ROUND: u32 = 1_779;

#[test]
fn one_direction_is_for_residents_and_the_other_for_all() {
    let table = [
        (
            Car,
            "vehicle:forward=no, motor_vehicle:forward=yes, vehicle:backward=destination",
            [STRAIGHT, ROUND],
        ),
        (Car, "access:backward=Private", [STRAIGHT, ROUND]),
        (Car, "motorcar:forward=destination", [ROUND, STRAIGHT]),
        (
            Car,
            "vehicle=destination, motor_vehicle:backward=yes",
            [ROUND, STRAIGHT],
        ),
        (
            Car,
            "motor_vehicle:forward:conditional=destination @ (Mo-Su)",
            [ROUND, STRAIGHT],
        ),
        (Car, "access=Destination", [ROUND, ROUND]),
        (Bicycle, "vehicle:forward=destination", [ROUND, STRAIGHT]),
        (Bicycle, "bicycle:backward=Private", [STRAIGHT, ROUND]),
        (Bicycle, "vehicle=destination, bicycle:forward=yes", [STRAIGHT, ROUND]),
        (Foot, "foot:forward=private", [ROUND, STRAIGHT]),
        (Foot, "access:backward=destination", [STRAIGHT, ROUND]),
        (Foot, "vehicle:forward=destination", [STRAIGHT, STRAIGHT]),
    ];
    for (profile, tags, expected) in table {
        let told = past(profile, &format!("highway=residential, {tags}"));
        let is_near = told
            .iter()
            .zip(expected)
            .all(|(told, expected)| told.abs_diff(expected) <= 3);
        assert!(is_near, "{profile:?} {tags}: {told:?} m, expected {expected:?}");
    }
}

#[test]
fn a_path_closed_to_bicycles_one_way_is_walked_that_way_and_ridden_the_other() {
    let told = crate::one_street::street(Bicycle, Season::Summer, "highway=path, bicycle:backward=no");
    let (east, west) = (told.east.unwrap(), told.west.unwrap());
    assert!((10.5..=11.5).contains(&east), "{told:?}");
    assert!((4.3..=4.7).contains(&west), "{told:?}");
}
