//! Tests of roads that are open in summer or in winter only, and of speeds on snow.

use crate::one_street::{is_about, street, world};
use crate::world::{drive, in_season};
use karavan_roads::Profile::{Car, Foot};
use karavan_roads::Season::{Summer, Winter};

macro_rules! truths {
    ($($name:ident: $tags:literal => $summer:literal, $winter:literal;)*) => {$(
        #[test]
        fn $name() {
            let is_open = |season| street(Car, season, $tags).east.is_some();
            assert_eq!((is_open(Summer), is_open(Winter)), ($summer, $winter));
        }
    )*};
}

truths! {
    a_street_is_open_all_year: "highway=residential" => true, true;
    a_track_is_open_all_year: "highway=track" => true, true;
    an_ice_road: "highway=unclassified, ice_road=yes" => false, true;
    a_winter_road: "highway=track, winter_road=yes" => false, true;
    seasonal_winter: "highway=track, seasonal=winter" => false, true;
    seasonal_summer: "highway=track, seasonal=summer" => true, false;
    seasonal_spring_to_autumn: "highway=track, seasonal=spring;summer;autumn" => true, false;
    a_road_nobody_ploughs: "highway=unclassified, winter_service=no" => true, false;
    a_road_without_ploughs_by_another_word: "highway=unclassified, snowplowing=no" => true, false;
    a_ford_freezes: "highway=unclassified, ford=yes" => true, false;
}

#[test]
fn snow_slows_streets_and_tracks() {
    let kmh = |profile, season, tags| street(profile, season, tags).east.unwrap();
    assert!(is_about(kmh(Car, Winter, "highway=primary"), 45.0 * 0.85));
    assert!(is_about(kmh(Car, Winter, "highway=track"), 12.0 * 0.6));
    assert!(is_about(kmh(Foot, Winter, "highway=footway"), 4.5 * 0.85));
}

#[test]
fn summer_comes_back_to_the_last_bit() {
    let roads = world("highway=track, ice_road=yes").roads(Car);
    let back = in_season(&in_season(&roads, Winter), Summer);
    for (from, to) in [((2.0, 0.0), (8.0, 0.0)), ((10.0, 5.0), (0.0, 5.0))] {
        assert_eq!(drive(&back, from, to), drive(&roads, from, to));
    }
}

#[test]
fn a_house_by_an_ice_road_is_walked_to_in_summer() {
    let roads = world("highway=unclassified, ice_road=yes").roads(Car);
    let place = crate::world::at((2.0, 0.0));
    let in_winter = in_season(&roads, Winter);
    assert!(in_winter.snap(place).unwrap().distance_meters() < 1.0);
    let stop = roads.snap(place).unwrap();
    assert!((stop.distance_meters() - 222.4).abs() < 1.0, "{stop:?}");
}
