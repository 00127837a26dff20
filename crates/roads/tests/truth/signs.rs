//! Tests of `maxspeed` in many spellings, on an avenue that averages three quarters of its limit: a higher sign raises
//! that in proportion up to half as much again, a lower one caps it at nine tenths of what it says.

use crate::one_street::{is_about, kmh, told, world};
use karavan_roads::Profile::Car;

macro_rules! truths {
    ($($name:ident: $tags:literal => $kmh:literal;)*) => {$(
        #[test]
        fn $name() {
            let told = kmh(Car, concat!("highway=primary, ", $tags));
            assert!(is_about(told, $kmh), "{told} km/h, not {}", $kmh);
        }
    )*};
}

truths! {
    sixty: "maxspeed=60" => 45.0;
    eighty: "maxspeed=80" => 60.0;
    forty: "maxspeed=40" => 36.0;
    with_a_unit: "maxspeed=40 km/h" => 36.0;
    sixty_miles: "maxspeed=60 mph" => 67.5;
    thirty_miles: "maxspeed=30 mph" => 43.45;
    ru_urban: "maxspeed=RU:urban" => 45.0;
    ru_rural: "maxspeed=RU:rural" => 67.5;
    ru_motorway: "maxspeed=RU:motorway" => 67.5;
    ru_living_street: "maxspeed=RU:living_street" => 18.0;
    kz_urban: "maxspeed=KZ:urban" => 45.0;
    by_urban: "maxspeed=BY:urban" => 45.0;
    cz_urban_is_fifty: "maxspeed=CZ:urban" => 45.0;
    pt_urban_is_fifty: "maxspeed=PT:urban" => 45.0;
    a_zone_of_thirty: "maxspeed=DE:zone30" => 27.0;
    a_zone_by_its_own_key: "zone:maxspeed=CZ:30" => 27.0;
    a_zone_by_the_source_of_the_limit: "source:maxspeed=RU:living_street" => 18.0;
    a_zone_by_the_type_of_the_limit: "maxspeed:type=RU:rural" => 67.5;
    a_zone_by_its_traffic: "zone:traffic=RU:rural" => 67.5;
    a_number_beats_a_zone: "maxspeed=40, source:maxspeed=RU:rural" => 36.0;
    none: "maxspeed=none" => 67.5;
    walk: "maxspeed=walk" => 4.5;
    signals_say_nothing: "maxspeed=signals" => 45.0;
    the_first_of_several: "maxspeed=40;60" => 36.0;
    a_mistake_is_not_believed: "maxspeed=900" => 45.0;
}

#[test]
fn each_direction_may_have_its_own_sign() {
    let roads = world("highway=primary, maxspeed=60, maxspeed:forward=40, maxspeed:backward=20").roads(Car);
    let street = told(&roads);
    assert!(
        is_about(street.east.unwrap(), 36.0) && is_about(street.west.unwrap(), 18.0),
        "{street:?}"
    );
}

#[test]
fn a_bicycle_does_not_go_faster_for_a_sign() {
    let told = kmh(karavan_roads::Profile::Bicycle, "highway=primary, maxspeed=90");
    assert!(is_about(told, 16.0), "{told}");
}
