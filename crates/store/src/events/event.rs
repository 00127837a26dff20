//! Types of status events of requests: `NewEvent` (to be kept), `Appended` (what became of it) and `RecordedEvent`
//! (as kept); at most 500 are kept of a request and 5,000 of a volunteer in a plan. `repeated` tells a repeat from a
//! conflict by the fingerprint, for loadings too. `StatusEvent` itself is in the model.

use karavan_model::{Date, StatusEvent};

/// An event to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEvent {
    /// The event.
    pub event: StatusEvent,
    /// The day of its plan.
    pub date: Date,
    /// Of the event as it was sent (without what we added, such as the time it reached us): tells a repeat from another
    /// event under the same id.
    pub fingerprint: String,
    /// Whether its request is on the sender's route. One that is not is kept for people to read, and moves nothing.
    pub is_on_route: bool,
}

/// Undisputed or not, so many events are kept of one request; it moves a handful of times in its life.
pub const EVENTS_OF_REQUEST_MAX: usize = 500;
/// So many events are kept of one volunteer in one plan.
pub const EVENTS_OF_LINK_MAX: usize = 5_000;

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appended {
    /// New; kept.
    Applied,
    /// Kept before.
    Duplicate,
    /// Another event is kept under this id. This one is kept beside it, disputed, and moves nothing.
    Conflict,
    /// There are [`EVENTS_OF_REQUEST_MAX`] of its request or [`EVENTS_OF_LINK_MAX`] of its sender: not kept.
    Full,
}

/// What becomes of an event under whose id others are kept already, each with its fingerprint and whether it is
/// disputed; `None` when it is not there yet.
pub(crate) fn repeated<'a>(same_id: impl IntoIterator<Item = (&'a str, bool)>, fingerprint: &str) -> Option<Appended> {
    let same = same_id.into_iter().find(|(kept, _)| *kept == fingerprint);
    same.map(|(_, disputed)| match disputed {
        true => Appended::Conflict,
        false => Appended::Duplicate,
    })
}

/// An event as kept.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedEvent {
    /// The number of its entry in the log: grows with every event, in the order they reached us.
    pub seq: i64,
    /// The event.
    pub event: StatusEvent,
    /// The day of its plan.
    pub date: Date,
    /// Whether it counts for nothing: another event came first under its id, or its request was not on the route.
    pub disputed: bool,
}
