//! `measured`: does some work and returns its `ResourceUse`: seconds on the clock, seconds of the living threads on a
//! processor, and the most memory held above what was held before.
//!
//! The last two are read from `/proc`; where it cannot be read the seconds on the clock stand for the processor's, and
//! the memory is missing. Processor seconds are what a shared machine can tell best.

use karavan_benches::timed;
use serde::Serialize;

/// A cost.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct ResourceUse {
    pub(crate) seconds: f64,
    /// Those on the clock where the system does not tell.
    pub(crate) cpu_seconds: f64,
    pub(crate) memory_bytes: Option<u64>,
}

/// Does some work and tells what it cost.
pub(crate) fn measured<T>(work: impl FnOnce() -> T) -> (ResourceUse, T) {
    // Written to, this file makes the system forget the most memory held so far.
    let is_peak_reset = std::fs::write("/proc/self/clear_refs", "5").is_ok();
    let (held, spent) = (memory("VmRSS:"), cpu_seconds());
    let (seconds, done) = timed(work);
    let spent = cpu_seconds().zip(spent).map(|(after, before)| after - before);
    let peak = memory("VmHWM:").filter(|_| is_peak_reset);
    let cost = ResourceUse {
        seconds,
        cpu_seconds: spent.unwrap_or(seconds),
        memory_bytes: peak.zip(held).map(|(peak, held)| peak.saturating_sub(held)),
    };
    (cost, done)
}

/// Seconds that the threads alive have been on a processor.
fn cpu_seconds() -> Option<f64> {
    let threads = std::fs::read_dir("/proc/self/task").ok()?;
    let nanoseconds = |thread: std::io::Result<std::fs::DirEntry>| {
        let value = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        value.split(' ').next()?.parse::<f64>().ok()
    };
    threads.map(nanoseconds).sum::<Option<f64>>().map(|sum| sum / 1e9)
}

fn memory(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(1024 * kilobytes)
}
