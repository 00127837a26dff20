//! Tests that a car, a bicycle and a person on foot take different ways across one map, and that a stored network
//! knows its profile.

use crate::world::{World, drive};
use karavan_roads::Profile::{self, Bicycle, Car, Foot};
use karavan_roads::RoadNetwork;

/// A block of streets of ten by two steps; in the middle a footway joins its long sides, and one of these is oneway to
/// the west.
fn block() -> World {
    World::default()
        .node(1, 0.0, 0.0, "")
        .node(2, 5.0, 0.0, "")
        .node(3, 10.0, 0.0, "")
        .node(4, 10.0, 2.0, "")
        .node(5, 5.0, 2.0, "")
        .node(6, 0.0, 2.0, "")
        .way(&[1, 2, 3], "highway=residential, oneway=-1")
        .way(&[3, 4, 5, 6, 1], "highway=residential")
        .way(&[2, 5], "highway=footway")
}

fn meters(profile: Profile, from: (f64, f64), to: (f64, f64)) -> u32 {
    drive(&block().roads(profile), from, to).unwrap().1
}

#[test]
fn people_take_the_footway_cars_go_round_and_bicycles_choose() {
    let (from, to) = ((5.5, 0.0), (5.5, 2.0));
    // Three steps by the footway; thirteen with the oneway street to the west.
    assert_eq!(meters(Foot, from, to), 334);
    assert_eq!(meters(Car, from, to), 1_446);
    // Pushing 222 m at 4.5 km/h takes 178 s, riding ten steps more 267 s.
    assert_eq!(meters(Bicycle, from, to), 334);
}

#[test]
fn people_walk_against_the_traffic() {
    let (from, to) = ((4.0, 0.0), (6.0, 0.0));
    assert_eq!(meters(Foot, from, to), 222);
    assert!(meters(Car, from, to) > 2_000);
}

#[test]
fn a_car_is_faster_than_a_bicycle_and_that_than_a_walk() {
    let seconds = |profile| drive(&block().roads(profile), (9.0, 0.0), (1.0, 0.0)).unwrap().0;
    // 889.6 m at 25.2, 15 and 4.5 km/h.
    assert_eq!([Car, Bicycle, Foot].map(seconds), [127, 213, 712]);
}

#[test]
fn a_stored_network_knows_whose_it_is() {
    for profile in Profile::ALL {
        let roads = block().roads(profile);
        let loaded = RoadNetwork::from_bytes(&roads.to_bytes()).unwrap();
        assert_eq!(loaded.profile(), profile);
        assert_eq!(
            drive(&loaded, (4.0, 0.0), (6.0, 0.0)),
            drive(&roads, (4.0, 0.0), (6.0, 0.0))
        );
    }
}
