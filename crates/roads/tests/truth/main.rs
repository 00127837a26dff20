//! What tags mean on the road: named tests of the rules, on small `.osm.pbf` files written by `karavan-osm`.
//!
//! The tests write a map, open it as any extract is opened, build the roads of a profile and ask for a drive.
#![allow(clippy::unwrap_used, reason = "tests")]

mod access;
mod barriers;
mod boats_and_fords;
mod conditions;
mod doors;
#[path = "../../src/tests/drawing.rs"]
mod drawing;
mod ground;
mod hours;
mod one_street;
mod oneway;
mod profiles;
mod restrictions;
mod seasons;
mod signs;
mod waits;
mod world;
