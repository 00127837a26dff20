//! Tests of the whole network on small worlds, random worlds and real maps. Answers are compared with slow plain
//! programs, such as Dijkstra on lanes and turns (`oracle`).
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

mod agreement;
mod changes;
mod drawing;
mod hours;
mod nearest;
mod oracle;
mod real_maps;
mod storage;
mod town;
mod turning;
pub(crate) mod world;
