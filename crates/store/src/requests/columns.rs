//! The columns of a request: where it stands is two words.

use super::stored::StoredRequest;
use crate::entity::request;
use crate::error::StoreError;
use crate::json::from_text;
use karavan_model::{Outcome, RequestState, Timestamp, VolunteerId};
use serde_json::json;

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
pub(super) fn outcome_word(state: RequestState) -> Result<Option<String>, StoreError> {
    let RequestState::Closed(outcome) = state else {
        return Ok(None);
    };
    Ok(serde_json::to_value(outcome)?.as_str().map(str::to_owned))
}

/// The state that two columns say.
pub(super) fn state_of(word: &str, outcome: Option<&str>) -> Result<RequestState, StoreError> {
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

pub(super) fn from_row(row: request::Model) -> Result<StoredRequest, StoreError> {
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
