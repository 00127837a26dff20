//! Loading lists of `plan.json`, which goods are loaded at which hub: right in twenty synthetic cities, and falsified
//! ones are found by `karavan check`. Not load on the server: see `overload.rs`.
#![allow(clippy::unwrap_used, reason = "tests")]

use karavan_tests::loading_lists::loadings_agree;
use karavan_tests::run;
use serde_json::{Value, json};
use std::path::Path;

const CITIES: u64 = 20;

/// A small city with three hubs of overlapping goods, its morning planned and checked.
fn planned(folder: &Path, seed: u64) -> Value {
    let seed = seed.to_string();
    let city = [
        "city",
        "--seed",
        &seed,
        "--people",
        "600",
        "--requests",
        "30",
        "--volunteers",
        "5",
        "--out",
        ".",
    ];
    let _made = run(folder, &city).ok();
    let _built = run(folder, &["map", "build", "city.osm.pbf", "--out", "city.karavan"]).ok();
    let plan = [
        "plan",
        "--map",
        "city.karavan",
        "--requests",
        "requests.csv",
        "--volunteers",
        "volunteers.csv",
        "--hubs",
        "hubs.csv",
        "--date",
        "2026-11-21",
        "--rounds",
        "100",
        "--threads",
        "1",
        "--out",
        "plan.json",
    ];
    let _planned = run(folder, &plan).ok();
    let _checked = run(folder, &["check", "plan.json"]).ok();
    serde_json::from_slice(&std::fs::read(folder.join("plan.json")).unwrap()).unwrap()
}

#[test]
fn in_twenty_cities_every_loading_takes_what_is_brought_from_it_and_handed_out_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut all = 0;
    for seed in 1..=CITIES {
        let document = planned(folder.path(), seed);
        let at = |name: &str| folder.path().join(name);
        all += loadings_agree(&document, &at("requests.csv"), &at("hubs.csv"));
    }
    assert!(
        all > 2 * usize::try_from(CITIES).unwrap(),
        "only {all} loadings: the cities ask for too little"
    );
}

#[test]
fn falsified_loads_are_found_out_and_told_whose_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let document = planned(folder.path(), 7);
    let routes = document["routes"].as_array().unwrap();
    let two_goods = routes.iter().position(|route| {
        let loads = route["stops"].as_array().unwrap().iter().map(|stop| &stop["loads"]);
        loads.filter(|loads| loads.is_array()).count() >= 2
    });
    let route = two_goods.unwrap();
    let volunteer = routes[route]["volunteer"].as_str().unwrap().to_owned();
    let stops = routes[route]["stops"].as_array().unwrap();
    let loadings: Vec<usize> = (0..stops.len()).filter(|&at| stops[at]["kind"] == "load").collect();
    let visit = stops.iter().position(|stop| stop["kind"] == "visit").unwrap();
    type Falsify = Box<dyn Fn(&mut Value)>;
    let falsified: [(&str, Falsify, &str); 6] = [
        (
            "one unit more",
            Box::new({
                let at = loadings[0];
                move |stops| {
                    stops[at]["loads"][0]["quantity"] =
                        (stops[at]["loads"][0]["quantity"].as_u64().unwrap() + 1).into();
                }
            }),
            "loads something else than what is brought from there",
        ),
        (
            "other goods",
            Box::new({
                let at = loadings[0];
                move |stops| stops[at]["loads"][0]["goods"] = "firewood".into()
            }),
            "loads goods that are not handed out there",
        ),
        (
            "nothing",
            Box::new({
                let at = loadings[1];
                move |stops| stops[at]["loads"] = json!([])
            }),
            "loads something else than what is brought from there",
        ),
        (
            "at a visit",
            Box::new(move |stops| stops[visit]["loads"] = json!([{"goods": "food", "quantity": 1}])),
            "goods are loaded at a stop that is no loading",
        ),
        (
            "nothing is told",
            Box::new({
                let loadings = loadings.clone();
                move |stops| {
                    loadings
                        .iter()
                        .for_each(|&at| drop(stops[at].as_object_mut().unwrap().remove("loads")));
                }
            }),
            "loads something else than what is brought from there",
        ),
        (
            "swapped",
            Box::new(move |stops| {
                let first = stops[loadings[0]]["loads"].take();
                let second = std::mem::replace(&mut stops[loadings[1]]["loads"], first);
                stops[loadings[0]]["loads"] = second;
            }),
            "loads something else than what is brought from there",
        ),
    ];
    for (how, falsify, told) in falsified {
        let mut document = document.clone();
        falsify(&mut document["routes"][route]["stops"]);
        std::fs::write(folder.path().join("false.json"), document.to_string()).unwrap();
        let checked = run(folder.path(), &["check", "false.json"]);
        let said = format!("{}{}", checked.out, checked.err);
        assert_ne!(checked.code, Some(0), "{how} was not found out");
        assert!(said.contains(told) && said.contains(&volunteer), "{how}: {said}");
    }
}
