//! The log: every write appends to it in somebody's name, it is whole however many processes write at once, and
//! whatever is changed in it is found.
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
#[path = "sweep/things.rs"]
mod things;
