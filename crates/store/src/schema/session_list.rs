//! Migration `2026_12_03_session_list`: adds to `sessions` what a person knows them by: an id that is no secret, the
//! browser and the network.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct SessionList;

impl MigrationName for SessionList {
    fn name(&self) -> &str {
        "2026_12_03_session_list"
    }
}

#[async_trait]
impl MigrationTrait for SessionList {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(SESSION_LIST).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

/// The hash of a session opens nothing, so those of before take their id from it.
const SESSION_LIST: &str = "
ALTER TABLE sessions ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN agent TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN network TEXT NOT NULL DEFAULT '';
UPDATE sessions SET id = hash;
CREATE UNIQUE INDEX sessions_of_id ON sessions (region, id);
";
