//! `Session`: a person's login that lasts, by the SHA-256 of its cookie: `insert_session` (a login keeps its newest
//! thousand), `session`, `sessions`, `touch_session`, and `delete_session`, `delete_session_of`,
//! `delete_other_sessions` and `end_all`. Whether one still holds is judged by the caller; password hashes are in
//! `users.rs`.

use crate::acting::{Acting, Txn};
use crate::entity::session;
use crate::error::StoreError;
use crate::log::{self, Entry, Kind, LogAct};
use crate::store::Store;
use karavan_model::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
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
    /// What it is called in lists; no secret.
    pub id: String,
    /// The browser and the system, in a few words; empty when they were not told.
    pub agent: String,
    /// The network it was begun from.
    pub network: String,
}

impl From<session::Model> for Session {
    fn from(row: session::Model) -> Self {
        Self {
            hash: row.hash,
            login: row.login,
            created_at: Timestamp(row.created_at),
            seen_at: Timestamp(row.seen_at),
            expires_at: Timestamp(row.expires_at),
            id: row.id,
            agent: row.agent,
            network: row.network,
        }
    }
}

impl Acting<'_> {
    /// Keeps a session, and ends the one that the browser had before; of the same login only the newest thousand stay.
    /// None is forgotten for its age, since one reading of a clock decides nothing for good: whether a session still
    /// holds is asked whenever it is used.
    ///
    /// # Errors
    /// When the database fails, also when there is no such login.
    pub async fn insert_session(&self, new: Session, before: Option<String>) -> Result<(), StoreError> {
        self.write(move |txn| {
            Box::pin(async move {
                if let Some(before) = before {
                    end(txn, session::Column::Hash.eq(before), new.created_at).await?;
                }
                insert(txn, new).await
            })
        })
        .await
    }

    /// Ends a session at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_session(&self, hash: &str, at: Timestamp) -> Result<(), StoreError> {
        let hash = hash.to_owned();
        self.write(move |txn| {
            Box::pin(async move {
                end(txn, session::Column::Hash.eq(hash), at).await?;
                Ok(())
            })
        })
        .await
    }

    /// Ends the session with this id, of this login or of anybody; the hash of it, or `None` when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_session_of(
        &self,
        login: Option<&str>,
        id: &str,
        at: Timestamp,
    ) -> Result<Option<String>, StoreError> {
        let own = session::Column::Id.eq(id);
        let own = login
            .iter()
            .fold(own, |own, login| own.and(session::Column::Login.eq(*login)));
        self.write(move |txn| Box::pin(async move { Ok(end(txn, own, at).await?.pop()) }))
            .await
    }

    /// Ends all sessions of a login except one; how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_other_sessions(&self, login: &str, but: &str, at: Timestamp) -> Result<usize, StoreError> {
        let others = session::Column::Login.eq(login).and(session::Column::Hash.ne(but));
        self.write(move |txn| Box::pin(async move { Ok(end(txn, others, at).await?.len()) }))
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
        Ok(row.map(Session::from))
    }

    /// The sessions of a login or of everybody, the newest first; whether each still holds is the caller's to judge.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions(&self, login: Option<&str>) -> Result<Vec<Session>, StoreError> {
        let mut query = self.scope().find::<session::Entity>();
        if let Some(login) = login {
            query = query.filter(session::Column::Login.eq(login));
        }
        let query = query
            .order_by_desc(session::Column::CreatedAt)
            .order_by_asc(session::Column::Id);
        let rows = query.all(self.reader()).await?;
        Ok(rows.into_iter().map(Session::from).collect())
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

/// Ends the sessions that fit, and tells the log of each; their hashes.
async fn end(txn: &Txn<'_>, which: SimpleExpr, at: Timestamp) -> Result<Vec<String>, StoreError> {
    let ended = txn.find::<session::Entity>().filter(which).all(txn.db).await?;
    let hashes: Vec<String> = ended.iter().map(|row| row.hash.clone()).collect();
    txn.delete::<session::Entity>()
        .filter(session::Column::Hash.is_in(hashes.clone()))
        .exec(txn.db)
        .await?;
    let entries = ended
        .iter()
        .map(|row| Entry::new(Kind::Session, LogAct::Removed, &row.login, json!({ "session": row.id })));
    let entries: Vec<Entry> = entries.collect();
    if !entries.is_empty() {
        log::append(txn, at, entries).await?;
    }
    Ok(hashes)
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
    let entry = Entry::new(Kind::Session, LogAct::Added, &new.login, json!({ "session": new.id }));
    let row = session::ActiveModel {
        region: Set(txn.key()),
        hash: Set(new.hash),
        login: Set(new.login),
        created_at: Set(new.created_at.0),
        seen_at: Set(new.seen_at.0),
        expires_at: Set(new.expires_at.0),
        id: Set(new.id),
        agent: Set(new.agent),
        network: Set(new.network),
    };
    session::Entity::insert(row).exec_without_returning(txn.db).await?;
    log::append(txn, new.created_at, vec![entry]).await
}
