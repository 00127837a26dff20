//! Migration `2026_11_30_routes_as_facts`: creates `published_routes`, `assignments` (their stops) and
//! `loading_events`, with triggers that refuse to change or delete `loading_events`, and adds `links.read_from`.
//!
//! Plans that were published before get no rows.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct RoutesAsFacts;

impl MigrationName for RoutesAsFacts {
    fn name(&self) -> &str {
        "2026_11_30_routes_as_facts"
    }
}

#[async_trait]
impl MigrationTrait for RoutesAsFacts {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        connection.execute_unprepared(ROUTES_AS_FACTS).await?;
        let append_only = match connection.get_database_backend() {
            DbBackend::Postgres => APPEND_ONLY_POSTGRES,
            _ => APPEND_ONLY_SQLITE,
        };
        connection.execute_unprepared(append_only).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

const ROUTES_AS_FACTS: &str = "
CREATE TABLE published_routes (
    plan TEXT NOT NULL REFERENCES plans (id), route BIGINT NOT NULL, volunteer TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (plan, route));
CREATE TABLE assignments (
    plan TEXT NOT NULL, route BIGINT NOT NULL, stop BIGINT NOT NULL, kind TEXT NOT NULL, hub TEXT, body TEXT NOT NULL,
    PRIMARY KEY (plan, route, stop), FOREIGN KEY (plan, route) REFERENCES published_routes (plan, route));

CREATE TABLE loading_events (
    seq BIGINT PRIMARY KEY,
    event_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    disputed BOOLEAN NOT NULL,
    date TEXT NOT NULL,
    plan TEXT NOT NULL,
    volunteer TEXT NOT NULL,
    stop BIGINT NOT NULL,
    kind TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    note TEXT NOT NULL,
    UNIQUE (event_id, fingerprint)
);
CREATE UNIQUE INDEX one_undisputed_loading ON loading_events (event_id) WHERE NOT disputed;
CREATE INDEX loading_events_of_plan ON loading_events (plan, seq);

ALTER TABLE links ADD COLUMN read_from BIGINT NOT NULL DEFAULT 0;
";

const APPEND_ONLY_SQLITE: &str = "
CREATE TRIGGER loading_events_keep BEFORE UPDATE ON loading_events
BEGIN SELECT RAISE(ABORT, 'loading events are only ever added'); END;
CREATE TRIGGER loading_events_stay BEFORE DELETE ON loading_events
BEGIN SELECT RAISE(ABORT, 'loading events are only ever added'); END;
";

const APPEND_ONLY_POSTGRES: &str = "
CREATE FUNCTION loading_events_keep() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'loading events are only ever added'; END $$;
CREATE TRIGGER loading_events_keep BEFORE UPDATE OR DELETE ON loading_events
FOR EACH ROW EXECUTE FUNCTION loading_events_keep();
";
