//! Types of requests, no queries: `NewRequest`, `StoredRequest`, `RequestChange` and `StateChange`, the answers
//! `Inserted`, `RequestUpdated` and `Moved`, and `Reach`, among whose requests a sender's references are looked for.

use karavan_model::{PersonId, Request, RequestId, RequestState, Timestamp, VolunteerId};

/// A request to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct NewRequest {
    /// The request; an empty id is replaced by the next number of ours.
    pub request: Request,
    /// Where it stands.
    pub state: RequestState,
    /// Why it needs a person, e.g. `no_house`.
    pub why: Option<String>,
    /// When it reached us.
    pub received_at: Timestamp,
    /// Who sent it: a key id or a login.
    pub owner: String,
    /// Among whose requests the same one is looked for.
    pub reach: Reach,
    /// Of its content as sent: tells an equal repeat from a different request under the same reference.
    pub fingerprint: String,
}

/// Whose requests a sender knows, and so may find again under a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Its own; those of others do not exist for it.
    Own,
    /// The requests of all senders.
    All,
}

/// A request as kept.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredRequest {
    /// The request.
    pub request: Request,
    /// Where it stands.
    pub state: RequestState,
    /// Why it needs a person, if it does.
    pub why: Option<String>,
    /// Who has it in the current plan.
    pub volunteer: Option<VolunteerId>,
    /// Grows by one with every change; starts at 1.
    pub version: i64,
    /// Its place in lists: grows with every request.
    pub number: i64,
    /// When it reached us.
    pub received_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// Who sent it.
    pub owner: String,
    /// Whom it is for.
    pub person: PersonId,
    /// Whether its person was erased: then nothing of them is left in it.
    pub is_erased: bool,
}

/// What became of one request that was to be kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Inserted {
    /// Kept now.
    Created(StoredRequest),
    /// The same had been kept before, within reach, under this source and reference, or this id.
    Existing(StoredRequest),
    /// Something else is kept under this source and reference, or this id.
    Conflict(StoredRequest),
}

impl Inserted {
    /// The request that is kept.
    #[must_use]
    pub const fn stored(&self) -> &StoredRequest {
        let (Self::Created(stored) | Self::Existing(stored) | Self::Conflict(stored)) = self;
        stored
    }
}

/// The whole new content of a request; its id, source and reference stay.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestChange {
    /// The new body.
    pub request: Request,
    /// Where it now stands.
    pub state: RequestState,
    /// Why it needs a person.
    pub why: Option<String>,
    /// Who has it in the current plan.
    pub volunteer: Option<VolunteerId>,
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq)]
pub enum RequestUpdated {
    /// Changed; as it is now.
    Updated(StoredRequest),
    /// Somebody changed it in between; as it is now.
    Stale(StoredRequest),
    /// There is no such request.
    Missing,
}

/// A request moved to another state.
#[derive(Clone, Debug, PartialEq)]
pub struct StateChange {
    /// The request to move.
    pub request: RequestId,
    /// Where it was seen to stand; when it stands elsewhere by then, it is not moved.
    pub from: RequestState,
    /// Where it now stands.
    pub state: RequestState,
    /// Who has it.
    pub volunteer: Option<VolunteerId>,
}

/// What became of a request that was to be moved.
#[derive(Clone, Debug, PartialEq)]
pub enum Moved {
    /// Moved; as it is now.
    Moved(StoredRequest),
    /// Left where it stands.
    Left(StoredRequest),
    /// There is no such request.
    Missing,
}
