//! `Reconnection`: how another writing connection is opened, for a SQLite file or PostgreSQL; a database in memory has
//! no other. `SqliteFile` tells by device and inode (on Unix) whether the file and its `-wal` are still those that were
//! opened, else `StoreError::Moved`. When to reconnect is decided in `write_connection.rs`.

use crate::connections::{file_writer, postgres_worker};
use crate::error::StoreError;
use karavan_model::Region;
use sea_orm::DatabaseConnection;
use std::path::{Path, PathBuf};

/// How to open another writing connection.
pub(crate) enum Reconnection {
    /// Not possible: a database in memory lives in its only connection.
    Memory,
    /// A SQLite file.
    File(SqliteFile),
    /// A PostgreSQL URL, and the region that is worked for.
    Postgres(String, Region),
}

/// A SQLite file and its log. Who moves them away while they are in use would have writes answered that nobody finds
/// again.
pub(crate) struct SqliteFile {
    path: PathBuf,
    file: Option<Id>,
    log: Option<Id>,
}

/// What a file is, whatever its name.
type Id = (u64, u64);

impl Reconnection {
    /// Opens another writing connection.
    pub(crate) async fn writer(&self) -> Result<DatabaseConnection, StoreError> {
        match self {
            Self::Memory => Err(StoreError::Interrupted),
            Self::File(place) => file_writer(&place.path).await,
            Self::Postgres(url, region) => postgres_worker(url, 1, *region).await,
        }
    }

    /// The SQLite file, if there is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::File(place) => Some(&place.path),
            Self::Memory | Self::Postgres(..) => None,
        }
    }

    /// The URL, on PostgreSQL.
    pub(crate) fn url(&self) -> Option<&str> {
        match self {
            Self::Postgres(url, _) => Some(url),
            Self::Memory | Self::File(_) => None,
        }
    }

    /// # Errors
    /// When the file or its log is gone, or another one lies in its place.
    pub(crate) fn still_there(&self) -> Result<(), StoreError> {
        match self {
            Self::File(place) => place.still_there(),
            Self::Memory | Self::Postgres(..) => Ok(()),
        }
    }

    /// Learns which log is in use, after a connection was opened.
    pub(crate) fn look_again(&mut self) {
        if let Self::File(place) = self {
            place.log = id(&log_of(&place.path));
        }
    }
}

impl SqliteFile {
    pub(crate) fn of(path: &Path) -> Self {
        Self {
            file: id(path),
            log: id(&log_of(path)),
            path: path.to_owned(),
        }
    }

    fn still_there(&self) -> Result<(), StoreError> {
        let log = log_of(&self.path);
        let is_same = id(&self.path) == self.file && (self.log.is_none() || id(&log) == self.log);
        is_same
            .then_some(())
            .ok_or_else(|| StoreError::Moved(self.path.clone()))
    }
}

fn log_of(path: &Path) -> PathBuf {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    PathBuf::from(log)
}

#[cfg(unix)]
fn id(path: &Path) -> Option<Id> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn id(path: &Path) -> Option<Id> {
    path.exists().then_some((0, 0))
}
