//! Test that the plan document of a small day is the same as `golden/day.json`, to the byte.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod world;

use karavan_planner::Search;
use world::{intake, map, planned_day, request, rounds, volunteer};

const GOLDEN: &str = include_str!("golden/day.json");

#[test]
fn a_small_day_is_told_to_the_byte_as_before() {
    let mut requests: Vec<_> = (0..7)
        .map(|at| request(&format!("R{at}"), &format!("Садовая {}", 3 + 2 * at)))
        .collect();
    requests[1].needs_two = true;
    requests[2].quarantine = true;
    requests[3].address = "Садовая 456".to_owned();
    requests[4].visitors.only = vec!["Волонтёр V2".to_owned()];
    requests[5].wish = Some(world::hours(10, 11));
    let mut first = volunteer("V1", "Садовая 1");
    first.0.red_zone = true;
    let second = volunteer("V2", "Садовая 21");
    let nowhere = volunteer("V3", "около магазина");
    let search = Search { seed: 7, ..rounds(200) };
    let day = planned_day(&map(), intake(requests, vec![first, second, nowhere]), search).unwrap();
    let told = serde_json::to_string_pretty(&day.document).unwrap() + "\n";
    if std::env::var_os("KARAVAN_REWRITE").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/day.json"), &told).unwrap();
        return;
    }
    assert!(told == GOLDEN, "{told}");
}
