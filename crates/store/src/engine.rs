//! The two engines: how each is opened, and the settings SQLite is asked for and then read back.

use crate::error::StoreError;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use std::path::Path;
use std::time::Duration;

/// Connections that read; enough for every core of a small machine.
const READERS: u32 = 4;
/// How long a read may wait for a connection, or a write for another process.
const PATIENCE: Duration = Duration::from_secs(5);
/// First release without the WAL-reset bug (<https://sqlite.org/wal.html#walresetbug>).
const SQLITE_OLDEST: (u32, u32, u32) = (3, 51, 3);

/// What SQLite is asked for: name, value as set, value as read back.
const PRAGMAS: [(&str, &str, &str); 8] = [
    // FULL: an answered write survives a power cut; NORMAL would lose it.
    ("synchronous", "FULL", "2"),
    ("foreign_keys", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    // A deleted name is overwritten, not only unlinked.
    ("secure_delete", "ON", "1"),
    ("cell_size_check", "ON", "1"),
    ("mmap_size", "0", "0"),
    ("busy_timeout", "5000", "5000"),
    ("journal_size_limit", "33554432", "33554432"),
];

/// A writing connection and a pool of reading ones.
pub(crate) struct Engine {
    /// One connection, never more.
    pub(crate) writer: DatabaseConnection,
    /// Refuses to write, on SQLite files.
    pub(crate) reader: DatabaseConnection,
    /// The URL of a SQLite file, for opening it once more.
    pub(crate) file: Option<String>,
}

/// Opens `sqlite:///path/file.db`, `sqlite::memory:` (for tests: one connection reads and writes) or `postgres://…`.
pub(crate) async fn open(url: &str) -> Result<Engine, StoreError> {
    let in_memory = url.starts_with("sqlite:") && url.contains(":memory:");
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        let writer = Database::connect(options(url, 1)).await?;
        let reader = Database::connect(options(url, READERS)).await?;
        return Ok(Engine {
            writer,
            reader,
            file: None,
        });
    }
    if !url.starts_with("sqlite:") {
        return Err(StoreError::Url(without_password(url)));
    }
    if let Some(path) = file_of(url) {
        make_private(path).or_else(|error| {
            if path.exists() {
                Ok(())
            } else {
                Err(unwritable(path, error))
            }
        })?;
    }
    let writer = sqlite(url, 1, Access::Write).await?;
    check(&writer, if in_memory { "memory" } else { "wal" }).await?;
    let reader = match in_memory {
        true => writer.clone(),
        false => sqlite(url, READERS, Access::ReadOnly).await?,
    };
    let file = (!in_memory).then(|| url.to_owned());
    Ok(Engine { writer, reader, file })
}

/// The file of `sqlite://path`; `None` in memory and where the path is written in another way.
fn file_of(url: &str) -> Option<&Path> {
    let path = url.strip_prefix("sqlite://")?.split('?').next()?;
    let is_plain = !path.is_empty() && !path.contains(':') && !path.contains('%');
    is_plain.then(|| Path::new(path))
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

/// One more connection to a SQLite file, beside the writer's.
pub(crate) async fn beside(url: &str) -> Result<DatabaseConnection, StoreError> {
    sqlite(url, 1, Access::Write).await
}

#[derive(Clone, Copy, PartialEq)]
enum Access {
    Write,
    ReadOnly,
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(PATIENCE)
        .connect_timeout(PATIENCE)
        // Statements are never logged: their places are filled with names and addresses.
        .sqlx_logging(false);
    options
}

async fn sqlite(url: &str, connections: u32, access: Access) -> Result<DatabaseConnection, StoreError> {
    let mut options = options(url, connections);
    // A connection in memory is the database itself: it must never be exchanged for a fresh one.
    options.idle_timeout(None).max_lifetime(None);
    options.map_sqlx_sqlite_opts(move |sqlx| {
        let sqlx = sqlx.create_if_missing(true).pragma("journal_mode", "WAL");
        let sqlx = PRAGMAS
            .iter()
            .fold(sqlx, |sqlx, (name, set, _)| sqlx.pragma(*name, *set));
        match access {
            Access::Write => sqlx,
            Access::ReadOnly => sqlx.pragma("query_only", "ON"),
        }
    });
    Ok(Database::connect(options).await?)
}

/// Reads everything back: a setting that did not take is no setting.
async fn check(db: &DatabaseConnection, journal: &'static str) -> Result<(), StoreError> {
    let version = ask(db, "SELECT sqlite_version()").await?.unwrap_or_default();
    if parsed(&version).is_none_or(|version| version < SQLITE_OLDEST) {
        return Err(StoreError::OldSqlite(version));
    }
    let wanted = PRAGMAS.iter().map(|(name, _, read)| (*name, *read));
    for (pragma, wanted) in wanted.chain([("journal_mode", journal)]) {
        match ask(db, &format!("PRAGMA {pragma}")).await? {
            Some(found) if found == wanted => {}
            // A database in memory has no file to map.
            None if journal == "memory" => {}
            found => {
                let found = found.unwrap_or_default();
                return Err(StoreError::Unsafe { pragma, found, wanted });
            }
        }
    }
    Ok(())
}

/// The one value a statement answers, as text.
async fn ask(db: &DatabaseConnection, sql: &str) -> Result<Option<String>, StoreError> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let Some(row) = db.query_one_raw(statement).await? else {
        return Ok(None);
    };
    let number = row.try_get_by_index::<i64>(0).map(|number| number.to_string());
    Ok(Some(number.or_else(|_| row.try_get_by_index(0))?))
}

fn parsed(version: &str) -> Option<(u32, u32, u32)> {
    let mut parts = version.split('.').map(str::parse);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor)), Some(Ok(patch))) => Some((major, minor, patch)),
        _ => None,
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
    use super::{file_of, parsed, without_password};
    use std::path::Path;

    #[test]
    fn versions_are_compared_by_number() {
        assert!(parsed("3.51.10") > parsed("3.51.3"));
        assert!(parsed("3.40.1") < parsed("3.51.3"));
        assert_eq!(parsed("unknown"), None);
    }

    #[test]
    fn a_plain_path_is_read_off_the_url() {
        assert_eq!(file_of("sqlite:///data/k.db?mode=rwc"), Some(Path::new("/data/k.db")));
        for other in ["sqlite::memory:", "sqlite://:memory:", "sqlite:///a%20b", "sqlite://"] {
            assert_eq!(file_of(other), None, "{other}");
        }
    }

    #[test]
    fn a_password_never_reaches_a_message() {
        assert_eq!(without_password("mysql://me:secret@host/db"), "mysql://***@host/db");
        assert_eq!(without_password("nonsense"), "nonsense");
    }
}
