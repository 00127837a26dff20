//! `karavan plan` on the same tables by each policy: each serves no less than *shortest* and is good at what it is
//! for: even, soonest, shortest, fewest.
#![allow(clippy::unwrap_used, reason = "tests")]

use karavan_tests::{run, town};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

const POLICIES: [&str; 4] = ["even", "soonest", "shortest", "fewest"];

/// The town planned by a policy, judged again from its document; the document and what was said.
fn planned(policy: &str) -> (Value, String) {
    let folder = tempfile::tempdir().unwrap();
    let of_town = |name: &str| town().join(name).to_str().unwrap().to_owned();
    let [map, requests, volunteers, hubs] = ["city.karavan", "requests.csv", "volunteers.csv", "hubs.csv"].map(of_town);
    let arguments = [
        "plan",
        "--map",
        &map,
        "--requests",
        &requests,
        "--volunteers",
        &volunteers,
        "--hubs",
        &hubs,
        "--date",
        "2026-11-21",
        "--threads",
        "2",
        "--seed",
        "3",
        "--rounds",
        "2000",
        "--policy",
        policy,
        "--out",
        "plan.json",
    ];
    let said = run(folder.path(), &arguments).ok().err;
    let _judged = run(folder.path(), &["check", "plan.json"]).ok();
    let document = fs::read(folder.path().join("plan.json")).unwrap();
    (serde_json::from_slice(&document).unwrap(), said)
}

/// `HH:MM:SS` in seconds.
fn seconds(time: &Value) -> i64 {
    let parts = time
        .as_str()
        .unwrap()
        .split(':')
        .map(|part| part.parse::<i64>().unwrap());
    parts.fold(0, |sum, part| sum * 60 + part)
}

#[test]
fn every_policy_serves_as_many_and_is_good_at_what_it_is_for() {
    let plans: BTreeMap<&str, (Value, String)> = POLICIES.map(|policy| (policy, planned(policy))).into();
    let day = |policy: &str| plans[policy].0["summary"]["day"].clone();
    let number = |policy: &str, name: &str| day(policy)[name].as_i64().unwrap();
    let came = 8;
    for policy in POLICIES {
        let (document, said) = &plans[policy];
        let summary = &document["summary"];
        assert_eq!(summary["policy"], policy);
        assert!(
            number(policy, "served") >= number("shortest", "served"),
            "{policy}: {summary}"
        );
        let idle = summary["idle"].as_array().unwrap();
        assert_eq!(number(policy, "routes") as usize + idle.len(), came, "{summary}");
        for one in idle {
            assert!(said.contains(one.as_str().unwrap()), "{one} is not named in {said}");
        }
        let is_compared = policy != "shortest";
        assert_eq!(summary["shortest"].is_object(), is_compared, "{summary}");
        assert_eq!(said.contains("against shortest:"), is_compared, "{said}");
    }
    let used = |policy| number(policy, "routes");
    assert!(
        used("even") > used("shortest"),
        "{} and {}",
        used("even"),
        used("shortest")
    );
    let spread = |policy| number(policy, "longest_seconds") as f64 / number(policy, "mean_seconds") as f64;
    assert!(spread("even") < spread("shortest"));
    assert!(POLICIES.iter().all(|policy| used("fewest") <= used(policy)));
    let mean = |policy| seconds(&day(policy)["mean_at"]);
    assert!(POLICIES.iter().all(|policy| mean("soonest") <= mean(policy)));
    assert!(mean("soonest") < mean("shortest"));
    let driven = |policy| number(policy, "travel_seconds");
    assert!(POLICIES.iter().all(|policy| driven("shortest") <= driven(policy)));
}
