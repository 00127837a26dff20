//! `Acting::settle`, run whenever a database is opened: erases people whose keys are gone, deletes keys of people who
//! are not there, and makes missing search text. A backup that is put back has no search text, and beside the newest
//! keys it holds people erased since; a migration leaves search text missing, too.

use super::erasure;
use crate::acting::{Acting, Txn};
use crate::entity::{log, person, person_key, person_mark, request, request_search};
use crate::error::StoreError;
use crate::log::ROWS_PER_INSERT;
use crate::requests;
use crate::scope::Scope;
use crate::sequence::{self, Sequence};
use crate::text_search::searchable;
use karavan_model::{PersonId, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Why their data went, in the log.
const REASON: &str = "erased_before";

impl Acting<'_> {
    /// Erases who has no key any more and makes the search whole. Answers how many people were erased.
    pub(crate) async fn settle(&self) -> Result<usize, StoreError> {
        let scope = self.scope();
        if has_strange_keys(&scope).await? {
            self.write(|txn| Box::pin(drop_strange_keys(txn))).await?;
        }
        let mut erased = 0;
        loop {
            let lost = without_key(&scope).await?;
            if lost.is_empty() {
                break;
            }
            erased += lost.len();
            self.write(move |txn| Box::pin(forget(txn, lost))).await?;
        }
        if erased > 0 {
            tracing::info!(
                people = erased,
                "people who were erased since this copy was made are erased in it"
            );
            let _swept = self.sweep().await;
        }
        loop {
            let missing = unsearched(&scope).await?;
            if missing.is_empty() {
                return Ok(erased);
            }
            self.write(move |txn| Box::pin(search(txn, missing))).await?;
        }
    }
}

/// Whether there are keys of people who are not here: they came after a backup that was put back beside newer keys.
async fn has_strange_keys<C: ConnectionTrait>(scope: &Scope<'_, C>) -> Result<bool, StoreError> {
    let query = scope.find::<person_key::Entity>().filter(is_strange(scope.key()));
    Ok(query.one(scope.db).await?.is_some())
}

/// The key's person has no row.
fn is_strange(region: i64) -> SimpleExpr {
    let own = Query::select()
        .expr(Expr::val(1))
        .from(person::Entity)
        .and_where(Expr::col((person::Entity, person::Column::Region)).eq(region))
        .and_where(
            Expr::col((person::Entity, person::Column::Id)).equals((person_key::Entity, person_key::Column::Person)),
        )
        .to_owned();
    Expr::exists(own).not()
}

/// Deletes keys of people who are not here, and what they are found by. Their numbers are given to nobody else.
async fn drop_strange_keys(txn: &Txn<'_>) -> Result<(), StoreError> {
    let strangers = txn.find::<person_key::Entity>().filter(is_strange(txn.key()));
    let strangers: Vec<i64> = strangers.all(txn.db).await?.into_iter().map(|row| row.person).collect();
    let newest = strangers.iter().copied().max().unwrap_or_default();
    sequence::raise(txn, Sequence::Person, newest).await?;
    for some in strangers.chunks(ROWS_PER_INSERT) {
        let marks = txn.delete::<person_mark::Entity>();
        marks
            .filter(person_mark::Column::Person.is_in(some.iter().copied()))
            .exec(txn.db)
            .await?;
        let keys = txn.delete::<person_key::Entity>();
        keys.filter(person_key::Column::Person.is_in(some.iter().copied()))
            .exec(txn.db)
            .await?;
    }
    Ok(())
}

/// Some people who were not erased here and have no key.
async fn without_key<C: ConnectionTrait>(scope: &Scope<'_, C>) -> Result<Vec<PersonId>, StoreError> {
    // Not `NOT IN`: PostgreSQL reads its list anew for every row once it is long.
    let key = Query::select()
        .expr(Expr::val(1))
        .from(person_key::Entity)
        .and_where(Expr::col((person_key::Entity, person_key::Column::Region)).eq(scope.key()))
        .and_where(
            Expr::col((person_key::Entity, person_key::Column::Person)).equals((person::Entity, person::Column::Id)),
        )
        .to_owned();
    let query = scope
        .find::<person::Entity>()
        .filter(person::Column::ErasedAt.is_null())
        .filter(Expr::exists(key).not())
        .limit(ROWS_PER_INSERT as u64);
    let rows = query.all(scope.db).await?;
    Ok(rows.into_iter().map(|row| PersonId(row.id)).collect())
}

/// The moment is that of the newest entry: the store has no clock.
async fn forget(txn: &Txn<'_>, people: Vec<PersonId>) -> Result<(), StoreError> {
    let newest = txn
        .find::<log::Entity>()
        .order_by_desc(log::Column::Seq)
        .one(txn.db)
        .await?;
    let at = Timestamp(newest.map_or(0, |entry| entry.at));
    let requests = requests::of_people(txn, &people).await?;
    erasure::erase(txn, &people, requests, REASON, at).await
}

/// Some requests that have words and are not searched.
async fn unsearched<C: ConnectionTrait>(scope: &Scope<'_, C>) -> Result<Vec<String>, StoreError> {
    let own = (request_search::Entity, request_search::Column::Request);
    let searched = Query::select()
        .expr(Expr::val(1))
        .from(request_search::Entity)
        .and_where(Expr::col((request_search::Entity, request_search::Column::Region)).eq(scope.key()))
        .and_where(Expr::col(own).equals((request::Entity, request::Column::Id)))
        .to_owned();
    let query = scope
        .find::<request::Entity>()
        .select_only()
        .column(request::Column::Id)
        .filter(request::Column::Personal.is_not_null())
        .filter(Expr::exists(searched).not())
        .order_by_asc(request::Column::Number)
        .limit(ROWS_PER_INSERT as u64);
    Ok(query.into_tuple().all(scope.db).await?)
}

/// Notes what these requests are found by; nothing of one that cannot be read.
async fn search(txn: &Txn<'_>, ids: Vec<String>) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(ids.len());
    for kept in requests::rows_of(txn, &ids).await? {
        let id = kept.row.id.clone();
        let text = kept
            .read()
            .map(|stored| searchable(&stored.request))
            .unwrap_or_default();
        rows.push(request_search::ActiveModel {
            region: Set(txn.key()),
            request: Set(id),
            text: Set(text),
        });
    }
    let is_done = request_search::Entity::insert_many(rows).on_conflict_do_nothing();
    is_done.exec_without_returning(txn.db).await?;
    Ok(())
}
