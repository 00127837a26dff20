//! What a person who logs in is bound to, and the municipality of a request: columns, and what they are found by.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct Remits;

impl MigrationName for Remits {
    fn name(&self) -> &str {
        "2026_12_04_remits"
    }
}

#[async_trait]
impl MigrationTrait for Remits {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(REMITS).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

/// People of before are bound to nothing: their region is whole. Requests of before have no municipality.
const REMITS: &str = "
ALTER TABLE users ADD COLUMN remit TEXT NOT NULL DEFAULT '{}';
ALTER TABLE requests ADD COLUMN municipality TEXT;
CREATE INDEX requests_of_municipality ON requests (region, municipality, number);
CREATE INDEX requests_of_source ON requests (region, source, number);
";
