//! Small maps drawn here, built by `karavan` and asked for drives by `karavan matrix`: streets closed to through
//! traffic, and ferries that cross.
#![allow(clippy::unwrap_used, reason = "tests")]

use karavan_model::Point;
use karavan_osm::{Element, Node, Tags, Way, write_pbf};
use karavan_tests::run;
use serde_json::Value;
use std::path::Path;

const ORIGIN: Point = Point { lon: 37.6, lat: 55.75 };
/// Of a degree of latitude.
const METERS: f64 = 111_195.0;

/// The place so many metres east and north of the origin.
fn at((east, north): (f64, f64)) -> Point {
    Point {
        lon: ORIGIN.lon + east / (METERS * ORIGIN.lat.to_radians().cos()),
        lat: ORIGIN.lat + north / METERS,
    }
}

/// Nodes and tags of a way.
type Drawn<'a> = (&'a [i64], &'a [(&'a str, &'a str)]);

/// Builds the map of some nodes, in metres, and ways through them.
fn build(folder: &Path, nodes: &[(i64, f64, f64)], ways: &[Drawn<'_>]) {
    let node = |&(id, east, north): &(i64, f64, f64)| {
        let (point, tags) = (at((east, north)), Tags::default());
        Element::Node(Node { id, point, tags })
    };
    let way = |(id, (nodes, tags)): (i64, &Drawn<'_>)| {
        let (nodes, tags) = (nodes.to_vec(), tags.iter().copied().collect());
        Element::Way(Way { id, nodes, tags })
    };
    let elements: Vec<Element> = nodes.iter().map(node).chain((1..).zip(ways).map(way)).collect();
    write_pbf(&folder.join("small.osm.pbf"), &elements).unwrap();
    let asked = [
        "map",
        "build",
        "small.osm.pbf",
        "--out",
        "small.karavan",
        "--profiles",
        "bicycle,foot",
    ];
    let _built = run(folder, &asked).ok();
}

/// What `karavan matrix` tells of the drive from one place to the other, and back.
fn meters(folder: &Path, profile: &str, places: [(f64, f64); 2]) -> [Value; 2] {
    let line = |place| {
        let Point { lon, lat } = at(place);
        format!("{lon:.7},{lat:.7}\n")
    };
    std::fs::write(
        folder.join("points.csv"),
        format!("lon,lat\n{}{}", line(places[0]), line(places[1])),
    )
    .unwrap();
    let asked = [
        "matrix",
        "--map",
        "small.karavan",
        "--points",
        "points.csv",
        "--profile",
        profile,
        "--out",
        "table.json",
    ];
    let _told = run(folder, &asked).ok();
    let table: Value = serde_json::from_slice(&std::fs::read(folder.join("table.json")).unwrap()).unwrap();
    [
        table["distances_meters"][0][1].clone(),
        table["distances_meters"][1][0].clone(),
    ]
}

#[test]
fn a_street_closed_to_through_traffic_one_way_is_gone_round_that_way_alone() {
    let folder = tempfile::tempdir().unwrap();
    let nodes = [
        (1, -400.0, 0.0),
        (2, 0.0, 0.0),
        (3, 400.0, 0.0),
        (4, 800.0, 0.0),
        (5, 0.0, -300.0),
        (6, 400.0, -300.0),
    ];
    let street = [("highway", "residential")];
    let mixed = [
        ("highway", "residential"),
        ("vehicle:forward", "no"),
        ("motor_vehicle:forward", "Yes"),
        ("vehicle:backward", "Destination"),
        ("bicycle", "yes"),
        ("bicycle:forward", "Private"),
    ];
    let ways: [Drawn<'_>; 4] = [
        (&[1, 2], &street),
        (&[2, 3], &mixed),
        (&[3, 4], &street),
        (&[2, 5, 6, 3], &street),
    ];
    build(folder.path(), &nodes, &ways);
    // 300 + 400 + 200, or 600 more around.
    for (profile, expected) in [("car", [900, 1_500]), ("bicycle", [1_500, 900]), ("foot", [900, 900])] {
        let told = meters(folder.path(), profile, [(-300.0, 0.0), (600.0, 0.0)]);
        for (told, expected) in told.iter().zip(expected) {
            assert!(
                told.as_i64().unwrap().abs_diff(expected) <= 4,
                "{profile}: {told} m, expected {expected}"
            );
        }
    }
}

#[test]
fn nobody_changes_boats_where_they_cross() {
    let folder = tempfile::tempdir().unwrap();
    let nodes = [
        (1, -800.0, 0.0),
        (2, 0.0, 0.0),
        (3, 1_500.0, 0.0),
        (4, 3_000.0, 0.0),
        (5, 3_800.0, 0.0),
        (6, 1_500.0, 1_500.0),
        (7, 1_500.0, 1_900.0),
        (8, 1_500.0, -1_500.0),
        (9, 1_500.0, -1_900.0),
    ];
    let (street, boat) = (
        [("highway", "residential")],
        [("route", "ferry"), ("motor_vehicle", "yes"), ("duration", "00:20")],
    );
    let ways: [Drawn<'_>; 6] = [
        (&[1, 2], &street),
        (&[4, 5], &street),
        (&[6, 7], &street),
        (&[8, 9], &street),
        (&[2, 3, 4], &boat),
        (&[6, 3, 8], &boat),
    ];
    build(folder.path(), &nodes, &ways);
    let [there, back] = meters(folder.path(), "car", [(-400.0, 0.0), (3_400.0, 0.0)]);
    assert!(there.is_u64() && back.is_u64(), "{there} {back}");
    let across = meters(folder.path(), "car", [(-400.0, 0.0), (1_500.0, 1_700.0)]);
    assert_eq!(across, [Value::Null, Value::Null]);
}
