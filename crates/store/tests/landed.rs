//! Tests of migrating a database of the landed (already released) version on both engines: rows are kept
//! (`landed/rows.rs`), and a migration that is killed leaves it old or new (`landed/killed.rs`). Here are the fixtures,
//! dumps of databases of that version, and `fill`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

#[path = "engines/delivery.rs"]
mod delivery;
mod engines;
#[path = "landed/killed.rs"]
mod killed;
#[path = "landed/rows.rs"]
mod rows;

use engines::Database;
use sea_orm::ConnectionTrait;

pub(crate) const SQLITE: &str = include_str!("fixtures/landed.sqlite.sql");
pub(crate) const POSTGRES: &str = include_str!("fixtures/landed.postgres.sql");

/// Fills an empty database with a dump.
pub(crate) async fn fill(database: &Database, dump: &str) {
    if let Some(file) = database.url.strip_prefix("sqlite://") {
        std::fs::File::create(file).unwrap();
    }
    let db = database.connect().await;
    db.execute_unprepared(dump).await.unwrap();
    db.close().await.unwrap();
}
