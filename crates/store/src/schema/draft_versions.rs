//! Migration `2026_12_01_draft_versions`: creates the table `draft_versions`, what a draft was before a change by hand,
//! and what was undone.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct DraftVersions;

impl MigrationName for DraftVersions {
    fn name(&self) -> &str {
        "2026_12_01_draft_versions"
    }
}

#[async_trait]
impl MigrationTrait for DraftVersions {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(TABLE).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

/// The document of now stands in `plans`. Of those before it the last, and of those undone the first, have the places
/// next to it.
const TABLE: &str = "
CREATE TABLE draft_versions (
    region BIGINT NOT NULL, plan TEXT NOT NULL, place BIGINT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('before', 'undone')), summary TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (region, plan, side, place), FOREIGN KEY (region, plan) REFERENCES plans (region, id));
";
