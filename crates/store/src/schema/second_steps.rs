//! Migration `2026_12_03_second_steps`: creates `second_steps`, a sealed secret of each login that has a second step,
//! and `recovery_codes`, their codes as hashes.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct SecondSteps;

impl MigrationName for SecondSteps {
    fn name(&self) -> &str {
        "2026_12_03_second_steps"
    }
}

#[async_trait]
impl MigrationTrait for SecondSteps {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let bytes = match db.get_database_backend() {
            DbBackend::Postgres => "BYTEA",
            _ => "BLOB",
        };
        db.execute_unprepared(&TABLES.replace("{BYTES}", bytes)).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

/// `last_step` is the newest step of thirty seconds whose code was used.
const TABLES: &str = "
CREATE TABLE second_steps (
    region BIGINT NOT NULL, login TEXT NOT NULL, sealed {BYTES} NOT NULL, last_step BIGINT NOT NULL,
    confirmed_at BIGINT, PRIMARY KEY (region, login),
    FOREIGN KEY (region, login) REFERENCES users (region, login));
CREATE TABLE recovery_codes (
    region BIGINT NOT NULL, login TEXT NOT NULL, hash TEXT NOT NULL, used_at BIGINT, PRIMARY KEY (region, login, hash),
    FOREIGN KEY (region, login) REFERENCES second_steps (region, login));
";
