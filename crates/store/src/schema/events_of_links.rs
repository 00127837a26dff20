//! Migration `2026_11_30_events_of_links`: an index on `status_events (plan, volunteer)`, so that a volunteer's
//! events in a plan are counted without reading all. The limit is in `events/event.rs`.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct EventsOfLinks;

impl MigrationName for EventsOfLinks {
    fn name(&self) -> &str {
        "2026_11_30_events_of_links"
    }
}

#[async_trait]
impl MigrationTrait for EventsOfLinks {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = "CREATE INDEX status_events_of_link ON status_events (plan, volunteer)";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}
