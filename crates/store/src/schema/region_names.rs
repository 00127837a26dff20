//! Migration `2026_12_03_region_names`: regions get a `name`, the word for files and commands (`main`, `region-1`, …),
//! and a `title`, what people call them.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct RegionNames;

impl MigrationName for RegionNames {
    fn name(&self) -> &str {
        "2026_12_03_region_names"
    }
}

#[async_trait]
impl MigrationTrait for RegionNames {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(REGION_NAMES).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

const REGION_NAMES: &str = "
ALTER TABLE regions ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE regions ADD COLUMN title TEXT NOT NULL DEFAULT '';
UPDATE regions SET name = CASE region WHEN 0 THEN 'main' ELSE 'region-' || region END;
";
