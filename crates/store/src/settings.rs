//! `put_setting` and `setting`: pairs of texts, key and value, that belong to a region's data and are logged when
//! changed. What a key means is the caller's business.

pub(crate) mod row;

use crate::acting::Acting;
use crate::entity::setting;
use crate::error::StoreError;
use crate::log::{self, Entry, Kind, LogAct};
use crate::store::Store;
use karavan_model::Timestamp;
use sea_orm::{ColumnTrait, QueryFilter};
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
                let entry = Entry::new(Kind::Setting, LogAct::Changed, &key, json!({}));
                row::put(txn, key, value).await?;
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
