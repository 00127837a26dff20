//! `MapError`: why a map cannot be built, written or opened: the operating system, the `.karavan` file, or the part of
//! the extract (roads, addresses, picture) that is wrong.

use std::path::PathBuf;
use thiserror::Error;

/// A map could not be built, written or opened. The text says what to mend.
#[derive(Debug, Error)]
pub enum MapError {
    /// A file of the operating system could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A `.karavan` file is not what it should be.
    #[error("{path}: {what}; build it again with `karavan map build`")]
    File {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The extract could not be read.
    #[error(transparent)]
    Osm(#[from] karavan_osm::OsmError),
    /// The roads of the extract could not be used.
    #[error("{path}: {source}")]
    Roads {
        /// Which extract.
        path: PathBuf,
        /// What is wrong.
        source: karavan_roads::RoadsError,
    },
    /// The addresses of the extract could not be used.
    #[error("{path}: {source}")]
    Addresses {
        /// Which extract.
        path: PathBuf,
        /// What is wrong.
        source: karavan_geocode::GeocodeError,
    },
    /// The picture of the extract could not be made.
    #[error("{path}: {source}")]
    Basemap {
        /// Which extract.
        path: PathBuf,
        /// What is wrong.
        source: karavan_basemap::BasemapError,
    },
    /// What the file says about itself cannot be written down.
    #[error("{0}")]
    Meta(serde_json::Error),
}
