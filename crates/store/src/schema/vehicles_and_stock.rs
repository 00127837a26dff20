//! Migration `2026_12_01_vehicles_and_stock`: creates the tables `vehicles` (lent for shifts) and `stock` (goods of a
//! hub on a day).

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct VehiclesAndStock;

impl MigrationName for VehiclesAndStock {
    fn name(&self) -> &str {
        "2026_12_01_vehicles_and_stock"
    }
}

#[async_trait]
impl MigrationTrait for VehiclesAndStock {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let day = match db.get_database_backend() {
            DbBackend::Postgres => "DATE",
            _ => "TEXT CHECK (date IS date(date))",
        };
        db.execute_unprepared(&TABLES.replace("{DAY}", day)).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

/// All goods of a hub and a day carry one version: they are counted and kept together.
const TABLES: &str = "
CREATE TABLE vehicles (
    region BIGINT NOT NULL REFERENCES regions (region), id TEXT NOT NULL, version BIGINT NOT NULL CHECK (version > 0),
    changed_at BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (region, id));
CREATE TABLE stock (
    region BIGINT NOT NULL, hub TEXT NOT NULL, date {DAY} NOT NULL, goods TEXT NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity >= 0), version BIGINT NOT NULL CHECK (version > 0),
    changed_at BIGINT NOT NULL, PRIMARY KEY (region, hub, date, goods),
    FOREIGN KEY (region, hub) REFERENCES hubs (region, id));
CREATE INDEX stock_of_day ON stock (region, date, hub);
";
