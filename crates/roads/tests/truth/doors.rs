//! Tests of the last hundred metres: on which road one stops for a place (street, avenue, yard), and at which door or
//! wall of the house the walk ends.

use crate::world::{World, at, drive};
use karavan_roads::Access;
use karavan_roads::Profile::Car;

/// An avenue in the south, a courtyard way in the north and a street that joins them in the west; a step is 111 m.
fn quarter(south: &str, north: &str) -> World {
    World::default()
        .node(1, 0.0, 0.0, "")
        .node(2, 10.0, 0.0, "")
        .node(3, 0.0, 1.0, "")
        .node(4, 10.0, 1.0, "")
        .way(&[1, 2], south)
        .way(&[3, 4], north)
        .way(&[1, 3], "highway=residential")
}

/// A house a step long between the two, nearer to one or the other, with a door in its northern wall or none.
fn house(world: World, south: f64, north: f64, door: &str) -> World {
    world
        .node(11, 4.5, south, "")
        .node(12, 5.5, south, "")
        .node(13, 5.5, north, "")
        .node(14, 5.0, north, door)
        .node(15, 4.5, north, "")
        .way(&[11, 12, 13, 14, 15, 11], "building=apartments")
}

/// The northing, in steps, of the road that is stopped on for the middle of the house, and the metres walked.
fn stop(world: &World, place: (f64, f64)) -> (f64, f64) {
    let snap = world.roads(Car).snap(at(place)).unwrap();
    (
        (snap.point().lat * 1_000.0 * 100.0).round() / 100.0,
        snap.distance_meters(),
    )
}

const STREET: &str = "highway=residential";
const YARD: &str = "highway=service";

#[test]
fn a_large_house_is_walked_to_from_its_nearest_wall() {
    let world = house(quarter(STREET, YARD), 0.30, 0.60, "");
    // The southern wall is 33.4 m from the street; the middle is 50 m from it.
    let (north, meters) = stop(&world, (5.0, 0.45));
    assert_eq!(north, 0.0);
    assert!((meters - 33.36).abs() < 0.1, "{meters}");
}

#[test]
fn a_door_is_preferred_to_a_nearer_wall() {
    let world = house(quarter(STREET, YARD), 0.30, 0.60, "entrance=staircase");
    let (north, meters) = stop(&world, (5.0, 0.45));
    assert_eq!(north, 1.0);
    assert!((meters - 44.48).abs() < 0.1, "{meters}");
}

#[test]
fn a_garage_is_no_door() {
    let world = house(quarter(STREET, YARD), 0.30, 0.60, "entrance=garage");
    assert_eq!(stop(&world, (5.0, 0.45)).0, 0.0);
}

#[test]
fn a_place_outside_the_house_is_itself() {
    let world = house(quarter(STREET, YARD), 0.30, 0.60, "entrance=yes");
    let (north, meters) = stop(&world, (5.0, 0.2));
    assert_eq!(north, 0.0);
    assert!((meters - 22.24).abs() < 0.1, "{meters}");
}

#[test]
fn a_house_between_an_avenue_and_its_yard_fronts_the_yard() {
    // 33.4 m to the avenue, 44.5 m to the yard; stopping on the avenue counts for 30 m of walking.
    let world = house(quarter("highway=primary", YARD), 0.30, 0.60, "");
    assert_eq!(stop(&world, (5.0, 0.45)).0, 1.0);
    // A side street instead of the avenue is stopped on.
    let world = house(quarter("highway=residential", YARD), 0.30, 0.60, "");
    assert_eq!(stop(&world, (5.0, 0.45)).0, 0.0);
}

#[test]
fn who_stands_on_the_avenue_means_the_avenue() {
    let roads = World::default()
        .node(1, 0.0, 0.0, "")
        .node(2, 3.0, 0.0, "")
        .node(3, 10.0, 0.0, "")
        .node(4, 3.0, 0.2, "")
        .node(5, 8.0, 0.2, "")
        .way(&[1, 2, 3], "highway=primary")
        .way(&[2, 4, 5], YARD)
        .roads(Car);
    // 5.6 m from the middle of the avenue and 16.7 m from the yard; then 13.3 m and 8.9 m.
    assert!(roads.snap(at((6.0, 0.05))).unwrap().point().lat.abs() < 1e-9);
    assert!(roads.snap(at((6.0, 0.12))).unwrap().point().lat > 0.000_19);
}

#[test]
fn one_does_not_cross_an_avenue_on_foot_for_a_yard_on_the_other_side() {
    // The place lies 0.3 steps north of the avenue; a yard lies 0.1 steps south of it (44 m), its own yard 0.65 steps
    // north (72 m).
    let roads = World::default()
        .node(1, 0.0, 0.0, "")
        .node(2, 10.0, 0.0, "")
        .node(3, 0.0, -0.1, "")
        .node(4, 10.0, -0.1, "")
        .node(5, 0.0, 0.95, "")
        .node(6, 10.0, 0.95, "")
        .way(&[1, 2], "highway=trunk")
        .way(&[1, 3, 4], YARD)
        .way(&[1, 5, 6], YARD)
        .roads(Car);
    let snap = roads.snap(at((5.0, 0.3))).unwrap();
    assert!((snap.point().lat - 0.000_95).abs() < 1e-8, "{snap:?}");
}

#[test]
fn nobody_gets_out_on_a_bridge_or_in_a_tunnel_when_there_is_a_street() {
    for above in ["highway=residential, bridge=yes", "highway=residential, tunnel=yes"] {
        let (north, _) = stop(&quarter(above, YARD), (5.0, 0.2));
        assert_eq!(north, 1.0, "{above}");
    }
    let passage = "highway=service, tunnel=building_passage";
    assert_eq!(stop(&quarter(passage, YARD), (5.0, 0.2)).0, 0.0);
}

#[test]
fn a_private_yard_is_entered_at_its_own_address() {
    let roads = quarter(STREET, "highway=service, access=private").roads(Car);
    let snap = roads.snap(at((5.0, 0.9))).unwrap();
    assert_eq!((snap.access(), snap.distance_meters().round()), (Access::Private, 11.0));
    assert!(drive(&roads, (8.0, 0.0), (5.0, 0.9)).is_some());
}

#[test]
fn a_private_yard_is_not_entered_to_save_a_few_steps() {
    // 61 m to the street, 50 m to the private yard.
    let roads = quarter(STREET, "highway=service, access=private").roads(Car);
    assert_eq!(roads.snap(at((5.0, 0.55))).unwrap().access(), Access::Open);
}

#[test]
fn a_place_in_a_yard_that_no_car_enters_is_walked_to_from_the_street() {
    let roads = World::default()
        .node(1, 0.0, 0.0, "")
        .node(2, 5.0, 0.0, "")
        .node(3, 10.0, 0.0, "")
        .node(4, 5.0, 0.1, "barrier=block")
        .node(5, 5.0, 2.0, "")
        .way(&[1, 2, 3], STREET)
        .way(&[2, 4, 5], YARD)
        .roads(Car);
    let snap = roads.snap(at((5.2, 1.0))).unwrap();
    assert!(snap.point().lat <= 0.000_1 + 1e-9, "{snap:?}");
    assert!((100.0..112.0).contains(&snap.distance_meters()));
    // 111 m, a fifth longer on foot, at 1.25 m/s.
    assert!((96..=107).contains(&snap.walk_seconds()), "{}", snap.walk_seconds());
}

#[test]
fn a_house_on_a_street_that_leads_out_of_the_map_is_reached_and_left() {
    let roads = quarter(STREET, YARD)
        .node(5, 20.0, 0.0, "")
        .way(&[2, 5], "highway=residential, oneway=yes")
        .way(&[2, 4], "highway=residential")
        .roads(Car);
    let house = roads.snap(at((15.0, 0.1))).unwrap();
    assert!(house.distance_meters() < 12.0);
    assert_eq!(drive(&roads, (9.0, 0.0), (15.0, 0.1)).unwrap().1, 667);
    // Back by a guess: slow, and never a way through.
    let (seconds, _) = drive(&roads, (15.0, 0.1), (9.0, 0.0)).unwrap();
    assert!(seconds > 300, "{seconds}");
}
