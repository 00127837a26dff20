//! The configuration file of `karavan serve`, TOML with the names of the long options, and how its words are read.

use crate::failure::Failure;
use crate::output::read;
use jiff::tz::TimeZone;
use karavan_api::Network;
use karavan_model::RegionName;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// The configuration file; the same names as on the command line.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConfigFile {
    pub(crate) map: Option<PathBuf>,
    pub(crate) maps: Option<PathBuf>,
    pub(crate) data_dir: Option<PathBuf>,
    pub(crate) database_url: Option<String>,
    pub(crate) listen: Option<SocketAddr>,
    pub(crate) base_url: Option<String>,
    #[serde(default)]
    pub(crate) trusted_proxies: Vec<String>,
    pub(crate) timezone: Option<String>,
    pub(crate) organiser_phone: Option<String>,
    pub(crate) organisation: Option<String>,
    pub(crate) region: Option<String>,
    #[serde(default)]
    pub(crate) closed: Vec<i64>,
    #[serde(default)]
    pub(crate) winter: bool,
    /// What is different in a region, by name, where several are served.
    #[serde(default)]
    pub(crate) regions: BTreeMap<String, RegionTable>,
}

/// A table `[regions.NAME]`: what it leaves out is as for all.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegionTable {
    pub(crate) timezone: Option<String>,
    pub(crate) organiser_phone: Option<String>,
    pub(crate) organisation: Option<String>,
    #[serde(default)]
    pub(crate) closed: Vec<i64>,
    #[serde(default)]
    pub(crate) winter: bool,
    /// Parking and finding the entrance, once per building.
    pub(crate) entrance_minutes: Option<u8>,
    /// At the door, when the request does not say.
    pub(crate) door_minutes: Option<u8>,
    /// Loading at a hub.
    pub(crate) loading_minutes: Option<u8>,
}

pub(crate) fn config_file(path: &Path) -> Result<ConfigFile, Failure> {
    let text = String::from_utf8(read(path)?)
        .map_err(|_| Failure::input(format!("{}: this is not UTF-8 text", path.display())))?;
    toml::from_str(&text).map_err(|error| Failure::input(format!("{}: {error}", path.display())))
}

pub(crate) fn networks(texts: &[String]) -> Result<Vec<Network>, Failure> {
    let network = |text: &String| {
        let wrong = |error| Failure::input(format!("trusted_proxies: {error}"));
        text.parse::<Network>().map_err(wrong)
    };
    texts.iter().map(network).collect()
}

pub(crate) fn region_name(text: &str) -> Result<RegionName, Failure> {
    text.parse()
        .map_err(|error| Failure::input(format!("region: “{text}”: {error}")))
}

/// The zone of this name, or the machine's.
pub(crate) fn zone(name: Option<&str>) -> Result<TimeZone, Failure> {
    let Some(name) = name else {
        return Ok(TimeZone::system());
    };
    TimeZone::get(name).map_err(|_| {
        Failure::input(format!(
            "--timezone: “{name}” is no time zone; write it as Europe/Moscow"
        ))
    })
}
