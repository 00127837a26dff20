//! What the benchmarks of this package share: stopwatches (`timed`, `processor_seconds`), `number_from_env`, seeded
//! random numbers (`Rng`), `synthetic_city`, `median`, and `report`, which prints a row and, when asked to, keeps it in
//! `history/`.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark fails loudly and talks to a person"
)]

use karavan_city::{City, CityOptions};
use rustix::time::{ClockId, clock_gettime};
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

/// Seconds that some work took, and what came of it.
pub fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let began = Instant::now();
    let done = work();
    (began.elapsed().as_secs_f64(), done)
}

/// Seconds of the processor that some work took on this thread, and what came of it: what else runs on the machine does
/// not count.
pub fn processor_seconds<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let now = || {
        let spent = clock_gettime(ClockId::ThreadCPUTime);
        spent.tv_sec as f64 + spent.tv_nsec as f64 / 1e9
    };
    let began = now();
    let done = work();
    (now() - began, done)
}

/// A number that the environment may change.
#[must_use]
pub fn number_from_env(name: &str, usual: u64) -> u64 {
    let value = std::env::var(name).ok();
    value.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Seeded random numbers: splitmix64 (Steele, Lea and Flood 2014).
#[derive(Debug)]
pub struct Rng(u64);

impl Rng {
    /// The same numbers for the same seed.
    #[must_use]
    pub const fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0 to one less than the number of sides.
    pub fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % sides as u64) as usize
    }
}

/// A synthetic city in a folder that goes when this goes.
#[derive(Debug)]
pub struct SyntheticCity(tempfile::TempDir);

impl SyntheticCity {
    /// Its map.
    #[must_use]
    pub fn extract(&self) -> PathBuf {
        self.0.path().join("city.osm.pbf")
    }
}

/// Makes a synthetic city.
///
/// # Panics
/// When it cannot be made or written.
#[must_use]
pub fn synthetic_city(seed: u64, people: u32) -> SyntheticCity {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = CityOptions {
        seed,
        people,
        requests: 10,
        volunteers: 2,
    };
    let city = City::generate(&options).expect("a city");
    city.write(folder.path()).expect("the city is written");
    SyntheticCity(folder)
}

/// The middle of some figures; the lower of two.
///
/// # Panics
/// When there are none.
#[must_use]
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[(figures.len() - 1) / 2]
}

/// Prints a row and appends it to `benches/history/<bench>.jsonl` when `KARAVAN_BENCH_HISTORY` is set.
///
/// # Panics
/// When the history cannot be written.
pub fn report(bench: &str, row: &serde_json::Value) {
    println!("{row}");
    if std::env::var_os("KARAVAN_BENCH_HISTORY").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/history");
        let file = format!("{path}/{bench}.jsonl");
        let mut file = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(file)
            .expect("the history opens");
        writeln!(file, "{row}").expect("the history is written");
    }
}
