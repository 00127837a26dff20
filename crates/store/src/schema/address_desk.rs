//! Migration `2026_11_22_address_desk`: creates the tables `corrections` (buildings put in their place by hand) and
//! `door_pins` (where visits ended). They are read and written in `corrections.rs`.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct AddressDesk;

impl MigrationName for AddressDesk {
    fn name(&self) -> &str {
        "2026_11_22_address_desk"
    }
}

#[async_trait]
impl MigrationTrait for AddressDesk {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(ADDRESS_DESK).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

const ADDRESS_DESK: &str = "
CREATE TABLE corrections (
    organisation TEXT NOT NULL, id TEXT NOT NULL, made_at BIGINT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (organisation, id));
CREATE TABLE door_pins (
    organisation TEXT NOT NULL, id TEXT NOT NULL, presses BIGINT NOT NULL, lon_sum BIGINT NOT NULL,
    lat_sum BIGINT NOT NULL,
    PRIMARY KEY (organisation, id));
";
