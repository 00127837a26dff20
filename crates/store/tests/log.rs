//! Root of the tests of the append-only log: `log/names.rs` (writes are told with their actor), `log/crowd.rs` (several
//! processes, one whole log) and `log/changed.rs` (tampering is found). No tests are in this file.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

#[path = "log/changed.rs"]
mod changed;
#[path = "log/crowd.rs"]
mod crowd;
#[path = "engines/delivery.rs"]
mod delivery;
mod engines;
#[path = "sweep/kinds.rs"]
#[allow(dead_code, reason = "the sweep uses the rest")]
mod kinds;
#[path = "log/names.rs"]
mod names;
#[path = "sweep/values.rs"]
mod values;
