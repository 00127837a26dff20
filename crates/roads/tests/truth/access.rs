//! Who may: the most specific key decides.

use crate::one_street::access;
use karavan_roads::Access::{Closed, Destination, Open, Private};
use karavan_roads::Profile::{Bicycle, Car, Foot};

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
