//! The map of a town: roads, addresses and picture in one `.karavan` file, and what an organisation knows better.
//!
//! [`Map::build`] makes it from an extract, [`Map::save`] and [`Map::open`] keep it. No plans, people or database here.

mod error;
mod file;
mod hash;
mod known_buildings;
mod map;

pub use error::MapError;
pub use hash::MapHash;
pub use known_buildings::{Correction, KnownBuildings};
pub use map::{BuildStage, Map, MapMeta};
