//! Mornings of real cities planned on real map extracts, with their addresses where they should be. Skipped, with a
//! message, unless `KARAVAN_DATA` names the folder.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

use karavan_tests::loading_lists::loadings_agree;
use karavan_tests::{real_data, run};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

const MORNINGS: [(&str, &str); 3] = [
    ("almaty", "almaty-60"),
    ("almaty", "almaty-400"),
    ("moscow", "moscow-120"),
];

/// Metres between two points a few kilometres apart.
fn meters(one: (f64, f64), other: (f64, f64)) -> f64 {
    let north = (one.1 - other.1) * 111_195.0;
    let east = (one.0 - other.0) * 111_195.0 * one.1.to_radians().cos();
    north.hypot(east)
}

fn places_of_routes(document: &Value) -> BTreeMap<String, (f64, f64)> {
    let mut places = BTreeMap::new();
    for route in document["routes"].as_array().unwrap() {
        for stop in route["stops"].as_array().unwrap() {
            let point = (
                stop["point"]["lon"].as_f64().unwrap(),
                stop["point"]["lat"].as_f64().unwrap(),
            );
            for request in stop["requests"].as_array().unwrap() {
                places.insert(request.as_str().unwrap().to_owned(), point);
            }
        }
    }
    places
}

fn planned(data: &Path, folder: &Path, town: &str, morning: &str, table: &str) -> Value {
    let map = folder.join(format!("{town}.karavan"));
    let map = map.to_str().unwrap();
    let at = |name: &str| data.join(morning).join(name).display().to_string();
    let _planned = run(
        folder,
        &[
            "plan",
            "--map",
            map,
            "--requests",
            &at(table),
            "--volunteers",
            &at("volunteers.csv"),
            "--hubs",
            &at("hubs.csv"),
            "--date",
            "2026-11-21",
            "--rounds",
            "2000",
            "--out",
            "plan.json",
        ],
    )
    .ok();
    let _checked = run(folder, &["check", "plan.json"]).ok();
    serde_json::from_slice(&std::fs::read(folder.join("plan.json")).unwrap()).unwrap()
}

#[test]
fn real_mornings_are_planned_and_their_addresses_are_where_they_should_be() {
    let Some(data) = real_data() else {
        eprintln!("SKIPPED: set KARAVAN_DATA to the folder of real extracts to run this test");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for town in ["almaty", "moscow"] {
        let extract = data.join(format!("{town}.osm.pbf")).display().to_string();
        let _built = run(
            folder.path(),
            &["map", "build", &extract, "--out", &format!("{town}.karavan")],
        )
        .ok();
    }
    for (town, morning) in MORNINGS {
        let document = planned(&data, folder.path(), town, morning, "requests.csv");
        let twin = planned(&data, folder.path(), town, morning, "requests_excel.csv");
        assert!(document == twin, "{morning}: the Excel twin gives another plan");
        let at = |name: &str| data.join(morning).join(name);
        let loadings = loadings_agree(&document, &at("requests.csv"), &at("hubs.csv"));
        assert!(loadings > 0, "{morning}: nothing is loaded");
        let routed = places_of_routes(&document);
        let asked: Vec<&str> = document["needs_info"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["request"].as_str().unwrap())
            .collect();
        let truth = std::fs::read_to_string(data.join(morning).join("truth.csv")).unwrap();
        let (mut found, mut near, mut wrong) = (0, 0, Vec::new());
        for row in truth.lines().skip(1) {
            let cells: Vec<&str> = row.split(',').collect();
            let id = cells[0];
            if cells[3] == "found" {
                found += 1;
                let place = (cells[1].parse().unwrap(), cells[2].parse().unwrap());
                let is_left = document["unassigned"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|left| left["request"] == id);
                near += usize::from(is_left || routed.get(id).is_some_and(|point| meters(*point, place) <= 150.0));
            } else if !asked.contains(&id) {
                wrong.push(id.to_owned());
            }
        }
        assert!(wrong.is_empty(), "{morning}: placed without knowing where: {wrong:?}");
        assert!(near * 10 >= found * 9, "{morning}: {near} of {found} within 150 m");
    }
}
