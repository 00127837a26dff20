//! `update_request` replaces a request's body, state and volunteer if it is still in the expected version;
//! `move_request`, `apply` and `apply_with_note` move requests to another state if they stand where they were seen to
//! stand. Each change is told in the log. Which moves are allowed is decided by the callers.

use super::announce::{Cause, announce};
use super::columns::{Kept, municipality_key, outcome_word, sealed, state_word};
use super::find::{by_id, by_id_of};
use super::insert::search_row;
use super::stored::{Moved, RequestChange, RequestUpdated, StateChange, StoredRequest};
use super::whose::Whose;
use crate::acting::{Acting, Txn};
use crate::entity::{request, request_search};
use crate::error::StoreError;
use crate::feed::EVENT;
use crate::idempotency::{Acted, Once};
use crate::log;
use crate::persons::{People, key_of};
use crate::sealed::Dice;
use crate::versions::upsert;
use karavan_model::{EventId, RequestId, Timestamp};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter};
use serde_json::json;

impl Acting<'_> {
    /// Gives a request a new body and state, if it is still in the version the caller saw. Its id, source, reference
    /// and person stay as they are, whatever the new body says.
    ///
    /// # Errors
    /// When the database fails; then nothing changed.
    pub async fn update_request(
        &self,
        id: &RequestId,
        expected_version: i64,
        change: RequestChange,
        at: Timestamp,
    ) -> Result<RequestUpdated, StoreError> {
        let id = id.clone();
        self.write(move |txn| {
            Box::pin(async move {
                let Some(now) = by_id(txn, &id).await? else {
                    return Ok(RequestUpdated::Missing);
                };
                if now.version != expected_version || now.is_erased {
                    return Ok(RequestUpdated::Stale(now));
                }
                let updated = updated(now, change, at);
                replace(txn, &updated).await?;
                People::also(txn, updated.person, &updated.request).await?;
                log::append(txn, at, vec![announce(&updated, Cause::Amended, at)?]).await?;
                Ok(RequestUpdated::Updated(updated))
            })
        })
        .await
    }

    /// Moves one of these requests to where `decide` says, as it stands in the transaction, and announces it with a
    /// note; `None` leaves it.
    ///
    /// # Errors
    /// When the database fails; then it did not move.
    pub async fn move_request(
        &self,
        (whose, id): (&Whose, &RequestId),
        decide: impl Fn(&StoredRequest) -> Option<StateChange> + Send + Sync + 'static,
        note: String,
        at: Timestamp,
        once: Option<Once<Moved>>,
    ) -> Result<Acted<Moved>, StoreError> {
        let (whose, id) = (whose.clone(), id.clone());
        self.write_once(once, move |txn| {
            Box::pin(async move {
                let Some(stored) = by_id_of(txn, &whose, &id).await? else {
                    return Ok(Moved::Missing);
                };
                let Some(change) = decide(&stored) else {
                    return Ok(Moved::Left(stored));
                };
                let moved = apply_with_note(txn, &change, Cause::Turned, at, at, MoveNote::Words(&note)).await?;
                Ok(moved.map_or(Moved::Left(stored), Moved::Moved))
            })
        })
        .await
    }
}

/// Moves requests within the caller's transaction; those that stand elsewhere by now stay there.
pub(crate) async fn apply(txn: &Txn<'_>, moves: &[StateChange], at: Timestamp) -> Result<(), StoreError> {
    let mut feed = Vec::with_capacity(moves.len());
    for change in moves {
        if let Some(stored) = move_one(txn, change, at).await? {
            feed.push(announce(&stored, Cause::Planned, at)?);
        }
    }
    log::append(txn, at, feed).await
}

/// Where the words are that go with a move.
#[derive(Clone, Copy)]
pub(crate) enum MoveNote<'a> {
    /// In the undisputed event of this id.
    Event(&'a EventId),
    /// Nowhere else: they are kept beside the log.
    Words(&'a str),
}

/// Moves one request and announces what was said of it and when.
pub(crate) async fn apply_with_note(
    txn: &Txn<'_>,
    change: &StateChange,
    cause: Cause<'_>,
    at: Timestamp,
    occurred_at: Timestamp,
    said: MoveNote<'_>,
) -> Result<Option<StoredRequest>, StoreError> {
    let moved = move_one(txn, change, at).await?;
    if let Some(stored) = &moved {
        let mut news = announce(stored, cause, occurred_at)?;
        match said {
            MoveNote::Event(event) => news.body[EVENT] = json!(event),
            MoveNote::Words(words) => news.words = words.to_owned(),
        }
        log::append(txn, at, vec![news]).await?;
    }
    Ok(moved)
}

async fn move_one(txn: &Txn<'_>, change: &StateChange, at: Timestamp) -> Result<Option<StoredRequest>, StoreError> {
    let volunteer = change.volunteer.as_ref().map(|volunteer| volunteer.0.clone());
    let rows = txn
        .update::<request::Entity>()
        .col_expr(request::Column::State, Expr::value(state_word(change.state)))
        .col_expr(request::Column::Outcome, Expr::value(outcome_word(change.state)?))
        .col_expr(request::Column::Volunteer, Expr::value(volunteer))
        .col_expr(request::Column::Version, Expr::col(request::Column::Version).add(1))
        .col_expr(request::Column::ChangedAt, Expr::value(at.0))
        .filter(request::Column::Id.eq(change.request.as_str()))
        .filter(request::Column::State.eq(state_word(change.from)))
        .filter(match outcome_word(change.from)? {
            Some(outcome) => request::Column::Outcome.eq(outcome),
            None => request::Column::Outcome.is_null(),
        })
        .exec_with_returning(txn.db)
        .await?;
    match rows.into_iter().next() {
        Some(row) => Ok(Some(Kept::of(txn, row).await?.read()?)),
        None => Ok(None),
    }
}

fn updated(now: StoredRequest, change: RequestChange, at: Timestamp) -> StoredRequest {
    let mut request = change.request;
    request.id = now.request.id;
    request.source = now.request.source;
    request.source_ref = now.request.source_ref;
    StoredRequest {
        request,
        state: change.state,
        why: change.why,
        volunteer: change.volunteer,
        version: now.version + 1,
        changed_at: at,
        number: now.number,
        received_at: now.received_at,
        owner: now.owner,
        person: now.person,
        is_erased: now.is_erased,
    }
}

/// Writes a request anew, with its search.
async fn replace(txn: &Txn<'_>, stored: &StoredRequest) -> Result<(), StoreError> {
    let key = key_of(txn, stored.person.0).await?.ok_or(StoreError::KeysMissing)?;
    let mut dice = Dice::throw(txn.db).await?;
    let (body, personal) = sealed(txn.key(), &stored.request, &key, &mut dice)?;
    let row = request::ActiveModel {
        body: Set(body),
        personal: Set(Some(personal)),
        ..row(stored)?
    };
    txn.update::<request::Entity>()
        .set(row)
        .filter(request::Column::Id.eq(stored.request.id.as_str()))
        .exec(txn.db)
        .await?;
    let again = OnConflict::columns([request_search::Column::Region, request_search::Column::Request])
        .update_column(request_search::Column::Text)
        .to_owned();
    let search = search_row(txn.key(), &stored.request);
    upsert(txn.db, request_search::Entity::insert(search).on_conflict(again)).await
}

/// The columns that are about nobody.
fn row(stored: &StoredRequest) -> Result<request::ActiveModel, StoreError> {
    Ok(request::ActiveModel {
        date: Set(stored.request.date.into()),
        state: Set(state_word(stored.state).to_owned()),
        outcome: Set(outcome_word(stored.state)?),
        why: Set(stored.why.clone()),
        volunteer: Set(stored.volunteer.as_ref().map(|volunteer| volunteer.0.clone())),
        version: Set(stored.version),
        changed_at: Set(stored.changed_at.0),
        municipality: Set(municipality_key(&stored.request)),
        ..Default::default()
    })
}
