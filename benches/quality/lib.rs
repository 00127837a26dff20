//! What the comparison and the solver's benchmarks share: `append` to the history (when asked to), `commit`, `machine`;
//! random numbers (`random`) and made instances (`city_morning`, `customers`).

pub mod city_morning;
pub mod customers;
pub mod random;

use anyhow::Context;
use serde_json::Value;
use std::io::Write;
use std::process::Command;

/// Where rows are kept.
const HISTORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../history/");

/// Appends rows to the history of a benchmark when `KARAVAN_BENCH_HISTORY` is set.
///
/// # Errors
/// When the history cannot be written.
pub fn append(bench: &str, rows: &[Value]) -> anyhow::Result<()> {
    if std::env::var_os("KARAVAN_BENCH_HISTORY").is_none() {
        return Ok(());
    }
    let path = format!("{HISTORY}{bench}.jsonl");
    let mut file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(&path)
        .with_context(|| path.clone())?;
    for row in rows {
        writeln!(file, "{row}").with_context(|| path.clone())?;
    }
    Ok(())
}

/// The commit that was built, with a mark when something was changed since.
#[must_use]
pub fn commit() -> Option<String> {
    let said = Command::new("git")
        .args(["-C", env!("CARGO_MANIFEST_DIR"), "describe", "--always", "--dirty"])
        .output()
        .ok()?;
    said.status
        .success()
        .then(|| String::from_utf8_lossy(&said.stdout).trim().to_owned())
}

/// Processor and number of cores.
#[must_use]
pub fn machine() -> String {
    let told = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = told
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    let model = model.map_or("unknown processor", |(_, name)| name.trim());
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!("{model}, {cores} cores")
}
