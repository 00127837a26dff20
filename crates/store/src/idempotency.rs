//! `Once` (an idempotency key and how to write its receipt), `Receipt` and `Acted`: a repeat is answered from the
//! receipt, the same key with another request is refused. Receipts last for 30 days on which anything was kept, counted
//! as they come. `Store::receipt` reads one, `Store::remember` keeps one alone; `Acting::write_once` is in `acting.rs`.

use crate::entity::{idempotency, receipt_day};
use crate::error::StoreError;
use crate::json::{from_text, to_text};
use crate::scope::Scope;
use crate::store::Store;
use karavan_model::Timestamp;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
};
use std::fmt;

/// On how many days with acts a key is remembered. The days are counted as they come, so that no reading of a clock,
/// however wrong, outdates a receipt: it is one more day.
pub const IDEMPOTENCY_DAYS: i64 = 30;

const MICROSECONDS_A_DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// What an act answered: enough to answer the same again. Keep ids here rather than names and addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The HTTP status.
    pub status: u16,
    /// What the caller needs to build the answer again.
    pub body: serde_json::Value,
}

/// A receipt with the fingerprint of the request that earned it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredReceipt {
    /// Of method, path and body; another fingerprint under the same key is a misuse.
    pub fingerprint: String,
    /// What was answered.
    pub receipt: Receipt,
}

/// What became of an act with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acted<T> {
    /// Done now.
    Done(T),
    /// Done before: this was the answer.
    Replayed(Receipt),
    /// The key was used for something else; nothing was done.
    KeyReused,
}

type Write<T> = Box<dyn FnOnce(&T) -> Option<Receipt> + Send + Sync>;

/// “Do this at most once”: a key, and how to write the receipt of what was done.
pub struct Once<T> {
    client: String,
    route: String,
    key: String,
    fingerprint: String,
    at: Timestamp,
    receipt: Write<T>,
}

impl<T> fmt::Debug for Once<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once")
            .field("client", &self.client)
            .field("route", &self.route)
            .finish_non_exhaustive()
    }
}

impl<T> Once<T> {
    /// `client` and `route` (method and template) keep the keys of different callers and calls apart. `receipt` answers
    /// `None` for an outcome that should not be remembered, such as a conflict: the next try is then a first one.
    pub fn new(
        client: impl Into<String>,
        route: impl Into<String>,
        key: impl Into<String>,
        fingerprint: impl Into<String>,
        at: Timestamp,
        receipt: impl FnOnce(&T) -> Option<Receipt> + Send + Sync + 'static,
    ) -> Self {
        Self {
            client: client.into(),
            route: route.into(),
            key: key.into(),
            fingerprint: fingerprint.into(),
            at,
            receipt: Box::new(receipt),
        }
    }

    /// What this key came to before, if anything.
    pub(crate) async fn before(&self, scope: &Scope<'_, DatabaseTransaction>) -> Result<Option<Acted<T>>, StoreError> {
        let stored = find(scope, &self.client, &self.route, &self.key).await?;
        Ok(stored.map(|stored| match stored.fingerprint == self.fingerprint {
            true => Acted::Replayed(stored.receipt),
            false => Acted::KeyReused,
        }))
    }

    pub(crate) async fn remember(self, scope: &Scope<'_, DatabaseTransaction>, done: &T) -> Result<(), StoreError> {
        let Some(receipt) = (self.receipt)(done) else {
            return Ok(());
        };
        let row = idempotency::ActiveModel {
            region: Set(scope.key()),
            client: Set(self.client),
            route: Set(self.route),
            key: Set(self.key),
            fingerprint: Set(self.fingerprint),
            status: Set(i32::from(receipt.status)),
            body: Set(to_text(&receipt.body)?),
            created_at: Set(self.at.0),
            since: Set(today(scope, self.at).await?),
        };
        idempotency::Entity::insert(row)
            .exec_without_returning(scope.db)
            .await?;
        Ok(())
    }
}

impl Store {
    /// What a key came to, for answering a replay before any work is done.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn receipt(&self, client: &str, route: &str, key: &str) -> Result<Option<StoredReceipt>, StoreError> {
        find(&self.scope(), client, route, key).await
    }

    /// Keeps a receipt on its own, for acts that are many transactions and harmless to repeat. A receipt that is there
    /// already stays.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remember(&self, once: Once<()>) -> Result<(), StoreError> {
        self.transact(move |scope| {
            Box::pin(async move {
                match once.before(&scope).await? {
                    Some(_) => Ok(()),
                    None => once.remember(&scope, &()).await,
                }
            })
        })
        .await
    }
}

/// The ordinal of the newest day; a day never seen before becomes the newest, and receipts of days long past are
/// forgotten with them.
async fn today(scope: &Scope<'_, DatabaseTransaction>, at: Timestamp) -> Result<i64, StoreError> {
    let newest = scope
        .find::<receipt_day::Entity>()
        .order_by_desc(receipt_day::Column::Ordinal)
        .one(scope.db)
        .await?;
    let newest = newest.map_or(0, |newest| newest.ordinal);
    let day = at.0.div_euclid(MICROSECONDS_A_DAY);
    let seen = scope
        .find::<receipt_day::Entity>()
        .filter(receipt_day::Column::Day.eq(day))
        .one(scope.db)
        .await?;
    if seen.is_some() {
        return Ok(newest);
    }
    let row = receipt_day::ActiveModel {
        region: Set(scope.key()),
        ordinal: Set(newest + 1),
        day: Set(day),
    };
    receipt_day::Entity::insert(row)
        .exec_without_returning(scope.db)
        .await?;
    let oldest = newest + 2 - IDEMPOTENCY_DAYS;
    scope
        .delete::<idempotency::Entity>()
        .filter(idempotency::Column::Since.lt(oldest))
        .exec(scope.db)
        .await?;
    scope
        .delete::<receipt_day::Entity>()
        .filter(receipt_day::Column::Ordinal.lt(oldest))
        .exec(scope.db)
        .await?;
    Ok(newest + 1)
}

async fn find<C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    client: &str,
    route: &str,
    key: &str,
) -> Result<Option<StoredReceipt>, StoreError> {
    let row = scope
        .find::<idempotency::Entity>()
        .filter(idempotency::Column::Client.eq(client))
        .filter(idempotency::Column::Route.eq(route))
        .filter(idempotency::Column::Key.eq(key))
        .one(scope.db)
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let status = u16::try_from(row.status).map_err(|_| StoreError::Word {
        table: "idempotency",
        word: row.status.to_string(),
    })?;
    Ok(Some(StoredReceipt {
        receipt: Receipt {
            status,
            body: from_text("idempotency", &row.key, &row.body)?,
        },
        fingerprint: row.fingerprint,
    }))
}
