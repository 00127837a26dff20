//! What every call can reach.

use crate::access::{KeyPace, Passwords, Throttle};
use crate::config::ServeConfig;
use crate::http::in_flight::InFlight;
use crate::http::lanes::Lanes;
use crate::http::networks::Network;
use crate::http::pace::Pace;
use karavan_service::Service;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

/// Tables that are imported at once; more wait for their turn.
const TABLES_AT_ONCE: usize = 1;

/// Questions of travel by other programs that compute at once; more wait for their turn.
const TRAVEL_AT_ONCE: usize = 2;

/// VROOM's problems at work and waiting; a search is short enough for all of them to be answered in time.
const VROOM_QUEUE: usize = 4;

/// Shared by all calls; cheap to clone.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

pub(crate) struct Inner {
    /// The day.
    pub(crate) service: Service,
    /// Checks passwords where they block nobody.
    pub(crate) passwords: Passwords,
    /// Slows down who guesses passwords.
    pub(crate) throttle: Throttle,
    /// What came in through keys within a minute.
    pub(crate) key_pace: KeyPace,
    /// Tables at work at once.
    pub(crate) tables: Semaphore,
    /// Questions of travel at work at once.
    pub(crate) travel: Semaphore,
    /// VROOM's problems at work and waiting, one being searched at a time; more are told to come back.
    pub(crate) vroom_queue: Semaphore,
    /// Acts at work, by their keys.
    pub(crate) in_flight: InFlight,
    /// Places and bytes for calls.
    pub(crate) lanes: Arc<Lanes>,
    /// How fast bodies must come.
    pub(crate) pace: Pace,
    /// Who is believed about where a call comes from.
    pub(crate) trusted_proxies: Vec<Network>,
    /// Whether cookies may travel over TLS only.
    pub(crate) is_secure: bool,
    /// Told when the server stops.
    pub(crate) stop: CancellationToken,
}

impl App {
    pub(crate) fn new(service: Service, config: ServeConfig, pace: Pace, stop: CancellationToken) -> Self {
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
