//! The tables, created by migrations that both engines understand: one file per migration, listed in the order they run.

mod address_desk;
mod first_tables;
mod plan_sources;

use crate::error::StoreError;
use address_desk::AddressDesk;
use first_tables::FirstTables;
use plan_sources::PlanSources;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr};
use sea_orm_migration::{MigrationTrait, MigratorTrait, async_trait::async_trait};

/// Any number that nobody else uses for advisory locks in our database.
const MIGRATION_LOCK: i64 = 0x6b61_7261_0001;

/// Brings the database to the newest schema. Several processes may start at once: one migrates, the others wait.
///
/// `writer` must be a pool of one connection, because the lock belongs to a session.
pub(crate) async fn migrate(writer: &DatabaseConnection) -> Result<(), StoreError> {
    if writer.get_database_backend() != DbBackend::Postgres {
        // SQLite has no lock to wait for: who loses the race finds on a second try that all is done.
        return match Migrator::up(writer, None).await {
            Ok(()) => Ok(()),
            Err(_) => Ok(Migrator::up(writer, None).await?),
        };
    }
    writer
        .execute_unprepared(&format!("SELECT pg_advisory_lock({MIGRATION_LOCK})"))
        .await?;
    let migrated = Migrator::up(writer, None).await;
    writer
        .execute_unprepared(&format!("SELECT pg_advisory_unlock({MIGRATION_LOCK})"))
        .await?;
    Ok(migrated?)
}

struct Migrator;

#[async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(FirstTables), Box::new(AddressDesk), Box::new(PlanSources)]
    }
}

/// Migrations only go forward.
fn no_way_back() -> DbErr {
    DbErr::Custom("restore a backup instead of going back".to_owned())
}
