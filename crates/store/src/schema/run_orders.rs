//! Migration `2026_12_01_run_orders`: creates `run_orders`, what each run was asked to do with its lease, so that any
//! living process can take up a waiting or abandoned run. The lease columns of `runs` are dropped.
//!
//! A run that was active before waits with an empty order.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct RunOrders;

impl MigrationName for RunOrders {
    fn name(&self) -> &str {
        "2026_12_01_run_orders"
    }
}

#[async_trait]
impl MigrationTrait for RunOrders {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(RUN_ORDERS).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

/// `rank` is the run's number in its region; moments of leases are the database's own.
const RUN_ORDERS: &str = "
CREATE TABLE run_orders (
    region BIGINT NOT NULL, run TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind = 'plan'),
    class TEXT NOT NULL CHECK (class IN ('urgent', 'morning', 'campaign')), rank BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'ended')), body TEXT NOT NULL,
    actor_kind TEXT NOT NULL, actor TEXT NOT NULL,
    lease TEXT CHECK ((lease IS NOT NULL) = (state = 'taken')), lease_until BIGINT NOT NULL,
    attempts BIGINT NOT NULL CHECK (attempts >= 0),
    PRIMARY KEY (region, run), UNIQUE (region, rank), FOREIGN KEY (region, run) REFERENCES runs (region, id));
CREATE INDEX run_orders_open ON run_orders (region, rank) WHERE state <> 'ended';
INSERT INTO run_orders (region, run, kind, class, rank, state, body, actor_kind, actor, lease, lease_until, attempts)
    SELECT region, id, 'plan', 'morning', epoch, 'waiting', '{}', 'system', '', NULL, 0, 0 FROM runs
    WHERE state IN ('queued', 'running');
ALTER TABLE runs DROP COLUMN owner;
ALTER TABLE runs DROP COLUMN lease_until;
";
