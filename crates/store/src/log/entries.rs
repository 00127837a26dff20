//! `LogEntry`, with `newest_log_entries` and `log_entries`: pages of the log for an audit, each entry with who did
//! what to which thing and when, without its body and words. Screens follow `feed.rs` instead; entries are written by
//! `append.rs`.

use crate::entity::log;
use crate::error::StoreError;
use crate::readable::{Readable, readable};
use crate::store::Store;
use karavan_model::Timestamp;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

/// An entry of the log, without what it says of the thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// Its number: 1, 2, 3, ….
    pub seq: i64,
    /// When it was written.
    pub at: Timestamp,
    /// Whether a person did it, a key, a volunteer, …; see [`karavan_model::Actor::kind`].
    pub actor_kind: String,
    /// Which one.
    pub actor: String,
    /// What was done: `added`, `changed`, `removed`, `read` or `erased`.
    pub act: String,
    /// To what kind of thing.
    pub kind: String,
    /// To which one.
    pub subject: String,
}

impl Store {
    /// Entries of the log before a number, or the newest ones, newest first, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn newest_log_entries(&self, before: Option<i64>, limit: u64) -> Result<Readable<LogEntry>, StoreError> {
        let query = self
            .scope()
            .find::<log::Entity>()
            .filter(log::Column::Seq.lt(before.unwrap_or(i64::MAX)))
            .order_by_desc(log::Column::Seq)
            .limit(limit);
        readable(self.reader(), "log", query, read).await
    }

    /// Entries of the log after a number, oldest first, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn log_entries(&self, after: i64, limit: u64) -> Result<Readable<LogEntry>, StoreError> {
        let query = self
            .scope()
            .find::<log::Entity>()
            .filter(log::Column::Seq.gt(after))
            .order_by_asc(log::Column::Seq)
            .limit(limit);
        readable(self.reader(), "log", query, read).await
    }
}

impl From<log::Model> for LogEntry {
    fn from(row: log::Model) -> Self {
        Self {
            seq: row.seq,
            at: Timestamp(row.at),
            actor_kind: row.actor_kind,
            actor: row.actor,
            act: row.act,
            kind: row.kind,
            subject: row.subject,
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the shape that lists ask for")]
fn read(row: log::Model) -> Result<LogEntry, StoreError> {
    Ok(row.into())
}
