//! `App`, the axum state that calls of one region share: its service, quotas of its keys and its running calls with an
//! idempotency key; and `Shared`, what the regions of a process share: password checks, throttle, lanes, the least rate
//! of bodies, semaphores for tables, travel and VROOM, trusted proxies and the stop token.

use crate::access::{KeyPace, Passwords, Throttle};
use crate::config::ServeConfig;
use crate::http::in_flight::InFlight;
use crate::http::lanes::Lanes;
use crate::http::min_body_rate::MinBodyRate;
use crate::http::networks::Network;
use crate::http::region_address::{RegionLabel, region_address};
use karavan_model::RegionName;
use karavan_service::Service;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

/// Tables imported at the same time; further ones wait.
const TABLES_AT_ONCE: usize = 1;

/// Travel queries of other programs (OSRM) computed at the same time; further ones wait.
const TRAVEL_AT_ONCE: usize = 2;

/// VROOM problems running or waiting; a search is short enough for all of them to be answered in time.
const VROOM_QUEUE: usize = 4;

/// The session cookie over plain HTTP, as on one's own machine.
const COOKIE: &str = "karavan_session";

/// Shared by all calls of a region; cheap to clone.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

pub(crate) struct Inner {
    /// The use cases.
    pub(crate) service: Service,
    /// The name in the address of the region, where several are served.
    pub(crate) region: Option<RegionName>,
    /// The session cookie over plain HTTP. Regions have different ones, since a browser sends those of a host to all
    /// of its addresses.
    pub(crate) cookie: String,
    /// Calls and bytes per API key and minute.
    pub(crate) key_pace: KeyPace,
    /// Running calls with an idempotency key.
    pub(crate) in_flight: InFlight,
    /// What all regions share.
    pub(crate) shared: Arc<Shared>,
}

/// What all regions of a process share, so that together they take no more than one alone.
pub(crate) struct Shared {
    /// The regions that are served, where several may be.
    pub(crate) regions: Vec<RegionLabel>,
    /// Hashes and checks passwords on threads of their own.
    pub(crate) passwords: Passwords,
    /// Slows down guessing of passwords.
    pub(crate) throttle: Throttle,
    /// Permits to import a table.
    pub(crate) tables: Semaphore,
    /// Permits to compute a travel query.
    pub(crate) travel: Semaphore,
    /// Permits for VROOM problems, of which one is solved at a time; further calls get 503.
    pub(crate) vroom_queue: Semaphore,
    /// Limits of calls and bytes, by kind of caller.
    pub(crate) lanes: Arc<Lanes>,
    /// How fast bodies must arrive.
    pub(crate) pace: MinBodyRate,
    /// Proxies whose `X-Forwarded-For` is trusted.
    pub(crate) trusted_proxies: Vec<Network>,
    /// Whether cookies are sent over TLS only.
    pub(crate) is_secure: bool,
    /// Cancelled when the server stops.
    pub(crate) stop: CancellationToken,
}

impl Shared {
    pub(crate) fn new(
        config: ServeConfig,
        regions: Vec<RegionLabel>,
        pace: MinBodyRate,
        stop: CancellationToken,
    ) -> Self {
        Self {
            regions,
            passwords: Passwords::default(),
            throttle: Throttle::default(),
            tables: Semaphore::new(TABLES_AT_ONCE),
            travel: Semaphore::new(TRAVEL_AT_ONCE),
            vroom_queue: Semaphore::new(VROOM_QUEUE),
            lanes: Arc::default(),
            pace,
            is_secure: config.base_url.starts_with("https://"),
            trusted_proxies: config.trusted_proxies,
            stop,
        }
    }
}

impl App {
    /// Of the only region of a process.
    pub(crate) fn new(service: Service, shared: &Arc<Shared>) -> Self {
        Self::of(service, None, COOKIE.to_owned(), shared)
    }

    /// Of one of several regions.
    pub(crate) fn of_region(service: Service, name: RegionName, shared: &Arc<Shared>) -> Self {
        let cookie = format!("{COOKIE}_{name}");
        Self::of(service, Some(name), cookie, shared)
    }

    /// The path of a call as clients know it, after the address of the region.
    pub(crate) fn at(&self, path: &str) -> String {
        let address = self.region.as_ref().map(region_address);
        address.unwrap_or_default() + path
    }

    fn of(service: Service, region: Option<RegionName>, cookie: String, shared: &Arc<Shared>) -> Self {
        Self(Arc::new(Inner {
            service,
            region,
            cookie,
            key_pace: KeyPace::default(),
            in_flight: InFlight::default(),
            shared: Arc::clone(shared),
        }))
    }
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
