//! The two engines: how each is opened, and the settings SQLite is asked for and then read back.

use crate::error::StoreError;
use crate::integrity;
use crate::way::{Place, Way};
use percent_encoding::percent_decode_str;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Connections that read; enough for every core of a small machine.
const READERS: u32 = 4;
/// How long a read may wait for a connection, or a write for another process.
const PATIENCE: Duration = Duration::from_secs(5);
/// What every connection to PostgreSQL is held to: nobody who holds a lock, forgot a transaction or asked too much keeps the
/// rest waiting for ever.
const POSTGRES_LIMITS: [(&str, &str); 3] = [
    ("lock_timeout", "4s"),
    ("statement_timeout", "30s"),
    ("idle_in_transaction_session_timeout", "30s"),
];
/// How long a connection to PostgreSQL may take.
const POSTGRES_PATIENCE: Duration = Duration::from_secs(4);
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
    /// How the writing connection is opened once more.
    pub(crate) way: Way,
}

/// Opens `sqlite:///path/file.db`, `sqlite::memory:` (for tests: one connection reads and writes) or `postgres://…`.
pub(crate) async fn open(url: &str) -> Result<Engine, StoreError> {
    let in_memory = ["sqlite::memory:", "sqlite://:memory:"].contains(&url);
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        let writer = postgres_writer(url).await?;
        let reader = Database::connect(postgres(url, READERS)).await?;
        let way = Way::Postgres(url.to_owned());
        return Ok(Engine { writer, reader, way });
    }
    if in_memory {
        let writer = sqlite(None, 1, Access::Write).await?;
        check(&writer, "memory").await?;
        let reader = writer.clone();
        let way = Way::Memory;
        return Ok(Engine { writer, reader, way });
    }
    let file = file_of(url).ok_or_else(|| StoreError::Url(without_password(url)))?;
    open_file(&file).await
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
    let reader = sqlite(Some(path), READERS, Access::ReadOnly).await?;
    let way = Way::File(Place::of(path));
    Ok(Engine { writer, reader, way })
}

/// Opens a connection that writes to a file that is there.
pub(crate) async fn file_writer(path: &Path) -> Result<DatabaseConnection, StoreError> {
    let writer = sqlite(Some(path), 1, Access::Write).await?;
    check(&writer, "wal").await?;
    Ok(writer)
}

/// Opens a connection that writes to PostgreSQL.
pub(crate) async fn postgres_writer(url: &str) -> Result<DatabaseConnection, StoreError> {
    Ok(Database::connect(postgres(url, 1)).await?)
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

/// One more connection to a SQLite file, beside the writer's.
pub(crate) async fn beside(file: &Path) -> Result<DatabaseConnection, StoreError> {
    sqlite(Some(file), 1, Access::Write).await
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

fn postgres(url: &str, connections: u32) -> ConnectOptions {
    let mut options = options(url, connections);
    options
        .acquire_timeout(POSTGRES_PATIENCE)
        .connect_timeout(POSTGRES_PATIENCE)
        .map_sqlx_postgres_opts(|sqlx| sqlx.options(POSTGRES_LIMITS));
    options
}

/// Connections to a file, or to a database in memory. The path never travels in a URL, where some of its letters would
/// mean something.
async fn sqlite(file: Option<&Path>, connections: u32, access: Access) -> Result<DatabaseConnection, StoreError> {
    let file = file.map(Path::to_owned);
    let url = if file.is_some() {
        "sqlite://karavan.db"
    } else {
        "sqlite::memory:"
    };
    let mut options = options(url, connections);
    // A connection in memory is the database itself: it must never be exchanged for a fresh one.
    options.idle_timeout(None).max_lifetime(None);
    options.map_sqlx_sqlite_opts(move |sqlx| {
        let sqlx = match &file {
            Some(file) => sqlx.filename(file),
            None => sqlx,
        };
        // A file is made beforehand, once. One that went away later must be missed, not replaced by an empty one.
        let sqlx = sqlx.create_if_missing(file.is_none()).pragma("journal_mode", "WAL");
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
pub(crate) async fn ask(db: &DatabaseConnection, sql: &str) -> Result<Option<String>, StoreError> {
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

    #[test]
    fn versions_are_compared_by_number() {
        assert!(parsed("3.51.10") > parsed("3.51.3"));
        assert!(parsed("3.40.1") < parsed("3.51.3"));
        assert_eq!(parsed("unknown"), None);
    }

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
    fn a_password_never_reaches_a_message() {
        assert_eq!(without_password("mysql://me:secret@host/db"), "mysql://***@host/db");
        assert_eq!(without_password("nonsense"), "nonsense");
    }
}
