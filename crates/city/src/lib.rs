//! Synthetic cities, written as real map extracts and tables, for demonstrations, tests and benchmarks.
//!
//! A city has a river with two bridges and an island, streets of every worth with Russian names, dead ends, one-ways
//! and a roundabout, private houses and blocks of flats, yards with gates, microdistricts, parks, works and a railway,
//! a village that shares some street names with it and a hamlet without streets. On it lies a morning: requests written
//! as people write them, with the truth beside, volunteers and hubs. No person and no telephone number in it is real.
//!
//! This crate is never needed in production.

mod address_book;
mod build;
mod demand;
mod drawing;
mod grid;
mod houses;
mod hubs;
mod map_address;
mod name_words;
mod names;
mod phones;
mod places;
mod quarters;
mod railway;
mod river;
mod roads;
mod rows;
mod site;
mod size;
mod spelling;
mod streets;
mod tables;
mod terrain;
mod village;
mod volunteers;
mod yards;

pub use rows::{Expected, HubRow, RequestRow, TruthRow, VolunteerRow};

use karavan_osm::{Element, OsmError, write_pbf};
use std::path::{Path, PathBuf};
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

const PEOPLE: std::ops::RangeInclusive<u32> = 200..=3_000_000;
const ROWS_MAX: u32 = 1_000_000;

impl City {
    /// Makes a city. Time and memory grow with the number of people: a million take about 150 MB.
    ///
    /// # Errors
    /// When the numbers asked for are out of reason.
    pub fn generate(options: &CityOptions) -> Result<Self, CityError> {
        if !PEOPLE.contains(&options.people) {
            return Err(CityError::People(options.people));
        }
        match options.requests.max(options.volunteers) {
            rows if rows > ROWS_MAX => Err(CityError::Rows(rows)),
            _ => Ok(build::build(options)),
        }
    }

    /// Writes `city.osm.pbf`, `requests.csv`, `requests_excel.csv`, `volunteers.csv`, `hubs.csv` and `truth.csv` into a
    /// folder, making it if need be.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&self, folder: &Path) -> Result<(), CityError> {
        let refused = |path: &Path| {
            let path = path.to_owned();
            move |source| CityError::Io { path, source }
        };
        std::fs::create_dir_all(folder).map_err(refused(folder))?;
        for (name, bytes) in [
            ("requests.csv", tables::requests(self)),
            ("requests_excel.csv", tables::requests_excel(self)),
            ("volunteers.csv", tables::volunteers(self)),
            ("hubs.csv", tables::hubs(self)),
            ("truth.csv", tables::truth(self)),
        ] {
            let path = folder.join(name);
            bytes
                .and_then(|bytes| std::fs::write(&path, bytes))
                .map_err(refused(&path))?;
        }
        write_pbf(&folder.join("city.osm.pbf"), &self.elements)?;
        Ok(())
    }
}
