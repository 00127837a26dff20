//! A few settings that belong to the data rather than to the machine.

use crate::acting::Acting;
use crate::entity::setting;
use crate::error::StoreError;
use crate::log::{self, Act, Entry, Kind};
use crate::scope::Scope;
use crate::store::Store;
use crate::versions::upsert;
use karavan_model::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

impl Acting<'_> {
    /// Keeps a setting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_setting(&self, key: &str, value: &str, at: Timestamp) -> Result<(), StoreError> {
        let (key, value) = (key.to_owned(), value.to_owned());
        self.write(move |txn| {
            Box::pin(async move {
                let entry = Entry::new(Kind::Setting, Act::Changed, &key, json!({}));
                put(txn, key, value).await?;
                log::append(txn, at, vec![entry]).await
            })
        })
        .await
    }
}

impl Store {
    /// One setting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        let row = self
            .scope()
            .find::<setting::Entity>()
            .filter(setting::Column::Key.eq(key))
            .one(self.reader())
            .await?;
        Ok(row.map(|row| row.value))
    }
}

/// Keeps a value under a key; an older one gives way.
pub(crate) async fn put<C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    key: String,
    value: String,
) -> Result<(), StoreError> {
    let row = setting::ActiveModel {
        region: Set(scope.key()),
        key: Set(key),
        value: Set(value),
    };
    let replace = OnConflict::columns([setting::Column::Region, setting::Column::Key])
        .update_column(setting::Column::Value)
        .to_owned();
    upsert(scope.db, setting::Entity::insert(row).on_conflict(replace)).await
}
