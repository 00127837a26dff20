//! Migration `2026_11_30_phone_clocks`: creates the table `phone_clocks`, the seconds by which telephones are behind
//! the server's clock, by plan and volunteer. Used by `crate::phone_clocks`.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct PhoneClocks;

impl MigrationName for PhoneClocks {
    fn name(&self) -> &str {
        "2026_11_30_phone_clocks"
    }
}

#[async_trait]
impl MigrationTrait for PhoneClocks {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(PHONE_CLOCKS).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

const PHONE_CLOCKS: &str = "
CREATE TABLE phone_clocks (
    plan TEXT NOT NULL, volunteer TEXT NOT NULL, behind BIGINT NOT NULL, PRIMARY KEY (plan, volunteer, behind));
";
