//! `Store::sweep`: has the engine let go of the bytes of deleted rows after an erasure, by a truncating checkpoint on
//! SQLite and `VACUUM` on PostgreSQL, and answers whether it has. It deletes no rows: `persons/erasure.rs` does.

use crate::connections::beside;
use crate::engine;
use crate::error::StoreError;
use crate::store::Store;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

/// Small tables that hold keys and what is searched in plain letters: their files are written anew.
const REWRITTEN: &str = "VACUUM FULL person_keys, person_marks, request_search";
/// Tables whose deleted rows were sealed: it is enough that their room is given back.
const VACUUMED: &str = "VACUUM requests, log_words, personal_parts, plans, draft_versions, submission_items";

impl Store {
    /// Has the engine let go of what was deleted, and tells whether it has. On a SQLite file deleted content is
    /// overwritten where it lay (`secure_delete`), and here the log of writes is emptied into the file and cut to
    /// nothing. On PostgreSQL tables are vacuumed; its own log of writes goes with its retention.
    pub async fn sweep(&self) -> bool {
        match self.swept().await {
            Ok(done) => done,
            Err(error) => {
                tracing::warn!(%error, "deleted bytes were not let go of yet; `karavan person sweep` tries again");
                false
            }
        }
    }

    async fn swept(&self) -> Result<bool, StoreError> {
        if self.reader().get_database_backend() == DbBackend::Postgres {
            let Some(url) = self.url() else { return Ok(false) };
            let db = engine::patient(url).await?;
            let done = async {
                db.execute_unprepared(REWRITTEN).await?;
                db.execute_unprepared(VACUUMED).await
            };
            let done = done.await;
            db.close().await?;
            done?;
            return Ok(true);
        }
        // A database in memory has no file.
        let Some(file) = self.file() else { return Ok(true) };
        let db = beside(file).await?;
        let done = truncated(&db).await;
        db.close().await?;
        done
    }
}

/// Cuts the log of writes to nothing; a reader at work keeps it from that.
async fn truncated(db: &DatabaseConnection) -> Result<bool, StoreError> {
    let statement = Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
    let row = db.query_one_raw(statement).await?;
    let is_busy: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(is_busy == Some(0))
}
