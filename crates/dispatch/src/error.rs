//! Operations of the day that failed.

use std::path::PathBuf;
use thiserror::Error;

/// An operation that failed. The text says what to mend.
#[derive(Debug, Error)]
pub enum DispatchError {
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
    MapFile {
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
    /// The day cannot be planned as it stands.
    #[error("{told}")]
    Unplannable {
        /// Why, and what to mend, in English.
        told: String,
        /// The same in Russian.
        told_ru: String,
    },
    /// Our own parts contradict one another, or the system refused something that it never should.
    #[error("{0}")]
    Internal(String),
    /// A plan document does not hold together.
    #[error("{0}")]
    Document(String),
    /// The run was called off.
    #[error("the run was cancelled")]
    Cancelled,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] karavan_store::StoreError),
}

impl DispatchError {
    /// What a person is told, in English and Russian. What only an operator can mend is for the log.
    #[must_use]
    pub fn told(&self) -> (String, String) {
        match self {
            Self::Unplannable { told, told_ru } => (told.clone(), told_ru.clone()),
            _ => (
                "the server failed; its log says why".to_owned(),
                "на сервере ошибка; причина записана в его журнале".to_owned(),
            ),
        }
    }
}
