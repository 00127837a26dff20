//! Migration `2026_11_30_run_leases`: adds to `runs` the owner and end of a lease, and `epoch`, the order in which
//! runs began. The lease moves to `run_orders` in a later migration.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct RunLeases;

impl MigrationName for RunLeases {
    fn name(&self) -> &str {
        "2026_11_30_run_leases"
    }
}

#[async_trait]
impl MigrationTrait for RunLeases {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(RUN_LEASES).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

/// Moments of leases are the database's own. Runs from before have no lease: whoever comes first ends them.
const RUN_LEASES: &str = "
ALTER TABLE runs ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN epoch BIGINT NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN lease_until BIGINT NOT NULL DEFAULT 0;
UPDATE runs SET epoch = (SELECT COUNT(*) FROM runs AS older WHERE older.created_at < runs.created_at
    OR (older.created_at = runs.created_at AND older.id <= runs.id));
INSERT INTO counters (name, value) SELECT 'run', COUNT(*) FROM runs;
CREATE INDEX runs_by_epoch ON runs (date, epoch);
";
