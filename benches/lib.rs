//! What the benchmarks share: a stopwatch, tables of figures, and a history that keeps the regressions too.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark fails loudly and talks to a person"
)]

use std::io::Write;
use std::time::Instant;

/// Seconds that some work took, and what came of it.
pub fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let began = Instant::now();
    let done = work();
    (began.elapsed().as_secs_f64(), done)
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
