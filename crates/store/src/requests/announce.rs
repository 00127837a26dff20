//! `announce` makes the log entry by which the feed tells of a request: where it stands, its volunteer and the
//! `Cause` (taken in, amended, planned, called off or reopened, reported, erased). It holds no words of people and
//! writes nothing: callers append it.

use super::columns::{outcome_word, state_word};
use super::stored::StoredRequest;
use crate::error::StoreError;
use crate::log::{Entry, Kind, LogAct};
use karavan_model::{StatusKind, Timestamp};
use serde_json::json;

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
    /// Its person was erased.
    Erased,
}

impl Cause<'_> {
    /// The word on the wire; of a report, that of its kind.
    fn word(self) -> Result<String, StoreError> {
        Ok(match self {
            Self::TakenIn => "taken_in".to_owned(),
            Self::Amended => "amended".to_owned(),
            Self::Planned => "planned".to_owned(),
            Self::Turned => "turned".to_owned(),
            Self::Erased => "erased".to_owned(),
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
        Cause::TakenIn => LogAct::Added,
        _ => LogAct::Changed,
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
