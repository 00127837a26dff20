//! The Photon and Nominatim clients of Python's geopy ask the real server for the addresses of a synthetic morning
//! and must get the right places. Fails where no Python has geopy.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests"
)]

use karavan_tests::server::Server;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

/// A Python that has geopy; `make needs` installs one.
fn python() -> Option<String> {
    let own = std::env::var("KARAVAN_PYTHON").ok();
    let all = own
        .into_iter()
        .chain(["/usr/bin/python3".to_owned(), "python3".to_owned()]);
    let has_geopy = |python: &String| {
        let asked = Command::new(python)
            .args(["-c", "import geopy"])
            .stderr(Stdio::null())
            .status();
        asked.is_ok_and(|status| status.success())
    };
    all.into_iter().find(has_geopy)
}

/// The columns of a table by name; no cell of these holds a line break.
fn rows(name: &str) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(karavan_tests::town().join(name)).unwrap();
    let mut lines = text.lines().map(cells);
    let names = lines.next().unwrap();
    lines.map(|cells| names.iter().cloned().zip(cells).collect()).collect()
}

fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            other => cells.last_mut().unwrap().push(other),
        }
    }
    cells
}

fn meters(one: (f64, f64), other: (f64, f64)) -> f64 {
    let north = (one.1 - other.1) * 111_195.0;
    let east = (one.0 - other.0) * 111_195.0 * one.1.to_radians().cos();
    north.hypot(east)
}

#[test]
fn geopy_asks_us_as_it_asks_photon_and_nominatim() {
    let python = python().expect("no Python with geopy: `make needs` installs one, KARAVAN_PYTHON names another");
    let addresses: BTreeMap<String, String> = rows("requests.csv")
        .into_iter()
        .map(|row| (row["id"].clone(), row["address"].clone()))
        .collect();
    let truth = rows("truth.csv");
    let server = Server::start();
    let domain = server
        .url()
        .trim_start_matches("http://")
        .trim_end_matches('/')
        .to_owned();
    let script = karavan_tests::root().join("tests/geopy_doors.py");
    let mut asking = Command::new(python)
        .arg(script)
        .arg(&domain)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut pipe = asking.stdin.take().unwrap();
    for row in &truth {
        let mut asked = json!({"id": row["request"], "text": addresses[&row["request"]]});
        if row["expected"] == "found" {
            asked["lon"] = row["lon"].parse::<f64>().unwrap().into();
            asked["lat"] = row["lat"].parse::<f64>().unwrap().into();
        }
        writeln!(pipe, "{asked}").unwrap();
    }
    drop(pipe);
    let told = asking.wait_with_output().unwrap();
    assert!(told.status.success());
    let answers: Vec<Value> = String::from_utf8(told.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for door in ["photon", "nominatim", "photon reverse", "nominatim reverse"] {
        judge(door, &truth, &answers);
    }
    server.stop();
}

fn judge(door: &str, truth: &[BTreeMap<String, String>], answers: &[Value]) {
    let (mut asked, mut right) = (0, 0);
    for row in truth {
        let answer = answers
            .iter()
            .find(|one| one["id"] == *row["request"] && one["door"] == door);
        let Some(answer) = answer else { continue };
        let house = [
            &answer["raw"]["properties"]["housenumber"],
            &answer["raw"]["address"]["house_number"],
        ];
        let has_house = house.iter().any(|house| !house.is_null());
        match row["expected"].as_str() {
            "found" => {
                asked += 1;
                let place = (row["lon"].parse().unwrap(), row["lat"].parse().unwrap());
                let at = answer["lon"].as_f64().zip(answer["lat"].as_f64());
                right += usize::from(at.is_some_and(|at| meters(at, place) <= 150.0));
            }
            "street_only" => assert!(!has_house, "{door}: a house that is not there: {answer}"),
            _ => assert_eq!(answer["found"], false, "{door}: a place for nothing: {answer}"),
        }
    }
    eprintln!("{door}: {right} of {asked} within 150 m");
    assert!(asked > 10 && right * 100 >= asked * 97, "{door}: {right} of {asked}");
}
