//! `erase`: the row changes of an erasure in the caller's transaction. Keys, marks, words, search texts, sealed parts
//! of plans and earlier versions of drafts are deleted; requests are emptied of their person and
//! municipality, submissions of their source references, plans of the day of `made_from`; open requests are cancelled,
//! and the log is told. Who is erased is decided in `erase.rs` (on demand) and `complete_on_open.rs` (when a database
//! is opened).

use crate::acting::Txn;
use crate::date_column::DateColumn;
use crate::drafts::forget_versions;
use crate::entity::{
    log_words, person, person_key, person_mark, personal_part, plan, request, request_search, submission_item,
};
use crate::error::StoreError;
use crate::log::{self, Entry, Kind, LogAct, ROWS_PER_INSERT};
use crate::requests::{self, Cause, StoredRequest};
use crate::sealed::divided;
use karavan_model::{Outcome, PersonId, RequestId, RequestState, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ExprTrait, QueryFilter};
use serde_json::json;
use std::collections::BTreeSet;

/// Erases people with all that their requests say of them. Open requests are called off: nobody could be found at them.
pub(super) async fn erase(
    txn: &Txn<'_>,
    people: &[PersonId],
    requests: Vec<StoredRequest>,
    reason: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    let ids: Vec<i64> = people.iter().map(|person| person.0).collect();
    delete_of_people(txn, &ids).await?;
    let days: BTreeSet<_> = requests.iter().map(|stored| stored.request.date).collect();
    forget_sources(txn, days.iter().copied().map(DateColumn::from)).await?;
    // Earlier versions of drafts hold the travel to homes of before.
    for day in days {
        forget_versions(txn, day).await?;
    }
    let mut entries = Vec::with_capacity(requests.len() + people.len());
    for person in people {
        let own = requests.iter().filter(|stored| stored.person == *person);
        let own: Vec<&RequestId> = own.map(|stored| &stored.request.id).collect();
        let body = json!({ "reason": reason, "requests": own });
        entries.push(Entry::new(Kind::Person, LogAct::Erased, &person.to_string(), body));
    }
    for stored in requests {
        entries.push(requests::announce(&empty(txn, stored, at).await?, Cause::Erased, at)?);
    }
    log::append(txn, at, entries).await?;
    for some in ids.chunks(ROWS_PER_INSERT) {
        txn.update::<person::Entity>()
            .col_expr(person::Column::ErasedAt, Expr::value(at.0))
            .filter(person::Column::Id.is_in(some.iter().copied()))
            .exec(txn.db)
            .await?;
    }
    Ok(())
}

/// Keys, marks, and whatever is sealed beside the requests.
async fn delete_of_people(txn: &Txn<'_>, ids: &[i64]) -> Result<(), StoreError> {
    for some in ids.chunks(ROWS_PER_INSERT) {
        let some = || some.iter().copied();
        let gone = txn.delete::<person_key::Entity>();
        gone.filter(person_key::Column::Person.is_in(some()))
            .exec(txn.db)
            .await?;
        let gone = txn.delete::<person_mark::Entity>();
        gone.filter(person_mark::Column::Person.is_in(some()))
            .exec(txn.db)
            .await?;
        let gone = txn.delete::<personal_part::Entity>();
        gone.filter(personal_part::Column::Person.is_in(some()))
            .exec(txn.db)
            .await?;
        let gone = txn.delete::<log_words::Entity>();
        gone.filter(log_words::Column::Person.is_in(some()))
            .exec(txn.db)
            .await?;
    }
    Ok(())
}

/// Prints of what drafts were made from: who knows a town could find a house by one.
async fn forget_sources(txn: &Txn<'_>, days: impl Iterator<Item = DateColumn>) -> Result<(), StoreError> {
    for day in days {
        txn.update::<plan::Entity>()
            .col_expr(plan::Column::MadeFrom, Expr::value(""))
            .filter(plan::Column::Date.eq(day))
            .exec(txn.db)
            .await?;
    }
    Ok(())
}

/// Empties a request of what it says of its person.
async fn empty(txn: &Txn<'_>, stored: StoredRequest, at: Timestamp) -> Result<StoredRequest, StoreError> {
    let id = stored.request.id.as_str();
    let words = txn.delete::<log_words::Entity>();
    words.filter(log_words::Column::Subject.eq(id)).exec(txn.db).await?;
    let found = txn.delete::<request_search::Entity>();
    found
        .filter(request_search::Column::Request.eq(id))
        .exec(txn.db)
        .await?;
    txn.update::<submission_item::Entity>()
        .col_expr(submission_item::Column::SourceRef, Expr::value(None::<String>))
        .filter(submission_item::Column::Request.eq(id))
        .exec(txn.db)
        .await?;
    let state = match stored.state {
        RequestState::Closed(_) => stored.state,
        _ => RequestState::Closed(Outcome::Cancelled),
    };
    // Words of the sender that are not sealed, because requests are found by them.
    let mut request = stored.request;
    request.municipality = None;
    let (body, _) = divided(&request)?;
    txn.update::<request::Entity>()
        .col_expr(request::Column::Body, Expr::value(body))
        .col_expr(request::Column::Municipality, Expr::value(None::<String>))
        .col_expr(request::Column::Personal, Expr::value(None::<Vec<u8>>))
        .col_expr(request::Column::Fingerprint, Expr::value(""))
        .col_expr(request::Column::State, Expr::value(requests::state_word(state)))
        .col_expr(request::Column::Outcome, Expr::value(requests::outcome_word(state)?))
        .col_expr(request::Column::Version, Expr::col(request::Column::Version).add(1))
        .col_expr(request::Column::ChangedAt, Expr::value(at.0))
        .filter(request::Column::Id.eq(request.id.as_str()))
        .exec(txn.db)
        .await?;
    Ok(StoredRequest {
        request,
        state,
        version: stored.version + 1,
        changed_at: at,
        is_erased: true,
        ..stored
    })
}
