//! Tests the geocoder on tables of real addresses with known places (`requests.csv`, `truth.csv`), where the variable
//! `KARAVAN_DATA` names the folder of maps and tables, else skipped.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

use karavan_geocode::{AddressIndex, Answer, NotFoundReason, Precision, SharedBytes};
use karavan_model::Point;
use karavan_osm::Extract;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

const NEAR_METERS: f64 = 150.0;

/// The directory with extracts and mornings; says loudly when there is none.
fn data() -> Option<PathBuf> {
    let directory = std::env::var_os("KARAVAN_DATA").map(PathBuf::from);
    if directory.is_none() {
        eprintln!(
            "SKIPPED: set KARAVAN_DATA to the directory with map extracts to judge the geocoder by real addresses"
        );
    }
    directory
}

fn rows(path: &Path) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

#[derive(Debug, Default)]
struct Tally {
    found: usize,
    found_right: usize,
    ambiguous: usize,
    wrong: usize,
    absent: usize,
    absent_right: usize,
    street_only: usize,
    street_only_right: usize,
    faults: Vec<String>,
}

fn judge(index: &AddressIndex, morning: &Path) -> Tally {
    let addresses: HashMap<String, String> = rows(&morning.join("requests.csv"))
        .into_iter()
        .map(|row| (row["id"].clone(), row["address"].clone()))
        .collect();
    let mut tally = Tally::default();
    for truth in rows(&morning.join("truth.csv")) {
        let address = &addresses[&truth["request"]];
        let answer = index.find(address);
        match truth["expected"].as_str() {
            "found" => {
                tally.found += 1;
                let at = Point {
                    lon: truth["lon"].parse().unwrap(),
                    lat: truth["lat"].parse().unwrap(),
                };
                match &answer {
                    Answer::Found(place) if place.point.distance_meters(at) <= NEAR_METERS => tally.found_right += 1,
                    Answer::Found(_) => tally.wrong += 1,
                    Answer::Ambiguous(_) => tally.ambiguous += 1,
                    Answer::NotFound { .. } => {}
                }
                if !matches!(&answer, Answer::Found(place) if place.point.distance_meters(at) <= NEAR_METERS) {
                    tally.faults.push(format!(
                        "{address} | {}, {} | {answer:?}",
                        truth["street"], truth["housenumber"]
                    ));
                }
            }
            "street_only" => {
                tally.street_only += 1;
                let is_right = matches!(&answer, Answer::NotFound { why: NotFoundReason::NoHouse, candidates }
                    if candidates.first().is_some_and(|one| one.precision == Precision::Street));
                if is_right {
                    tally.street_only_right += 1;
                } else {
                    tally.faults.push(format!("{address} | street only | {answer:?}"));
                }
            }
            "not_found" => {
                tally.absent += 1;
                let is_right = matches!(&answer, Answer::NotFound { why, .. } if *why != NotFoundReason::NoHouse);
                if is_right {
                    tally.absent_right += 1;
                } else {
                    tally.faults.push(format!("{address} | not on the map | {answer:?}"));
                }
            }
            other => panic!("{other}: an expectation this test does not know"),
        }
    }
    tally
}

#[test]
fn mornings_of_real_addresses_are_found_and_invented_ones_are_not() {
    let Some(data) = data() else { return };
    for (extract, mornings) in [
        ("almaty.osm.pbf", &["almaty-60", "almaty-400"][..]),
        ("moscow.osm.pbf", &["moscow-120"]),
    ] {
        let built = AddressIndex::build(&Extract::open(&data.join(extract)).unwrap()).unwrap();
        let index = AddressIndex::over(SharedBytes::of(built.bytes().to_vec())).unwrap();
        for morning in mornings {
            let tally = judge(&index, &data.join(morning));
            eprintln!(
                "{morning}: found {}/{} (ambiguous {}, wrong {}), street only {}/{}, absent {}/{}",
                tally.found_right,
                tally.found,
                tally.ambiguous,
                tally.wrong,
                tally.street_only_right,
                tally.street_only,
                tally.absent_right,
                tally.absent
            );
            tally.faults.iter().for_each(|fault| eprintln!("  {fault}"));
            assert!(tally.found_right * 100 >= tally.found * 97, "{morning}: too few found");
            assert_eq!(tally.wrong, 0, "{morning}: found in a wrong place");
            assert_eq!(
                tally.absent_right, tally.absent,
                "{morning}: an invented street was taken for a real one"
            );
            assert_eq!(
                tally.street_only_right, tally.street_only,
                "{morning}: a house that does not exist"
            );
        }
    }
}
