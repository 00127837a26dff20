//! Tests of ferries and fords: whom a ferry takes, how long it takes, that nobody changes or stops at sea; and how
//! fast a ford is driven.

use crate::one_street::{directions, kmh};
use crate::world::{World, at, drive};
use karavan_roads::Profile::{self, Bicycle, Car, Foot};
use karavan_roads::RoadNetwork;

/// Seconds from bank to bank, without what is driven on land; `None` when nobody is taken over.
fn crossing(profile: Profile, ferry: &str) -> Option<u32> {
    let roads = World::default()
        .node(1, 0.0, 0.0, "")
        .node(2, 20.0, 0.0, "")
        .node(3, 22.0, 0.0, "")
        .node(4, 50.0, 0.0, "")
        .way(&[1, 2], "highway=primary")
        .way(&[2, 3], &format!("route=ferry, {ferry}"))
        .way(&[3, 4], "highway=primary")
        .roads(profile);
    // Without a boat the smaller bank is another map.
    let (seconds, meters) = drive(&roads, (19.0, 0.0), (23.0, 0.0))?;
    let land = 222.4
        / roads
            .drive(
                &roads.snap(crate::world::at((30.0, 0.0)))?,
                &roads.snap(crate::world::at((40.0, 0.0)))?,
            )
            .map(|(seconds, meters)| f64::from(meters) / f64::from(seconds))?;
    (meters > 400).then(|| seconds - land.round() as u32)
}

#[test]
fn a_boat_takes_cars_only_where_it_says_so() {
    assert_eq!(crossing(Car, ""), None);
    assert_eq!(crossing(Car, "motor_vehicle=no"), None);
    assert_eq!(
        crossing(Car, "motor_vehicle=yes, access=no"),
        crossing(Car, "motorcar=yes")
    );
}

#[test]
fn a_boat_without_a_timetable_goes_at_8_kmh_after_ten_minutes_at_the_pier() {
    // 222.4 m at 8 km/h are 100 s.
    let told = crossing(Car, "motor_vehicle=yes").unwrap();
    assert!((699..=701).contains(&told), "{told}");
}

#[test]
fn a_timetable_tells_how_long_a_boat_takes() {
    let of = |duration: &str| crossing(Car, &format!("motor_vehicle=yes, duration={duration}")).unwrap();
    for (duration, seconds) in [("00:25", 1_500), ("PT25M", 1_500), ("25", 1_500), ("1:05:00", 3_900)] {
        let told = of(duration);
        assert!((seconds + 599..=seconds + 601).contains(&told), "{duration}: {told}");
    }
}

#[test]
fn a_boat_takes_people_and_bicycles_unless_it_says_no() {
    assert!(crossing(Foot, "").is_some());
    assert!(crossing(Bicycle, "").is_some());
    assert_eq!(crossing(Foot, "foot=no"), None);
    assert_eq!(crossing(Bicycle, "bicycle=no"), None);
}

#[test]
fn nobody_stops_aboard() {
    let roads = World::default()
        .node(1, 0.0, 0.0, "")
        .node(2, 2.0, 0.0, "")
        .node(3, 6.0, 0.0, "")
        .node(4, 8.0, 0.0, "")
        .way(&[1, 2], "highway=primary")
        .way(&[2, 3], "route=ferry, motor_vehicle=yes")
        .way(&[3, 4], "highway=primary")
        .roads(Car);
    let stop = roads.snap(at((3.0, 0.0))).unwrap();
    assert!((stop.distance_meters() - 111.2).abs() < 1.0, "{stop:?}");
}

#[test]
fn a_ford_is_driven_slowly_and_stepping_stones_are_not() {
    let told = kmh(Car, "highway=unclassified, ford=yes");
    assert!((7.9..=8.1).contains(&told), "{told}");
    assert_eq!(
        directions(Car, "highway=unclassified, ford=stepping_stones"),
        (false, false)
    );
    assert_eq!(directions(Foot, "highway=path, ford=stepping_stones"), (true, true));
}

/// Boats from (0, 0) to (20, 0), a street of ten steps on either bank, and what else is drawn; nodes from 10 on are
/// free.
fn crossed(line: &[i64]) -> World {
    World::default()
        .node(1, -10.0, 0.0, "")
        .node(2, 0.0, 0.0, "")
        .node(3, 20.0, 0.0, "")
        .node(4, 30.0, 0.0, "")
        .way(&[1, 2], "highway=primary")
        .way(&[3, 4], "highway=primary")
        .way(line, BOAT)
}

/// A street of five steps that runs to the east from a pier.
fn with_bank(world: World, pier: i64, (east, north): (f64, f64)) -> World {
    world
        .node(pier, east, north, "")
        .node(pier + 100, east + 5.0, north, "")
        .way(&[pier, pier + 100], "highway=primary")
}

const BOAT: &str = "route=ferry, motor_vehicle=yes, foot=yes, bicycle=yes";

/// Whether one gets from place to place, and not to some other near it.
fn leads(roads: &RoadNetwork, from: (f64, f64), to: (f64, f64)) -> bool {
    let is_there = roads.snap(at(to)).is_some_and(|stop| stop.distance_meters() < 1.0);
    is_there && drive(roads, from, to).is_some()
}

#[test]
fn nobody_changes_boats_at_sea() {
    // At a right angle, and side by side.
    for (north, south) in [((10.0, 10.0), (10.0, -10.0)), ((16.0, 3.0), (4.0, -3.0))] {
        let world = crossed(&[2, 10, 3]).node(10, 10.0, 0.0, "");
        let world = with_bank(with_bank(world, 11, north), 12, south).way(&[11, 10, 12], BOAT);
        for profile in [Car, Bicycle, Foot] {
            let roads = world.roads(profile);
            assert!(leads(&roads, (-5.0, 0.0), (25.0, 0.0)), "the line itself");
            assert!(!leads(&roads, (-5.0, 0.0), (north.0 + 3.0, north.1)), "{profile:?}");
            assert!(!leads(&roads, (25.0, 0.0), (south.0 + 3.0, south.1)), "{profile:?}");
        }
        // Where there is a pier, one may.
        let landed = world.clone().node(13, 10.0, 1.0, "").way(&[10, 13], "highway=service");
        assert!(leads(&landed.roads(Car), (-5.0, 0.0), (north.0 + 3.0, north.1)));
    }
}

#[test]
fn lines_that_end_at_a_crossing_at_sea_go_straight_on() {
    let world = crossed(&[2, 10]).node(10, 10.0, 0.0, "").way(&[10, 3], BOAT);
    let world = with_bank(with_bank(world, 11, (16.0, 3.0)), 12, (4.0, -3.0));
    let roads = world.way(&[11, 10], BOAT).way(&[10, 12], BOAT).roads(Car);
    assert!(leads(&roads, (-5.0, 0.0), (25.0, 0.0)));
    assert!(!leads(&roads, (-5.0, 0.0), (18.0, 3.0)));
}

#[test]
fn a_line_that_forks_at_sea_is_followed_and_nobody_turns_back_there() {
    // One line in two parts, and a branch that leaves it at 31 degrees.
    let world = crossed(&[2, 10]).node(10, 10.0, 0.0, "").way(&[10, 3], BOAT);
    let roads = with_bank(world, 11, (20.0, 6.0)).way(&[10, 11], BOAT).roads(Car);
    assert!(leads(&roads, (-5.0, 0.0), (25.0, 0.0)));
    assert!(leads(&roads, (-5.0, 0.0), (23.0, 6.0)));
    // From branch to branch one lands first: 22 steps of water to the stem's pier, and 20 from there.
    let (_, meters) = drive(&roads, (25.0, 0.0), (23.0, 6.0)).unwrap();
    assert!(meters > 4_500, "{meters}");
}

#[test]
fn a_line_drawn_in_two_parts_is_one_and_a_branch_across_it_is_not() {
    let world = crossed(&[2, 10]).node(10, 10.0, 0.0, "").way(&[10, 3], BOAT);
    assert!(leads(&world.roads(Car), (-5.0, 0.0), (25.0, 0.0)));
    let branched = with_bank(crossed(&[2, 10, 3]).node(10, 10.0, 0.0, ""), 11, (10.0, 10.0)).way(&[10, 11], BOAT);
    let roads = branched.roads(Car);
    assert!(leads(&roads, (-5.0, 0.0), (25.0, 0.0)));
    assert!(!leads(&roads, (-5.0, 0.0), (13.0, 10.0)));
    // The same node, where the map says that boats land.
    let landed = with_bank(
        crossed(&[2, 10, 3]).node(10, 10.0, 0.0, "amenity=ferry_terminal"),
        11,
        (10.0, 10.0),
    );
    let landed = landed.way(&[10, 11], BOAT).roads(Car);
    assert!(leads(&landed, (-5.0, 0.0), (13.0, 10.0)));
}
