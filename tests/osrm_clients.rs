//! routingpy's OSRM client and VROOM with OSRM as its router ask the real server about a synthetic town, and get what
//! its OSRM-compatible calls answer to anyone. These tests are skipped where no Python has the clients; one more asks
//! without them about a point far from any road.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests"
)]

use karavan_tests::server::Server;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

const PLACES: usize = 12;

/// A Python that has a module.
fn python(module: &str) -> Option<String> {
    let own = std::env::var("KARAVAN_PYTHON").ok();
    let all = own
        .into_iter()
        .chain(["/usr/bin/python3".to_owned(), "python3".to_owned()]);
    let has_module = |python: &String| {
        let asked = Command::new(python)
            .args(["-c", &format!("import {module}")])
            .stderr(Stdio::null())
            .status();
        asked.is_ok_and(|status| status.success())
    };
    let found = all.into_iter().find(has_module);
    if found.is_none() {
        eprintln!("SKIPPED: no Python with {module}; KARAVAN_PYTHON names one (pip install routingpy pyvroom)");
    }
    found
}

/// Places of the town that addresses lead to.
fn places() -> Vec<[f64; 2]> {
    let truth = std::fs::read_to_string(karavan_tests::town().join("truth.csv")).unwrap();
    let mut lines = truth.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = |name| names.iter().position(|&column| column == name).unwrap();
    let columns = ["lon", "lat"].map(column);
    let place = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let [lon, lat] = columns.map(|column| cells.get(column)?.parse().ok());
        Some([lon?, lat?])
    };
    let places: Vec<[f64; 2]> = lines.filter_map(place).take(PLACES).collect();
    assert_eq!(places.len(), PLACES);
    places
}

fn asked(python: &str, client: &str, server: &Server, places: &[[f64; 2]]) -> Value {
    let address = server.url().trim_start_matches("http://").trim_end_matches('/');
    let mut asking = Command::new(python)
        .arg(karavan_tests::root().join("tests/osrm_clients.py"))
        .args([address, client])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    write!(asking.stdin.take().unwrap(), "{}", json!(places)).unwrap();
    let told = asking.wait_with_output().unwrap();
    assert!(told.status.success(), "{client} fails");
    serde_json::from_slice(&told.stdout).unwrap()
}

/// What the door tells when it is asked without any client.
fn table(server: &Server, places: &[[f64; 2]]) -> Value {
    let places: Vec<String> = places.iter().map(|[lon, lat]| format!("{lon},{lat}")).collect();
    let question = format!("/table/v1/driving/{}?annotations=duration,distance", places.join(";"));
    server.get(&[], &question).json()
}

#[test]
fn routingpy_asks_us_as_it_asks_osrm() {
    let Some(python) = python("routingpy") else { return };
    let (server, places) = (Server::start(), places());
    let told = asked(&python, "routingpy", &server, &places);
    let table = table(&server, &places);
    assert_eq!(told["durations"], table["durations"]);
    assert_eq!(told["distances"], table["distances"]);
    assert_eq!(
        told["part"],
        json!([[table["durations"][0][1], table["durations"][0][2]]])
    );
    let legs = |what: &str| table[what][0][1].as_f64().unwrap() + table[what][1][2].as_f64().unwrap();
    assert_eq!(told["duration"].as_f64(), Some(legs("durations").floor()));
    assert_eq!(told["distance"].as_f64(), Some(legs("distances").floor()));
    let (points, packed) = (
        told["points"].as_array().unwrap(),
        told["packed_points"].as_array().unwrap(),
    );
    assert!(points.len() > 3);
    assert_eq!(points.len(), packed.len());
    for (point, packed) in points.iter().zip(packed) {
        for axis in 0..2 {
            assert!((point[axis].as_f64().unwrap() - packed[axis].as_f64().unwrap()).abs() < 2e-6);
        }
    }
    server.stop();
}

#[test]
fn vroom_plans_with_us_as_its_router() {
    let Some(python) = python("vroom") else { return };
    let (server, places) = (Server::start(), places());
    let told = asked(&python, "vroom", &server, &places);
    let table = table(&server, &places);
    assert_eq!(
        (&told["code"], &told["summary"]["unassigned"]),
        (&json!(0), &json!(0)),
        "{told}"
    );
    let mut seen = 0;
    for route in told["routes"].as_array().unwrap() {
        let steps = route["steps"].as_array().unwrap();
        // Jobs are numbered as the places are, and the depot is the first of these.
        let rows: Vec<usize> = steps
            .iter()
            .map(|step| step["id"].as_u64().unwrap_or(0) as usize)
            .collect();
        seen += rows.iter().filter(|&&row| row > 0).count();
        let leg = |pair: &[usize]| table["durations"][pair[0]][pair[1]].as_f64().unwrap();
        let driven: f64 = rows.windows(2).map(leg).sum();
        let duration = route["duration"].as_f64().unwrap();
        assert!(
            (duration - driven).abs() <= steps.len() as f64,
            "{duration} s told, {driven} s by the table"
        );
        assert!(route["geometry"].as_str().unwrap().len() > 10);
        assert!(route["distance"].as_f64().unwrap() > 0.0);
    }
    assert_eq!(seen, PLACES - 1);
    server.stop();
}

#[test]
fn one_point_far_from_any_road_spoils_no_table() {
    let (server, mut places) = (Server::start(), places());
    let near = table(&server, &places);
    // Some 70 km to the north of the town.
    places[3][1] += 0.6;
    let far = table(&server, &places);
    assert_eq!(
        (&far["code"], far["durations"].as_array().map(Vec::len)),
        (&json!("Ok"), Some(PLACES))
    );
    assert!(
        far["sources"][3]["distance"].as_f64().unwrap() > 50_000.0,
        "{}",
        far["sources"][3]
    );
    assert_eq!(far["durations"][0][1], near["durations"][0][1]);
    let radiuses = ["1000"; PLACES].join(";");
    let names: Vec<String> = places.iter().map(|[lon, lat]| format!("{lon},{lat}")).collect();
    let bounded = server.get(
        &[],
        &format!("/table/v1/driving/{}?radiuses={radiuses}", names.join(";")),
    );
    assert_eq!(
        (bounded.status, bounded.json()["code"].as_str()),
        (400, Some("NoSegment"))
    );
    server.stop();
}
