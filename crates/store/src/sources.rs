//! Sources, the hotlines, partners and systems from which requests come: `put_source`, `source`, `sources` and how
//! `Source` maps to its table (`Aggregate`). `keep_new` keeps those that a delivery names for the first time. What
//! they sent is in `submissions/`, their API keys in `api_keys.rs`.

use crate::acting::{Acting, Txn};
use crate::aggregate::{self, Aggregate, Columns, KeptRow, NewRow};
use crate::entity::source;
use crate::error::StoreError;
use crate::log::Kind;
use crate::readable::Readable;
use crate::store::Store;
use crate::versions::{Expected, Put, Versioned};
use karavan_model::{Source, SourceId, Timestamp};
use sea_orm::ActiveValue::Set;

impl Aggregate for Source {
    type Table = source::Entity;
    const NAME: &'static str = "sources";
    const KIND: Kind = Kind::Source;
    const COLUMNS: Columns<source::Column> = Columns {
        id: source::Column::Id,
        version: source::Column::Version,
        changed_at: source::Column::ChangedAt,
        body: source::Column::Body,
    };

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl From<NewRow> for source::ActiveModel {
    fn from(row: NewRow) -> Self {
        Self {
            region: Set(row.region),
            id: Set(row.id),
            version: Set(row.version),
            changed_at: Set(row.changed_at),
            body: Set(row.body),
        }
    }
}

impl From<source::Model> for KeptRow {
    fn from(row: source::Model) -> Self {
        Self {
            id: row.id,
            version: row.version,
            body: row.body,
        }
    }
}

impl Acting<'_> {
    /// Keeps a source.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_source(&self, source: Source, expected: Expected, at: Timestamp) -> Result<Put, StoreError> {
        self.write(move |txn| Box::pin(async move { aggregate::put(txn, &source, expected, at).await }))
            .await
    }
}

impl Store {
    /// One source.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn source(&self, id: &SourceId) -> Result<Option<Versioned<Source>>, StoreError> {
        aggregate::find(&self.scope(), id.as_str()).await
    }

    /// All sources, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sources(&self) -> Result<Readable<Versioned<Source>>, StoreError> {
        aggregate::all(&self.scope()).await
    }
}

/// Keeps those of some sources that are not kept yet; answers their ids.
pub(crate) async fn keep_new(txn: &Txn<'_>, named: &[Source], at: Timestamp) -> Result<Vec<SourceId>, StoreError> {
    let mut new = Vec::new();
    for source in named {
        let found: Option<Versioned<Source>> = aggregate::find(txn, source.id.as_str()).await?;
        if found.is_none() {
            aggregate::put(txn, source, Expected::Nothing, at).await?;
            new.push(source.id.clone());
        }
    }
    Ok(new)
}
