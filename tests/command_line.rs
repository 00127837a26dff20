//! The `karavan` commands as scripts use them (map, plan, check, geocode, matrix, route, serve): their output,
//! repeatability, and what they say of faulty files, rows and options.
#![allow(clippy::unwrap_used, reason = "tests")]

use karavan_tests::{Finished, run, town};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn plan(folder: &Path, extra: &[&str]) -> Finished {
    let map = town().join("city.karavan");
    let mut arguments = vec!["plan", "--map", map.to_str().unwrap()];
    for (option, file) in [
        ("--requests", "requests.csv"),
        ("--volunteers", "volunteers.csv"),
        ("--hubs", "hubs.csv"),
    ] {
        if !extra.contains(&option) {
            arguments.extend([option, file]);
        }
    }
    for fixed in [["--date", "2026-11-21"], ["--threads", "2"], ["--seed", "3"]] {
        arguments.extend(fixed);
    }
    arguments.extend(extra);
    run(folder, &arguments)
}

/// A folder of its own with the town's tables, so that a test may spoil them.
fn tables() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["requests.csv", "requests_excel.csv", "volunteers.csv", "hubs.csv"] {
        fs::copy(town().join(name), folder.path().join(name)).unwrap();
    }
    folder
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// Ids of every request in the document, wherever it is.
fn all_requests(document: &Value) -> Vec<String> {
    let list = |value: &Value, key: &str| -> Vec<String> {
        value
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item[key].as_str().unwrap().to_owned())
            .collect()
    };
    let mut found = list(&document["unassigned"], "request");
    found.extend(list(&document["needs_info"], "request"));
    for route in document["routes"].as_array().unwrap() {
        for stop in route["stops"].as_array().unwrap() {
            found.extend(
                stop["requests"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|id| id.as_str().unwrap().to_owned()),
            );
        }
    }
    found.sort();
    found
}

#[test]
fn every_request_of_the_table_is_in_the_plan_exactly_once_and_the_judge_is_content() {
    let folder = tables();
    let _planned = plan(folder.path(), &["--rounds", "300", "--out", "plan.json"]).ok();
    let document = json(&folder.path().join("plan.json"));
    let table = fs::read_to_string(folder.path().join("requests.csv")).unwrap();
    let mut rows: Vec<String> = table
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap().to_owned())
        .collect();
    rows.sort();
    assert_eq!(all_requests(&document), rows);
    let checked = run(folder.path(), &["check", "plan.json"]).ok();
    assert!(checked.err.contains("no violation"), "{}", checked.err);
}

#[test]
fn the_same_seed_and_threads_give_the_same_bytes() {
    let folder = tables();
    for name in ["one.json", "two.json"] {
        let _planned = plan(folder.path(), &["--rounds", "200", "--out", name]).ok();
    }
    let bytes = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert!(
        bytes("one.json") == bytes("two.json"),
        "two plans of the same seed differ"
    );
}

#[test]
fn the_excel_twin_gives_the_same_plan() {
    let folder = tables();
    let _planned = plan(folder.path(), &["--rounds", "100", "--out", "plain.json"]).ok();
    let _planned = plan(
        folder.path(),
        &[
            "--rounds",
            "100",
            "--requests",
            "requests_excel.csv",
            "--out",
            "excel.json",
        ],
    )
    .ok();
    assert_eq!(
        json(&folder.path().join("plain.json")),
        json(&folder.path().join("excel.json"))
    );
}

#[test]
fn the_judge_refuses_a_plan_that_was_tampered_with() {
    let folder = tables();
    let _planned = plan(folder.path(), &["--rounds", "100", "--out", "plan.json"]).ok();
    let path = folder.path().join("plan.json");
    let spoil = |change: &dyn Fn(&mut Value)| {
        let mut document = json(&path);
        change(&mut document);
        fs::write(folder.path().join("spoilt.json"), document.to_string()).unwrap();
        run(folder.path(), &["check", "spoilt.json"])
    };
    let earlier = spoil(&|document| document["routes"][0]["stops"][0]["arrives_at"] = "00:00:01".into());
    assert_eq!(earlier.code, Some(1), "{}", earlier.err);
    let dropped = spoil(&|document| {
        document["routes"].as_array_mut().unwrap().remove(0);
    });
    assert_eq!(dropped.code, Some(1), "{}", dropped.err);
    let foreign = spoil(&|document| document["format"] = "something".into());
    assert_eq!(foreign.code, Some(2), "{}", foreign.err);
}

#[test]
fn faulty_rows_are_named_with_file_row_column_and_mend_and_the_rest_is_planned() {
    let folder = tables();
    let path = folder.path().join("requests.csv");
    let table = fs::read_to_string(&path).unwrap();
    let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
    let header: Vec<&str> = table.lines().next().unwrap().split(',').collect();
    let column = |name: &str| header.iter().position(|title| *title == name).unwrap();
    let spoilt = |id: &str, changes: &[(&str, &str)]| {
        let mut cells = vec![String::new(); header.len()];
        for (name, value) in [
            ("id", id),
            ("source", "112"),
            ("address", "улица"),
            ("need", "food"),
            ("quantity", "1"),
        ] {
            cells[column(name)] = value.to_owned();
        }
        for (name, value) in changes {
            cells[column(name)] = (*value).to_owned();
        }
        cells.join(",")
    };
    let first_bad = lines.len() + 1;
    lines.push(spoilt("X1", &[("window_from", "14:00"), ("window_to", "12:00")]));
    lines.push(spoilt("X2", &[("quantity", "-2")]));
    fs::write(&path, lines.join("\n")).unwrap();
    let planned = plan(folder.path(), &["--rounds", "20", "--out", "plan.json"]);
    assert_eq!(planned.code, Some(2), "{}", planned.err);
    for (row, words) in [(first_bad, "window"), (first_bad + 1, "quantity")] {
        let named = planned
            .err
            .lines()
            .find(|line| line.contains(&format!("row {row}")) && line.contains("requests.csv"));
        assert!(named.is_some_and(|line| line.contains(words)), "{}", planned.err);
    }
    let document = json(&folder.path().join("plan.json"));
    assert_eq!(document["rejected"].as_array().unwrap().len(), 2);
    assert!(!document["routes"].as_array().unwrap().is_empty());
}

#[test]
fn an_unknown_hub_is_named() {
    let folder = tables();
    let path = folder.path().join("requests.csv");
    let table = fs::read_to_string(&path).unwrap();
    let with_hub: Vec<String> = table
        .lines()
        .enumerate()
        .map(|(row, line)| format!("{line},{}", ["hub", "H77", ""][row.min(2)]))
        .collect();
    fs::write(&path, with_hub.join("\n")).unwrap();
    let planned = plan(folder.path(), &["--rounds", "20", "--out", "plan.json"]);
    assert_eq!(planned.code, Some(2));
    assert!(
        planned.err.contains("H77") && planned.err.contains("row 2") && planned.err.contains("hub"),
        "{}",
        planned.err
    );
}

#[test]
fn files_that_are_not_what_they_should_be_are_told_so() {
    let folder = tables();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("folder")).unwrap();
    fs::write(at("empty.csv"), "").unwrap();
    let russian = "№;адрес\n1;улица";
    let koi8: Vec<u8> = russian
        .chars()
        .map(|letter| if letter.is_ascii() { letter as u8 } else { 0x98 })
        .collect();
    fs::write(at("encoding.csv"), koi8).unwrap();
    let whole = fs::read(town().join("city.osm.pbf")).unwrap();
    fs::write(at("cut.osm.pbf"), &whole[..whole.len() * 2 / 3]).unwrap();
    for (arguments, words) in [
        (vec!["map", "build", "cut.osm.pbf", "--out", "m.karavan"], "cut.osm.pbf"),
        (vec!["map", "build", "folder", "--out", "m.karavan"], "folder"),
        (
            vec!["map", "build", "requests.csv", "--out", "m.karavan"],
            "requests.csv",
        ),
        (vec!["map", "info", "requests.csv"], "not a .karavan"),
        (vec!["check", "requests.csv"], "karavan plan"),
        (vec!["check", "nowhere.json"], "nowhere.json"),
    ] {
        let told = run(folder.path(), &arguments);
        assert_eq!(told.code, Some(2), "{arguments:?}: {}", told.err);
        assert!(told.err.contains(words), "{arguments:?}: {}", told.err);
    }
    for name in ["empty.csv", "encoding.csv", "folder", "nowhere.csv"] {
        let told = plan(folder.path(), &["--rounds", "1", "--requests", name]);
        assert_eq!(told.code, Some(2), "{name}: {}", told.err);
        assert!(told.err.contains(name), "{}", told.err);
    }
    assert!(!at("m.karavan").exists());
}

#[test]
fn addresses_travel_times_and_ways_come_out_as_data() {
    let folder = tables();
    let map = town().join("city.karavan");
    let map = map.to_str().unwrap();
    let info: Value = serde_json::from_str(&run(folder.path(), &["map", "info", map]).ok().out).unwrap();
    assert!(info["roads"]["nodes"].as_u64().unwrap() > 50, "{info}");
    let places = run(folder.path(), &["geocode", "--map", map, "--in", "requests.csv"]).ok();
    let header = places.out.lines().next().unwrap();
    for column in ["lon", "lat", "precision", "confidence", "candidates"] {
        assert!(header.contains(column), "{header}");
    }
    let table = fs::read_to_string(town().join("truth.csv")).unwrap();
    let found: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let points: Vec<String> = found
        .iter()
        .filter(|row| row[3] == "found")
        .take(3)
        .map(|row| format!("{},{}", row[1], row[2]))
        .collect();
    fs::write(
        folder.path().join("points.csv"),
        format!("lon,lat\n{}\n", points.join("\n")),
    )
    .unwrap();
    let matrix = run(folder.path(), &["matrix", "--map", map, "--points", "points.csv"]).ok();
    let matrix: Value = serde_json::from_str(&matrix.out).unwrap();
    let way = run(
        folder.path(),
        &["route", "--map", map, "--from", &points[0], "--to", &points[1]],
    )
    .ok();
    let way: Value = serde_json::from_str(&way.out).unwrap();
    assert_eq!(matrix["durations_seconds"][0][1], way["duration_seconds"]);
    assert_eq!(matrix["distances_meters"][0][1], way["distance_meters"]);
    assert_eq!(matrix["durations_seconds"][2][2], 0);
}

#[test]
fn a_closed_street_snow_and_the_hour_change_a_plan_and_a_way_that_is_no_street_is_named() {
    let folder = tables();
    let hours = |extra: &[&str], out: &str| {
        let arguments = [&["--rounds", "300", "--out", out], extra].concat();
        let _planned = plan(folder.path(), &arguments).ok();
        let document = json(&folder.path().join(out));
        assert_eq!(document["summary"]["violations"], 0);
        document["summary"]["travel_seconds"].as_u64().unwrap()
    };
    let usual = hours(&[], "usual.json");
    assert!(hours(&["--winter"], "winter.json") > usual);
    assert!(hours(&["--at", "wed 08:30"], "rush.json") > usual);

    // The first street without which the way between two homes is another.
    let table = fs::read_to_string(town().join("truth.csv")).unwrap();
    let rows = table.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    let homes: Vec<String> = rows
        .filter(|row| row[3] == "found")
        .map(|row| format!("{},{}", row[1], row[2]))
        .collect();
    let map = town().join("city.karavan");
    let (map, last) = (map.to_str().unwrap(), homes.len() - 1);
    let drive = |extra: &[&str]| {
        let between = ["route", "--map", map, "--from", &homes[0], "--to", &homes[last]];
        run(folder.path(), &[&between, extra].concat())
    };
    let open = drive(&[]).ok().out;
    let street = (1..200_i32).map(|way| way.to_string()).find(|way| {
        let closed = drive(&["--closed", way]);
        closed.code == Some(0) && closed.out != open
    });
    let street = street.unwrap();
    assert_ne!(hours(&["--closed", &street], "closed.json"), usual);

    let unknown = plan(folder.path(), &["--closed", &format!("{street},987654321")]);
    assert_eq!(unknown.code, Some(2));
    assert!(
        unknown.err.contains("way 987654321 is no road of this map"),
        "{}",
        unknown.err
    );
}

/// The town's requests with one more column `date`.
fn dated(folder: &Path, date: impl Fn(usize) -> &'static str) {
    let path = folder.join("requests.csv");
    let table = fs::read_to_string(&path).unwrap();
    let header = |row: usize| if row == 0 { "date" } else { date(row) };
    let rows = table.lines().enumerate();
    let rows: Vec<String> = rows.map(|(row, line)| format!("{line},{}", header(row))).collect();
    fs::write(&path, rows.join("\n")).unwrap();
}

#[test]
fn rows_of_other_days_are_named_and_not_planned() {
    let folder = tables();
    dated(folder.path(), |row| ["21.11.2026", "2026-11-22", ""][row % 3]);
    let planned = plan(folder.path(), &["--rounds", "20", "--out", "plan.json"]);
    assert_eq!(planned.code, Some(2), "{}", planned.err);
    let document = json(&folder.path().join("plan.json"));
    let table = fs::read_to_string(folder.path().join("requests.csv")).unwrap();
    let ids = table
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap().to_owned());
    let (other, own): (Vec<_>, Vec<_>) = ids.enumerate().partition(|(row, _)| (row + 1) % 3 == 1);
    let ids = |rows: Vec<(usize, String)>| {
        let mut ids: Vec<String> = rows.into_iter().map(|(_, id)| id).collect();
        ids.sort();
        ids
    };
    assert_eq!(all_requests(&document), ids(own));
    let rejected = document["rejected"].as_array().unwrap().iter();
    let mut named: Vec<String> = rejected.map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    named.sort();
    let other = ids(other);
    assert_eq!(
        (&named, &document["summary"]["rejected"]),
        (&other, &other.len().into())
    );
    let first = planned.err.lines().find(|line| line.contains("row 2 ")).unwrap();
    assert!(
        first.contains("column date") && first.contains("--date 2026-11-22"),
        "{first}"
    );
}

#[test]
fn a_table_that_is_all_for_one_day_says_which_day_is_planned() {
    let folder = tables();
    dated(folder.path(), |row| ["2031-03-08", ""][row % 2]);
    let map = town().join("city.karavan");
    let arguments = [
        "plan",
        "--map",
        map.to_str().unwrap(),
        "--requests",
        "requests.csv",
        "--volunteers",
        "volunteers.csv",
    ];
    let more = ["--hubs", "hubs.csv", "--rounds", "1", "--out", "plan.json"];
    let _planned = run(folder.path(), &[&arguments[..], &more].concat()).ok();
    assert_eq!(json(&folder.path().join("plan.json"))["date"], "2031-03-08");
}

#[test]
fn listening_everywhere_asks_for_the_address_that_links_begin_with() {
    let folder = tables();
    let map = town().join("city.karavan");
    let map = map.to_str().unwrap();
    let told = run(
        folder.path(),
        &["serve", "--map", map, "--data-dir", "data", "--listen", "0.0.0.0:0"],
    );
    assert_eq!(told.code, Some(2), "{}", told.err);
    assert!(told.err.contains("--base-url"), "{}", told.err);
}
