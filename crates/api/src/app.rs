//! What every call can reach.

use crate::access::{Passwords, Throttle};
use crate::once::InFlight;
use karavan_dispatch::Service;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

/// Passwords are checked two at a time; this many may wait for their turn.
const LOGINS_AT_ONCE: usize = 16;

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
    /// Logins at work at once; more are told to come back.
    pub(crate) logins: Semaphore,
    /// Questions of travel at work at once.
    pub(crate) travel: Semaphore,
    /// VROOM's problems are searched one at a time.
    pub(crate) vroom: Semaphore,
    /// Places in the queue before it; more are told to come back.
    pub(crate) vroom_queue: Semaphore,
    /// Acts at work, by their keys.
    pub(crate) in_flight: InFlight,
    /// Whether cookies may travel over TLS only.
    pub(crate) is_secure: bool,
    /// Told when the server stops.
    pub(crate) stop: CancellationToken,
}

impl App {
    pub(crate) fn new(service: Service, base_url: &str, stop: CancellationToken) -> Self {
        Self(Arc::new(Inner {
            service,
            passwords: Passwords::default(),
            throttle: Throttle::default(),
            logins: Semaphore::new(LOGINS_AT_ONCE),
            travel: Semaphore::new(TRAVEL_AT_ONCE),
            vroom: Semaphore::new(1),
            vroom_queue: Semaphore::new(VROOM_QUEUE),
            in_flight: InFlight::default(),
            is_secure: base_url.starts_with("https://"),
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
