//! `GeocodeError`: why an address index cannot be made or read: the extract, its size, or damaged bytes.

use karavan_osm::OsmError;
use thiserror::Error;

/// An address index that cannot be made or read.
#[derive(Debug, Error)]
pub enum GeocodeError {
    /// The extract could not be read.
    #[error(transparent)]
    Osm(#[from] OsmError),
    /// The extract holds more than an index can.
    #[error("the address index cannot hold so many {what}; build it of a smaller extract")]
    TooBig {
        /// What there is too much of.
        what: &'static str,
    },
    /// The bytes are not an address index.
    #[error("the address index is damaged: {what}; build the map file again")]
    Damaged {
        /// What is wrong.
        what: String,
    },
}
