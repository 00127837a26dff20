//! Benchmark of the address index: its bytes, searches per second on one thread, and how long each letter of an address
//! takes to answer while it is typed.
//!
//! A synthetic city of a million people, or of as many as `KARAVAN_BENCH_PEOPLE` says; with `KARAVAN_DATA` Almaty and
//! Moscow too. The answers of the searches are compared with the places that the map's own tags give; too few right
//! ones fail it.
#![allow(clippy::expect_used, clippy::panic, reason = "a benchmark fails loudly")]

#[path = "../crates/geocode/tests/ground/addressed.rs"]
mod addressed;

use addressed::each_placed;
use karavan_benches::{median, number_from_env, processor_seconds, report, synthetic_city, timed};
use karavan_geocode::{AddressIndex, Answer, SharedBytes};
use karavan_model::Point;
use karavan_osm::Extract;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const ASKED: usize = 20_000;
const TYPED: usize = 300;
const NEAR_METERS: f64 = 150.0;

fn main() {
    let people = u32::try_from(number_from_env("KARAVAN_BENCH_PEOPLE", 1_000_000)).expect("people in u32");
    let city = synthetic_city(3, people);
    measure(&format!("synthetic city of {people}"), &city.extract());
    if let Some(data) = std::env::var_os("KARAVAN_DATA").map(PathBuf::from) {
        for town in ["almaty", "moscow"] {
            measure(town, &data.join(format!("{town}.osm.pbf")));
        }
    }
}

/// An address of the map and where it is.
struct House {
    street: String,
    number: String,
    at: Point,
}

fn measure(name: &str, path: &Path) {
    let extract = Extract::open(path).expect("the extract opens");
    let (build, built) = timed(|| AddressIndex::build(&extract).expect("the index is built"));
    let bytes = built.bytes().to_vec();
    let (open, index) = timed(|| AddressIndex::over(SharedBytes::of(bytes)).expect("the index opens"));
    let houses = houses(&extract);
    assert!(!houses.is_empty(), "{name} has no addresses");
    let step = (houses.len() / ASKED).max(1);
    let asked: Vec<&House> = houses.iter().step_by(step).collect();
    let tails = ["", ", кв. 12", " кв 7 подъезд 2 этаж 3"];
    let texts: Vec<String> = asked
        .iter()
        .enumerate()
        .map(|(nth, house)| format!("{} д. {}{}", house.street, house.number, tails[nth % tails.len()]))
        .collect();
    let mut each = Vec::with_capacity(texts.len());
    let mut right = 0;
    let mut shown = 0;
    // Of answers said with so many hundredths of confidence: how many, and how many right.
    let mut calibration: BTreeMap<u32, [u32; 2]> = BTreeMap::new();
    let (seconds, ()) = processor_seconds(|| {
        for (text, house) in texts.iter().zip(&asked) {
            let (seconds, answer) = processor_seconds(|| index.find(text));
            each.push(seconds);
            let is_near = |at: Point| at.distance_meters(house.at) <= NEAR_METERS;
            match answer {
                Answer::Found(place) => {
                    let counted = calibration.entry((place.confidence * 100.0) as u32).or_default();
                    counted[0] += 1;
                    counted[1] += u32::from(is_near(place.point));
                    right += usize::from(is_near(place.point));
                }
                Answer::Ambiguous(all) => shown += usize::from(all.iter().any(|one| is_near(one.point))),
                Answer::NotFound { .. } => {}
            }
        }
    });
    assert!(
        (right + shown) * 100 >= texts.len() * 97,
        "{name}: {right} found and {shown} shown of {}",
        texts.len()
    );
    let sure = calibration.iter().filter(|(hundredth, _)| **hundredth >= 90);
    let [said, good] = sure.fold([0, 0], |[said, good], (_, [count, right])| [said + count, good + right]);
    assert!(
        good * 100 >= said * 97,
        "{name}: of {said} said with 0.9 and more {good} are right"
    );
    let (typing, slowest) = typing(&index, &asked);
    each.sort_by(f64::total_cmp);
    let tail = each[each.len() * 99 / 100];
    report(
        "addresses",
        &json!({
            "bench": "addresses", "map": name, "houses": index.house_count(), "streets": index.street_count(),
            "index_bytes": index.bytes().len(),
            "bytes_per_address": index.bytes().len() as f64 / index.house_count() as f64,
            "build_seconds": build, "open_seconds": open, "asked": texts.len(), "right": right,
            "among_candidates": shown,
            "addresses_per_second": texts.len() as f64 / seconds, "median_microseconds": median(each) * 1e6,
            "p99_microseconds": tail * 1e6, "said_and_right_by_hundredth": calibration,
            "typing_median_ms": typing * 1e3, "typing_slowest_ms": slowest * 1e3,
        }),
    );
}

/// How long each letter of an address takes to answer: the middle, and the slowest.
fn typing(index: &AddressIndex, asked: &[&House]) -> (f64, f64) {
    let mut each = Vec::new();
    for house in asked.iter().step_by((asked.len() / TYPED).max(1)) {
        let text = format!("{}, {}", house.street, house.number);
        for end in text.char_indices().map(|(at, letter)| at + letter.len_utf8()) {
            each.push(processor_seconds(|| index.suggest(&text[..end], None, 8)).0);
        }
    }
    let slowest = each.iter().copied().fold(0.0, f64::max);
    (median(each), slowest)
}

fn houses(extract: &Extract) -> Vec<House> {
    let mut houses = Vec::new();
    each_placed(extract, |tags, at| {
        let street = tags.get("addr:street").or_else(|| tags.get("addr:place"));
        if let (Some(street), Some(number)) = (street, tags.get("addr:housenumber")) {
            let (street, number) = (street.to_owned(), number.to_owned());
            houses.push(House { street, number, at });
        }
    });
    houses
}
