//! Migration `2026_11_30_receipt_days`: creates `receipt_days` and adds `idempotency.since`, so that receipts expire
//! by days on which any were kept and not by the clock; deletes receipts of imported tables, which held people's
//! words.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct ReceiptDays;

impl MigrationName for ReceiptDays {
    fn name(&self) -> &str {
        "2026_11_30_receipt_days"
    }
}

#[async_trait]
impl MigrationTrait for ReceiptDays {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(RECEIPT_DAYS).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

/// Receipts of tables held cells of refused rows. A table that is sent again finds its rows kept.
const RECEIPT_DAYS: &str = "
CREATE TABLE receipt_days (ordinal BIGINT PRIMARY KEY, day BIGINT NOT NULL UNIQUE);
ALTER TABLE idempotency ADD COLUMN since BIGINT NOT NULL DEFAULT 0;
DROP INDEX idempotency_by_age;
CREATE INDEX idempotency_by_day ON idempotency (since);
DELETE FROM idempotency WHERE route = 'POST /v1/tables/{kind}';
";
