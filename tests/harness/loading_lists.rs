//! `loadings_agree`: checks the loading lists of a `plan.json` against the tables it was made from, with no code of
//! the planner or the judge. Not load on a server: that is `tests/load/`.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Goods = BTreeMap<String, u64>;

/// Walks every route of a `plan.json`: the goods of a visit come from the last loading before it at a hub that hands
/// them out. At every loading the loads must be exactly what is brought from it, and all of it handed out there.
/// Answers how many loadings there are.
///
/// # Panics
/// When a loading says anything else, or a visit has no loading before it.
#[must_use]
pub fn loadings_agree(document: &Value, requests: &Path, hubs: &Path) -> usize {
    let requests: BTreeMap<String, (String, u64)> = rows(requests)
        .map(|row| {
            (
                row["id"].clone(),
                (row["need"].clone(), row["quantity"].parse().expect("a number")),
            )
        })
        .collect();
    let hubs: BTreeMap<String, BTreeSet<String>> = rows(hubs)
        .map(|row| (row["id"].clone(), row["offers"].split(';').map(str::to_owned).collect()))
        .collect();
    let mut count = 0;
    for route in list(&document["routes"]) {
        let stops = list(&route["stops"]);
        let mut brought: BTreeMap<usize, Goods> = BTreeMap::new();
        for (at, stop) in stops.iter().enumerate() {
            let first = stop["visits"].as_array().into_iter().flatten();
            for visit in first.filter(|visit| visit["second"] != true) {
                let (need, quantity) = &requests[visit["request"].as_str().expect("a request")];
                let offers = |stop: &Value| stop["hub"].as_str().is_some_and(|hub| hubs[hub].contains(need));
                let source = stops[..at].iter().rposition(offers);
                let source = source.unwrap_or_else(|| panic!("nothing is loaded for {visit}"));
                *brought.entry(source).or_default().entry(need.clone()).or_default() += quantity;
            }
        }
        for (at, stop) in stops.iter().enumerate() {
            let said = said(&stop["loads"]);
            assert_eq!(
                said,
                brought.remove(&at).unwrap_or_default(),
                "stop {at} of {}",
                route["volunteer"]
            );
            if let Some(hub) = stop["hub"].as_str() {
                assert!(!said.is_empty(), "nothing is loaded at {hub}");
                assert!(said.keys().all(|goods| hubs[hub].contains(goods)), "{hub}: {said:?}");
                count += 1;
            }
        }
    }
    count
}

/// Loads as they are told.
///
/// # Panics
/// When goods come twice.
#[must_use]
pub fn said(loads: &Value) -> Goods {
    let lines = loads.as_array().map(Vec::as_slice).unwrap_or_default();
    let goods: Goods = lines
        .iter()
        .map(|line| {
            (
                line["goods"].as_str().expect("goods").to_owned(),
                line["quantity"].as_u64().expect("a number"),
            )
        })
        .collect();
    assert_eq!(goods.len(), lines.len(), "{loads}");
    goods
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn rows(table: &Path) -> impl Iterator<Item = BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(table).expect("a table");
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(|row| row.expect("a row")).collect();
    rows.into_iter()
}
