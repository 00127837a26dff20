//! `Map`: roads (for cars, and for other ways to travel that were asked for), address index and basemap of one extract,
//! with its `MapMeta`; builds it (telling each `BuildStage`), saves it as a `.karavan` file, opens it, and puts its
//! roads under `Circumstances`. The layout of the file is in `file.rs`.

use crate::file::{Name, Sections, hash, write};
use crate::{MapError, MapHash};
use karavan_basemap::Basemap;
use karavan_geocode::{AddressIndex, SharedBytes};
use karavan_model::Point;
use karavan_osm::Extract;
use karavan_roads::{Circumstances, Profile, RoadNetwork};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::OnceLock;

const META: Name = *b"meta\0\0\0\0";
const ROADS: Name = *b"roads\0\0\0";
/// Roads for bicycles and people on foot, in maps that were asked to hold them.
const OTHERS: [(Profile, Name); 2] = [(Profile::Bicycle, *b"bicycle\0"), (Profile::Foot, *b"foot\0\0\0\0")];
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
    /// Travel by car.
    pub roads: RoadNetwork,
    /// Travel by other means, where the map was built for them too.
    pub others: Vec<RoadNetwork>,
    /// The address index.
    pub addresses: AddressIndex,
    /// Vector tiles of the screens.
    pub basemap: Basemap,
    /// Which map it is, once that is known.
    hash: OnceLock<MapHash>,
}

/// A step of building a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildStage {
    /// Checking the extract.
    Open,
    /// Roads, their components and hierarchy.
    Roads,
    /// A part of that, and how many hundredths of it are done.
    RoadsPart(karavan_roads::RoadStage, u8),
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
    pub fn build(pbf: &Path, progress: &dyn Fn(BuildStage)) -> Result<Self, MapError> {
        Self::build_for(pbf, &[], progress)
    }

    /// As [`Self::build`], with roads for other ways to travel as well. Each takes as long again as those for cars.
    ///
    /// # Errors
    /// When the extract is damaged or has no roads.
    pub fn build_for(pbf: &Path, others: &[Profile], progress: &dyn Fn(BuildStage)) -> Result<Self, MapError> {
        progress(BuildStage::Open);
        let extract = Extract::open(pbf)?;
        let source_bytes = std::fs::metadata(pbf).map_or(0, |meta| meta.len());
        let mut map = Self::from_extract(&extract, pbf, source_bytes, progress)?;
        for &profile in others.iter().filter(|&&profile| profile != Profile::Car) {
            progress(BuildStage::Roads);
            map.add(&extract, pbf, profile)?;
        }
        Ok(map)
    }

    /// Adds roads for another way to travel; `path` is what errors call the extract.
    ///
    /// # Errors
    /// When the extract is damaged or has no such roads.
    pub fn add(&mut self, extract: &Extract, path: &Path, profile: Profile) -> Result<(), MapError> {
        let refused = |source| MapError::Roads {
            path: path.to_owned(),
            source,
        };
        let roads = RoadNetwork::build_for(extract, profile, &|_| ()).map_err(refused)?;
        self.others.retain(|other| other.profile() != profile);
        self.others.push(roads);
        self.hash = OnceLock::new();
        Ok(())
    }

    /// The same map while something is different: snow, closed streets, an hour of the day.
    #[must_use]
    pub fn under(mut self, circumstances: &Circumstances) -> Self {
        self.roads = self.roads.under(circumstances);
        self.others = self.others.iter().map(|roads| roads.under(circumstances)).collect();
        self.hash = OnceLock::new();
        self
    }

    /// Whether a way of the map, by its id there, is a road of any kind here. O(ways).
    #[must_use]
    pub fn has_way(&self, id: i64) -> bool {
        let mut all = std::iter::once(&self.roads).chain(&self.others);
        all.any(|roads| roads.has_way(id))
    }

    /// The roads for a way to travel; `None` when the map was not built for it.
    #[must_use]
    pub fn roads_for(&self, profile: Profile) -> Option<&RoadNetwork> {
        let mut all = std::iter::once(&self.roads).chain(&self.others);
        all.find(|roads| roads.profile() == profile)
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
    ) -> Result<Self, MapError> {
        let named = || path.to_owned();
        progress(BuildStage::Roads);
        let part =
            |done: karavan_roads::Progress| progress(BuildStage::RoadsPart(done.stage, (100.0 * done.fraction) as u8));
        let roads = RoadNetwork::build(extract, &part).map_err(|source| MapError::Roads { path: named(), source })?;
        progress(BuildStage::Addresses);
        let addresses = AddressIndex::build(extract).map_err(|source| MapError::Addresses { path: named(), source })?;
        progress(BuildStage::Basemap);
        let basemap = Basemap::build(extract).map_err(|source| MapError::Basemap { path: named(), source })?;
        Ok(Self {
            meta: MapMeta {
                name: town_name(path),
                source_bytes,
            },
            roads,
            others: Vec::new(),
            addresses,
            basemap,
            hash: OnceLock::new(),
        })
    }

    /// Saves it to one file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), MapError> {
        let meta = serde_json::to_vec(&self.meta).map_err(MapError::Meta)?;
        self.with_sections(&meta, |sections| write(path, sections))
    }

    /// Which map it is: that of its file, or of the file that it would be saved to. Of a map that was just built, the
    /// first asking takes as long as saving it.
    #[must_use]
    pub fn hash(&self) -> MapHash {
        *self.hash.get_or_init(|| {
            let meta = serde_json::to_vec(&self.meta).unwrap_or_default();
            self.with_sections(&meta, hash)
        })
    }

    /// The sections of its file, in their order.
    fn with_sections<T>(&self, meta: &[u8], work: impl FnOnce(&[(Name, &[u8])]) -> T) -> T {
        let (roads, basemap) = (self.roads.to_bytes(), self.basemap.to_bytes());
        let of_other = |(profile, name)| {
            let roads = self.others.iter().find(|roads| roads.profile() == profile)?;
            Some((name, roads.to_bytes()))
        };
        let others: Vec<(Name, Vec<u8>)> = OTHERS.into_iter().filter_map(of_other).collect();
        let mut sections: Vec<(Name, &[u8])> = vec![
            (META, meta),
            (ROADS, &roads[..]),
            (ADDRESSES, self.addresses.bytes()),
            (BASEMAP, &basemap[..]),
        ];
        sections.extend(others.iter().map(|(name, bytes)| (*name, &bytes[..])));
        work(&sections)
    }

    /// Opens a saved map; every section is checked before it is used.
    ///
    /// # Errors
    /// When it is not a whole, sound map file of this version.
    pub fn open(path: &Path) -> Result<Self, MapError> {
        let mut sections = Sections::read(path)?;
        let meta = serde_json::from_slice(&sections.get(META)?).map_err(|error| sections.refuse(&error))?;
        let roads = RoadNetwork::from_bytes(&sections.get(ROADS)?).map_err(|error| sections.refuse(&error))?;
        if roads.profile() != Profile::Car {
            return Err(sections.refuse(&"its roads are not those of cars"));
        }
        let mut others = Vec::new();
        for (_, name) in OTHERS {
            if let Some(bytes) = sections.find(name)? {
                others.push(RoadNetwork::from_bytes(&bytes).map_err(|error| sections.refuse(&error))?);
            }
        }
        let addresses = SharedBytes::of(sections.get(ADDRESSES)?);
        let addresses = AddressIndex::over(addresses).map_err(|error| sections.refuse(&error))?;
        let basemap = Basemap::from_bytes(&sections.get(BASEMAP)?).map_err(|error| sections.refuse(&error))?;
        Ok(Self {
            meta,
            roads,
            others,
            addresses,
            basemap,
            hash: OnceLock::from(sections.hash()),
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
