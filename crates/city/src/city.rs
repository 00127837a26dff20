//! `CityOptions` (seed and sizes), `City` (what is made of them: map elements, requests, volunteers, hubs, truth,
//! people, shared streets), `CityError`, and the bounds `PEOPLE` and `ROWS_MAX`. A city is made in `build.rs` and
//! written in `files.rs`.

use crate::rows::{HubRow, RequestRow, TruthRow, VolunteerRow};
use karavan_osm::{Element, OsmError};
use std::path::PathBuf;
use thiserror::Error;

/// What city to make. The same options make the same city, byte for byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CityOptions {
    /// Another seed, another city. The map does not depend on the numbers of requests and volunteers.
    pub seed: u64,
    /// About how many people live there: from a village of 200 to a city of 3,000,000.
    pub people: u32,
    /// How many requests came in this morning.
    pub requests: u32,
    /// How many volunteers offer a shift.
    pub volunteers: u32,
}

/// A synthetic city with its morning.
#[derive(Clone, Debug)]
pub struct City {
    /// Its name.
    pub name: String,
    /// The map, in the order of a map file.
    pub elements: Vec<Element>,
    /// The morning's requests.
    pub requests: Vec<RequestRow>,
    /// The morning's volunteers.
    pub volunteers: Vec<VolunteerRow>,
    /// The hubs.
    pub hubs: Vec<HubRow>,
    /// The truth about the address of each request, in the same order.
    pub truth: Vec<TruthRow>,
    /// How many people live in the houses of the map.
    pub people: u32,
    /// Names of streets that are in the town and in the village: such an address without its settlement is ambiguous.
    pub shared_streets: Vec<String>,
}

/// Why there is no city.
#[derive(Debug, Error)]
pub enum CityError {
    /// No town is so small or so large.
    #[error("{0} people make no city; ask for {min} to {max}", min = PEOPLE.start(), max = PEOPLE.end())]
    People(u32),
    /// A table is too long.
    #[error("{0} rows are too many for a table; ask for at most {ROWS_MAX}")]
    Rows(u32),
    /// The operating system refused.
    #[error("{path}: {source}")]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// The map was not written.
    #[error(transparent)]
    Map(#[from] OsmError),
}

pub(crate) const PEOPLE: std::ops::RangeInclusive<u32> = 200..=3_000_000;
pub(crate) const ROWS_MAX: u32 = 1_000_000;
