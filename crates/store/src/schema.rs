//! `migrate` brings a database to the newest schema: the migrations in the order they run, in the files under
//! `schema/`, for both engines, and on PostgreSQL the walls between regions (`schema/region_wall.rs`). Processes that
//! start at once wait for one another (an advisory lock on PostgreSQL, a second try on SQLite).

mod address_desk;
mod draft_versions;
mod event_columns;
mod events_of_links;
mod first_tables;
mod no_way_back;
mod notes_apart;
mod persons;
mod phone_clocks;
mod plan_made_from;
mod receipt_days;
mod refs_by_owner;
mod region_names;
mod region_wall;
mod regions;
mod remits;
mod reveals;
mod routes_as_facts;
mod run_leases;
mod run_orders;
mod second_steps;
mod session_list;
mod sources;
mod vehicles_and_stock;

use crate::error::StoreError;
use address_desk::AddressDesk;
use draft_versions::DraftVersions;
use event_columns::EventColumns;
use events_of_links::EventsOfLinks;
use first_tables::FirstTables;
use notes_apart::NotesApart;
use persons::Persons;
use phone_clocks::PhoneClocks;
use plan_made_from::PlanSources;
use receipt_days::ReceiptDays;
use refs_by_owner::RefsByOwner;
use region_names::RegionNames;
use regions::Regions;
use remits::Remits;
use reveals::Reveals;
use routes_as_facts::RoutesAsFacts;
use run_leases::RunLeases;
use run_orders::RunOrders;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend};
use sea_orm_migration::{MigrationTrait, MigratorTrait, async_trait::async_trait};
use second_steps::SecondSteps;
use session_list::SessionList;
use sources::Sources;
use vehicles_and_stock::VehiclesAndStock;

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
    // Another process may migrate for long, and so may we: the limits of everyday writes do not hold here.
    writer
        .execute_unprepared("SET lock_timeout = 0; SET statement_timeout = 0")
        .await?;
    writer
        .execute_unprepared(&format!("SELECT pg_advisory_lock({MIGRATION_LOCK})"))
        .await?;
    let migrated = behind_walls(writer).await;
    writer
        .execute_unprepared(&format!("SELECT pg_advisory_unlock({MIGRATION_LOCK})"))
        .await?;
    writer
        .execute_unprepared("RESET lock_timeout; RESET statement_timeout")
        .await?;
    migrated
}

/// Brings the tables of PostgreSQL to the newest schema, with the walls between regions around them.
async fn behind_walls(owner: &DatabaseConnection) -> Result<(), StoreError> {
    region_wall::worker_role(owner).await?;
    if Migrator::get_applied_migrations(owner).await?.len() < Migrator::migrations().len() {
        region_wall::open_to_owner(owner).await?;
        Migrator::up(owner, None).await?;
    }
    region_wall::raise(owner).await
}

struct Migrator;

#[async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(FirstTables),
            Box::new(AddressDesk),
            Box::new(PhoneClocks),
            Box::new(EventsOfLinks),
            Box::new(RefsByOwner),
            Box::new(RunLeases),
            Box::new(ReceiptDays),
            Box::new(NotesApart),
            Box::new(RoutesAsFacts),
            Box::new(PlanSources),
            Box::new(Regions),
            Box::new(Sources),
            Box::new(RunOrders),
            Box::new(VehiclesAndStock),
            Box::new(Persons),
            Box::new(DraftVersions),
            Box::new(RegionNames),
            Box::new(EventColumns),
            Box::new(SessionList),
            Box::new(SecondSteps),
            Box::new(Remits),
            Box::new(Reveals),
        ]
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{Migrator, migrate};
    use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
    use sea_orm_migration::MigratorTrait;

    /// Rows as the first release left them.
    const LANDED: &str = r#"
    INSERT INTO requests (id, number, source, source_ref, fingerprint, date, state, version, received_at,
            changed_at, owner, search_norm, body)
        VALUES ('1001-9', 1001, '112', 'A-17', 'f', '2026-11-21', 'new', 1, 0, 0, 'key', 'words', '{}');
    INSERT INTO changes (seq, kind, date, subject, body, at) VALUES
        (1, 'request', '2026-11-21', '1001-9', '{"request":"1001-9","note":""}', 0),
        (2, 'request', '2026-11-21', '1001-9', '{"request":"1001-9","note":"у соседки"}', 0),
        (3, 'plan', '2026-11-21', 'P', '{"plan":"P"}', 0);
    INSERT INTO runs (id, date, state, created_at, changed_at, body) VALUES
        ('older', '2026-11-21', 'failed', 5, 5, '{}'), ('newer', '2026-11-21', 'running', 9, 9, '{}');
    INSERT INTO idempotency (client, route, key, fingerprint, status, body, created_at) VALUES
        ('c', 'POST /v1/requests', 'k', 'f', 201, '"1001-9"', 0),
        ('c', 'POST /v1/tables/{kind}', 'k', 'f', 200, '{"rejected":["слова"]}', 0);
    "#;

    async fn texts(db: &DatabaseConnection, sql: &str) -> Vec<String> {
        let statement = Statement::from_string(db.get_database_backend(), sql);
        let rows = db.query_all_raw(statement).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    #[tokio::test]
    async fn a_database_of_the_first_release_is_brought_up_with_its_rows() {
        let mut options = ConnectOptions::new("sqlite::memory:");
        options.max_connections(1);
        let db = Database::connect(options).await.unwrap();
        Migrator::up(&db, Some(2)).await.unwrap();
        db.execute_unprepared(LANDED).await.unwrap();
        migrate(&db).await.unwrap();

        assert_eq!(texts(&db, "SELECT source_ref FROM requests").await, ["A-17"]);
        let same_ref =
            "INSERT INTO requests SELECT 0, 'x', 1002, source, source_ref, fingerprint, date, state, outcome,
            why, volunteer, version, received_at, changed_at, 'another', body, person, personal, municipality
            FROM requests";
        db.execute_unprepared(same_ref).await.unwrap();
        db.execute_unprepared(&same_ref.replace("'x', 1002", "'y', 1003"))
            .await
            .unwrap_err();
        let indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'requests' \
            AND sql IS NOT NULL ORDER BY name";
        assert_eq!(
            texts(&db, indexes).await,
            [
                "requests_of_day",
                "requests_of_municipality",
                "requests_of_owner",
                "requests_of_person",
                "requests_of_ref",
                "requests_of_source"
            ]
        );

        assert!(
            texts(&db, "SELECT body FROM changes WHERE body LIKE '%note%'")
                .await
                .is_empty()
        );
        assert_eq!(texts(&db, "SELECT seq || subject FROM log_words").await, ["21001-9"]);
        let sealed =
            "SELECT seq || subject FROM log_words WHERE instr(sealed, CAST('соседки' AS BLOB)) = 0 AND person = 1";
        assert_eq!(texts(&db, sealed).await, ["21001-9"]);
        let seqs = "SELECT CAST(seq AS TEXT) FROM changes ORDER BY seq";
        assert_eq!(texts(&db, seqs).await, ["1", "2", "3"]);
        assert_eq!(
            texts(&db, "SELECT id FROM runs ORDER BY epoch").await,
            ["older", "newer"]
        );
        assert_eq!(
            texts(&db, "SELECT CAST(value AS TEXT) FROM counters WHERE name = 'run'").await,
            ["2"]
        );
        assert_eq!(texts(&db, "SELECT route FROM idempotency").await, ["POST /v1/requests"]);
    }
}
