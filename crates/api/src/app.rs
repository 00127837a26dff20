//! `App`, the axum state that calls share: the service, password checks, throttle, quotas, semaphores for tables,
//! travel and VROOM, running calls with an idempotency key, lanes, the least rate of bodies, trusted proxies and the
//! stop token.

use crate::access::{KeyPace, Passwords, Throttle};
use crate::config::ServeConfig;
use crate::http::in_flight::InFlight;
use crate::http::lanes::Lanes;
use crate::http::min_body_rate::MinBodyRate;
use crate::http::networks::Network;
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

/// Shared by all calls; cheap to clone.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

pub(crate) struct Inner {
    /// The use cases.
    pub(crate) service: Service,
    /// Hashes and checks passwords on threads of their own.
    pub(crate) passwords: Passwords,
    /// Slows down guessing of passwords.
    pub(crate) throttle: Throttle,
    /// Calls and bytes per API key and minute.
    pub(crate) key_pace: KeyPace,
    /// Permits to import a table.
    pub(crate) tables: Semaphore,
    /// Permits to compute a travel query.
    pub(crate) travel: Semaphore,
    /// Permits for VROOM problems, of which one is solved at a time; further calls get 503.
    pub(crate) vroom_queue: Semaphore,
    /// Running calls with an idempotency key.
    pub(crate) in_flight: InFlight,
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

impl App {
    pub(crate) fn new(service: Service, config: ServeConfig, pace: MinBodyRate, stop: CancellationToken) -> Self {
        Self(Arc::new(Inner {
            service,
            passwords: Passwords::default(),
            throttle: Throttle::default(),
            key_pace: KeyPace::default(),
            tables: Semaphore::new(TABLES_AT_ONCE),
            travel: Semaphore::new(TRAVEL_AT_ONCE),
            vroom_queue: Semaphore::new(VROOM_QUEUE),
            in_flight: InFlight::default(),
            lanes: Arc::default(),
            pace,
            is_secure: config.base_url.starts_with("https://"),
            trusted_proxies: config.trusted_proxies,
            stop,
        }))
    }
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
