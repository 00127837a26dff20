//! Tests of migrating a database of the landed (already released) version on both engines: every row is kept
//! (`landed/rows.rs`), and a migration that is killed leaves it old or new (`landed/killed.rs`). Here are the
//! fixtures and `fill`.
//!
//! The fixtures are dumps of databases in which that version made one write of every kind.
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
