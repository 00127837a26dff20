//! The audit: who did what and when.

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
    /// When.
    pub at: Timestamp,
    /// Whether a person did it, a key, a volunteer, …; see [`karavan_model::Actor::kind`].
    pub actor_kind: String,
    /// Which one.
    pub actor: String,
    /// What was done: `added`, `changed` or `removed`.
    pub act: String,
    /// To what kind of thing.
    pub kind: String,
    /// To which one.
    pub subject: String,
}

impl Store {
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
        let read = |row: log::Model| {
            Ok(LogEntry {
                seq: row.seq,
                at: Timestamp(row.at),
                actor_kind: row.actor_kind,
                actor: row.actor,
                act: row.act,
                kind: row.kind,
                subject: row.subject,
            })
        };
        readable(self.reader(), "log", query, read).await
    }
}
