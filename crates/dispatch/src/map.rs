//! The map of a town, ready to use: roads, addresses and the picture, from one `.karavan` file.

use crate::DispatchError;
use crate::map_file::{Name, Sections, write};
use karavan_basemap::Basemap;
use karavan_geocode::AddressIndex;
use karavan_model::Point;
use karavan_osm::Extract;
use karavan_roads::RoadNetwork;
use serde::{Deserialize, Serialize};
use std::path::Path;

const META: Name = *b"meta\0\0\0\0";
const ROADS: Name = *b"roads\0\0\0";
const ADDRESSES: Name = *b"address\0";
const BASEMAP: Name = *b"basemap\0";

/// What the file says about itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MapMeta {
    /// The extract's name without its endings, e.g. `almaty`.
    pub name: String,
    /// Size of the extract it was built from, in bytes.
    pub source_bytes: u64,
}

/// Roads, addresses and picture of one extract.
pub struct Map {
    /// Where it comes from.
    pub meta: MapMeta,
    /// Travel.
    pub roads: RoadNetwork,
    /// Addresses.
    pub addresses: AddressIndex,
    /// Tiles.
    pub basemap: Basemap,
}

/// A step of building a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildStage {
    /// Checking the extract.
    Open,
    /// Roads, their components and hierarchy.
    Roads,
    /// A part of that, and how many hundredths of it are done.
    RoadsPart(karavan_roads::Stage, u8),
    /// Streets and houses.
    Addresses,
    /// What tiles are drawn from.
    Basemap,
    /// Writing the file.
    Write,
}

impl Map {
    /// Builds a map from an extract. `progress` hears each step as it begins.
    ///
    /// # Errors
    /// When the extract is damaged or has no roads.
    pub fn build(pbf: &Path, progress: &dyn Fn(BuildStage)) -> Result<Self, DispatchError> {
        progress(BuildStage::Open);
        let extract = Extract::open(pbf)?;
        let source_bytes = std::fs::metadata(pbf).map_or(0, |meta| meta.len());
        Self::from_extract(&extract, pbf, source_bytes, progress)
    }

    /// Builds a map from an extract that is open already; `path` is what errors call it.
    ///
    /// # Errors
    /// When the extract is damaged or has no roads.
    pub fn from_extract(
        extract: &Extract,
        path: &Path,
        source_bytes: u64,
        progress: &dyn Fn(BuildStage),
    ) -> Result<Self, DispatchError> {
        let named = || path.to_owned();
        progress(BuildStage::Roads);
        let part =
            |done: karavan_roads::Progress| progress(BuildStage::RoadsPart(done.stage, (100.0 * done.fraction) as u8));
        let roads =
            RoadNetwork::build(extract, &part).map_err(|source| DispatchError::Roads { path: named(), source })?;
        progress(BuildStage::Addresses);
        let addresses =
            AddressIndex::build(extract).map_err(|source| DispatchError::Addresses { path: named(), source })?;
        progress(BuildStage::Basemap);
        let basemap = Basemap::build(extract).map_err(|source| DispatchError::Basemap { path: named(), source })?;
        Ok(Self {
            meta: MapMeta {
                name: town_name(path),
                source_bytes,
            },
            roads,
            addresses,
            basemap,
        })
    }

    /// Saves it to one file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), DispatchError> {
        let meta = serde_json::to_vec(&self.meta).map_err(|error| DispatchError::Document(error.to_string()))?;
        write(
            path,
            &[
                (META, &meta),
                (ROADS, &self.roads.to_bytes()),
                (ADDRESSES, self.addresses.bytes()),
                (BASEMAP, &self.basemap.to_bytes()),
            ],
        )
    }

    /// Opens a saved map; every section is checked before it is used.
    ///
    /// # Errors
    /// When it is not a whole, sound map file of this version.
    pub fn open(path: &Path) -> Result<Self, DispatchError> {
        let sections = Sections::read(path)?;
        let meta = serde_json::from_slice(sections.get(META)?).map_err(|error| sections.refuse(&error))?;
        let roads = RoadNetwork::from_bytes(sections.get(ROADS)?).map_err(|error| sections.refuse(&error))?;
        let addresses = AddressIndex::over(sections.shared(ADDRESSES)?).map_err(|error| sections.refuse(&error))?;
        let basemap = Basemap::from_bytes(sections.get(BASEMAP)?).map_err(|error| sections.refuse(&error))?;
        Ok(Self {
            meta,
            roads,
            addresses,
            basemap,
        })
    }

    /// South-west and north-east corners of what is drawn.
    #[must_use]
    pub fn bounds(&self) -> Option<(Point, Point)> {
        self.basemap.bounds()
    }
}

fn town_name(pbf: &Path) -> String {
    let name = pbf
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    name.split('.').next().unwrap_or_default().to_owned()
}
