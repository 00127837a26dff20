//! Until when hidden fields of a request are shown to a person who said a reason.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct Reveals;

impl MigrationName for Reveals {
    fn name(&self) -> &str {
        "2026_12_04_reveals"
    }
}

#[async_trait]
impl MigrationTrait for Reveals {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(REVEALS).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

const REVEALS: &str = "
CREATE TABLE reveals (
    region BIGINT NOT NULL, login TEXT NOT NULL, request TEXT NOT NULL, until BIGINT NOT NULL,
    PRIMARY KEY (region, login, request),
    FOREIGN KEY (region, login) REFERENCES users (region, login),
    FOREIGN KEY (region, request) REFERENCES requests (region, id));
";
