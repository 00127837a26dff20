//! Over the water: a river between two banks.

use crate::one_street::{directions, kmh};
use crate::world::{World, drive};
use karavan_roads::Profile::{self, Bicycle, Car, Foot};

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
    let stop = roads.snap(crate::world::at((3.0, 0.0))).unwrap();
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
