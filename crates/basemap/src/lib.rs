//! The picture under the routes: `Basemap` draws vector tiles from the extract, so no outside tile server is asked.
//!
//! The tiles' layers and properties are a contract with the screens' style:
//!
//! | layer | shape | properties | from zoom |
//! |---|---|---|---|
//! | `landuse` | areas | `class`: park, wood, grass, residential, industrial, cemetery | 7 to 11, and 16 px² |
//! | `water` | areas | | 3, and 4 px² |
//! | `waterway` | lines | `class`: river (8), stream (13) | |
//! | `building` | areas | | 14, and 1 px² |
//! | `housenumber` | points | `housenumber` | 16 |
//! | `road` | lines | `class`, `name`, `oneway` | by class |
//! | `place` | points | `class`: city (3), town (8), village (10), suburb (11); `name` | |
//!
//! `class` of a road: motorway, trunk (from zoom 5), primary (8), secondary (9), tertiary, rail (10), minor (12),
//! service, path (14). `oneway` is true when traffic goes only along the line.
//!
//! Ramps are drawn from zoom 12, trams and sidings from 13. Areas come the large before the small, to be painted in
//! that order. The sea is not drawn: extracts hold only its coastline.

mod chain;
mod classify;
mod clip;
mod collect;
mod draw;
mod error;
mod index;
mod kind;
mod mercator;
mod outline;
mod packed_features;
mod shape_features;
mod stored;
mod tile_grid;

pub use error::BasemapError;
pub use kind::ZOOM_MAX;

use index::Index;
use karavan_model::Point;
use karavan_osm::Extract;
use mercator::Spot;
use packed_features::Features;
use tile_grid::TileGrid;

/// Everything of an extract that can be drawn, ready to be asked for tiles.
#[derive(Debug)]
pub struct Basemap {
    features: Features,
    index: Index,
}

impl Basemap {
    /// Reads what there is to draw, in three passes. Multipolygons of clipped extracts are closed across the cut where
    /// that guesses little, and left out where it would guess much.
    ///
    /// # Errors
    /// When the extract cannot be read.
    pub fn build(extract: &Extract) -> Result<Self, BasemapError> {
        Ok(Self::of(shape_features::build(collect::collect(extract)?)))
    }

    fn of(features: Features) -> Self {
        let index = Index::of(&features);
        Self { features, index }
    }

    /// The saved form, with a checksum.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        stored::to_bytes(&self.features)
    }

    /// A basemap from its saved form; the index is built anew.
    ///
    /// # Errors
    /// When a byte is missing or changed, or the bytes were written by another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BasemapError> {
        stored::from_bytes(bytes).map(Self::of)
    }

    /// South-west and north-east corners of what is drawn; `None` when nothing is.
    #[must_use]
    pub fn bounds(&self) -> Option<(Point, Point)> {
        let first = *self.features.spots.first()?;
        let (mut low, mut high) = (first, first);
        for spot in &self.features.spots {
            low = Spot {
                x: low.x.min(spot.x),
                y: low.y.min(spot.y),
            };
            high = Spot {
                x: high.x.max(spot.x),
                y: high.y.max(spot.y),
            };
        }
        // On the map's square y grows southwards.
        Some((
            Spot { x: low.x, y: high.y }.point(),
            Spot { x: high.x, y: low.y }.point(),
        ))
    }

    /// One tile in the Mapbox Vector Tile format, not compressed; `None` when nothing is on it, when there is no such
    /// tile, or past [`ZOOM_MAX`]. The work is proportional to the features on it; the caller may want to keep it.
    ///
    /// # Errors
    /// When the encoder refuses, which sound features never cause.
    pub fn tile(&self, z: u8, x: u32, y: u32) -> Result<Option<Vec<u8>>, BasemapError> {
        let Some(grid) = TileGrid::of(z, x, y) else {
            return Ok(None);
        };
        let (low, high) = grid.corners();
        let found = self.index.touching(z, low, high);
        draw::draw(&self.features, &found, z, grid)
    }
}
