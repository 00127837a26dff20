//! Trait `Aggregate`, and `find`, `all`, `put`, `put_all` and `delete` for tables that keep one JSON body per id with
//! a version: volunteers, hubs, vehicles and sources. `put` writes only if the version there is the one expected
//! (`versions.rs`), and each change appends to the log. The four types implement the trait in `volunteers.rs`,
//! `hubs.rs`, `vehicles.rs` and `sources.rs`.

use crate::acting::Txn;
use crate::error::StoreError;
use crate::json::{from_text, to_text};
use crate::log::{self, Entry, Kind, LogAct};
use crate::readable::{Readable, readable};
use crate::scope::{Regional, Scope};
use crate::versions::{Expected, Put, Versioned, next_version, upsert};
use karavan_model::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

/// The columns of a table, after the region.
pub(crate) struct Columns<C> {
    pub(crate) id: C,
    pub(crate) version: C,
    pub(crate) changed_at: C,
    pub(crate) body: C,
}

/// A row about to be written.
pub(crate) struct NewRow {
    pub(crate) region: i64,
    pub(crate) id: String,
    pub(crate) version: i64,
    pub(crate) changed_at: i64,
    pub(crate) body: String,
}

/// A row as it is kept.
pub(crate) struct KeptRow {
    pub(crate) id: String,
    pub(crate) version: i64,
    pub(crate) body: String,
}

/// An aggregate with a table of its own.
pub(crate) trait Aggregate: Serialize + DeserializeOwned + Send + Sync {
    type Table: Regional<ActiveModel: From<NewRow> + Send, Model: Into<KeptRow> + Send>;
    /// The table's name, for messages.
    const NAME: &'static str;
    const KIND: Kind;
    const COLUMNS: Columns<<Self::Table as EntityTrait>::Column>;
    fn id(&self) -> &str;
}

/// One thing.
pub(crate) async fn find<T: Aggregate, C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    id: &str,
) -> Result<Option<Versioned<T>>, StoreError> {
    row::<T, C>(scope, id).await?.map(read).transpose()
}

/// All of them, by id.
pub(crate) async fn all<T: Aggregate, C: ConnectionTrait>(
    scope: &Scope<'_, C>,
) -> Result<Readable<Versioned<T>>, StoreError> {
    let query = scope.find::<T::Table>().order_by_asc(T::COLUMNS.id);
    let read = |row: <T::Table as EntityTrait>::Model| read(row.into());
    readable(scope.db, T::NAME, query, read).await
}

/// Keeps all things of a table.
pub(crate) async fn put_all<T: Aggregate>(txn: &Txn<'_>, table: &[T], at: Timestamp) -> Result<Vec<Put>, StoreError> {
    let mut answers = Vec::with_capacity(table.len());
    for what in table {
        answers.push(put(txn, what, Expected::Any, at).await?);
    }
    Ok(answers)
}

/// Keeps a thing, if the version there is the one expected.
pub(crate) async fn put<T: Aggregate>(
    txn: &Txn<'_>,
    what: &T,
    expected: Expected,
    at: Timestamp,
) -> Result<Put, StoreError> {
    let found = row::<T, _>(txn, what.id()).await?;
    let body = to_text(what)?;
    // Only a table says again what is there already; who names a version means to write.
    if let Some(row) = found
        .as_ref()
        .filter(|row| expected == Expected::Any && row.body == body)
    {
        return Ok(Put::Unchanged(row.version));
    }
    let found = found.map(|row| row.version);
    let act = found.map_or(LogAct::Added, |_| LogAct::Changed);
    let Some(version) = next_version(found, expected) else {
        return Ok(Put::Stale(found));
    };
    let row = NewRow {
        region: txn.key(),
        id: what.id().to_owned(),
        version,
        changed_at: at.0,
        body,
    };
    let columns = T::COLUMNS;
    let replace = OnConflict::columns([T::Table::REGION, columns.id])
        .update_columns([columns.version, columns.changed_at, columns.body])
        .to_owned();
    let row: <T::Table as EntityTrait>::ActiveModel = row.into();
    upsert(txn.db, T::Table::insert(row).on_conflict(replace)).await?;
    let change = Entry::new(T::KIND, act, what.id(), json!({ "id": what.id() }));
    log::append(txn, at, vec![change]).await?;
    Ok(found.map_or(Put::Created, |_| Put::Updated(version)))
}

/// Takes a thing away; answers whether there was one.
pub(crate) async fn delete<T: Aggregate>(txn: &Txn<'_>, id: &str, at: Timestamp) -> Result<bool, StoreError> {
    let gone = txn
        .delete::<T::Table>()
        .filter(T::COLUMNS.id.eq(id))
        .exec(txn.db)
        .await?;
    let is_gone = gone.rows_affected > 0;
    if is_gone {
        let change = Entry::new(T::KIND, LogAct::Removed, id, json!({ "id": id }));
        log::append(txn, at, vec![change]).await?;
    }
    Ok(is_gone)
}

async fn row<T: Aggregate, C: ConnectionTrait>(scope: &Scope<'_, C>, id: &str) -> Result<Option<KeptRow>, StoreError> {
    let query = scope.find::<T::Table>().filter(T::COLUMNS.id.eq(id));
    Ok(query.one(scope.db).await?.map(Into::into))
}

fn read<T: Aggregate>(row: KeptRow) -> Result<Versioned<T>, StoreError> {
    Ok(Versioned {
        what: from_text(T::NAME, &row.id, &row.body)?,
        version: row.version,
    })
}
