//! How a request becomes columns and is read back: `state_word`, `outcome_word` and `state_of` for the two columns of
//! its state, `sealed` for the two of its body, and `Kept`, a row with its person's key that reads as
//! `StoredRequest`. The entity itself is in `entity/request.rs`.

use super::stored::StoredRequest;
use crate::entity::request;
use crate::error::StoreError;
use crate::json::from_text;
use crate::persons::key_of;
use crate::scope::Scope;
use crate::sealed::{Dice, Key, SealLocation, divided, joined, with_key};
use karavan_model::{Outcome, PersonId, Request, RequestState, Timestamp, VolunteerId, folded_name};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, QueryResult, Select};
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
pub(crate) fn outcome_word(state: RequestState) -> Result<Option<String>, StoreError> {
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

/// The municipality as requests are found by it: all ways to write its name are one.
pub(super) fn municipality_key(request: &Request) -> Option<String> {
    let name = request.municipality.as_deref().map(folded_name);
    name.filter(|name| !name.is_empty())
}

/// The table, as the seal names it.
const TABLE: &str = "requests";

/// A row with the key of its person, if there is one.
pub(crate) struct Kept {
    pub(crate) row: request::Model,
    pub(super) key: Option<Key>,
}

impl FromQueryResult for Kept {
    fn from_query_result(found: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let key: Option<Vec<u8>> = found.try_get(prefix, "person_key")?;
        Ok(Self {
            row: request::Model::from_query_result(found, prefix)?,
            key: key.as_deref().and_then(Key::read),
        })
    }
}

/// Rows with their keys: what [`Kept`] is read from.
pub(super) fn kept<C>(scope: &Scope<'_, C>) -> Select<request::Entity> {
    with_key(scope.find::<request::Entity>(), request::person())
}

impl Kept {
    /// A row of which the key is not known yet.
    pub(super) async fn of<C: ConnectionTrait>(scope: &Scope<'_, C>, row: request::Model) -> Result<Self, StoreError> {
        let key = key_of(scope, row.person).await?;
        Ok(Self { row, key })
    }

    pub(crate) fn read(self) -> Result<StoredRequest, StoreError> {
        let Self { row, key } = self;
        let personal = key
            .as_ref()
            .zip(row.personal.as_deref())
            .map(|(key, sealed)| key.open(&SealLocation::new(row.region, TABLE, &row.id), sealed));
        let personal = personal.transpose()?;
        Ok(StoredRequest {
            request: from_text(TABLE, &row.id, &joined(&row.body, personal.as_deref()))?,
            state: state_of(&row.state, row.outcome.as_deref())?,
            why: row.why,
            volunteer: row.volunteer.map(VolunteerId),
            version: row.version,
            number: row.number,
            received_at: Timestamp(row.received_at),
            changed_at: Timestamp(row.changed_at),
            owner: row.owner,
            person: PersonId(row.person),
            is_erased: personal.is_none(),
        })
    }
}

/// The two columns of a request's body: the one that is read, and the one that is sealed.
pub(super) fn sealed(
    region: i64,
    request: &Request,
    key: &Key,
    dice: &mut Dice,
) -> Result<(String, Vec<u8>), StoreError> {
    let (body, personal) = divided(request)?;
    let place = SealLocation::new(region, TABLE, request.id.as_str());
    Ok((body, key.seal(dice, &place, &personal)?))
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
