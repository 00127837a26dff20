//! Migration `2026_12_01_sources`: creates `sources`, `submissions` and `submission_items`, and adds owner, source,
//! expiry and quota to `api_keys`.
//!
//! Sources that requests name already are kept as open ones. Older keys become their own owner, with no source and the
//! usual scopes (`Scopes::USUAL`).

use super::no_way_back::no_way_back;
use karavan_model::{Door, Scopes, SourceState};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};
use serde_json::json;

pub(super) struct Sources;

impl MigrationName for Sources {
    fn name(&self) -> &str {
        "2026_12_01_sources"
    }
}

#[async_trait]
impl MigrationTrait for Sources {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let day = match db.get_database_backend() {
            DbBackend::Postgres => "DATE",
            _ => "TEXT CHECK (date IS date(date))",
        };
        db.execute_unprepared(&TABLES.replace("{DAY}", day)).await?;
        let scopes = format!("UPDATE api_keys SET owner = key_id, scopes = '{}'", Scopes::USUAL);
        db.execute_unprepared(&scopes).await?;
        keep_named(db).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

/// Keeps the sources that requests name.
async fn keep_named<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    for row in db.query_all_raw(Statement::from_string(backend, NAMED)).await? {
        let (region, id, by_keys): (i64, String, i64) = (
            row.try_get_by_index(0)?,
            row.try_get_by_index(1)?,
            row.try_get_by_index(2)?,
        );
        let door = match (id.as_str(), by_keys) {
            ("table", _) => Door::Table,
            (_, 0) => Door::Operator,
            _ => Door::Api,
        };
        // As `karavan_model::Source` is written.
        let body = json!({ "id": id, "name": id, "door": door, "state": SourceState::Active }).to_string();
        let insert = match backend {
            DbBackend::Postgres => "INSERT INTO sources VALUES ($1, $2, 1, 0, $3)",
            _ => "INSERT INTO sources VALUES (?, ?, 1, 0, ?)",
        };
        let values = [region.into(), id.into(), body.into()];
        db.execute_raw(Statement::from_sql_and_values(backend, insert, values))
            .await?;
    }
    Ok(())
}

/// Each source with how many of its requests came by a key.
const NAMED: &str = "
SELECT requests.region, requests.source, COUNT(api_keys.key_id) FROM requests
    LEFT JOIN api_keys ON api_keys.region = requests.region AND api_keys.key_id = requests.owner
    WHERE requests.source <> '' GROUP BY requests.region, requests.source ORDER BY 1, 2
";

const TABLES: &str = "
ALTER TABLE api_keys ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE api_keys ADD COLUMN source TEXT;
ALTER TABLE api_keys ADD COLUMN expires_at BIGINT;
ALTER TABLE api_keys ADD COLUMN requests_per_day BIGINT;
ALTER TABLE api_keys ADD COLUMN calls_per_minute BIGINT;
ALTER TABLE api_keys ADD COLUMN bytes_per_minute BIGINT;
CREATE INDEX api_keys_of_owner ON api_keys (region, owner);

CREATE TABLE sources (
    region BIGINT NOT NULL REFERENCES regions (region), id TEXT NOT NULL, version BIGINT NOT NULL CHECK (version > 0),
    changed_at BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (region, id));

CREATE TABLE submissions (
    region BIGINT NOT NULL REFERENCES regions (region), number BIGINT NOT NULL, date {DAY} NOT NULL, at BIGINT NOT NULL,
    door TEXT NOT NULL CHECK (door IN ('api', 'table', 'operator', 'form')), source TEXT, owner TEXT NOT NULL,
    actor_kind TEXT NOT NULL, actor TEXT NOT NULL, receipt TEXT, digest TEXT NOT NULL,
    created BIGINT NOT NULL, identical BIGINT NOT NULL, rejected BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('unfinished', 'accepted', 'partly', 'rejected')),
    PRIMARY KEY (region, number));
CREATE TABLE submission_items (
    region BIGINT NOT NULL, submission BIGINT NOT NULL, place BIGINT NOT NULL, date {DAY} NOT NULL,
    source TEXT NOT NULL, source_ref TEXT,
    outcome TEXT NOT NULL CHECK (outcome IN ('created', 'identical', 'rejected')), request TEXT, code TEXT,
    findings TEXT NOT NULL, more BIGINT NOT NULL, PRIMARY KEY (region, submission, place),
    FOREIGN KEY (region, submission) REFERENCES submissions (region, number));
CREATE INDEX submissions_of_day ON submissions (region, date, number);
CREATE INDEX submissions_of_owner ON submissions (region, owner, date);
CREATE INDEX submissions_of_receipt ON submissions (region, owner, receipt);
CREATE INDEX submission_items_of_day ON submission_items (region, date, source);
CREATE INDEX submission_items_of_request ON submission_items (region, request);
INSERT INTO counters (region, name, value) SELECT region, 'submission', 0 FROM regions;
";
