//! `SecondStep`: a secret shared with a person's telephone, sealed, and recovery codes as hashes: begun, confirmed,
//! used (`use_second_step` takes a newer step than the last, `use_recovery_code` each code once) and removed. Codes are
//! computed and checked by the caller.

use crate::acting::{Acting, Txn};
use crate::entity::{recovery_code, second_step};
use crate::error::StoreError;
use crate::log::{self, Entry, Kind, LogAct};
use crate::scope::Scope;
use crate::sealed::{Dice, RegionKeys, SealLocation};
use crate::sessions;
use crate::store::Store;
use karavan_model::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

/// The table, as the seal names it.
const TABLE: &str = "second_steps";

/// The second step of a person.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondStep {
    /// What it computes codes from, in Base32.
    pub secret: String,
    /// When a first code showed that the telephone has the secret; only then it is asked for.
    pub confirmed_at: Option<Timestamp>,
}

impl Acting<'_> {
    /// Keeps the secret of a second step that is to be confirmed, in place of an earlier one that never was. Answers
    /// whether it was kept: not when one is confirmed.
    ///
    /// # Errors
    /// When the database fails, also when there is no such login.
    pub async fn begin_second_step(&self, login: &str, secret: String, at: Timestamp) -> Result<bool, StoreError> {
        let login = login.to_owned();
        self.write(move |txn| Box::pin(async move { begin(txn, &login, &secret, at).await }))
            .await
    }

    /// Confirms a second step by the step whose code was typed, with the hashes of its recovery codes. Answers whether
    /// it was confirmed: not when there is none to be confirmed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn confirm_second_step(
        &self,
        login: &str,
        step: i64,
        hashes: Vec<String>,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let login = login.to_owned();
        self.write(move |txn| Box::pin(async move { confirm(txn, &login, step, hashes, at).await }))
            .await
    }

    /// Uses up a recovery code; answers whether it was one and had not been used.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_recovery_code(&self, login: &str, hash: &str, at: Timestamp) -> Result<bool, StoreError> {
        let (login, hash) = (login.to_owned(), hash.to_owned());
        self.write(move |txn| {
            Box::pin(async move {
                let used = txn
                    .update::<recovery_code::Entity>()
                    .col_expr(recovery_code::Column::UsedAt, Expr::value(at.0))
                    .filter(recovery_code::Column::Login.eq(login.as_str()))
                    .filter(recovery_code::Column::Hash.eq(hash))
                    .filter(recovery_code::Column::UsedAt.is_null())
                    .exec(txn.db)
                    .await?;
                if used.rows_affected == 0 {
                    return Ok(false);
                }
                let left = codes_left(txn, &login).await?;
                let body = json!({ "recovery_codes_left": left });
                let entry = Entry::new(Kind::SecondStep, LogAct::Changed, &login, body);
                log::append(txn, at, vec![entry]).await?;
                Ok(true)
            })
        })
        .await
    }

    /// Takes a second step off, confirmed or not; answers whether there was one. `ends_sessions` also ends the
    /// sessions of the person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_second_step(
        &self,
        login: &str,
        ends_sessions: bool,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let login = login.to_owned();
        self.write(move |txn| {
            Box::pin(async move {
                let is_gone = delete(txn, &login).await?;
                if is_gone {
                    if ends_sessions {
                        sessions::end_all(txn, &login).await?;
                    }
                    let entry = Entry::new(Kind::SecondStep, LogAct::Removed, &login, json!({}));
                    log::append(txn, at, vec![entry]).await?;
                }
                Ok(is_gone)
            })
        })
        .await
    }
}

impl Store {
    /// The second step of a person, confirmed or not.
    ///
    /// # Errors
    /// When the database fails, or the keys of the region are gone.
    pub async fn second_step(&self, login: &str) -> Result<Option<SecondStep>, StoreError> {
        let scope = self.scope();
        let Some(row) = find(&scope, login).await? else {
            return Ok(None);
        };
        let keys = RegionKeys::find(&scope).await?.ok_or(StoreError::KeysMissing)?;
        let place = SealLocation::new(scope.key(), TABLE, login);
        Ok(Some(SecondStep {
            secret: keys.words.open(&place, &row.sealed)?,
            confirmed_at: row.confirmed_at.map(Timestamp),
        }))
    }

    /// The logins that have a confirmed second step.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn logins_with_second_step(&self) -> Result<Vec<String>, StoreError> {
        let query = self.scope().find::<second_step::Entity>();
        let rows = query
            .filter(second_step::Column::ConfirmedAt.is_not_null())
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(|row| row.login).collect())
    }

    /// How many recovery codes of a person were not used yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recovery_codes_left(&self, login: &str) -> Result<u64, StoreError> {
        codes_left(&self.scope(), login).await
    }

    /// Uses up the code of a step; answers whether it is newer than every one used before. A sign of life: the log is
    /// told of the session that begins with it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_second_step(&self, login: &str, step: i64) -> Result<bool, StoreError> {
        let login = login.to_owned();
        self.transact(move |scope| {
            Box::pin(async move {
                let used = scope
                    .update::<second_step::Entity>()
                    .col_expr(second_step::Column::LastStep, Expr::value(step))
                    .filter(second_step::Column::Login.eq(login))
                    .filter(second_step::Column::LastStep.lt(step))
                    .exec(scope.db)
                    .await?;
                Ok(used.rows_affected > 0)
            })
        })
        .await
    }
}

async fn find<C: ConnectionTrait>(scope: &Scope<'_, C>, login: &str) -> Result<Option<second_step::Model>, StoreError> {
    let query = scope.find::<second_step::Entity>();
    Ok(query.filter(second_step::Column::Login.eq(login)).one(scope.db).await?)
}

async fn codes_left<C: ConnectionTrait>(scope: &Scope<'_, C>, login: &str) -> Result<u64, StoreError> {
    let left = scope
        .find::<recovery_code::Entity>()
        .filter(recovery_code::Column::Login.eq(login))
        .filter(recovery_code::Column::UsedAt.is_null());
    Ok(left.count(scope.db).await?)
}

async fn delete(txn: &Txn<'_>, login: &str) -> Result<bool, StoreError> {
    txn.delete::<recovery_code::Entity>()
        .filter(recovery_code::Column::Login.eq(login))
        .exec(txn.db)
        .await?;
    let deleted = txn
        .delete::<second_step::Entity>()
        .filter(second_step::Column::Login.eq(login))
        .exec(txn.db)
        .await?;
    Ok(deleted.rows_affected > 0)
}

async fn begin(txn: &Txn<'_>, login: &str, secret: &str, at: Timestamp) -> Result<bool, StoreError> {
    if find(txn, login).await?.is_some_and(|row| row.confirmed_at.is_some()) {
        return Ok(false);
    }
    delete(txn, login).await?;
    let mut dice = Dice::throw(txn.db).await?;
    let keys = RegionKeys::of(txn, &mut dice).await?;
    let place = SealLocation::new(txn.key(), TABLE, login);
    let row = second_step::ActiveModel {
        region: Set(txn.key()),
        login: Set(login.to_owned()),
        sealed: Set(keys.words.seal(&mut dice, &place, secret)?),
        last_step: Set(0),
        confirmed_at: Set(None),
    };
    second_step::Entity::insert(row).exec_without_returning(txn.db).await?;
    let entry = Entry::new(Kind::SecondStep, LogAct::Added, login, json!({}));
    log::append(txn, at, vec![entry]).await?;
    Ok(true)
}

async fn confirm(
    txn: &Txn<'_>,
    login: &str,
    step: i64,
    hashes: Vec<String>,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let confirmed = txn
        .update::<second_step::Entity>()
        .col_expr(second_step::Column::ConfirmedAt, Expr::value(at.0))
        .col_expr(second_step::Column::LastStep, Expr::value(step))
        .filter(second_step::Column::Login.eq(login))
        .filter(second_step::Column::ConfirmedAt.is_null())
        .exec(txn.db)
        .await?;
    if confirmed.rows_affected == 0 {
        return Ok(false);
    }
    let rows = hashes.into_iter().map(|hash| recovery_code::ActiveModel {
        region: Set(txn.key()),
        login: Set(login.to_owned()),
        hash: Set(hash),
        used_at: Set(None),
    });
    recovery_code::Entity::insert_many(rows)
        .exec_without_returning(txn.db)
        .await?;
    let entry = Entry::new(Kind::SecondStep, LogAct::Changed, login, json!({ "confirmed": true }));
    log::append(txn, at, vec![entry]).await?;
    Ok(true)
}
