//! Addresses: bytes of the index, throughput on one thread, and how long a person waits while typing.
//!
//! A synthetic city of a million people, or of as many as `KARAVAN_BENCH_PEOPLE` says; with `KARAVAN_DATA` Almaty and Moscow
//! too. Every answer is compared with the place that the map's own tags give.
#![allow(clippy::expect_used, clippy::panic, reason = "a benchmark fails loudly")]

use karavan_benches::{median, report, timed};
use karavan_city::{City, CityOptions};
use karavan_geocode::{AddressIndex, Answer, SharedBytes};
use karavan_model::Point;
use karavan_osm::{Element, Extract, Kinds, Tags};
use serde_json::json;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

const ASKED: usize = 20_000;
const TYPED: usize = 300;
const NEAR_METERS: f64 = 150.0;

fn main() {
    let people = std::env::var("KARAVAN_BENCH_PEOPLE")
        .ok()
        .and_then(|people| people.parse().ok());
    let people = people.unwrap_or(1_000_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = CityOptions {
        seed: 3,
        people,
        requests: 10,
        volunteers: 2,
    };
    City::generate(&options)
        .expect("a city")
        .write(folder.path())
        .expect("the city is written");
    measure(
        &format!("synthetic city of {people}"),
        &folder.path().join("city.osm.pbf"),
    );
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
    let (seconds, ()) = timed(|| {
        for (text, house) in texts.iter().zip(&asked) {
            let (seconds, answer) = timed(|| index.find(text));
            each.push(seconds);
            let is_near = |at: Point| at.distance_meters(house.at) <= NEAR_METERS;
            match answer {
                Answer::Found(place) => right += usize::from(is_near(place.point)),
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
    let (typing, slowest) = typing(&index, &asked);
    each.sort_by(f64::total_cmp);
    let tail = each[each.len() * 99 / 100];
    report(
        "addresses",
        &json!({
            "bench": "addresses", "map": name, "houses": index.house_count(), "streets": index.street_count(),
            "index_bytes": index.bytes().len(), "bytes_per_address": index.bytes().len() as f64 / index.house_count() as f64,
            "build_seconds": build, "open_seconds": open, "asked": texts.len(), "right": right, "among_candidates": shown,
            "addresses_per_second": texts.len() as f64 / seconds, "median_microseconds": median(each) * 1e6,
            "p99_microseconds": tail * 1e6, "typing_median_ms": typing * 1e3, "typing_slowest_ms": slowest * 1e3,
        }),
    );
}

/// How long each letter of an address takes to answer: the middle, and the slowest.
fn typing(index: &AddressIndex, asked: &[&House]) -> (f64, f64) {
    let mut each = Vec::new();
    for house in asked.iter().step_by((asked.len() / TYPED).max(1)) {
        let text = format!("{}, {}", house.street, house.number);
        for end in text.char_indices().map(|(at, letter)| at + letter.len_utf8()) {
            let ask = || timed(|| index.suggest(&text[..end], None, 8)).0;
            // The machine may be busy with other things: the better of two tries is what the letter takes.
            each.push(ask().min(ask()));
        }
    }
    let slowest = each.iter().copied().fold(0.0, f64::max);
    (median(each), slowest)
}

fn houses(extract: &Extract) -> Vec<House> {
    let mut points: HashMap<i64, Point> = HashMap::new();
    let mut houses = Vec::new();
    let mut take = |tags: &Tags, at: Point| {
        let street = tags.get("addr:street").or_else(|| tags.get("addr:place"));
        if let (Some(street), Some(number)) = (street, tags.get("addr:housenumber")) {
            let (street, number) = (street.to_owned(), number.to_owned());
            houses.push(House { street, number, at });
        }
    };
    extract
        .each(Kinds::NODES, &mut |element| {
            if let Element::Node(node) = element {
                points.insert(node.id, node.point);
                take(&node.tags, node.point);
            }
        })
        .expect("the nodes are read");
    extract
        .each(Kinds::WAYS, &mut |element| {
            let Element::Way(way) = element else { return };
            let corners: Vec<Point> = way
                .nodes
                .iter()
                .skip(1)
                .filter_map(|id| points.get(id))
                .copied()
                .collect();
            if !corners.is_empty() {
                let mean = |of: fn(&Point) -> f64| corners.iter().map(of).sum::<f64>() / corners.len() as f64;
                let at = Point {
                    lon: mean(|one| one.lon),
                    lat: mean(|one| one.lat),
                };
                take(&way.tags, at);
            }
        })
        .expect("the ways are read");
    houses
}
