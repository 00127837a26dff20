//! Answers addresses for `compare.py`: a line of text in, a line of JSON out, over the map that the first argument
//! names.
//!
//! `{"found": {"lon", "lat", "is_house"} | null, "clock_seconds", "processor_seconds"}`. Without a map it says how it
//! is used: as part of all benchmarks it has nothing to do.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark fails loudly and talks to a program"
)]

use karavan_benches::{processor_seconds, timed};
use karavan_geocode::{AddressIndex, Answer, Precision};
use karavan_osm::Extract;
use serde_json::{Value, json};
use std::io::{BufRead, Write};
use std::path::PathBuf;

fn main() {
    let map = std::env::args_os().nth(1).map(PathBuf::from);
    let Some(map) = map.filter(|path| path.is_file()) else {
        eprintln!("beside_nominatim MAP.osm.pbf: see benches/nominatim/README.md");
        return;
    };
    let extract = Extract::open(&map).expect("the extract opens");
    let index = AddressIndex::build(&extract).expect("the index is built");
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let text = line.expect("a line of text");
        let (clock, (processor, answer)) = timed(|| processor_seconds(|| index.find(&text)));
        let found = match answer {
            Answer::Found(place) => json!({
                "lon": place.point.lon, "lat": place.point.lat, "is_house": place.precision <= Precision::House,
            }),
            Answer::Ambiguous(_) | Answer::NotFound { .. } => Value::Null,
        };
        let told = json!({"found": found, "clock_seconds": clock, "processor_seconds": processor});
        writeln!(out, "{told}").expect("the answer is read");
        out.flush().expect("the answer is read");
    }
}
