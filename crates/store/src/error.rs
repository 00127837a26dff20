//! `StoreError`, the failures of this crate, and how errors of the engines become one. SQLite result codes and
//! PostgreSQL SQLSTATEs are sorted into full disk, damaged data, an outage after which a second try may succeed
//! (`Unavailable`), and the rest.

use sea_orm::sqlx::Error as SqlxError;
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
    /// The engine cannot be reached, its disk fails, somebody holds what is needed, or the write was broken off; a
    /// second try may succeed. Whether a write that is answered so is kept is not known: whole, or nothing of it.
    #[error("the database does not answer: {0}")]
    Unavailable(DbErr),
    /// The file of the database is not where it was opened.
    #[error(
        "{0} or its -wal file was moved, removed or replaced while in use; nothing is written until it is back in its \
         place or the program is started again"
    )]
    Moved(std::path::PathBuf),
    /// The file of the database is damaged.
    #[error(
        "{path} is damaged ({found}); keep a copy of it, then restore the newest backup, or save what can be read with \
         `sqlite3 {path} .recover | sqlite3 mended.db` and put mended.db in its place"
    )]
    Damaged {
        /// Which file.
        path: std::path::PathBuf,
        /// What the engine found.
        found: String,
    },
    /// A write would not be kept now.
    #[error("a write would not be kept now: {0}")]
    NotReady(String),
    /// The file of the database is damaged where it was read.
    #[error("the database is damaged: {0}")]
    Corrupt(DbErr),
    /// A row does not hold what this version of the program writes.
    ///
    /// The text leaves out what the reader says, for it quotes the row.
    #[error("the row {row} of {table} cannot be read (column {} of its text)", source.column())]
    Row {
        /// The table.
        table: &'static str,
        /// The row's key.
        row: String,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// What is sealed in a row does not open with the key of its person: it is not what was kept there.
    #[error("the sealed part of the row {row} of {table} is damaged")]
    Sealed {
        /// The table.
        table: &'static str,
        /// The row's key.
        row: String,
    },
    /// The database is a copy without its keys, or with those of another.
    #[error(
        "the keys of this database are not with it: it is a backup; put it back with `karavan restore` and the newest \
         file of keys, or put the tables person_keys, person_marks and region_keys of its own newest dump into it"
    )]
    KeysMissing,
    /// The database has no such region.
    #[error("the database has no region {0}; `karavan region list` tells which it has, `karavan region add` makes one")]
    NoRegion(karavan_model::Region),
    /// The role that works on PostgreSQL is not there, or is not what it must be.
    #[error(
        "PostgreSQL needs the role karavan_worker for Karavan's work, and this login cannot make it ({0}); whoever \
         administers the server does so once: CREATE ROLE karavan_worker NOLOGIN; GRANT karavan_worker TO the login"
    )]
    WorkerRole(String),
    /// A file of keys cannot be taken.
    #[error("{path}: {why}")]
    KeyFile {
        /// Which file.
        path: std::path::PathBuf,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A row holds an unknown word.
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
    /// The store was closed, or the turn of the write did not come in time: nothing of it was kept.
    #[error("the store is closed or the turn of the write did not come; nothing of it was kept")]
    Interrupted,
}

/// SQLite's SQLITE_FULL and PostgreSQL's disk_full.
const FULL_CODES: [&str; 2] = ["13", "53100"];

/// SQLite's results that a second try may better: busy, locked, no memory, read-only, I/O error, cannot open, protocol.
const SQLITE_AGAIN: [u32; 7] = [5, 6, 7, 8, 10, 14, 15];

/// The same of PostgreSQL, by class: connection lost, wrong role after a failover, transaction rolled back by the
/// engine, out of resources, a lock or a turn not had in time, told to stop or not up yet, system error.
const POSTGRES_AGAIN: [&str; 8] = ["08", "25006", "25P03", "40", "53", "55P03", "57", "58"];

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match &error {
            DbErr::Conn(RuntimeErr::SqlxError(inner))
            | DbErr::Exec(RuntimeErr::SqlxError(inner))
            | DbErr::Query(RuntimeErr::SqlxError(inner)) => {
                let code = inner.as_database_error().and_then(DatabaseError::code);
                match code.as_deref() {
                    Some(code) if FULL_CODES.contains(&code) => Self::Full,
                    Some(code) if is_corrupt(code) => Self::Corrupt(error),
                    Some(code) if is_passing(code) => Self::Unavailable(error),
                    None if matches!(**inner, SqlxError::ColumnDecode { .. } | SqlxError::Decode(_)) => {
                        Self::Corrupt(error)
                    }
                    None if is_lost(inner) => Self::Unavailable(error),
                    _ => Self::other(error),
                }
            }
            _ => Self::other(error),
        }
    }
}

impl StoreError {
    /// No connection is a state that passes; the rest is a fault of ours or of the data.
    fn other(error: DbErr) -> Self {
        match error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable(error),
            DbErr::Type(_) | DbErr::TryIntoErr { .. } => Self::Corrupt(error),
            error => Self::Database(error),
        }
    }
}

/// SQLITE_CORRUPT and SQLITE_NOTADB with what they are made of; PostgreSQL's class XX, data_corrupted among it.
fn is_corrupt(code: &str) -> bool {
    match code.parse::<u32>() {
        Ok(number) if code.len() < 5 => [11, 26].contains(&(number & 0xff)),
        _ => code.starts_with("XX"),
    }
}

/// SQLite's codes are numbers of up to four digits with the kind in the low byte; PostgreSQL's have five signs.
fn is_passing(code: &str) -> bool {
    match code.parse::<u32>() {
        Ok(number) if code.len() < 5 => SQLITE_AGAIN.contains(&(number & 0xff)),
        _ => POSTGRES_AGAIN.iter().any(|class| code.starts_with(class)),
    }
}

/// Whether the connection broke.
const fn is_lost(error: &SqlxError) -> bool {
    matches!(
        error,
        SqlxError::Io(_)
            | SqlxError::Tls(_)
            | SqlxError::Protocol(_)
            | SqlxError::PoolTimedOut
            | SqlxError::PoolClosed
            | SqlxError::WorkerCrashed
            | SqlxError::BeginFailed
    )
}

#[cfg(test)]
mod tests {
    use super::is_passing;

    #[test]
    fn what_a_second_try_may_better_is_told_from_what_it_cannot() {
        // SQLITE_BUSY, SQLITE_IOERR_FSYNC, SQLITE_CANTOPEN; connection failure, admin shutdown, starting up.
        for code in ["5", "1034", "14", "08006", "57P01", "57P03", "40001", "25006"] {
            assert!(is_passing(code), "{code}");
        }
        // SQLITE_CONSTRAINT_UNIQUE, SQLITE_CORRUPT; unique violation, character not in repertoire, aborted transaction.
        for code in ["2067", "11", "23505", "22021", "25P02"] {
            assert!(!is_passing(code), "{code}");
        }
    }
}
