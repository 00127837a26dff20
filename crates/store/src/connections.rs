//! Opens connections and pools to SQLite (`sqlite`, `file_writer`, `beside`) and PostgreSQL (`postgres_owner`,
//! `postgres_worker`, which is held to one region), with time limits and the SQLite pragmas. `check` reads the pragmas
//! back and refuses SQLite before 3.51.3; `ask` reads one value as text. Which URL opens what is decided in
//! `engine.rs`.

use crate::error::StoreError;
use karavan_model::Region;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use std::path::Path;
use std::time::Duration;

/// How long a read may wait for a connection, or a write for another process.
const PATIENCE: Duration = Duration::from_secs(5);
/// What every connection to PostgreSQL is held to: nobody who holds a lock, forgot a transaction or asked too much
/// keeps the rest waiting for ever.
const POSTGRES_LIMITS: [(&str, &str); 3] = [
    ("lock_timeout", "4s"),
    ("statement_timeout", "30s"),
    ("idle_in_transaction_session_timeout", "30s"),
];
/// The role that does the work on PostgreSQL; it owns nothing.
pub(crate) const WORKER_ROLE: &str = "karavan_worker";
/// The setting of a connection to PostgreSQL that says its region.
pub(crate) const REGION_SETTING: &str = "karavan.region";
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

/// Opens a connection that writes to a file that is there.
pub(crate) async fn file_writer(path: &Path) -> Result<DatabaseConnection, StoreError> {
    let writer = sqlite(Some(path), 1, Access::Write).await?;
    check(&writer, "wal").await?;
    Ok(writer)
}

/// A connection to PostgreSQL as the owner of the tables: for the schema, the list of regions and vacuuming.
pub(crate) async fn postgres_owner(url: &str) -> Result<DatabaseConnection, StoreError> {
    Ok(Database::connect(postgres(url, 1, Vec::new())).await?)
}

/// Connections to PostgreSQL for the work of one region. They are of an unprivileged role and say the region from
/// their first moment on, so that the engine itself shows them no other (see `schema/region_wall.rs`); and they are
/// lent to no other region.
pub(crate) async fn postgres_worker(
    url: &str,
    connections: u32,
    region: Region,
) -> Result<DatabaseConnection, StoreError> {
    let of_region = vec![("role", WORKER_ROLE.to_owned()), (REGION_SETTING, region.to_string())];
    Ok(Database::connect(postgres(url, connections, of_region)).await?)
}

/// One more connection to a SQLite file, beside the writer's.
pub(crate) async fn beside(file: &Path) -> Result<DatabaseConnection, StoreError> {
    sqlite(Some(file), 1, Access::Write).await
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Access {
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

fn postgres(url: &str, connections: u32, more: Vec<(&'static str, String)>) -> ConnectOptions {
    let mut options = options(url, connections);
    options
        .acquire_timeout(POSTGRES_PATIENCE)
        .connect_timeout(POSTGRES_PATIENCE)
        .map_sqlx_postgres_opts(move |sqlx| sqlx.options(POSTGRES_LIMITS).options(more.clone()));
    options
}

/// Connections to a file, or to a database in memory. The path never travels in a URL, where some of its letters would
/// mean something.
pub(crate) async fn sqlite(
    file: Option<&Path>,
    connections: u32,
    access: Access,
) -> Result<DatabaseConnection, StoreError> {
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
pub(crate) async fn check(db: &DatabaseConnection, journal: &'static str) -> Result<(), StoreError> {
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

#[cfg(test)]
mod tests {
    use super::parsed;

    #[test]
    fn versions_are_compared_by_number() {
        assert!(parsed("3.51.10") > parsed("3.51.3"));
        assert!(parsed("3.40.1") < parsed("3.51.3"));
        assert_eq!(parsed("unknown"), None);
    }
}
