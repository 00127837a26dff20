//! Tests of speeds in km/h, by the class of road and by what the ground is made of, for a car, a bicycle and a person
//! on foot.

use crate::one_street::{is_about, kmh};
use karavan_roads::Profile::{Bicycle, Car, Foot};

macro_rules! truths {
    ($($name:ident: $profile:ident, $tags:literal => $kmh:literal;)*) => {$(
        #[test]
        fn $name() {
            let told = kmh($profile, $tags);
            assert!(is_about(told, $kmh), "{told} km/h, not {}", $kmh);
        }
    )*};
}

truths! {
    a_motorway: Car, "highway=motorway" => 93.5;
    a_trunk_road: Car, "highway=trunk" => 63.0;
    an_avenue: Car, "highway=primary" => 45.0;
    a_secondary_street: Car, "highway=secondary" => 40.2;
    a_tertiary_street: Car, "highway=tertiary" => 36.0;
    an_unclassified_street: Car, "highway=unclassified" => 30.0;
    a_residential_street: Car, "highway=residential" => 25.2;
    a_courtyard: Car, "highway=living_street" => 12.0;
    a_service_way: Car, "highway=service" => 12.0;
    a_street_marked_as_a_courtyard: Car, "highway=residential, living_street=yes" => 12.0;
    asphalt: Car, "highway=primary, surface=asphalt" => 45.0;
    an_unpaved_avenue: Car, "highway=primary, surface=unpaved" => 40.0;
    gravel: Car, "highway=primary, surface=gravel" => 35.0;
    cobblestone: Car, "highway=primary, surface=cobblestone" => 30.0;
    mud: Car, "highway=track, surface=mud" => 8.0;
    the_worst_counts: Car, "highway=primary, surface=unpaved, smoothness=very_bad" => 15.0;
    a_good_track: Car, "highway=track, tracktype=grade1" => 12.0;
    a_bad_track: Car, "highway=track, tracktype=grade5" => 8.0;
    an_impassable_road: Car, "highway=track, smoothness=impassable" => 0.0;
    a_ride_on_a_street: Bicycle, "highway=residential" => 15.0;
    a_ride_on_a_cycleway: Bicycle, "highway=cycleway" => 17.0;
    a_ride_on_gravel: Bicycle, "highway=track, surface=gravel" => 10.0;
    a_push_on_a_footway: Bicycle, "highway=footway" => 4.5;
    a_ride_on_a_footway_that_lets_bicycles: Bicycle, "highway=footway, bicycle=yes" => 10.0;
    a_push_where_riders_dismount: Bicycle, "highway=residential, bicycle=dismount" => 4.5;
    a_bicycle_on_steps: Bicycle, "highway=steps" => 1.5;
    a_walk_on_a_street: Foot, "highway=residential" => 4.5;
    a_walk_on_a_footway: Foot, "highway=footway" => 4.5;
    a_walk_up_steps: Foot, "highway=steps" => 2.0;
    a_walk_through_sand: Foot, "highway=path, surface=sand" => 3.5;
    people_walk_what_no_wheel_passes: Foot, "highway=track, smoothness=impassable" => 4.3;
}
