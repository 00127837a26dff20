//! Keys of other systems. Hashes only, never secrets.

use crate::acting::{Acting, Txn};
use crate::entity::api_key;
use crate::error::StoreError;
use crate::log::{self, Act, Entry, Kind};
use crate::store::Store;
use crate::versions::upsert;
use karavan_model::Timestamp;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

/// A key of another system.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// The public part, by which it is found.
    pub key_id: String,
    /// Hash of the secret part.
    pub hash: String,
    /// Whose it is, for people.
    pub label: String,
    /// What it may do, separated by spaces.
    pub scopes: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Since when it opens nothing any more.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, to the minute or so.
    pub last_used_at: Option<Timestamp>,
}

impl Acting<'_> {
    /// Keeps a key; a second one under the same id replaces the first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_api_key(&self, key: ApiKey, at: Timestamp) -> Result<(), StoreError> {
        self.write(move |txn| Box::pin(put(txn, key, at))).await
    }

    /// Revokes a key at once; answers whether it still worked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke_api_key(&self, key_id: &str, at: Timestamp) -> Result<bool, StoreError> {
        let key_id = key_id.to_owned();
        self.write(move |txn| {
            Box::pin(async move {
                let revoked = txn
                    .update::<api_key::Entity>()
                    .col_expr(api_key::Column::RevokedAt, Expr::value(at.0))
                    .filter(api_key::Column::KeyId.eq(key_id.as_str()))
                    .filter(api_key::Column::RevokedAt.is_null())
                    .exec(txn.db)
                    .await?;
                let is_revoked = revoked.rows_affected > 0;
                if is_revoked {
                    let entry = Entry::new(Kind::ApiKey, Act::Removed, &key_id, json!({}));
                    log::append(txn, at, vec![entry]).await?;
                }
                Ok(is_revoked)
            })
        })
        .await
    }
}

impl Store {
    /// The key with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn api_key(&self, key_id: &str) -> Result<Option<ApiKey>, StoreError> {
        let query = self.scope().find::<api_key::Entity>();
        let row = query
            .filter(api_key::Column::KeyId.eq(key_id))
            .one(self.reader())
            .await?;
        Ok(row.map(from_row))
    }

    /// All keys, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn api_keys(&self) -> Result<Vec<ApiKey>, StoreError> {
        let query = self
            .scope()
            .find::<api_key::Entity>()
            .order_by_asc(api_key::Column::CreatedAt)
            .order_by_asc(api_key::Column::KeyId);
        Ok(query.all(self.reader()).await?.into_iter().map(from_row).collect())
    }

    /// Writes down that a key was used. A sign of life: the log is not told.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn touch_api_key(&self, key_id: &str, at: Timestamp) -> Result<(), StoreError> {
        let key_id = key_id.to_owned();
        self.transact(move |scope| {
            Box::pin(async move {
                scope
                    .update::<api_key::Entity>()
                    .col_expr(api_key::Column::LastUsedAt, Expr::value(at.0))
                    .filter(api_key::Column::KeyId.eq(key_id))
                    .exec(scope.db)
                    .await?;
                Ok(())
            })
        })
        .await
    }
}

/// Keeps a key, in a transaction that may do more.
pub(crate) async fn put(txn: &Txn<'_>, key: ApiKey, at: Timestamp) -> Result<(), StoreError> {
    let body = json!({ "label": key.label, "scopes": key.scopes });
    let entry = Entry::new(Kind::ApiKey, Act::Added, &key.key_id, body);
    let row = api_key::ActiveModel {
        region: Set(txn.key()),
        key_id: Set(key.key_id),
        hash: Set(key.hash),
        label: Set(key.label),
        scopes: Set(key.scopes),
        created_at: Set(key.created_at.0),
        revoked_at: Set(key.revoked_at.map(|at| at.0)),
        last_used_at: Set(key.last_used_at.map(|at| at.0)),
    };
    let replace = OnConflict::columns([api_key::Column::Region, api_key::Column::KeyId])
        .update_columns([
            api_key::Column::Hash,
            api_key::Column::Label,
            api_key::Column::Scopes,
            api_key::Column::RevokedAt,
            api_key::Column::LastUsedAt,
        ])
        .to_owned();
    upsert(txn.db, api_key::Entity::insert(row).on_conflict(replace)).await?;
    log::append(txn, at, vec![entry]).await
}

fn from_row(row: api_key::Model) -> ApiKey {
    ApiKey {
        key_id: row.key_id,
        hash: row.hash,
        label: row.label,
        scopes: row.scopes,
        created_at: Timestamp(row.created_at),
        revoked_at: row.revoked_at.map(Timestamp),
        last_used_at: row.last_used_at.map(Timestamp),
    }
}
