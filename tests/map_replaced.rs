//! The map file is overwritten, cut or built anew while the real server answers from it: its answers stay the same
//! until the next start.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use karavan_tests::server::{Answer, Server};
use karavan_tests::{run, town};
use serde_json::{Value, json};
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

/// Everything that is answered from the map: the picture, addresses in every way, ways, and what is read from both.
fn answers(server: &Server, cookie: &str) -> Vec<String> {
    let map = server.get(&[], "/v1/map").json();
    let corner = |name: &str| {
        (
            map["bounds"][name]["lon"].as_f64().unwrap(),
            map["bounds"][name]["lat"].as_f64().unwrap(),
        )
    };
    let ((west, south), (east, north)) = (corner("south_west"), corner("north_east"));
    let (lon, lat) = ((west + east) / 2.0, (south + north) / 2.0);
    let mut told = vec![map.to_string()];
    let mut take = |answer: Answer| {
        assert!(answer.status < 300, "{}: {}", answer.status, answer.text);
        told.push(answer.text);
    };
    for z in [10_u32, 13, 15] {
        let (x, y) = tile(lon, lat, z);
        take(server.get(&[], &format!("/v1/tiles/{z}/{x}/{y}")));
    }
    let (to_lon, to_lat) = (lon + (east - lon) / 3.0, lat + (north - lat) / 3.0);
    take(server.get(
        &[],
        &format!("/route/v1/driving/{lon:.6},{lat:.6};{to_lon:.6},{to_lat:.6}?overview=full"),
    ));
    let table = std::fs::read_to_string(town().join("requests.csv")).unwrap();
    let header: Vec<&str> = table.lines().next().unwrap().split(',').collect();
    let place = header.iter().position(|name| *name == "address").unwrap();
    let rows = table.lines().skip(1).take(12);
    let addresses: Vec<String> = rows.map(|row| row.split(',').nth(place).unwrap().to_owned()).collect();
    for (ix, address) in addresses.iter().enumerate() {
        let key = format!("map-replaced-{ix:08}");
        let headers = [("cookie", cookie), ("idempotency-key", key.as_str())];
        take(server.post(&headers, "/v1/geocode", &json!({"address": address})));
    }
    let typed = json!({"q": "ул", "near": {"lon": lon, "lat": lat}});
    take(server.post(&[("cookie", cookie)], "/v1/addresses/search", &typed));
    told
}

fn tile(lon: f64, lat: f64, z: u32) -> (u32, u32) {
    let scale = f64::from(1_u32 << z);
    let row = (1.0 - lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0;
    (((lon + 180.0) / 360.0 * scale) as u32, (row * scale) as u32)
}

/// A server on a map of its own, that may be spoilt.
fn on_a_copy(folder: &Path) -> (Server, std::path::PathBuf) {
    let map = folder.join("own.karavan");
    std::fs::copy(town().join("city.karavan"), &map).unwrap();
    let server = Server::start_on(&map, &[], &[]);
    (server, map)
}

#[test]
fn a_map_overwritten_and_cut_in_place_changes_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    let (server, map) = on_a_copy(folder.path());
    let cookie = server.log_in();
    let before = answers(&server, &cookie);
    let length = std::fs::metadata(&map).unwrap().len();
    // Overwritten, as `cp` does it: the same file, other bytes.
    let mut file = OpenOptions::new().write(true).open(&map).unwrap();
    let noise: Vec<u8> = (0..length).map(|at| (at * 31 % 251) as u8).collect();
    file.write_all(&noise).unwrap();
    file.sync_all().unwrap();
    assert_eq!(answers(&server, &cookie), before);
    // Cut short in its middle, then to nothing.
    for left in [length / 2, 0] {
        File::set_len(&file, left).unwrap();
        assert_eq!(answers(&server, &cookie), before);
    }
    // Longer than it was.
    file.seek(SeekFrom::Start(0)).unwrap();
    file.write_all(&[0; 1 << 20]).unwrap();
    assert_eq!(answers(&server, &cookie), before);
    std::fs::remove_file(&map).unwrap();
    assert_eq!(answers(&server, &cookie), before);
    server.stop();
}

#[test]
fn a_map_built_anew_in_its_place_serves_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let (server, map) = on_a_copy(folder.path());
    let cookie = server.log_in();
    let before = answers(&server, &cookie);
    let other = folder.path().join("other");
    std::fs::create_dir(&other).unwrap();
    let city = [
        "city",
        "--seed",
        "8",
        "--people",
        "600",
        "--requests",
        "5",
        "--volunteers",
        "2",
        "--out",
        ".",
    ];
    let _made = run(&other, &city).ok();
    let out = map.to_str().unwrap();
    let _built = run(&other, &["map", "build", "city.osm.pbf", "--out", out]).ok();
    assert_eq!(answers(&server, &cookie), before);
    let bounds = |server: &Server| -> Value { server.get(&[], "/v1/map").json()["bounds"].clone() };
    let old = bounds(&server);
    let server = server.restart();
    assert_ne!(bounds(&server), old);
    server.stop();
    // Nothing is left beside the map.
    let mut names: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["other", "own.karavan"]);
}
