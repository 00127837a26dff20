//! Migration `2026_11_21_first_tables`: the tables and indexes of the first release, and triggers that refuse to
//! change or delete `status_events`. Later migrations change most of them; this is not the newest schema.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct FirstTables;

impl MigrationName for FirstTables {
    fn name(&self) -> &str {
        "2026_11_21_first_tables"
    }
}

#[async_trait]
impl MigrationTrait for FirstTables {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared(FIRST_TABLES).await?;
        let append_only = match db.get_database_backend() {
            DbBackend::Postgres => APPEND_ONLY_POSTGRES,
            _ => APPEND_ONLY_SQLITE,
        };
        db.execute_unprepared(append_only).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        // All tables or none, on SQLite too.
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

/// Moments are microseconds since the Unix epoch, days are `YYYY-MM-DD`, bodies are JSON text.
const FIRST_TABLES: &str = "
CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
INSERT INTO counters (name, value) VALUES ('request', 1000), ('change', 0), ('status_event', 0);

CREATE TABLE requests (
    id TEXT PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    source_ref TEXT,
    fingerprint TEXT NOT NULL,
    date TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('new', 'needs_info', 'located', 'planned', 'published', 'accepted', 'en_route', 'closed')),
    outcome TEXT CHECK ((outcome IS NOT NULL) = (state = 'closed')),
    why TEXT,
    volunteer TEXT,
    version BIGINT NOT NULL CHECK (version > 0),
    received_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    owner TEXT NOT NULL,
    search_norm TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (source, source_ref)
);
CREATE INDEX requests_of_day ON requests (date, number);
CREATE INDEX requests_of_owner ON requests (owner, number);

CREATE TABLE volunteers (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL CHECK (version > 0), changed_at BIGINT NOT NULL, body TEXT NOT NULL);
CREATE TABLE shifts (
    volunteer TEXT NOT NULL REFERENCES volunteers (id), date TEXT NOT NULL, changed_at BIGINT NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (volunteer, date));
CREATE INDEX shifts_of_day ON shifts (date, volunteer);
CREATE TABLE hubs (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL CHECK (version > 0), changed_at BIGINT NOT NULL, body TEXT NOT NULL);

CREATE TABLE plans (
    id TEXT PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    date TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'closed')),
    parent TEXT REFERENCES plans (id),
    version BIGINT NOT NULL CHECK (version > 0),
    created_at BIGINT NOT NULL,
    published_at BIGINT,
    summary TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX plans_of_day ON plans (date, number);
CREATE UNIQUE INDEX one_published_plan_a_day ON plans (date) WHERE state = 'published';

CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    date TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    plan TEXT REFERENCES plans (id),
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX runs_of_day ON runs (date, created_at);
CREATE UNIQUE INDEX one_active_run_a_day ON runs (date) WHERE state IN ('queued', 'running');

CREATE TABLE links (
    token_hash TEXT PRIMARY KEY,
    plan TEXT NOT NULL REFERENCES plans (id),
    volunteer TEXT NOT NULL,
    read_until BIGINT NOT NULL,
    write_until BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX links_of_plan ON links (plan, volunteer);

CREATE TABLE status_events (
    seq BIGINT PRIMARY KEY,
    event_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    disputed BOOLEAN NOT NULL,
    date TEXT NOT NULL,
    plan TEXT NOT NULL,
    volunteer TEXT NOT NULL,
    request TEXT NOT NULL,
    kind TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    note TEXT NOT NULL,
    UNIQUE (event_id, fingerprint)
);
CREATE UNIQUE INDEX one_undisputed_event ON status_events (event_id) WHERE NOT disputed;
CREATE INDEX status_events_of_request ON status_events (request, seq);
CREATE INDEX status_events_of_day ON status_events (date, seq);

CREATE TABLE changes (
    seq BIGINT PRIMARY KEY, kind TEXT NOT NULL, date TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
    at BIGINT NOT NULL);
CREATE INDEX changes_of_day ON changes (date, seq);

CREATE TABLE idempotency (
    client TEXT NOT NULL, route TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, status INTEGER NOT NULL,
    body TEXT NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (client, route, key));
CREATE INDEX idempotency_by_age ON idempotency (created_at);

CREATE TABLE api_keys (
    key_id TEXT PRIMARY KEY, hash TEXT NOT NULL, label TEXT NOT NULL, scopes TEXT NOT NULL, created_at BIGINT NOT NULL,
    revoked_at BIGINT, last_used_at BIGINT);
CREATE TABLE users (
    login TEXT PRIMARY KEY, password_hash TEXT NOT NULL, role TEXT NOT NULL, changed_at BIGINT NOT NULL);
CREATE TABLE sessions (
    hash TEXT PRIMARY KEY, login TEXT NOT NULL REFERENCES users (login), created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL, expires_at BIGINT NOT NULL);
CREATE INDEX sessions_by_end ON sessions (expires_at);
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
";

const APPEND_ONLY_SQLITE: &str = "
CREATE TRIGGER status_events_keep BEFORE UPDATE ON status_events
BEGIN SELECT RAISE(ABORT, 'status events are only ever added'); END;
CREATE TRIGGER status_events_stay BEFORE DELETE ON status_events
BEGIN SELECT RAISE(ABORT, 'status events are only ever added'); END;
";

const APPEND_ONLY_POSTGRES: &str = "
CREATE FUNCTION status_events_keep() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'status events are only ever added'; END $$;
CREATE TRIGGER status_events_keep BEFORE UPDATE OR DELETE ON status_events
FOR EACH ROW EXECUTE FUNCTION status_events_keep();
";
