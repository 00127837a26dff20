//! Hubs, where goods are loaded: `put_hub`, `put_hubs`, `hub` and `hubs`, and how `Hub` maps to its table
//! (`Aggregate`). Versions and log entries are handled in `aggregate.rs`; the goods counted at a hub are in `stock.rs`.

use crate::acting::Acting;
use crate::aggregate::{self, Aggregate, Columns, KeptRow, NewRow};
use crate::entity::hub;
use crate::error::StoreError;
use crate::idempotency::{Acted, Once};
use crate::log::Kind;
use crate::readable::Readable;
use crate::store::Store;
use crate::versions::{Expected, Put, Versioned};
use karavan_model::{Hub, HubId, Timestamp};
use sea_orm::ActiveValue::Set;

impl Aggregate for Hub {
    type Table = hub::Entity;
    const NAME: &'static str = "hubs";
    const KIND: Kind = Kind::Hub;
    const COLUMNS: Columns<hub::Column> = Columns {
        id: hub::Column::Id,
        version: hub::Column::Version,
        changed_at: hub::Column::ChangedAt,
        body: hub::Column::Body,
    };

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl From<NewRow> for hub::ActiveModel {
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

impl From<hub::Model> for KeptRow {
    fn from(row: hub::Model) -> Self {
        Self {
            id: row.id,
            version: row.version,
            body: row.body,
        }
    }
}

impl Acting<'_> {
    /// Keeps a hub.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_hub(&self, hub: Hub, expected: Expected, at: Timestamp) -> Result<Put, StoreError> {
        self.write(move |txn| Box::pin(async move { aggregate::put(txn, &hub, expected, at).await }))
            .await
    }

    /// Keeps a whole table of hubs in one transaction.
    ///
    /// # Errors
    /// When the database fails; then nothing was kept.
    pub async fn put_hubs(
        &self,
        table: Vec<Hub>,
        at: Timestamp,
        once: Option<Once<Vec<Put>>>,
    ) -> Result<Acted<Vec<Put>>, StoreError> {
        self.write_once(once, move |txn| {
            Box::pin(async move { aggregate::put_all(txn, &table, at).await })
        })
        .await
    }
}

impl Store {
    /// One hub.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hub(&self, id: &HubId) -> Result<Option<Versioned<Hub>>, StoreError> {
        aggregate::find(&self.scope(), id.as_str()).await
    }

    /// All hubs, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hubs(&self) -> Result<Readable<Versioned<Hub>>, StoreError> {
        aggregate::all(&self.scope()).await
    }
}
