//! `BasemapError`: an extract that cannot be read, saved bytes that are damaged, or a feature that the tile format
//! cannot hold.

use karavan_osm::OsmError;
use thiserror::Error;

/// A basemap that cannot be built, loaded or drawn.
#[derive(Debug, Error)]
pub enum BasemapError {
    /// The extract cannot be read.
    #[error(transparent)]
    Extract(#[from] OsmError),
    /// The saved bytes are not a whole, sound basemap of this version.
    #[error("the saved basemap is damaged ({0}); build the map again from its extract")]
    Damaged(&'static str),
    /// A feature that the tile format cannot hold.
    #[error("a tile cannot be encoded: {0}")]
    Encode(#[from] mvt::Error),
}
