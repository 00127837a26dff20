//! Tests that a volunteer on foot is planned with walking times on a map with paths, that a map without them is refused
//! with advice, and that a saved map keeps its roads.
#![allow(clippy::unwrap_used, reason = "tests")]

mod world;

use karavan_dispatch::recheck::check;
use karavan_dispatch::{DispatchError, PlanDocument};
use karavan_map::Map;
use karavan_model::VehicleKind;
use karavan_roads::Profile;
use std::path::Path;
use world::{extract, intake, map, planned_day, request, rounds, volunteer};

/// One request, 1,000 m from the home of one volunteer and 2,000 m from the hub, as far again from home.
fn planned(map: &Map, vehicle: VehicleKind) -> Result<PlanDocument, DispatchError> {
    let (person, mut shift) = volunteer("V1", "Садовая 11");
    shift.vehicle = vehicle;
    let intake = intake(vec![request("A", "ул. Садовая, 21")], vec![(person, shift)]);
    planned_day(map, intake, rounds(50)).map(|day| day.document)
}

fn with_paths() -> Map {
    let mut map = map();
    map.add(&extract(), Path::new("tiny.osm.pbf"), Profile::Foot).unwrap();
    map
}

#[test]
fn who_walks_has_the_times_of_a_walk() {
    let map = with_paths();
    let document = planned(&map, VehicleKind::OnFoot).unwrap();
    assert_eq!(check(&document).unwrap(), []);
    let route = &document.routes[0];
    // 4,000 m at 4.5 km/h are 3,200 s.
    assert!(
        (route.travel_seconds.0 - 3_200).abs() < 40,
        "{:?}",
        route.travel_seconds
    );
    assert_eq!(route.vehicle, VehicleKind::OnFoot);
    let by_car = planned(&map, VehicleKind::Car).unwrap();
    assert!(by_car.routes[0].travel_seconds.0 < 1_000);
    let by_van = planned(&map, VehicleKind::Van).unwrap();
    assert_eq!(by_van.routes[0].travel_seconds, by_car.routes[0].travel_seconds);
}

#[test]
fn a_map_without_paths_says_how_to_get_them() {
    let Err(DispatchError::Unplannable { message, .. }) = planned(&map(), VehicleKind::OnFoot) else {
        unreachable!("nobody walks on this map")
    };
    assert!(message.contains("--profiles foot"), "{message}");
}

#[test]
fn a_saved_map_keeps_the_roads_it_was_built_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tiny.karavan");
    with_paths().save(&path).unwrap();
    let opened = Map::open(&path).unwrap();
    assert!(opened.roads_for(Profile::Foot).is_some());
    assert!(opened.roads_for(Profile::Bicycle).is_none());
    assert!(planned(&opened, VehicleKind::OnFoot).is_ok());
}
