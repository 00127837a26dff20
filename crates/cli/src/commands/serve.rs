//! `karavan serve`: joins options and the configuration file, opens map and database, and runs the HTTP server until
//! a signal. Several regions are opened in `serve_regions.rs`; where to listen and how a region is set up is in
//! `listening.rs`; the server itself is in `karavan_api`.

use super::database::{DATA_DIR, embedded, of_region, runtime};
use super::listening::{LISTEN, ServedRegion};
use super::serve_config::{ConfigFile, config_file, networks, region_name, zone};
use super::serve_regions::{self, OwnOptions};
use crate::circumstances::LastingCircumstanceArgs;
use crate::failure::Failure;
use anyhow::Context;
use clap::Args;
use karavan_api::Network;
use karavan_map::Map;
use karavan_model::RegionName;
use karavan_store::Store;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// A TOML file with the same names as the long options (`map`, `data_dir`, …); options on the line win.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The map file.
    #[arg(long, value_name = "MAP.karavan", env = "KARAVAN_MAP")]
    pub(crate) map: Option<PathBuf>,
    /// A folder of maps, to serve all regions of the database in one process: the map of a region is `NAME.karavan`.
    #[arg(long, value_name = "DIR", env = "KARAVAN_MAPS", conflicts_with_all = ["map", "region"])]
    pub(crate) maps: Option<PathBuf>,
    /// Folder of the embedded database [default: karavan-data].
    #[arg(long, value_name = "DIR", env = "KARAVAN_DATA_DIR", conflicts_with = "database_url")]
    pub(crate) data_dir: Option<PathBuf>,
    /// A PostgreSQL database instead of the embedded one.
    #[arg(long, value_name = "URL", env = "KARAVAN_DATABASE_URL", hide_env_values = true)]
    pub(crate) database_url: Option<String>,
    /// Which region of the database is served, by name [default: the first].
    #[arg(long, value_name = "NAME", env = "KARAVAN_REGION")]
    pub(crate) region: Option<RegionName>,
    /// Where to listen [default: 127.0.0.1:8080].
    #[arg(long, value_name = "ADDR", env = "KARAVAN_LISTEN")]
    pub(crate) listen: Option<SocketAddr>,
    /// The address volunteers' links begin with, when a proxy stands before us, e.g. `https://help.example.org`.
    #[arg(long, value_name = "URL", env = "KARAVAN_BASE_URL")]
    pub(crate) base_url: Option<String>,
    /// A proxy before us, as an address or a network, that is believed about where calls come from; say it for each.
    #[arg(
        long = "trusted-proxy",
        value_name = "ADDR|CIDR",
        env = "KARAVAN_TRUSTED_PROXY",
        value_delimiter = ','
    )]
    pub(crate) trusted_proxies: Vec<Network>,
    /// The region's time zone, e.g. `Asia/Almaty`; the machine's unless told otherwise.
    #[arg(long, value_name = "ZONE", env = "KARAVAN_TIMEZONE")]
    pub(crate) timezone: Option<String>,
    /// The telephone volunteers call for help.
    #[arg(long, value_name = "PHONE", env = "KARAVAN_ORGANISER_PHONE")]
    pub(crate) organiser_phone: Option<String>,
    /// Whose corrections and doors these are, where several organisations share a database; it signs the notes for
    /// the map.
    #[arg(long, value_name = "NAME", env = "KARAVAN_ORGANISATION")]
    pub(crate) organisation: Option<String>,
    #[command(flatten)]
    pub(crate) conditions: LastingCircumstanceArgs,
}

pub(crate) fn run(args: Serve) -> Result<(), Failure> {
    let file = args.config.as_deref().map(config_file).transpose()?.unwrap_or_default();
    let served = maps_of(args.map, args.maps, &file)?;
    let url = args.database_url.or(file.database_url);
    let data_dir = args
        .data_dir
        .or(file.data_dir)
        .unwrap_or_else(|| PathBuf::from(DATA_DIR));
    let zone = zone(args.timezone.or(file.timezone).as_deref())?;
    let trusted_proxies = match args.trusted_proxies.is_empty() {
        true => networks(&file.trusted_proxies)?,
        false => args.trusted_proxies,
    };
    let region = match (args.region, file.region) {
        (None, Some(name)) => Some(region_name(&name)?),
        (named, _) => named,
    };
    let site = ServedRegion {
        listen: args.listen.or(file.listen).unwrap_or(LISTEN),
        base_url: args.base_url.or(file.base_url),
        trusted_proxies,
        organiser_phone: args.organiser_phone.or(file.organiser_phone),
        organisation: args.organisation.or(file.organisation),
        zone,
    };
    let conditions = args.conditions.and(file.closed, file.winter);
    let open = async {
        match &url {
            Some(url) => Ok(Store::open(url).await.context("the database does not open")?),
            None => embedded(&data_dir).await,
        }
    };
    match served {
        Maps::Of(folder) => {
            let own = OwnOptions::read(file.regions)?;
            conditions.of_no_map()?;
            runtime()?.block_on(async { serve_regions::run(open.await?, &folder, site, &conditions, own).await })
        }
        Maps::One(map) => {
            let map = Arc::new(conditions.of(Map::open(&map)?)?);
            runtime()?.block_on(async {
                let store = of_region(open.await?, region.as_ref()).await?;
                let title = serve_regions::title_of(&store).await?;
                let listening = site.listen().await?;
                let service = listening.service(store, map, title).await?;
                listening.serve(service).await
            })
        }
    }
}

/// One map for one region, or a folder with those of several.
enum Maps {
    One(PathBuf),
    Of(PathBuf),
}

fn maps_of(map: Option<PathBuf>, maps: Option<PathBuf>, file: &ConfigFile) -> Result<Maps, Failure> {
    let of_file = || (file.map.clone(), file.maps.clone());
    let (map, maps) = if map.is_some() || maps.is_some() {
        (map, maps)
    } else {
        of_file()
    };
    match (map, maps) {
        (Some(_), Some(_)) => Err(Failure::input(
            "map and maps: one names the map of one region, the other a folder with those of all; leave one out",
        )),
        (None, Some(folder)) => Ok(Maps::Of(folder)),
        (Some(_), None) if !file.regions.is_empty() => Err(Failure::input(
            "regions: options of several regions go with `maps`, the folder of their maps",
        )),
        (Some(map), None) => Ok(Maps::One(map)),
        (None, None) => Err(Failure::input(
            "--map is missing: build one with `karavan map build EXTRACT.osm.pbf --out MAP.karavan`, or name a folder \
             with a map for each region by --maps",
        )),
    }
}
