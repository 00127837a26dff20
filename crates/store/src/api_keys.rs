//! API keys of other systems: `ApiKey` with the hash of its secret, owner, source, scopes, quota and expiry; adding,
//! replacing (`rotate_api_key`), revoking, reading and noting their use. An owner has at most two live keys. Secrets
//! are neither kept nor checked here; encryption keys are in `sealed/key.rs`, `persons/keys.rs` and `backup/keys.rs`.

use crate::acting::{Acting, Txn};
use crate::entity::api_key;
use crate::error::StoreError;
use crate::log::{self, Entry, Kind, LogAct};
use crate::readable::{Readable, readable};
use crate::scope::Scope;
use crate::store::Store;
use crate::versions::upsert;
use karavan_model::{Quota, Scopes, SourceId, Timestamp};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

/// So many keys of one owner open something at a time: one in use, and one that takes its place.
pub const KEYS_LIVE_MAX: usize = 2;

/// A key of another system.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// The public part, by which it is found.
    pub key_id: String,
    /// Hash of the secret part.
    pub hash: String,
    /// Whose it is, for people.
    pub label: String,
    /// Whose requests it sends, sees and calls off; the same for all keys of a source, and for a key and the one it
    /// replaced.
    pub owner: String,
    /// The source that its requests must name; `None` lets them name any.
    pub source: Option<SourceId>,
    /// What it may do.
    pub scopes: Scopes,
    /// How much it may send.
    pub quota: Quota,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it opens nothing.
    pub expires_at: Option<Timestamp>,
    /// Since when it opens nothing any more.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, to the minute or so.
    pub last_used_at: Option<Timestamp>,
}

impl ApiKey {
    /// Whether it opens anything at a moment.
    #[must_use]
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| now.0 < end.0)
    }
}

/// What became of a key that was to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAdded {
    /// It is kept.
    Kept,
    /// Its owner has as many live keys as there may be; nothing was done.
    TooMany,
}

/// What became of a key that was to be replaced.
#[derive(Clone, PartialEq, Eq)]
pub enum Rotated {
    /// The new key is kept, as it is; the old one opens until its end.
    Done {
        /// The new key.
        new: Box<ApiKey>,
        /// When the old one ends.
        old_until: Timestamp,
    },
    /// The owner has as many live keys as there may be; nothing was done.
    TooMany,
    /// The key opens nothing any more; nothing was done.
    Ended,
    /// There is no such key.
    Missing,
}

/// The secret part of a key that takes the place of another, and until when that one opens.
#[derive(Clone, PartialEq, Eq)]
pub struct Successor {
    /// The public part.
    pub key_id: String,
    /// Hash of the secret part.
    pub hash: String,
    /// From when on the new one opens nothing; when absent it lasts as long as the old one was to.
    pub expires_at: Option<Timestamp>,
    /// From when on the old one opens nothing.
    pub old_until: Timestamp,
}

impl Acting<'_> {
    /// Keeps a key, unless its owner has as many live ones as there may be. The same key again replaces itself.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_api_key(&self, key: ApiKey, at: Timestamp) -> Result<KeyAdded, StoreError> {
        self.write(move |txn| {
            Box::pin(async move {
                if live(txn, &key.owner, &key.key_id, at).await? >= KEYS_LIVE_MAX {
                    return Ok(KeyAdded::TooMany);
                }
                put(txn, key, at).await?;
                Ok(KeyAdded::Kept)
            })
        })
        .await
    }

    /// Keeps a key that takes the place of another: the same owner, source, scopes and quota. The old one opens for a
    /// while.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rotate_api_key(
        &self,
        key_id: &str,
        successor: Successor,
        at: Timestamp,
    ) -> Result<Rotated, StoreError> {
        let key_id = key_id.to_owned();
        self.write(move |txn| Box::pin(async move { rotate(txn, &key_id, successor, at).await }))
            .await
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
                    let entry = Entry::new(Kind::ApiKey, LogAct::Removed, &key_id, json!({}));
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
        find(&self.scope(), key_id).await
    }

    /// All keys, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn api_keys(&self) -> Result<Readable<ApiKey>, StoreError> {
        let query = self
            .scope()
            .find::<api_key::Entity>()
            .order_by_asc(api_key::Column::CreatedAt)
            .order_by_asc(api_key::Column::KeyId);
        readable(self.reader(), "api_keys", query, from_row).await
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

async fn find<C: ConnectionTrait>(scope: &Scope<'_, C>, key_id: &str) -> Result<Option<ApiKey>, StoreError> {
    let query = scope.find::<api_key::Entity>();
    let row = query.filter(api_key::Column::KeyId.eq(key_id)).one(scope.db).await?;
    row.map(from_row).transpose()
}

/// How many live keys an owner has beside this one.
async fn live(txn: &Txn<'_>, owner: &str, key_id: &str, at: Timestamp) -> Result<usize, StoreError> {
    let rows = txn
        .find::<api_key::Entity>()
        .filter(api_key::Column::Owner.eq(owner))
        .filter(api_key::Column::KeyId.ne(key_id))
        .all(txn.db)
        .await?;
    let keys: Vec<ApiKey> = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(keys.iter().filter(|key| key.is_live(at)).count())
}

async fn rotate(txn: &Txn<'_>, key_id: &str, successor: Successor, at: Timestamp) -> Result<Rotated, StoreError> {
    let Some(old) = find(txn, key_id).await? else {
        return Ok(Rotated::Missing);
    };
    if !old.is_live(at) {
        return Ok(Rotated::Ended);
    }
    if live(txn, &old.owner, &successor.key_id, at).await? >= KEYS_LIVE_MAX {
        return Ok(Rotated::TooMany);
    }
    let span = old.expires_at.map(|end| Timestamp(at.0 + (end.0 - old.created_at.0)));
    let old_until = old
        .expires_at
        .map_or(successor.old_until, |end| Timestamp(end.0.min(successor.old_until.0)));
    let new = ApiKey {
        key_id: successor.key_id,
        hash: successor.hash,
        expires_at: successor.expires_at.or(span),
        created_at: at,
        last_used_at: None,
        ..old
    };
    put(txn, new.clone(), at).await?;
    txn.update::<api_key::Entity>()
        .col_expr(api_key::Column::ExpiresAt, Expr::value(old_until.0))
        .filter(api_key::Column::KeyId.eq(key_id))
        .exec(txn.db)
        .await?;
    let body = json!({ "expires_at": old_until, "successor": new.key_id });
    log::append(txn, at, vec![Entry::new(Kind::ApiKey, LogAct::Changed, key_id, body)]).await?;
    Ok(Rotated::Done {
        new: Box::new(new),
        old_until,
    })
}

/// Keeps a key, in a transaction that may do more.
pub(crate) async fn put(txn: &Txn<'_>, key: ApiKey, at: Timestamp) -> Result<(), StoreError> {
    let body = json!({
        "label": key.label, "scopes": key.scopes, "source": key.source,
        "expires_at": key.expires_at, "quota": key.quota,
    });
    let entry = Entry::new(Kind::ApiKey, LogAct::Added, &key.key_id, body);
    let row = api_key::ActiveModel {
        region: Set(txn.key()),
        key_id: Set(key.key_id),
        hash: Set(key.hash),
        label: Set(key.label),
        scopes: Set(key.scopes.to_string()),
        created_at: Set(key.created_at.0),
        revoked_at: Set(key.revoked_at.map(|at| at.0)),
        last_used_at: Set(key.last_used_at.map(|at| at.0)),
        owner: Set(key.owner),
        source: Set(key.source.map(|source| source.0)),
        expires_at: Set(key.expires_at.map(|at| at.0)),
        requests_per_day: Set(key.quota.requests_per_day.map(i64::from)),
        calls_per_minute: Set(key.quota.calls_per_minute.map(i64::from)),
        bytes_per_minute: Set(key.quota.bytes_per_minute.map(i64::from)),
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

fn from_row(row: api_key::Model) -> Result<ApiKey, StoreError> {
    let bound = |most: Option<i64>| most.map(|most| u32::try_from(most).unwrap_or(u32::MAX));
    let Ok(scopes) = row.scopes.parse() else {
        return Err(StoreError::Word {
            table: "api_keys",
            word: row.scopes,
        });
    };
    Ok(ApiKey {
        key_id: row.key_id,
        hash: row.hash,
        label: row.label,
        owner: row.owner,
        source: row.source.map(SourceId),
        scopes,
        quota: Quota {
            requests_per_day: bound(row.requests_per_day),
            calls_per_minute: bound(row.calls_per_minute),
            bytes_per_minute: bound(row.bytes_per_minute),
        },
        created_at: Timestamp(row.created_at),
        expires_at: row.expires_at.map(Timestamp),
        revoked_at: row.revoked_at.map(Timestamp),
        last_used_at: row.last_used_at.map(Timestamp),
    })
}
