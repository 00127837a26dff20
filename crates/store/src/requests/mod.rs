//! Requests as they are kept: the body, where it stands, and who sent it.

mod change;
mod find;
mod insert;

pub(crate) use change::{Said, apply, apply_said};
pub use find::{Page, RequestFilter};
pub(crate) use find::{by_id, of_day};

use crate::entity::request;
use crate::error::StoreError;
use crate::json::from_text;
use crate::log::{Act, Entry, Kind};
use karavan_model::{Outcome, Request, RequestId, RequestState, StatusKind, Timestamp, VolunteerId};
use serde_json::json;

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
    /// Everybody's.
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
    /// Which.
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

/// The word of a state, without its outcome.
#[must_use]
pub const fn state_word(state: RequestState) -> &'static str {
    match state {
        RequestState::New => "new",
        RequestState::NeedsInfo => "needs_info",
        RequestState::Located => "located",
        RequestState::Planned => "planned",
        RequestState::Published => "published",
        RequestState::Accepted => "accepted",
        RequestState::EnRoute => "en_route",
        RequestState::Closed(_) => "closed",
    }
}

/// The word of an outcome, as `karavan_model` writes it.
pub(crate) fn outcome_word(state: RequestState) -> Result<Option<String>, StoreError> {
    let RequestState::Closed(outcome) = state else {
        return Ok(None);
    };
    Ok(serde_json::to_value(outcome)?.as_str().map(str::to_owned))
}

/// The state that two columns say.
fn state_of(word: &str, outcome: Option<&str>) -> Result<RequestState, StoreError> {
    let unknown = |word: &str| StoreError::Word {
        table: "requests",
        word: word.to_owned(),
    };
    if word == "closed" {
        let outcome = outcome.unwrap_or_default();
        let outcome: Outcome = serde_json::from_value(json!(outcome)).map_err(|_| unknown(outcome))?;
        return Ok(RequestState::Closed(outcome));
    }
    let open = [
        RequestState::New,
        RequestState::NeedsInfo,
        RequestState::Located,
        RequestState::Planned,
        RequestState::Published,
        RequestState::Accepted,
        RequestState::EnRoute,
    ];
    open.into_iter()
        .find(|state| state_word(*state) == word)
        .ok_or_else(|| unknown(word))
}

pub(crate) fn from_row(row: request::Model) -> Result<StoredRequest, StoreError> {
    Ok(StoredRequest {
        request: from_text("requests", &row.id, &row.body)?,
        state: state_of(&row.state, row.outcome.as_deref())?,
        why: row.why,
        volunteer: row.volunteer.map(VolunteerId),
        version: row.version,
        number: row.number,
        received_at: Timestamp(row.received_at),
        changed_at: Timestamp(row.changed_at),
        owner: row.owner,
    })
}

/// Why the feed speaks of a request: a screen must not take an edited comment for news from the road.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause<'a> {
    /// It was taken in.
    TakenIn,
    /// A coordinator changed what is said of it.
    Amended,
    /// A plan was made or published.
    Planned,
    /// A coordinator called it off or opened it again.
    Turned,
    /// A volunteer reported it.
    Reported(&'a StatusKind),
}

impl Cause<'_> {
    /// The word on the wire; of a report, that of its kind.
    fn word(self) -> Result<String, StoreError> {
        Ok(match self {
            Self::TakenIn => "taken_in".to_owned(),
            Self::Amended => "amended".to_owned(),
            Self::Planned => "planned".to_owned(),
            Self::Turned => "turned".to_owned(),
            Self::Reported(kind) => serde_json::to_value(kind)?["kind"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        })
    }
}

/// What the feed says about a request; what people wrote is not in it.
pub(crate) fn announce(stored: &StoredRequest, cause: Cause<'_>, at: Timestamp) -> Result<Entry, StoreError> {
    let act = match cause {
        Cause::TakenIn => Act::Added,
        _ => Act::Changed,
    };
    let body = json!({
            "request": stored.request.id,
            "cause": cause.word()?,
            "state": state_word(stored.state),
            "outcome": outcome_word(stored.state)?,
            "volunteer": stored.volunteer,
            "occurred_at": at.to_rfc3339(),
    });
    Ok(Entry {
        date: Some(stored.request.date.into()),
        ..Entry::new(Kind::Request, act, stored.request.id.as_str(), body)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{outcome_word, state_of, state_word};
    use karavan_model::{Outcome, RequestState};

    #[test]
    fn every_state_is_read_back_from_its_two_columns() {
        let outcomes = [
            Outcome::InHand,
            Outcome::AtDoor,
            Outcome::Partial,
            Outcome::NotHome,
            Outcome::NoAnswer,
            Outcome::Refused,
            Outcome::WrongAddress,
            Outcome::Unsafe,
            Outcome::NotAvailable,
            Outcome::Cancelled,
        ];
        let open = [
            RequestState::New,
            RequestState::NeedsInfo,
            RequestState::Located,
            RequestState::Planned,
            RequestState::Published,
            RequestState::Accepted,
            RequestState::EnRoute,
        ];
        for state in open.into_iter().chain(outcomes.map(RequestState::Closed)) {
            let outcome = outcome_word(state).unwrap();
            assert_eq!(state_of(state_word(state), outcome.as_deref()).unwrap(), state);
        }
        assert!(state_of("waiting", None).is_err());
        assert!(state_of("closed", None).is_err());
    }
}
