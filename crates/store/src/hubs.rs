//! Hubs, where goods are loaded.

use crate::changes::{self, ChangeKind, NewChange};
use crate::entity::hub;
use crate::error::StoreError;
use crate::json::{from_text, to_text};
use crate::once::{Acted, Once};
use crate::readable::{Readable, readable};
use crate::store::Store;
use crate::versions::{Expected, Put, next_version, upsert};
use karavan_model::{Hub, HubId, Timestamp};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, QueryOrder};
use serde_json::json;

/// A hub with the version kept.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionedHub {
    /// The hub.
    pub hub: Hub,
    /// Grows by one with every change; starts at 1.
    pub version: i64,
}

impl Store {
    /// Keeps a hub.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_hub(&self, hub: Hub, expected: Expected, at: Timestamp) -> Result<Put, StoreError> {
        self.write(move |txn| Box::pin(async move { put(txn, &hub, expected, at).await }))
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
            Box::pin(async move {
                let mut answers = Vec::with_capacity(table.len());
                for hub in &table {
                    answers.push(put(txn, hub, Expected::Any, at).await?);
                }
                Ok(answers)
            })
        })
        .await
    }

    /// One hub.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hub(&self, id: &HubId) -> Result<Option<VersionedHub>, StoreError> {
        let row = hub::Entity::find_by_id(id.as_str()).one(self.reader()).await?;
        row.map(from_row).transpose()
    }

    /// All hubs, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hubs(&self) -> Result<Readable<VersionedHub>, StoreError> {
        let query = hub::Entity::find().order_by_asc(hub::Column::Id);
        readable(self.reader(), "hubs", query, from_row).await
    }
}

fn from_row(row: hub::Model) -> Result<VersionedHub, StoreError> {
    Ok(VersionedHub {
        hub: from_text("hubs", &row.id, &row.body)?,
        version: row.version,
    })
}

async fn put(txn: &DatabaseTransaction, hub: &Hub, expected: Expected, at: Timestamp) -> Result<Put, StoreError> {
    let found = hub::Entity::find_by_id(hub.id.as_str()).one(txn).await?;
    let body = to_text(hub)?;
    // Only a table says again what is there already; who names a version means to write.
    if let Some(row) = found
        .as_ref()
        .filter(|row| expected == Expected::Any && row.body == body)
    {
        return Ok(Put::Unchanged(row.version));
    }
    let found = found.map(|row| row.version);
    let Some(version) = next_version(found, expected) else {
        return Ok(Put::Stale(found));
    };
    let row = hub::ActiveModel {
        id: Set(hub.id.0.clone()),
        version: Set(version),
        changed_at: Set(at.0),
        body: Set(body),
    };
    let replace = OnConflict::column(hub::Column::Id)
        .update_columns([hub::Column::Version, hub::Column::ChangedAt, hub::Column::Body])
        .to_owned();
    upsert(txn, hub::Entity::insert(row).on_conflict(replace)).await?;
    let change = NewChange {
        kind: ChangeKind::Hub,
        date: String::new(),
        subject: hub.id.0.clone(),
        body: json!({ "id": hub.id }),
    };
    changes::record(txn, at, vec![change]).await?;
    Ok(found.map_or(Put::Created, |_| Put::Updated(version)))
}
