//! `karavan serve`: joins options and the configuration file, opens map and database, and runs the HTTP server until
//! a signal. `ServedRegion` and `Listening` are shared with `demo.rs`; the server itself is in `karavan_api`.

use super::database::{DATA_DIR, embedded, of_region, runtime};
use crate::circumstances::LastingCircumstanceArgs;
use crate::failure::Failure;
use crate::output::{read, say, shown};
use anyhow::Context;
use clap::Args;
use jiff::tz::TimeZone;
use karavan_api::{FirstSecrets, Network, ServeConfig};
use karavan_map::Map;
use karavan_model::RegionName;
use karavan_service::{Outside, Service, Settings, UNNAMED_ORGANISATION};
use karavan_store::Store;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::net::TcpListener;

const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8080);
const ORGANISATION_MAX: usize = 200;

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// A TOML file with the same names as the long options (`map`, `data_dir`, …); options on the line win.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The map file.
    #[arg(long, value_name = "MAP.karavan", env = "KARAVAN_MAP")]
    pub(crate) map: Option<PathBuf>,
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

/// The configuration file; the same names as on the command line.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigFile {
    map: Option<PathBuf>,
    data_dir: Option<PathBuf>,
    database_url: Option<String>,
    listen: Option<SocketAddr>,
    base_url: Option<String>,
    #[serde(default)]
    trusted_proxies: Vec<String>,
    timezone: Option<String>,
    organiser_phone: Option<String>,
    organisation: Option<String>,
    region: Option<String>,
    #[serde(default)]
    closed: Vec<i64>,
    #[serde(default)]
    winter: bool,
}

pub(crate) fn run(args: Serve) -> Result<(), Failure> {
    let file = args.config.as_deref().map(config_file).transpose()?.unwrap_or_default();
    let map = args.map.or(file.map).ok_or_else(|| {
        Failure::input("--map is missing: build one with `karavan map build EXTRACT.osm.pbf --out MAP.karavan`")
    })?;
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
        (None, Some(name)) => Some(
            name.parse()
                .map_err(|error| Failure::input(format!("region: “{name}”: {error}")))?,
        ),
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
    let map = Arc::new(conditions.of(Map::open(&map)?)?);
    runtime()?.block_on(async {
        let store = match url {
            Some(url) => Store::open(&url).await.context("the database does not open")?,
            None => embedded(&data_dir).await?,
        };
        let store = of_region(store, region.as_ref()).await?;
        let listening = site.listen().await?;
        let service = listening.service(store, map).await?;
        listening.serve(service).await
    })
}

fn config_file(path: &Path) -> Result<ConfigFile, Failure> {
    let text = String::from_utf8(read(path)?)
        .map_err(|_| Failure::input(format!("{}: this is not UTF-8 text", path.display())))?;
    toml::from_str(&text).map_err(|error| Failure::input(format!("{}: {error}", path.display())))
}

/// The name that an organisation keeps its corrections under: not empty, and short enough for a line.
fn organisation(name: Option<&str>) -> Result<String, Failure> {
    let Some(name) = name else {
        return Ok(UNNAMED_ORGANISATION.to_owned());
    };
    let name = name.trim();
    if name.is_empty() || name.chars().count() > ORGANISATION_MAX || name.chars().any(char::is_control) {
        return Err(Failure::input(format!(
            "--organisation: the name must be 1 to {ORGANISATION_MAX} letters on one line"
        )));
    }
    Ok(name.to_owned())
}

fn networks(texts: &[String]) -> Result<Vec<Network>, Failure> {
    let network = |text: &String| {
        let wrong = |error| Failure::input(format!("trusted_proxies: {error}"));
        text.parse::<Network>().map_err(wrong)
    };
    texts.iter().map(network).collect()
}

fn zone(name: Option<&str>) -> Result<TimeZone, Failure> {
    let Some(name) = name else {
        return Ok(TimeZone::system());
    };
    TimeZone::get(name).map_err(|_| {
        Failure::input(format!(
            "--timezone: “{name}” is no time zone; write it as Europe/Moscow"
        ))
    })
}

/// Where and how the region is served.
pub(crate) struct ServedRegion {
    pub(crate) listen: SocketAddr,
    pub(crate) base_url: Option<String>,
    pub(crate) trusted_proxies: Vec<Network>,
    pub(crate) organiser_phone: Option<String>,
    pub(crate) organisation: Option<String>,
    pub(crate) zone: TimeZone,
}

impl ServedRegion {
    /// Takes the address before anything is promised on it.
    pub(crate) async fn listen(self) -> Result<Listening, Failure> {
        let wanted = self.listen;
        if wanted.ip().is_unspecified() && self.base_url.is_none() {
            let port = wanted.port();
            return Err(Failure::input(format!(
                "--listen {wanted} takes calls on every address of this machine, and volunteers' links would lead \
                nowhere: \
                 say --base-url http://HOST:{port} with the name they reach it by, or --listen one address"
            )));
        }
        let listener = TcpListener::bind(wanted)
            .await
            .map_err(|error| Failure::input(format!("--listen: {wanted}: {error}; name another address")))?;
        let address = listener.local_addr().context("the listener has no address")?;
        Ok(Listening {
            listener,
            address,
            settings: self.settings(address)?,
            trusted_proxies: self.trusted_proxies,
        })
    }

    /// The day's service alone: nobody calls it, so it takes no address.
    pub(crate) async fn service(self, store: Store, map: Arc<Map>) -> Result<Service, Failure> {
        let settings = self.settings(self.listen)?;
        Ok(Service::start(store, map, Outside::of_machine(), settings).await?)
    }

    fn settings(&self, address: SocketAddr) -> Result<Settings, Failure> {
        let base_url = self.base_url.clone().unwrap_or_else(|| format!("http://{address}"));
        Ok(Settings {
            zone: self.zone.clone(),
            base_url: base_url.trim_end_matches('/').to_owned(),
            organiser_phone: self.organiser_phone.clone(),
            organisation: organisation(self.organisation.as_deref())?,
            customs: karavan_dispatch::Customs::default(),
            threads: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        })
    }
}

/// An address taken, not yet answering.
pub(crate) struct Listening {
    listener: TcpListener,
    address: SocketAddr,
    settings: Settings,
    trusted_proxies: Vec<Network>,
}

impl Listening {
    pub(crate) async fn service(&self, store: Store, map: Arc<Map>) -> Result<Service, Failure> {
        Ok(Service::start(store, map, Outside::of_machine(), self.settings.clone()).await?)
    }

    /// Serves until told to stop. Secrets of the first start are said once and never again.
    pub(crate) async fn serve(self, service: Service) -> Result<(), Failure> {
        let stop = tokio_util::sync::CancellationToken::new();
        stop_on_signal(stop.clone())?;
        say(&format!("Karavan listens on http://{}", self.address));
        let first = karavan_api::first_start(&service, show)
            .await
            .context("the first start failed; a login and a key shown above open nothing")?;
        if first {
            say("These are shown once; only their hashes are kept. `karavan user` and `karavan key` make others.");
        }
        tracing::info!(version = env!("CARGO_PKG_VERSION"), address = %self.address, "the server is up");
        let config = ServeConfig {
            base_url: self.settings.base_url,
            trusted_proxies: self.trusted_proxies,
        };
        karavan_api::serve(self.listener, config, service, stop)
            .await
            .context("serving failed")?;
        Ok(())
    }
}

fn show(secrets: &FirstSecrets) -> bool {
    let FirstSecrets {
        login,
        password,
        intake_key,
    } = secrets;
    shown(&format!(
        "login: {login}\npassword: {password}\nintake key: {intake_key}"
    ))
}

/// Listens from now on for whoever tells the program to stop, and then cancels `stop`.
fn stop_on_signal(stop: tokio_util::sync::CancellationToken) -> Result<(), Failure> {
    #[cfg(unix)]
    let told = {
        use tokio::signal::unix::{SignalKind, signal};
        let heard = |kind| signal(kind).context("signals cannot be heard");
        let (mut interrupted, mut terminated) = (heard(SignalKind::interrupt())?, heard(SignalKind::terminate())?);
        async move {
            tokio::select! {
                _ = interrupted.recv() => {}
                _ = terminated.recv() => {}
            }
        }
    };
    #[cfg(not(unix))]
    let told = async { drop(tokio::signal::ctrl_c().await) };
    tokio::spawn(async move {
        told.await;
        tracing::info!("told to stop");
        stop.cancel();
    });
    Ok(())
}
