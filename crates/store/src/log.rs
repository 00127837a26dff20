//! The append-only log of a region: what was done, by whom and when, each entry chained to the one before. The feed, the
//! events of the road and the audit are views of it.

mod chain;
mod entries;
mod verify;

pub use entries::LogEntry;
pub use verify::{LogCheck, LogFault};

use crate::acting::Txn;
use crate::day::Day;
use crate::entity::{log, log_words, region};
use crate::error::StoreError;
use crate::json::to_text;
use crate::scope::Scope;
use karavan_model::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DbBackend, DbErr, EntityTrait, IntoActiveModel};
use sea_orm::{Iterable, Statement};
use serde_json::Value;

pub(crate) use chain::{Hash, ROOT, hash, key_of, seal};

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Request,
    Plan,
    Run,
    Volunteer,
    Shift,
    Hub,
    Loading,
    StatusEvent,
    LoadingEvent,
    Link,
    Correction,
    DoorPin,
    ApiKey,
    User,
    Session,
    Setting,
}

impl Kind {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Plan => "plan",
            Self::Run => "run",
            Self::Volunteer => "volunteer",
            Self::Shift => "shift",
            Self::Hub => "hub",
            Self::Loading => "loading",
            Self::StatusEvent => "status_event",
            Self::LoadingEvent => "loading_event",
            Self::Link => "link",
            Self::Correction => "correction",
            Self::DoorPin => "door_pin",
            Self::ApiKey => "api_key",
            Self::User => "user",
            Self::Session => "session",
            Self::Setting => "setting",
        }
    }
}

/// What was done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Added,
    Changed,
    Removed,
}

impl Act {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }
}

/// An entry about to be written. No personal data goes into its body: what people wrote goes into `words`, which are kept
/// apart and can be erased.
pub(crate) struct Entry {
    pub(crate) kind: Kind,
    pub(crate) act: Act,
    /// The day it touches; `None` for every day.
    pub(crate) date: Option<Day>,
    /// The id of the thing.
    pub(crate) subject: String,
    pub(crate) body: Value,
    pub(crate) words: String,
}

impl Entry {
    /// One without a day and words.
    pub(crate) fn new(kind: Kind, act: Act, subject: &str, body: Value) -> Self {
        Self {
            kind,
            act,
            date: None,
            subject: subject.to_owned(),
            body,
            words: String::new(),
        }
    }
}

/// Rows per statement, far below every engine's limit of bound values.
pub(crate) const ROWS_PER_INSERT: usize = 500;

/// The newest entry of a region's log.
pub(crate) struct Head {
    pub(crate) seq: i64,
    pub(crate) hash: Hash,
}

/// Appends entries in the transaction of the write that they tell of.
pub(crate) async fn append(txn: &Txn<'_>, at: Timestamp, entries: Vec<Entry>) -> Result<(), StoreError> {
    if entries.is_empty() {
        return Ok(());
    }
    let dice = match entries.iter().any(|entry| !entry.words.is_empty()) {
        true => dice(txn.db).await?,
        false => String::new(),
    };
    let mut head = head(txn).await?;
    let mut rows = Vec::with_capacity(entries.len());
    let mut words = Vec::new();
    for entry in entries {
        let seq = head.seq + 1;
        let mut row = log::Model {
            region: txn.key(),
            seq,
            at: at.0,
            actor_kind: txn.actor.kind().to_owned(),
            actor: txn.actor.id().to_owned(),
            kind: entry.kind.word().to_owned(),
            act: entry.act.word().to_owned(),
            date: entry.date,
            subject: entry.subject,
            body: to_text(&entry.body)?,
            words_seal: String::new(),
            hash: Vec::new(),
        };
        if !entry.words.is_empty() {
            let key = key_of(&dice, seq);
            row.words_seal = seal(&key, &entry.words);
            words.push(log_words::ActiveModel {
                region: Set(row.region),
                seq: Set(seq),
                subject: Set(row.subject.clone()),
                key: Set(key),
                words: Set(entry.words),
            });
        }
        let hash = hash(&head.hash, &row);
        row.hash = hash.to_vec();
        head = Head { seq, hash };
        rows.push(as_new(row));
    }
    insert(txn.db, rows).await?;
    for some in words.chunks(ROWS_PER_INSERT) {
        log_words::Entity::insert_many(some.to_vec())
            .exec_without_returning(txn.db)
            .await?;
    }
    keep_head(txn, &head).await
}

/// Every column of a row, as it is to be inserted.
pub(crate) fn as_new(row: log::Model) -> log::ActiveModel {
    let mut row = row.into_active_model();
    for column in log::Column::iter() {
        row.reset(column);
    }
    row
}

pub(crate) async fn insert<C: ConnectionTrait>(db: &C, rows: Vec<log::ActiveModel>) -> Result<(), StoreError> {
    for some in rows.chunks(ROWS_PER_INSERT) {
        log::Entity::insert_many(some.to_vec())
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

pub(crate) async fn keep_head<C: ConnectionTrait>(scope: &Scope<'_, C>, head: &Head) -> Result<(), StoreError> {
    scope
        .update::<region::Entity>()
        .col_expr(region::Column::LogSeq, Expr::value(head.seq))
        .col_expr(region::Column::LogHash, Expr::value(head.hash.to_vec()))
        .exec(scope.db)
        .await?;
    Ok(())
}

/// The newest entry, as the region says.
pub(crate) async fn head<C: ConnectionTrait>(scope: &Scope<'_, C>) -> Result<Head, StoreError> {
    let row = scope.find::<region::Entity>().one(scope.db).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound(format!("the region {}", scope.region)))?;
    Ok(Head {
        seq: row.log_seq,
        hash: chain::read(&row.log_hash).unwrap_or(ROOT),
    })
}

/// The number of the newest entry; 0 when nothing was ever done.
pub(crate) async fn last<C: ConnectionTrait>(scope: &Scope<'_, C>) -> Result<i64, StoreError> {
    Ok(head(scope).await?.seq)
}

/// 64 hexadecimal digits that nobody can guess, from the database: the store throws no dice.
pub(crate) async fn dice<C: ConnectionTrait>(db: &C) -> Result<String, StoreError> {
    let backend = db.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => "SELECT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')",
        _ => "SELECT lower(hex(randomblob(32)))",
    };
    let row = db.query_one_raw(Statement::from_string(backend, sql)).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("a random number".to_owned()))?;
    Ok(row.try_get_by_index(0)?)
}
