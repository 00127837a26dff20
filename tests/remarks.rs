//! Remarks of the command line on tables that are read, but not quite as written: each is printed, and a plan keeps
//! those on its tables. Also: windows of delivery under various headings, and a demo that serves nothing needs no
//! address. Refused rows are in `command_line.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use karavan_tests::{Finished, run, town};
use serde_json::Value;
use std::fs;
use std::path::Path;

const DATE: &str = "2026-11-21";
const HUBS: &str = "id,name,address,lon,lat,opens,closes,offers\n";
const VOLUNTEERS: &str = "id,name,home,shift_from,shift_to,capacity,lon,lat";

/// Two homes of the town, in degrees.
fn homes() -> [(String, String); 2] {
    let table = fs::read_to_string(town().join("truth.csv")).unwrap();
    let rows = table.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    let mut found = rows
        .filter(|row| row[3] == "found")
        .map(|row| (row[1].to_owned(), row[2].to_owned()));
    [found.next().unwrap(), found.next().unwrap()]
}

/// A morning of one hub and one volunteer with these requests; a heading and a cell more for the volunteer.
fn plan(folder: &Path, requests: &str, [heading, cell]: [&str; 2]) -> (Finished, Value) {
    let [(lon, lat), _] = homes();
    fs::write(folder.join("r.csv"), requests).unwrap();
    fs::write(
        folder.join("h.csv"),
        format!("{HUBS}H1,Hub,Hub,{lon},{lat},08:00,19:00,food\n"),
    )
    .unwrap();
    let volunteers = format!("{VOLUNTEERS}{heading}\nV1,One,Home,08:00,18:00,40,{lon},{lat}{cell}\n");
    fs::write(folder.join("v.csv"), volunteers).unwrap();
    let map = town().join("city.karavan");
    let arguments = [
        "plan",
        "--map",
        map.to_str().unwrap(),
        "--requests",
        "r.csv",
        "--volunteers",
        "v.csv",
        "--hubs",
        "h.csv",
        "--date",
        DATE,
        "--rounds",
        "20",
        "--out",
        "plan.json",
    ];
    let told = run(folder, &arguments).ok();
    let document = serde_json::from_slice(&fs::read(folder.join("plan.json")).unwrap()).unwrap();
    (told, document)
}

/// Code, row and column of every remark in the document.
fn remarks(document: &Value) -> Vec<(String, Option<u64>, String)> {
    let notices = document["notices"].as_array().map_or(&[][..], Vec::as_slice);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut all: Vec<_> = notices
        .iter()
        .map(|one| {
            assert!(
                !text(&one["what"]).is_empty() && !text(&one["what_ru"]).is_empty(),
                "{one}"
            );
            (text(&one["code"]), one["row"].as_u64(), text(&one["column"]))
        })
        .collect();
    all.sort();
    all
}

#[test]
fn every_remark_on_the_tables_is_told_and_kept_in_the_plan() {
    let folder = tempfile::tempdir().unwrap();
    let [_, (lon, lat)] = homes();
    let requests = format!(
        "id,address,need,Телефон,lon,lat,Цвет двери\n\
         A1,Home,food,\"7,9111E+10\",abc,{lat},red\n\
         ,,,,,,\n\
         A2,Home,food,8 911 101-11-17,{lon},{lat},\n\
         A3,Home,food,\"8 911 101-11-18, дочь 22-33-44\",{lon},{lat},\n"
    );
    let (told, document) = plan(folder.path(), &requests, [",макс заявок", ",1"]);
    let wanted = [
        ("K1501", None, "Цвет двери"),
        ("K1501", None, "макс заявок"),
        ("K1502", Some(3), ""),
        ("K1503", Some(2), "Телефон"),
        ("K1503", Some(5), "Телефон"),
        ("K1504", Some(2), "lon"),
    ];
    let wanted: Vec<_> = wanted
        .into_iter()
        .map(|(code, row, column)| (code.to_owned(), row, column.to_owned()))
        .collect();
    assert_eq!(remarks(&document), wanted);
    for (code, row, column) in wanted {
        let row = row.map_or_else(String::new, |row| format!("row {row}"));
        let said = told
            .err
            .lines()
            .any(|line| [&code, &row, &column].iter().all(|part| line.contains(part.as_str())));
        assert!(said, "{code} {row} {column} in {}", told.err);
    }
    assert!(
        told.err.contains("22-33-44") || told.err.contains("223344"),
        "{}",
        told.err
    );
}

#[test]
fn a_table_that_is_read_as_written_leaves_no_remark() {
    let folder = tempfile::tempdir().unwrap();
    let [_, (lon, lat)] = homes();
    let requests = format!("id,address,need,phone,lon,lat\nA1,Home,food,8 911 101-11-17 кв 5,{lon},{lat}\n");
    let (told, document) = plan(folder.path(), &requests, ["", ""]);
    assert!(remarks(&document).is_empty(), "{document}");
    assert!(!told.err.contains("[K15"), "{}", told.err);
}

#[test]
fn a_window_of_delivery_is_kept_whatever_its_column_is_called() {
    let folder = tempfile::tempdir().unwrap();
    let [_, (lon, lat)] = homes();
    for (heading, cell) in [
        ("Окно доставки", "10:00-10:30"),
        ("Интервал доставки", "с 10 до 10:30"),
        ("delivery window", "10:00-10:30"),
        ("Доставить с,Доставить до", "10:00,10:30"),
        ("Не ранее,Не позднее", "10:00,10:30"),
    ] {
        let requests = format!("id,address,need,{heading},lon,lat\nA1,Home,food,{cell},{lon},{lat}\n");
        let (_, document) = plan(folder.path(), &requests, ["", ""]);
        assert!(remarks(&document).is_empty(), "{heading}: {document}");
        let stops = document["routes"][0]["stops"].as_array().unwrap();
        let visit = stops.iter().find(|stop| stop["kind"] == "visit").unwrap();
        let starts = visit["visits"][0]["starts_at"].as_str().unwrap();
        assert!(("10:00"..="10:30").contains(&&starts[..5]), "{heading}: {starts}");
    }
}

#[test]
fn places_and_points_are_told_of_what_was_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let [(lon, lat), _] = homes();
    fs::write(
        folder.path().join("a.csv"),
        "id,Город,Адрес\n1,Город,ул. Небывалая 5\n,,\n",
    )
    .unwrap();
    let map = town().join("city.karavan");
    let map = map.to_str().unwrap();
    let told = run(folder.path(), &["geocode", "--map", map, "--in", "a.csv"]).ok();
    let says = |err: &str, words: &[&str]| err.lines().any(|line| words.iter().all(|word| line.contains(word)));
    assert!(says(&told.err, &["a.csv", "Город", "K1501"]), "{}", told.err);
    assert!(says(&told.err, &["a.csv", "row 3", "K1502"]), "{}", told.err);
    fs::write(
        folder.path().join("p.csv"),
        format!("lon,lat,высота\n{lon},{lat},7\n,,\n{lon},{lat},7\n"),
    )
    .unwrap();
    let told = run(folder.path(), &["matrix", "--map", map, "--points", "p.csv"]).ok();
    assert!(says(&told.err, &["p.csv", "высота", "K1501"]), "{}", told.err);
    assert!(says(&told.err, &["p.csv", "row 3", "K1502"]), "{}", told.err);
}

#[test]
fn a_demo_that_serves_nothing_needs_no_address() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for listen in [address.as_str(), "0.0.0.0:80"] {
        let once = [
            "demo",
            "--once",
            "--time-limit",
            "200ms",
            "--data-dir",
            listen,
            "--listen",
            listen,
        ];
        let told = run(folder.path(), &once).ok();
        assert!(told.err.contains(" served, "), "{}", told.err);
    }
    drop(taken);
}
