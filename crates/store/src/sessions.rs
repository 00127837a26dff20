//! `Session`: a person's login that lasts, by the SHA-256 of its cookie; `insert_session` (a login keeps its newest
//! thousand), `delete_session`, `session`, `touch_session` and `end_all`. Whether one still holds is judged by the
//! caller; passwords are in `users.rs`.

use crate::acting::{Acting, Txn};
use crate::entity::session;
use crate::error::StoreError;
use crate::log::{self, Entry, Kind, LogAct};
use crate::store::Store;
use karavan_model::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

/// Sessions of one login; far more than people who share it.
const SESSIONS_MAX: u64 = 1000;

/// A login that lasts.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the cookie, as text.
    pub hash: String,
    /// The login it belongs to.
    pub login: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute or so.
    pub seen_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

impl Acting<'_> {
    /// Keeps a session; of the same login only the newest thousand stay. None is forgotten for its age, since one
    /// reading of a clock decides nothing for good: whether a session still holds is asked whenever it is used.
    ///
    /// # Errors
    /// When the database fails, also when there is no such login.
    pub async fn insert_session(&self, new: Session) -> Result<(), StoreError> {
        self.write(move |txn| Box::pin(insert(txn, new))).await
    }

    /// Ends a session at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_session(&self, hash: &str, at: Timestamp) -> Result<(), StoreError> {
        let hash = hash.to_owned();
        self.write(move |txn| {
            Box::pin(async move {
                let own = || session::Column::Hash.eq(hash.as_str());
                let Some(ended) = txn.find::<session::Entity>().filter(own()).one(txn.db).await? else {
                    return Ok(());
                };
                txn.delete::<session::Entity>().filter(own()).exec(txn.db).await?;
                let entry = Entry::new(Kind::Session, LogAct::Removed, &ended.login, json!({}));
                log::append(txn, at, vec![entry]).await
            })
        })
        .await
    }
}

impl Store {
    /// The session with this hash; whether it still holds is the caller's to judge.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session(&self, hash: &str) -> Result<Option<Session>, StoreError> {
        let query = self.scope().find::<session::Entity>();
        let row = query.filter(session::Column::Hash.eq(hash)).one(self.reader()).await?;
        Ok(row.map(|row| Session {
            hash: row.hash,
            login: row.login,
            created_at: Timestamp(row.created_at),
            seen_at: Timestamp(row.seen_at),
            expires_at: Timestamp(row.expires_at),
        }))
    }

    /// Writes down that a session was used. A sign of life: the log is not told.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn touch_session(&self, hash: &str, at: Timestamp) -> Result<(), StoreError> {
        let hash = hash.to_owned();
        self.transact(move |scope| {
            Box::pin(async move {
                scope
                    .update::<session::Entity>()
                    .col_expr(session::Column::SeenAt, Expr::value(at.0))
                    .filter(session::Column::Hash.eq(hash))
                    .exec(scope.db)
                    .await?;
                Ok(())
            })
        })
        .await
    }
}

/// Ends all sessions of a login.
pub(crate) async fn end_all(txn: &Txn<'_>, login: &str) -> Result<(), StoreError> {
    txn.delete::<session::Entity>()
        .filter(session::Column::Login.eq(login))
        .exec(txn.db)
        .await?;
    Ok(())
}

async fn insert(txn: &Txn<'_>, new: Session) -> Result<(), StoreError> {
    let past = txn
        .find::<session::Entity>()
        .select_only()
        .column(session::Column::Hash)
        .filter(session::Column::Login.eq(new.login.as_str()))
        .order_by_desc(session::Column::CreatedAt)
        .offset(SESSIONS_MAX - 1)
        .limit(SESSIONS_MAX);
    let past: Vec<String> = past.into_tuple().all(txn.db).await?;
    txn.delete::<session::Entity>()
        .filter(session::Column::Hash.is_in(past))
        .exec(txn.db)
        .await?;
    let entry = Entry::new(Kind::Session, LogAct::Added, &new.login, json!({}));
    let row = session::ActiveModel {
        region: Set(txn.key()),
        hash: Set(new.hash),
        login: Set(new.login),
        created_at: Set(new.created_at.0),
        seen_at: Set(new.seen_at.0),
        expires_at: Set(new.expires_at.0),
    };
    session::Entity::insert(row).exec_without_returning(txn.db).await?;
    log::append(txn, new.created_at, vec![entry]).await
}
