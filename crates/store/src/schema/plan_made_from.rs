//! Migration `2026_11_30_plan_sources`: adds the column `plans.made_from`, what each plan was made from, so that a
//! stale draft can be told from a fresh one. The table `sources` is made in `sources.rs`.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct PlanSources;

impl MigrationName for PlanSources {
    fn name(&self) -> &str {
        "2026_11_30_plan_sources"
    }
}

#[async_trait]
impl MigrationTrait for PlanSources {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(PLAN_SOURCES).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

/// Empty for older plans.
const PLAN_SOURCES: &str = "ALTER TABLE plans ADD COLUMN made_from TEXT NOT NULL DEFAULT ''";
