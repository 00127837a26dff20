//! Migration `2026_12_01_regions`: the tables get a region as the first column of their keys, days become dates, and
//! the feed and the events become one hash-chained log, of which `changes`, `status_events` and `loading_events` are
//! views.
//!
//! The tables are written anew, in one transaction: `was_…` is copied into the new table and dropped. What the feed and
//! the two tables of events held becomes entries of the log, the feed under the numbers it had (`regions/log.rs`).

mod log;

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct Regions;

impl MigrationName for Regions {
    fn name(&self) -> &str {
        "2026_12_01_regions"
    }
}

#[async_trait]
impl MigrationTrait for Regions {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let dialect = Dialect::of(db.get_database_backend());
        for table in tables() {
            let rename = format!("ALTER TABLE {table} RENAME TO was_{table}");
            db.execute_unprepared(&rename).await?;
        }
        db.execute_unprepared(&dialect.written(TABLES)).await?;
        db.execute_unprepared(FIRST_REGION).await?;
        for (table, columns) in COPIED {
            db.execute_unprepared(&dialect.copied(table, columns)).await?;
        }
        log::fill(db).await?;
        for table in tables().rev() {
            db.execute_unprepared(&format!("DROP TABLE was_{table}")).await?;
        }
        db.execute_unprepared(&dialect.written(INDEXES)).await?;
        db.execute_unprepared(dialect.views).await?;
        db.execute_unprepared(dialect.append_only).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

/// What the engines write differently.
struct Dialect {
    /// The type of a day.
    day: &'static str,
    /// The type of bytes.
    bytes: &'static str,
    /// What turns a text of a day into one.
    to_day: &'static str,
    /// A text in the JSON of an event.
    event_text: fn(&str) -> String,
    /// Whether an event counts.
    undisputed: &'static str,
    views: &'static str,
    append_only: &'static str,
}

impl Dialect {
    fn of(backend: DbBackend) -> Self {
        match backend {
            DbBackend::Postgres => Self {
                day: "DATE",
                bytes: "BYTEA",
                to_day: "date::date",
                event_text: |field| format!("((body::jsonb) ->> '{field}')"),
                undisputed: "((body::jsonb) ->> 'disputed') = 'false'",
                views: VIEWS_POSTGRES,
                append_only: APPEND_ONLY_POSTGRES,
            },
            _ => Self {
                day: "TEXT CHECK (date IS date(date))",
                bytes: "BLOB",
                to_day: "date",
                event_text: |field| format!("json_extract(body, '$.{field}')"),
                undisputed: "NOT json_extract(body, '$.disputed')",
                views: VIEWS_SQLITE,
                append_only: APPEND_ONLY_SQLITE,
            },
        }
    }

    fn written(&self, sql: &str) -> String {
        let sql = sql.replace("{DAY}", self.day).replace("{BYTES}", self.bytes);
        let sql = sql.replace("{undisputed}", self.undisputed);
        ["event_id", "fingerprint", "plan", "volunteer"]
            .iter()
            .fold(sql, |sql, field| {
                sql.replace(&format!("{{{field}}}"), &(self.event_text)(field))
            })
    }

    /// Moves the rows of a table over into the first region.
    fn copied(&self, table: &str, columns: &str) -> String {
        let from = columns.replace("date", self.to_day);
        format!(
            "INSERT INTO {table} (region, {columns}) SELECT 0, {from} FROM was_{table} {}",
            only(table)
        )
    }
}

fn tables() -> impl DoubleEndedIterator<Item = &'static str> {
    COPIED.iter().map(|(table, _)| *table).chain(LOGGED)
}

/// What the log counts itself is no counter any more.
fn only(table: &str) -> &'static str {
    match table {
        "counters" => "WHERE name NOT IN ('change', 'status_event')",
        _ => "",
    }
}

/// Tables that stay tables, those that others refer to before these.
const COPIED: [(&str, &str); 19] = [
    ("counters", "name, value"),
    (
        "requests",
        "id, number, source, source_ref, fingerprint, date, state, outcome, why, volunteer, version, received_at, \
         changed_at, owner, search_norm, body",
    ),
    ("volunteers", "id, version, changed_at, body"),
    ("shifts", "volunteer, date, changed_at, body"),
    ("hubs", "id, version, changed_at, body"),
    (
        "plans",
        "id, number, date, state, parent, version, created_at, published_at, summary, body, made_from",
    ),
    (
        "runs",
        "id, date, state, plan, created_at, changed_at, body, owner, epoch, lease_until",
    ),
    (
        "links",
        "token_hash, plan, volunteer, read_from, read_until, write_until, created_at, revoked_at",
    ),
    ("published_routes", "plan, route, volunteer, body"),
    ("assignments", "plan, route, stop, kind, hub, body"),
    ("phone_clocks", "plan, volunteer, behind"),
    (
        "idempotency",
        "client, route, key, fingerprint, status, body, created_at, since",
    ),
    ("receipt_days", "ordinal, day"),
    (
        "api_keys",
        "key_id, hash, label, scopes, created_at, revoked_at, last_used_at",
    ),
    ("users", "login, password_hash, role, changed_at"),
    ("sessions", "hash, login, created_at, seen_at, expires_at"),
    ("settings", "key, value"),
    ("corrections", "organisation, id, made_at, body"),
    ("door_pins", "organisation, id, presses, lon_sum, lat_sum"),
];

/// Tables whose rows become entries of the log.
const LOGGED: [&str; 4] = ["changes", "change_notes", "status_events", "loading_events"];

/// The root of its chain is written with the log.
const FIRST_REGION: &str = "INSERT INTO regions (region, log_seq, log_hash) VALUES (0, 0, '')";

/// Moments are microseconds since the Unix epoch, bodies are JSON text.
const TABLES: &str = "
CREATE TABLE regions (region BIGINT PRIMARY KEY, log_seq BIGINT NOT NULL, log_hash {BYTES} NOT NULL);
CREATE TABLE counters (
    region BIGINT NOT NULL REFERENCES regions (region), name TEXT NOT NULL, value BIGINT NOT NULL,
    PRIMARY KEY (region, name));

CREATE TABLE requests (
    region BIGINT NOT NULL REFERENCES regions (region), id TEXT NOT NULL, number BIGINT NOT NULL,
    source TEXT NOT NULL, source_ref TEXT, fingerprint TEXT NOT NULL, date {DAY} NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('new', 'needs_info', 'located', 'planned', 'published', 'accepted', 'en_route', 'closed')),
    outcome TEXT CHECK ((outcome IS NOT NULL) = (state = 'closed')),
    why TEXT, volunteer TEXT, version BIGINT NOT NULL CHECK (version > 0),
    received_at BIGINT NOT NULL, changed_at BIGINT NOT NULL, owner TEXT NOT NULL, search_norm TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (region, id), UNIQUE (region, number), UNIQUE (region, owner, source, source_ref));

CREATE TABLE volunteers (
    region BIGINT NOT NULL REFERENCES regions (region), id TEXT NOT NULL, version BIGINT NOT NULL CHECK (version > 0),
    changed_at BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (region, id));
CREATE TABLE shifts (
    region BIGINT NOT NULL, volunteer TEXT NOT NULL, date {DAY} NOT NULL, changed_at BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (region, volunteer, date), FOREIGN KEY (region, volunteer) REFERENCES volunteers (region, id));
CREATE TABLE hubs (
    region BIGINT NOT NULL REFERENCES regions (region), id TEXT NOT NULL, version BIGINT NOT NULL CHECK (version > 0),
    changed_at BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (region, id));

CREATE TABLE plans (
    region BIGINT NOT NULL REFERENCES regions (region), id TEXT NOT NULL, number BIGINT NOT NULL, date {DAY} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'closed')), parent TEXT,
    version BIGINT NOT NULL CHECK (version > 0), created_at BIGINT NOT NULL, published_at BIGINT,
    summary TEXT NOT NULL, body TEXT NOT NULL, made_from TEXT NOT NULL,
    PRIMARY KEY (region, id), UNIQUE (region, number), FOREIGN KEY (region, parent) REFERENCES plans (region, id));
CREATE TABLE runs (
    region BIGINT NOT NULL REFERENCES regions (region), id TEXT NOT NULL, date {DAY} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')), plan TEXT,
    created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL, body TEXT NOT NULL,
    owner TEXT NOT NULL, epoch BIGINT NOT NULL, lease_until BIGINT NOT NULL,
    PRIMARY KEY (region, id), FOREIGN KEY (region, plan) REFERENCES plans (region, id));
CREATE TABLE links (
    region BIGINT NOT NULL, token_hash TEXT NOT NULL, plan TEXT NOT NULL, volunteer TEXT NOT NULL,
    read_from BIGINT NOT NULL,
    read_until BIGINT NOT NULL, write_until BIGINT NOT NULL, created_at BIGINT NOT NULL, revoked_at BIGINT,
    PRIMARY KEY (region, token_hash), FOREIGN KEY (region, plan) REFERENCES plans (region, id));
CREATE TABLE published_routes (
    region BIGINT NOT NULL, plan TEXT NOT NULL, route BIGINT NOT NULL, volunteer TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (region, plan, route), FOREIGN KEY (region, plan) REFERENCES plans (region, id));
CREATE TABLE assignments (
    region BIGINT NOT NULL, plan TEXT NOT NULL, route BIGINT NOT NULL, stop BIGINT NOT NULL, kind TEXT NOT NULL,
    hub TEXT,
    body TEXT NOT NULL, PRIMARY KEY (region, plan, route, stop),
    FOREIGN KEY (region, plan, route) REFERENCES published_routes (region, plan, route));
CREATE TABLE phone_clocks (
    region BIGINT NOT NULL REFERENCES regions (region), plan TEXT NOT NULL, volunteer TEXT NOT NULL,
    behind BIGINT NOT NULL,
    PRIMARY KEY (region, plan, volunteer, behind));

CREATE TABLE idempotency (
    region BIGINT NOT NULL REFERENCES regions (region), client TEXT NOT NULL, route TEXT NOT NULL, key TEXT NOT NULL,
    fingerprint TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL, created_at BIGINT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (region, client, route, key));
CREATE TABLE receipt_days (
    region BIGINT NOT NULL REFERENCES regions (region), ordinal BIGINT NOT NULL, day BIGINT NOT NULL,
    PRIMARY KEY (region, ordinal), UNIQUE (region, day));
CREATE TABLE api_keys (
    region BIGINT NOT NULL REFERENCES regions (region), key_id TEXT NOT NULL, hash TEXT NOT NULL, label TEXT NOT NULL,
    scopes TEXT NOT NULL, created_at BIGINT NOT NULL, revoked_at BIGINT, last_used_at BIGINT,
    PRIMARY KEY (region, key_id));
CREATE TABLE users (
    region BIGINT NOT NULL REFERENCES regions (region), login TEXT NOT NULL, password_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    changed_at BIGINT NOT NULL, PRIMARY KEY (region, login));
CREATE TABLE sessions (
    region BIGINT NOT NULL, hash TEXT NOT NULL, login TEXT NOT NULL, created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL, PRIMARY KEY (region, hash), FOREIGN KEY (region, login)
    REFERENCES users (region, login));
CREATE TABLE settings (
    region BIGINT NOT NULL REFERENCES regions (region), key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (region, key));
CREATE TABLE corrections (
    region BIGINT NOT NULL REFERENCES regions (region), organisation TEXT NOT NULL, id TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (region, organisation, id));
CREATE TABLE door_pins (
    region BIGINT NOT NULL REFERENCES regions (region), organisation TEXT NOT NULL, id TEXT NOT NULL,
    presses BIGINT NOT NULL,
    lon_sum BIGINT NOT NULL, lat_sum BIGINT NOT NULL, PRIMARY KEY (region, organisation, id));

CREATE TABLE log (
    region BIGINT NOT NULL REFERENCES regions (region), seq BIGINT NOT NULL CHECK (seq > 0), at BIGINT NOT NULL,
    actor_kind TEXT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL, act TEXT NOT NULL, date {DAY},
    subject TEXT NOT NULL,
    body TEXT NOT NULL, words_seal TEXT NOT NULL, hash {BYTES} NOT NULL, PRIMARY KEY (region, seq));
CREATE TABLE log_words (
    region BIGINT NOT NULL REFERENCES regions (region), seq BIGINT NOT NULL, subject TEXT NOT NULL, key TEXT NOT NULL,
    words TEXT NOT NULL, PRIMARY KEY (region, seq));
";

const INDEXES: &str = "
CREATE INDEX requests_of_day ON requests (region, date, number);
CREATE INDEX requests_of_owner ON requests (region, owner, number);
CREATE INDEX requests_of_ref ON requests (region, source_ref, source);
CREATE INDEX shifts_of_day ON shifts (region, date, volunteer);
CREATE INDEX plans_of_day ON plans (region, date, number);
CREATE UNIQUE INDEX one_published_plan_a_day ON plans (region, date) WHERE state = 'published';
CREATE INDEX runs_by_epoch ON runs (region, date, epoch);
CREATE UNIQUE INDEX one_active_run_a_day ON runs (region, date) WHERE state IN ('queued', 'running');
CREATE INDEX links_of_plan ON links (region, plan, volunteer);
CREATE INDEX idempotency_by_day ON idempotency (region, since);
CREATE INDEX sessions_of_login ON sessions (region, login, created_at);
CREATE INDEX log_of_day ON log (region, date, seq);
CREATE INDEX log_words_of_subject ON log_words (region, subject);
CREATE UNIQUE INDEX one_status_as_sent ON log (region, {event_id}, {fingerprint}) WHERE kind = 'status_event';
CREATE UNIQUE INDEX one_undisputed_status ON log (region, {event_id}) WHERE kind = 'status_event' AND {undisputed};
CREATE UNIQUE INDEX one_loading_as_sent ON log (region, {event_id}, {fingerprint}) WHERE kind = 'loading_event';
CREATE UNIQUE INDEX one_undisputed_loading ON log (region, {event_id}) WHERE kind = 'loading_event' AND {undisputed};
CREATE INDEX status_events_of_request ON log (region, subject, seq) WHERE kind = 'status_event';
CREATE INDEX status_events_of_day ON log (region, date, seq) WHERE kind = 'status_event';
CREATE INDEX status_events_of_link ON log (region, {plan}, {volunteer}) WHERE kind = 'status_event';
CREATE INDEX loading_events_of_plan ON log (region, subject, seq) WHERE kind = 'loading_event';
";

const VIEWS_SQLITE: &str = "
CREATE VIEW changes AS SELECT region, seq, kind, date, subject, body, at FROM log
    WHERE kind IN ('request', 'plan', 'run', 'volunteer', 'shift', 'hub', 'loading');
CREATE VIEW status_events AS SELECT log.region, log.seq, json_extract(body, '$.event_id') AS event_id,
    json_extract(body, '$.fingerprint') AS fingerprint, json_extract(body, '$.disputed') AS disputed, log.date,
    json_extract(body, '$.plan') AS plan, json_extract(body, '$.volunteer') AS volunteer, log.subject AS request,
    body -> '$.kind' AS kind, json_extract(body, '$.occurred_at') AS occurred_at,
    json_extract(body, '$.received_at') AS received_at, COALESCE(words, '') AS note
    FROM log LEFT JOIN log_words ON log_words.region = log.region AND log_words.seq = log.seq
    WHERE log.kind = 'status_event';
CREATE VIEW loading_events AS SELECT log.region, log.seq, json_extract(body, '$.event_id') AS event_id,
    json_extract(body, '$.fingerprint') AS fingerprint, json_extract(body, '$.disputed') AS disputed, log.date,
    log.subject AS plan, json_extract(body, '$.volunteer') AS volunteer, json_extract(body, '$.stop') AS stop,
    body -> '$.kind' AS kind, json_extract(body, '$.occurred_at') AS occurred_at,
    json_extract(body, '$.received_at') AS received_at, COALESCE(words, '') AS note
    FROM log LEFT JOIN log_words ON log_words.region = log.region AND log_words.seq = log.seq
    WHERE log.kind = 'loading_event';
";

const VIEWS_POSTGRES: &str = "
CREATE VIEW changes AS SELECT region, seq, kind, date, subject, body, at FROM log
    WHERE kind IN ('request', 'plan', 'run', 'volunteer', 'shift', 'hub', 'loading');
CREATE VIEW status_events AS SELECT log.region, log.seq, ((body::jsonb) ->> 'event_id') AS event_id,
    ((body::jsonb) ->> 'fingerprint') AS fingerprint, ((body::jsonb) ->> 'disputed')::boolean AS disputed, log.date,
    ((body::jsonb) ->> 'plan') AS plan, ((body::jsonb) ->> 'volunteer') AS volunteer, log.subject AS request,
    ((body::jsonb) -> 'kind')::text AS kind, ((body::jsonb) ->> 'occurred_at')::bigint AS occurred_at,
    ((body::jsonb) ->> 'received_at')::bigint AS received_at, COALESCE(words, '') AS note
    FROM log LEFT JOIN log_words ON log_words.region = log.region AND log_words.seq = log.seq
    WHERE log.kind = 'status_event';
CREATE VIEW loading_events AS SELECT log.region, log.seq, ((body::jsonb) ->> 'event_id') AS event_id,
    ((body::jsonb) ->> 'fingerprint') AS fingerprint, ((body::jsonb) ->> 'disputed')::boolean AS disputed, log.date,
    log.subject AS plan, ((body::jsonb) ->> 'volunteer') AS volunteer, ((body::jsonb) ->> 'stop')::bigint AS stop,
    ((body::jsonb) -> 'kind')::text AS kind, ((body::jsonb) ->> 'occurred_at')::bigint AS occurred_at,
    ((body::jsonb) ->> 'received_at')::bigint AS received_at, COALESCE(words, '') AS note
    FROM log LEFT JOIN log_words ON log_words.region = log.region AND log_words.seq = log.seq
    WHERE log.kind = 'loading_event';
";

const APPEND_ONLY_SQLITE: &str = "
CREATE TRIGGER log_keep BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is only ever added to'); END;
CREATE TRIGGER log_stay BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is only ever added to'); END;
";

const APPEND_ONLY_POSTGRES: &str = "
DROP FUNCTION status_events_keep();
DROP FUNCTION loading_events_keep();
CREATE FUNCTION log_keep() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the log is only ever added to'; END $$;
CREATE TRIGGER log_keep BEFORE UPDATE OR DELETE ON log FOR EACH ROW EXECUTE FUNCTION log_keep();
CREATE TRIGGER log_stay BEFORE TRUNCATE ON log FOR EACH STATEMENT EXECUTE FUNCTION log_keep();
";
