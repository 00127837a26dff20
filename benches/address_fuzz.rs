//! Fuzz of the address search: a million strings, of which none may panic and none may take longer than 50 ms of the
//! processor. The strings are made in `fuzz/strings.rs`.
//!
//! `KARAVAN_FUZZ_STRINGS` changes their number, `KARAVAN_FUZZ_SEED` where chance begins, `KARAVAN_BENCH_PEOPLE` the
//! size of the synthetic city. Every twentieth string is asked for as if it were being typed, too.
#![allow(clippy::expect_used, clippy::panic, reason = "a benchmark fails loudly")]

#[path = "../crates/geocode/tests/ground/addressed.rs"]
mod addressed;
#[path = "fuzz/strings.rs"]
mod strings;

use addressed::each_placed;
use karavan_benches::{Rng, number_from_env, processor_seconds, report, synthetic_city};
use karavan_geocode::{AddressIndex, parse};
use karavan_osm::Extract;
use serde_json::json;
use std::collections::BTreeMap;
use std::hint::black_box;
use strings::Strings;

const SLOW_SECONDS: f64 = 0.050;
const TYPED_EVERY: u64 = 20;

/// What one sort of strings took.
#[derive(Default)]
struct Took {
    count: u64,
    total: f64,
    slow: u64,
    slowest: f64,
    slowest_text: String,
    cut: u64,
}

impl Took {
    fn add(&mut self, text: &str, seconds: f64, is_cut: bool) {
        self.count += 1;
        self.total += seconds;
        self.slow += u64::from(seconds > SLOW_SECONDS);
        self.cut += u64::from(is_cut);
        if seconds > self.slowest {
            (self.slowest, self.slowest_text) = (seconds, text.to_owned());
        }
    }
}

fn main() {
    let (count, seed) = (
        number_from_env("KARAVAN_FUZZ_STRINGS", 1_000_000),
        number_from_env("KARAVAN_FUZZ_SEED", 1),
    );
    let people = u32::try_from(number_from_env("KARAVAN_BENCH_PEOPLE", 100_000)).expect("people in u32");
    let city = synthetic_city(5, people);
    let extract = Extract::open(&city.extract()).expect("the extract opens");
    let index = AddressIndex::build(&extract).expect("the index is built");
    let mut lines = Vec::new();
    each_placed(&extract, |tags, _| {
        if let (Some(street), Some(house)) = (tags.get("addr:street"), tags.get("addr:housenumber")) {
            lines.push(format!("{street}, {house}"));
        }
    });
    assert!(lines.len() > 1_000, "{} addresses", lines.len());
    let strings = Strings::over(lines);
    let mut rng = Rng::seeded(seed);
    let mut all: BTreeMap<&str, Took> = BTreeMap::new();
    for nth in 0..count {
        let (sort, text) = strings.next(&mut rng);
        let (seconds, located) = processor_seconds(|| (index.locate(&text), black_box(parse(&text))).0);
        all.entry(sort).or_default().add(&text, seconds, located.is_cut);
        if nth % TYPED_EVERY == 0 {
            let (seconds, _) = processor_seconds(|| black_box(index.suggest(&text, None, 8)));
            all.entry("typed").or_default().add(&text, seconds, false);
        }
    }
    for (sort, took) in &all {
        report(
            "address_fuzz",
            &json!({
                "bench": "address_fuzz", "sort": sort, "strings": took.count, "seed": seed,
                "houses": index.house_count(),
                "slower_than_50_ms": took.slow, "slowest_ms": took.slowest * 1e3,
                "slowest_letters": took.slowest_text.chars().count(),
                "mean_microseconds": took.total / took.count as f64 * 1e6, "cut_short": took.cut,
            }),
        );
    }
    for took in all.values() {
        assert_eq!(took.slow, 0, "{} s for: {}", took.slowest, took.slowest_text);
    }
}
