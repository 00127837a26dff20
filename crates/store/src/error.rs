//! Why the store could not do what was asked.

use sea_orm::sqlx::error::DatabaseError;
use sea_orm::{DbErr, RuntimeErr};
use thiserror::Error;

/// A failed operation. The text is for the log; it holds no personal data.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The engine refused or broke.
    #[error("the database failed: {0}")]
    Database(DbErr),
    /// No room left on the disk; reads still work, writes work again once there is room.
    #[error("the database has no room left on its disk")]
    Full,
    /// A row does not hold what this version of the program writes.
    #[error("the row {row} of {table} cannot be read: {source}")]
    Row {
        /// The table.
        table: &'static str,
        /// The row's key.
        row: String,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A row holds a word that is none of ours.
    #[error("“{word}” in {table} is no word of this version")]
    Word {
        /// The table.
        table: &'static str,
        /// The word found.
        word: String,
    },
    /// A value could not be written as JSON.
    #[error("cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The database URL is not one of ours.
    #[error("“{0}” is no database URL; write sqlite:///path/to/karavan.db or postgres://user@host/name")]
    Url(String),
    /// A file cannot be made.
    #[error("{path}: {source}")]
    File {
        /// Which file.
        path: std::path::PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The engine does not keep the promises asked of it.
    #[error("SQLite keeps {pragma} = {found}, wanted {wanted}; refusing to run without it")]
    Unsafe {
        /// Which setting.
        pragma: &'static str,
        /// What it is.
        found: String,
        /// What it must be.
        wanted: &'static str,
    },
    /// This SQLite can corrupt a write-ahead log.
    #[error("SQLite {0} can corrupt its write-ahead log; 3.51.3 or later is needed")]
    OldSqlite(String),
    /// The operation is not offered by this engine.
    #[error("{0} is only offered on a SQLite file; use the engine's own tools")]
    OnlySqlite(&'static str),
    /// The store was closed, or the write broke off half way and nothing of it was kept.
    #[error("the store is closed or the write broke off; nothing of it was kept")]
    Interrupted,
}

/// SQLite's SQLITE_FULL and PostgreSQL's disk_full.
const FULL_CODES: [&str; 2] = ["13", "53100"];

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        let (DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner))) = &error else {
            return Self::Database(error);
        };
        let code = inner.as_database_error().and_then(DatabaseError::code);
        if code.is_some_and(|code| FULL_CODES.contains(&code.as_ref())) {
            return Self::Full;
        }
        Self::Database(error)
    }
}
