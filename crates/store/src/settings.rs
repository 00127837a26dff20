//! A few settings that belong to the data rather than to the machine.

use crate::entity::setting;
use crate::error::StoreError;
use crate::store::Store;
use crate::versions::upsert;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

impl Store {
    /// One setting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        let row = setting::Entity::find_by_id(key).one(self.reader()).await?;
        Ok(row.map(|row| row.value))
    }

    /// Keeps a setting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_setting(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let row = setting::ActiveModel {
            key: Set(key.to_owned()),
            value: Set(value.to_owned()),
        };
        let replace = OnConflict::column(setting::Column::Key)
            .update_column(setting::Column::Value)
            .to_owned();
        let insert = setting::Entity::insert(row).on_conflict(replace);
        self.write(move |txn| Box::pin(upsert(txn, insert))).await
    }
}
