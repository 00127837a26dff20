//! Hubs, where goods are loaded.

use crate::acting::{Acting, Txn};
use crate::entity::hub;
use crate::error::StoreError;
use crate::json::{from_text, to_text};
use crate::log::{self, Act, Entry, Kind};
use crate::once::{Acted, Once};
use crate::readable::{Readable, readable};
use crate::store::Store;
use crate::versions::{Expected, Put, next_version, upsert};
use karavan_model::{Hub, HubId, Timestamp};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

/// A hub with the version kept.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionedHub {
    /// The hub.
    pub hub: Hub,
    /// Grows by one with every change; starts at 1.
    pub version: i64,
}

impl Acting<'_> {
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
}

impl Store {
    /// One hub.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hub(&self, id: &HubId) -> Result<Option<VersionedHub>, StoreError> {
        let row = self
            .scope()
            .find::<hub::Entity>()
            .filter(hub::Column::Id.eq(id.as_str()))
            .one(self.reader())
            .await?;
        row.map(from_row).transpose()
    }

    /// All hubs, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hubs(&self) -> Result<Readable<VersionedHub>, StoreError> {
        let query = self.scope().find::<hub::Entity>().order_by_asc(hub::Column::Id);
        readable(self.reader(), "hubs", query, from_row).await
    }
}

fn from_row(row: hub::Model) -> Result<VersionedHub, StoreError> {
    Ok(VersionedHub {
        hub: from_text("hubs", &row.id, &row.body)?,
        version: row.version,
    })
}

async fn put(txn: &Txn<'_>, hub: &Hub, expected: Expected, at: Timestamp) -> Result<Put, StoreError> {
    let found = txn
        .find::<hub::Entity>()
        .filter(hub::Column::Id.eq(hub.id.as_str()))
        .one(txn.db)
        .await?;
    let body = to_text(hub)?;
    // Only a table says again what is there already; who names a version means to write.
    if let Some(row) = found
        .as_ref()
        .filter(|row| expected == Expected::Any && row.body == body)
    {
        return Ok(Put::Unchanged(row.version));
    }
    let found = found.map(|row| row.version);
    let act = found.map_or(Act::Added, |_| Act::Changed);
    let Some(version) = next_version(found, expected) else {
        return Ok(Put::Stale(found));
    };
    let row = hub::ActiveModel {
        region: Set(txn.key()),
        id: Set(hub.id.0.clone()),
        version: Set(version),
        changed_at: Set(at.0),
        body: Set(body),
    };
    let replace = OnConflict::columns([hub::Column::Region, hub::Column::Id])
        .update_columns([hub::Column::Version, hub::Column::ChangedAt, hub::Column::Body])
        .to_owned();
    upsert(txn.db, hub::Entity::insert(row).on_conflict(replace)).await?;
    let change = Entry::new(Kind::Hub, act, hub.id.as_str(), json!({ "id": hub.id }));
    log::append(txn, at, vec![change]).await?;
    Ok(found.map_or(Put::Created, |_| Put::Updated(version)))
}
