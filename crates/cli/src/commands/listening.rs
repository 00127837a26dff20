//! `ServedRegion`, how a region is served, and `Listening`, an address taken: shared by `serve.rs`, `serve_regions.rs`
//! and `demo.rs`. Says the secrets of a first start, and stops on a signal.

use crate::failure::Failure;
use crate::output::{say, shown};
use anyhow::Context;
use jiff::tz::TimeZone;
use karavan_api::{FirstSecrets, Network, RegionService, ServeConfig, region_address};
use karavan_map::Map;
use karavan_model::RegionName;
use karavan_service::{Outside, Service, Settings, UNNAMED_ORGANISATION};
use karavan_store::Store;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Where to listen, unless told otherwise.
pub(crate) const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8080);
const ORGANISATION_MAX: usize = 200;
const SHOWN_ONCE: &str =
    "These are shown once; only their hashes are kept. `karavan user` and `karavan key` make others.";

/// The name that an organisation keeps its corrections under: not empty, and short enough for a line.
pub(crate) fn organisation(name: Option<&str>) -> Result<String, Failure> {
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
            title: None,
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
    /// The service of the only region.
    pub(crate) async fn service(&self, store: Store, map: Arc<Map>, title: Option<String>) -> Result<Service, Failure> {
        let settings = Settings {
            title,
            ..self.settings.clone()
        };
        Ok(Service::start(store, map, Outside::of_machine(), settings).await?)
    }

    /// How a region is set up that says nothing else.
    pub(crate) const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Serves until told to stop. Secrets of the first start are said once and never again.
    pub(crate) async fn serve(self, service: Service) -> Result<(), Failure> {
        let stop = self.begin()?;
        if self.first_start(&service, None).await? {
            say(SHOWN_ONCE);
        }
        let config = self.up();
        karavan_api::serve(self.listener, config, service, stop)
            .await
            .context("serving failed")?;
        Ok(())
    }

    /// The same for several regions, each at an address of its own.
    pub(crate) async fn serve_regions(self, regions: Vec<RegionService>) -> Result<(), Failure> {
        let stop = self.begin()?;
        let mut is_first = false;
        for region in &regions {
            let Some(service) = &region.service else { continue };
            say(&format!(
                "region “{}”: http://{}{}/",
                region.name,
                self.address,
                region_address(&region.name)
            ));
            is_first |= self.first_start(service, Some(&region.name)).await?;
        }
        if is_first {
            say(SHOWN_ONCE);
        }
        let config = self.up();
        karavan_api::serve_regions(self.listener, config, regions, stop)
            .await
            .context("serving failed")?;
        Ok(())
    }

    /// Says where calls are taken; the token is cancelled by whoever tells the program to stop.
    fn begin(&self) -> Result<CancellationToken, Failure> {
        let stop = CancellationToken::new();
        stop_on_signal(stop.clone())?;
        say(&format!("Karavan listens on http://{}", self.address));
        Ok(stop)
    }

    async fn first_start(&self, service: &Service, region: Option<&RegionName>) -> Result<bool, Failure> {
        let region = region.map(|name| format!("region: {name}\n")).unwrap_or_default();
        let first = karavan_api::first_start(service, move |secrets| show(&region, secrets)).await;
        Ok(first.context("the first start failed; a login and a key shown above open nothing")?)
    }

    fn up(&self) -> ServeConfig {
        tracing::info!(version = env!("CARGO_PKG_VERSION"), address = %self.address, "the server is up");
        ServeConfig {
            base_url: self.settings.base_url.clone(),
            trusted_proxies: self.trusted_proxies.clone(),
        }
    }
}

/// `region` is a line about whose secrets they are, or nothing where there is one.
fn show(region: &str, secrets: &FirstSecrets) -> bool {
    let FirstSecrets {
        login,
        password,
        intake_key,
    } = secrets;
    shown(&format!(
        "{region}login: {login}\npassword: {password}\nintake key: {intake_key}"
    ))
}

/// Listens from now on for whoever tells the program to stop, and then cancels `stop`.
fn stop_on_signal(stop: CancellationToken) -> Result<(), Failure> {
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
