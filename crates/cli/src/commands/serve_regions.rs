//! `karavan serve --maps DIR`: opens every region of the database whose map is in the folder, as `NAME.karavan`, and
//! serves them in one process. A region without a map, or whose map or store does not open, is told and left out; it
//! keeps none of the others from being served.

use super::listening::{ServedRegion, organisation};
use super::serve_config::{RegionTable, region_name, zone};
use crate::circumstances::LastingCircumstanceArgs;
use crate::failure::Failure;
use crate::output::say;
use anyhow::Context;
use karavan_api::{RegionService, region_address};
use karavan_dispatch::Customs;
use karavan_map::Map;
use karavan_model::{Region, RegionName, Seconds};
use karavan_service::{Machine, Outside, Service, Settings};
use karavan_store::{NamedRegion, Store};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::Path;
use std::sync::Arc;

/// What the files of maps end with.
const EXTENSION: &str = "karavan";

/// What the configuration file says of regions, by name.
pub(crate) struct OwnOptions(BTreeMap<RegionName, RegionTable>);

/// A region that is to be served.
struct Found {
    region: Region,
    name: RegionName,
    title: String,
    map: Option<Arc<Map>>,
}

impl OwnOptions {
    /// Checks what the file says.
    pub(crate) fn read(tables: BTreeMap<String, RegionTable>) -> Result<Self, Failure> {
        let mut own = BTreeMap::new();
        for (name, table) in tables {
            zone(table.timezone.as_deref())?;
            organisation(table.organisation.as_deref())?;
            own.insert(region_name(&name)?, table);
        }
        Ok(Self(own))
    }

    fn of(&self, name: &RegionName) -> Option<&RegionTable> {
        self.0.get(name)
    }

    /// Refuses options of a region that the database does not have.
    fn hold_to(&self, regions: &[NamedRegion]) -> Result<(), Failure> {
        let is_known = |name: &RegionName| regions.iter().any(|known| known.name == name.as_str());
        match self.0.keys().find(|name| !is_known(name)) {
            Some(unknown) => Err(Failure::input(format!(
                "regions.{unknown}: there is no region “{unknown}”; `karavan region list` shows those there are"
            ))),
            None => Ok(()),
        }
    }
}

/// Serves the regions of the database that is open for its first one.
pub(crate) async fn run(
    first: Store,
    folder: &Path,
    site: ServedRegion,
    conditions: &LastingCircumstanceArgs,
    own: OwnOptions,
) -> Result<(), Failure> {
    let regions = first.regions().await.context("the regions cannot be read")?;
    own.hold_to(&regions)?;
    let mut found = Vec::new();
    for region in &regions {
        found.push(opened(region, folder, conditions, &own)?);
    }
    tell_of_strange_maps(folder, &regions)?;
    let wanted: Vec<Region> = found
        .iter()
        .filter(|one| one.map.is_some())
        .map(|one| one.region)
        .collect();
    if wanted.is_empty() {
        let names: Vec<&str> = regions.iter().map(|region| region.name.as_str()).collect();
        return Err(Failure::input(format!(
            "--maps {}: there is no map of a region here; the regions of the database are {}, and a map is named \
             NAME.{EXTENSION}",
            folder.display(),
            names.join(", ")
        )));
    }
    let stores = first
        .side_by_side(&wanted)
        .await
        .context("the database does not close")?;
    let listening = site.listen().await?;
    let machine = Machine::for_regions(wanted.len())?;
    let mut stores = wanted.iter().zip(stores).collect::<BTreeMap<_, _>>();
    let mut served = Vec::new();
    for one in found {
        let store = match stores.remove(&one.region) {
            Some(Ok(store)) => Some(store),
            Some(Err(error)) => {
                not_served(&one.name, &error);
                None
            }
            None => None,
        };
        let service = match (store, one.map) {
            (Some(store), Some(map)) => {
                let settings = settings(listening.settings(), &one.name, &one.title, own.of(&one.name))?;
                Some(Service::start_on(
                    &machine,
                    store,
                    map,
                    Outside::of_machine(),
                    settings,
                )?)
            }
            _ => None,
        };
        served.push(RegionService {
            name: one.name,
            title: one.title,
            service,
        });
    }
    listening.serve_regions(served).await
}

/// What people call the region of a store; `None` when nobody said.
pub(crate) async fn title_of(store: &Store) -> Result<Option<String>, Failure> {
    let regions = store.regions().await.context("the regions cannot be read")?;
    let own = regions.into_iter().find(|one| one.region == store.region());
    Ok(own.map(|own| own.title).filter(|title| !title.is_empty()))
}

/// A region with its map, if that is there and can be read.
fn opened(
    region: &NamedRegion,
    folder: &Path,
    conditions: &LastingCircumstanceArgs,
    own: &OwnOptions,
) -> Result<Found, Failure> {
    let name = region_name(&region.name)?;
    let title = if region.title.is_empty() {
        &region.name
    } else {
        &region.title
    };
    let path = folder.join(format!("{name}.{EXTENSION}"));
    let map = match path.is_file() {
        true => opened_map(own.of(&name), conditions, &path),
        false => Err(Failure::input(format!("{} is not there", path.display()))),
    };
    let map = match map {
        Ok(map) => Some(Arc::new(map)),
        Err(Failure::Input(faults)) => {
            not_served(&name, &faults.join("; "));
            None
        }
        Err(failure) => return Err(failure),
    };
    Ok(Found {
        region: region.region,
        title: title.clone(),
        name,
        map,
    })
}

/// The map of a file, as it is while what is said of the region lasts.
fn opened_map(own: Option<&RegionTable>, all: &LastingCircumstanceArgs, path: &Path) -> Result<Map, Failure> {
    let (closed, winter) = own.map(|own| (own.closed.clone(), own.winter)).unwrap_or_default();
    all.clone().and(closed, winter).of(Map::open(path)?)
}

/// Tells of a region that is left out: to who started the program, and in the log.
fn not_served(region: &RegionName, why: &dyn Display) {
    say(&format!("region “{region}” is not served: {why}"));
    tracing::warn!(%region, %why, "a region is not served");
}

/// Tells of maps in the folder whose names are no region's: somebody may have mistyped one.
fn tell_of_strange_maps(folder: &Path, regions: &[NamedRegion]) -> Result<(), Failure> {
    let wrong = |error| Failure::input(format!("--maps {}: {error}", folder.display()));
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        if path.extension().is_none_or(|extension| extension != EXTENSION) {
            continue;
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !regions.iter().any(|region| region.name == name) {
            say(&format!(
                "{}: there is no region “{name}”; `karavan region add` makes one, or name the file after one that is \
                 there",
                path.display()
            ));
        }
    }
    Ok(())
}

/// How a region is set up: as all are, but for what it says itself.
fn settings(all: &Settings, name: &RegionName, title: &str, own: Option<&RegionTable>) -> Result<Settings, Failure> {
    let mut settings = Settings {
        title: Some(title.to_owned()),
        base_url: format!("{}{}", all.base_url, region_address(name)),
        ..all.clone()
    };
    let Some(own) = own else { return Ok(settings) };
    if own.timezone.is_some() {
        settings.zone = zone(own.timezone.as_deref())?;
    }
    if own.organisation.is_some() {
        settings.organisation = organisation(own.organisation.as_deref())?;
    }
    settings.organiser_phone = own.organiser_phone.clone().or(settings.organiser_phone);
    let minutes = |own: Option<u8>, usual: Seconds| own.map_or(usual, |own| Seconds::from_minutes(own.into()));
    let usual = settings.customs;
    settings.customs = Customs {
        setup: minutes(own.entrance_minutes, usual.setup),
        service: minutes(own.door_minutes, usual.service),
        loading: minutes(own.loading_minutes, usual.loading),
    };
    Ok(settings)
}
