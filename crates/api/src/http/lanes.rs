//! `Lanes`: limits of concurrent calls and of body bytes in memory, separate for each kind of caller (`Lane`), so that
//! one that is full leaves the others their places. A call holds a `Ticket`; without a place in time it gets 503.
//! `in_lane` assigns routes to a lane. Rates per minute are in `access/key_pace.rs`.

use crate::http::problem::{Kind, Problem};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::task::TaskTracker;
use tokio_util::task::task_tracker::TaskTrackerToken;

/// The kind of caller whose limits apply to a call. A caller who is not recognised is a stranger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Anyone without a login, key or link.
    Stranger,
    /// Anyone who loads map tiles without a login, as volunteers' telephones do.
    MapViewer,
    /// Anyone who is logging in.
    Login,
    /// Another system with an API key.
    Key,
    /// The holder of a secret link.
    Volunteer,
    /// A person who logged in.
    Staff,
}

impl Lane {
    /// Concurrent calls, and bytes of their bodies in memory.
    const fn limits(self) -> (usize, usize) {
        const MIB: usize = 1024 * 1024;
        match self {
            // One VROOM problem with its matrices, and a few small ones.
            Self::Stranger => (16, 48 * MIB),
            Self::MapViewer => (24, MIB),
            // More than all connections together can send to a login.
            Self::Login => (32, 8 * MIB),
            Self::Key => (16, 16 * MIB),
            Self::Volunteer => (24, 16 * MIB),
            // Two of the largest tables.
            Self::Staff => (32, 112 * MIB),
        }
    }

    /// How long a call waits for a place before it gets 503.
    const fn wait_max(self) -> Duration {
        match self {
            Self::Stranger => Duration::from_secs(5),
            _ => Duration::from_secs(20),
        }
    }
}

/// Permits for the calls and bytes of one lane.
struct LaneLimits {
    places: Arc<Semaphore>,
    bytes: Arc<Semaphore>,
}

impl LaneLimits {
    fn of(lane: Lane) -> Self {
        let (places, bytes) = lane.limits();
        Self {
            places: Arc::new(Semaphore::new(places)),
            bytes: Arc::new(Semaphore::new(bytes)),
        }
    }
}

/// All lanes, and the calls that run: those whose bodies have arrived.
pub(crate) struct Lanes {
    stranger: LaneLimits,
    map_viewer: LaneLimits,
    login: LaneLimits,
    key: LaneLimits,
    volunteer: LaneLimits,
    staff: LaneLimits,
    running: TaskTracker,
}

impl Default for Lanes {
    fn default() -> Self {
        Self {
            stranger: LaneLimits::of(Lane::Stranger),
            map_viewer: LaneLimits::of(Lane::MapViewer),
            login: LaneLimits::of(Lane::Login),
            key: LaneLimits::of(Lane::Key),
            volunteer: LaneLimits::of(Lane::Volunteer),
            staff: LaneLimits::of(Lane::Staff),
            running: TaskTracker::new(),
        }
    }
}

impl Lanes {
    fn limits(&self, lane: Lane) -> &LaneLimits {
        match lane {
            Lane::Stranger => &self.stranger,
            Lane::MapViewer => &self.map_viewer,
            Lane::Login => &self.login,
            Lane::Key => &self.key,
            Lane::Volunteer => &self.volunteer,
            Lane::Staff => &self.staff,
        }
    }

    /// Waits until no call runs. Calls whose bodies are still arriving are not waited for.
    pub(crate) async fn wait_until_idle(&self) {
        self.running.close();
        self.running.wait().await;
    }
}

/// The permits that one call holds until it is answered; clones share them.
#[derive(Clone)]
pub(crate) struct Ticket {
    lanes: Arc<Lanes>,
    held: Arc<Mutex<Held>>,
}

struct Held {
    lane: Lane,
    place: Option<OwnedSemaphorePermit>,
    bytes: Option<OwnedSemaphorePermit>,
    /// `None` while the body is arriving.
    running: Option<TaskTrackerToken>,
}

impl Ticket {
    pub(crate) fn new(lanes: &Arc<Lanes>) -> Self {
        Self {
            held: Arc::new(Mutex::new(Held {
                lane: Lane::Stranger,
                place: None,
                bytes: None,
                running: Some(lanes.running.token()),
            })),
            lanes: Arc::clone(lanes),
        }
    }

    /// Assigns the call to a lane. It takes a place at once, or when its body has arrived.
    pub(crate) async fn join(&self, lane: Lane, parts: &Parts) -> Result<(), Problem> {
        self.lock().lane = lane;
        match has_body(parts) {
            true => Ok(()),
            false => self.take_place().await,
        }
    }

    /// Takes a place in the lane of the call, first come, first served; 503 after waiting too long.
    async fn take_place(&self) -> Result<(), Problem> {
        let lane = {
            let held = self.lock();
            if held.place.is_some() {
                return Ok(());
            }
            held.lane
        };
        let places = Arc::clone(&self.lanes.limits(lane).places);
        let place = tokio::time::timeout(lane.wait_max(), places.acquire_owned()).await;
        let Ok(Ok(place)) = place else {
            return Err(Problem::from(Kind::Busy).retry_after(1));
        };
        self.lock().place = Some(place);
        Ok(())
    }

    /// The body starts to arrive; until it has arrived the call does not count as running.
    pub(crate) fn body_starts(&self) {
        self.lock().running = None;
    }

    /// Whether the body is still arriving.
    pub(crate) fn is_body_arriving(&self) -> bool {
        self.lock().running.is_none()
    }

    /// Counts further bytes of the body in memory; 503 when the lane has no more.
    pub(crate) fn charge(&self, bytes: usize) -> Result<(), Problem> {
        let busy = || Problem::from(Kind::Busy).retry_after(2);
        let mut held = self.lock();
        let budget = Arc::clone(&self.lanes.limits(held.lane).bytes);
        let count = u32::try_from(bytes).map_err(|_| busy())?;
        let more = budget.try_acquire_many_owned(count).map_err(|_| busy())?;
        match &mut held.bytes {
            Some(all) => all.merge(more),
            none => *none = Some(more),
        }
        Ok(())
    }

    /// The body has arrived: the call takes its place.
    pub(crate) async fn body_arrived(&self) -> Result<(), Problem> {
        self.lock().running = Some(self.lanes.running.token());
        self.take_place().await
    }

    /// Whether the call keeps its place until the answer is sent: strangers may fetch large answers slowly.
    pub(crate) fn keeps_place_until_sent(&self) -> bool {
        let held = self.lock();
        matches!(held.lane, Lane::Stranger | Lane::MapViewer) && held.place.is_some()
    }

    fn lock(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Middleware for routes whose callers all belong to one lane.
pub(crate) async fn in_lane(State(lane): State<Lane>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    if let Some(ticket) = parts.extensions.get::<Ticket>()
        && let Err(problem) = ticket.join(lane, &parts).await
    {
        return problem.into_response();
    }
    next.run(Request::from_parts(parts, body)).await
}

/// Whether the headers announce a body that the call will read.
fn has_body(parts: &Parts) -> bool {
    let headers = &parts.headers;
    let is_empty = headers.get("content-length").is_none_or(|length| length == "0");
    !parts.method.is_safe() && (!is_empty || headers.contains_key("transfer-encoding"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{Lane, Lanes, Ticket};
    use axum::http::Request;
    use std::sync::Arc;
    use std::time::Duration;

    const LANES: [Lane; 6] = [
        Lane::Stranger,
        Lane::MapViewer,
        Lane::Login,
        Lane::Key,
        Lane::Volunteer,
        Lane::Staff,
    ];

    #[tokio::test]
    async fn a_lane_that_is_full_keeps_nobody_out_of_another() {
        let (get, ()) = Request::get("/").body(()).unwrap().into_parts();
        for full in LANES {
            let lanes = Arc::new(Lanes::default());
            let mut held = Vec::new();
            for _ in 0..full.limits().0 {
                let ticket = Ticket::new(&lanes);
                ticket.join(full, &get).await.unwrap();
                held.push(ticket);
            }
            let late = Ticket::new(&lanes);
            let waiting = tokio::time::timeout(Duration::from_millis(20), late.join(full, &get));
            assert!(waiting.await.is_err(), "there is no place for it");
            for other in LANES.into_iter().filter(|other| *other != full) {
                Ticket::new(&lanes).join(other, &get).await.unwrap();
            }
            drop(held);
            late.join(full, &get).await.unwrap();
        }
    }

    #[tokio::test]
    async fn bytes_are_of_the_lane_and_come_back_with_the_ticket() {
        let lanes = Arc::new(Lanes::default());
        let (post, ()) = Request::post("/")
            .header("content-length", "9")
            .body(())
            .unwrap()
            .into_parts();
        let ticket = Ticket::new(&lanes);
        ticket.join(Lane::Key, &post).await.unwrap();
        let all = Lane::Key.limits().1;
        ticket.charge(all - 1).unwrap();
        ticket.charge(1).unwrap();
        let other = Ticket::new(&lanes);
        other.join(Lane::Key, &post).await.unwrap();
        assert_eq!(other.charge(1).unwrap_err().status(), 503);
        let staff = Ticket::new(&lanes);
        staff.join(Lane::Staff, &post).await.unwrap();
        staff.charge(1).unwrap();
        drop(ticket);
        other.charge(all).unwrap();
    }
}
