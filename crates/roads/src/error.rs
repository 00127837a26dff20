//! `RoadsError`: why a road network cannot be built (unreadable extract, no roads, too many of something) or loaded
//! (damaged bytes).

use karavan_osm::OsmError;
use thiserror::Error;

/// A road network that cannot be built or loaded.
#[derive(Debug, Error)]
pub enum RoadsError {
    /// The extract cannot be read.
    #[error(transparent)]
    Extract(#[from] OsmError),
    /// The extract holds no two places joined by road.
    #[error("the extract holds no road that a car may use there and back; take an extract with `highway` ways")]
    NoRoads,
    /// The extract is beyond what one network can number.
    #[error("the extract holds more than {limit} {what}; cut out the region you need first")]
    TooLarge {
        /// What there are too many of.
        what: &'static str,
        /// How many one network can number.
        limit: u64,
    },
    /// The stored bytes are not a sound road network.
    #[error("the stored road network is damaged: {what}; build the map again")]
    Damaged {
        /// What is wrong, and with which part.
        what: String,
    },
}

impl RoadsError {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }
}
