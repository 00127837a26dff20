//! `Engine`: one writing connection, a pool of at most four reading ones and the way to reconnect. `open` chooses
//! SQLite file, SQLite in memory or PostgreSQL by the URL, and migrates; `open_file` makes a missing file readable by
//! its owner alone. `patient` opens a PostgreSQL connection for long maintenance. Pragmas and time limits:
//! `connections.rs`.

use crate::connections::{Access, check, file_writer, postgres_owner, postgres_worker, sqlite};
use crate::error::StoreError;
use crate::integrity;
use crate::reconnection::{Reconnection, SqliteFile};
use crate::schema;
use karavan_model::Region;
use percent_encoding::percent_decode_str;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use std::path::{Path, PathBuf};

/// Connections that read; enough for every core of a small machine.
const READERS: u32 = 4;
/// Connections that read for all regions of one process on PostgreSQL, while each has one or more.
const READERS_TOGETHER: u32 = 16;

/// A writing connection and a pool of reading ones.
pub(crate) struct Engine {
    /// One connection, never more.
    pub(crate) writer: DatabaseConnection,
    /// Refuses to write, on SQLite files.
    pub(crate) reader: DatabaseConnection,
    /// How the writing connection is opened once more.
    pub(crate) way: Reconnection,
}

/// Opens `sqlite:///path/file.db`, `sqlite::memory:` (for tests: one connection reads and writes) or `postgres://…` for
/// one region, with the newest schema.
pub(crate) async fn open(url: &str, region: Region) -> Result<Engine, StoreError> {
    let in_memory = ["sqlite::memory:", "sqlite://:memory:"].contains(&url);
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        let owner = postgres_owner(url).await?;
        schema::migrate(&owner).await?;
        owner.close().await?;
        return open_postgres(url, region, READERS).await;
    }
    if in_memory {
        let writer = sqlite(None, 1, Access::Write).await?;
        check(&writer, "memory").await?;
        schema::migrate(&writer).await?;
        let reader = writer.clone();
        let way = Reconnection::Memory;
        return Ok(Engine { writer, reader, way });
    }
    let file = file_of(url).ok_or_else(|| StoreError::Url(without_password(url)))?;
    open_file(&file).await
}

/// Opens a PostgreSQL database whose schema is up to date, for one region, with at most so many reading connections.
pub(crate) async fn open_postgres(url: &str, region: Region, readers: u32) -> Result<Engine, StoreError> {
    let writer = postgres_worker(url, 1, region).await?;
    let reader = postgres_worker(url, readers, region).await?;
    let way = Reconnection::Postgres(url.to_owned(), region);
    Ok(Engine { writer, reader, way })
}

/// Reading connections for each of several regions, so that all together are about as many as one process takes; one
/// at least, since a connection to PostgreSQL is of one region.
pub(crate) fn readers_of_each(regions: usize) -> u32 {
    let regions = u32::try_from(regions).unwrap_or(u32::MAX).max(1);
    (READERS_TOGETHER / regions).clamp(1, READERS)
}

/// Opens a SQLite file, whatever its path is made of.
pub(crate) async fn open_file(path: &Path) -> Result<Engine, StoreError> {
    make_private(path).or_else(|error| {
        if path.exists() {
            Ok(())
        } else {
            Err(unwritable(path, error))
        }
    })?;
    let damaged = |error| integrity::damaged(path, error);
    let writer = file_writer(path).await.map_err(damaged)?;
    integrity::check(&writer, path).await.map_err(damaged)?;
    schema::migrate(&writer).await?;
    let reader = sqlite(Some(path), READERS, Access::ReadOnly).await?;
    let way = Reconnection::File(SqliteFile::of(path));
    Ok(Engine { writer, reader, way })
}

/// A connection to PostgreSQL for what takes its time and may wait for others.
pub(crate) async fn patient(url: &str) -> Result<DatabaseConnection, StoreError> {
    let db = postgres_owner(url).await?;
    db.execute_unprepared("SET lock_timeout = '60s'; SET statement_timeout = 0")
        .await?;
    Ok(db)
}

/// The file of `sqlite://path`, with `%20` and the like read as in any URL. What follows a `?` is not asked for: how a
/// file is opened is our business.
fn file_of(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite://")?.split('?').next()?;
    let path = percent_decode_str(path).decode_utf8().ok()?;
    (!path.is_empty()).then(|| PathBuf::from(path.as_ref()))
}

/// Makes an empty file that only its owner can read: it will hold names and addresses. SQLite gives its log the same
/// rights. Fails when the file is there.
pub(crate) fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// The error of a file that cannot be made.
pub(crate) fn unwritable(path: &Path, source: std::io::Error) -> StoreError {
    StoreError::File {
        path: path.to_owned(),
        source,
    }
}

/// An error message may reach a log; a password must not.
fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(start), Some(end)) if start + 3 <= end => format!("{}***{}", &url[..start + 3], &url[end..]),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{file_of, readers_of_each, without_password};

    #[test]
    fn a_plain_path_is_read_off_the_url() {
        let file = |url| file_of(url).map(|path| path.display().to_string());
        assert_eq!(file("sqlite:///data/k.db?mode=rwc").as_deref(), Some("/data/k.db"));
        assert_eq!(file("sqlite:///a%20b:%D0%BA.db").as_deref(), Some("/a b:к.db"));
        for other in ["sqlite:k.db", "sqlite:///a%FF", "sqlite://", "postgres://h/k"] {
            assert_eq!(file(other), None, "{other}");
        }
    }

    #[test]
    fn many_regions_share_the_reading_connections_and_each_has_one() {
        let each = [1, 4, 5, 8, 16, 17, 85].map(readers_of_each);
        assert_eq!(each, [4, 4, 3, 2, 1, 1, 1]);
    }

    #[test]
    fn a_password_never_reaches_a_message() {
        assert_eq!(without_password("mysql://me:secret@host/db"), "mysql://***@host/db");
        assert_eq!(without_password("nonsense"), "nonsense");
    }
}
