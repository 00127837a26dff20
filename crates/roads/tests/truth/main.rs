//! What tags mean on the road: a named test for each rule, on small `.osm.pbf` files written by `karavan-osm`.
//!
//! Every test writes a map, opens it as any extract is opened, builds the roads of a profile and asks for a drive.
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
