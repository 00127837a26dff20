//! Migration `2026_12_02_persons`: creates the tables and views for people who are helped, their keys and sealed texts,
//! and drops the plain search text. The SQL of the schema is here; rows are filled in `persons/fill.rs`.
//!
//! In one transaction: requests are given a person (the same telephone and name are the same), their personal part is
//! sealed under the person's key where it can be read, and so are words beside the log and what plans and routes say of
//! where people are. The text that a search looks through is made anew when the database is opened.

mod fill;
mod people;
mod plans;

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct Persons;

impl MigrationName for Persons {
    fn name(&self) -> &str {
        "2026_12_02_persons"
    }
}

#[async_trait]
impl MigrationTrait for Persons {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let (bytes, views) = match db.get_database_backend() {
            DbBackend::Postgres => ("BYTEA", VIEWS_POSTGRES),
            _ => ("BLOB", VIEWS_SQLITE),
        };
        db.execute_unprepared("DROP VIEW status_events; DROP VIEW loading_events")
            .await?;
        db.execute_unprepared(&TABLES.replace("{BYTES}", bytes)).await?;
        fill::fill(db).await?;
        db.execute_unprepared(DROPPED).await?;
        db.execute_unprepared(INDEXES).await?;
        db.execute_unprepared(VIEWS).await?;
        db.execute_unprepared(views).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

const TABLES: &str = "
CREATE TABLE persons (
    region BIGINT NOT NULL REFERENCES regions (region), id BIGINT NOT NULL, made_at BIGINT NOT NULL, erased_at BIGINT,
    PRIMARY KEY (region, id));
CREATE TABLE person_keys (
    region BIGINT NOT NULL, person BIGINT NOT NULL, key {BYTES} NOT NULL, PRIMARY KEY (region, person));
CREATE TABLE person_marks (
    region BIGINT NOT NULL, mark TEXT NOT NULL, person BIGINT NOT NULL, PRIMARY KEY (region, mark, person));
CREATE TABLE region_keys (
    region BIGINT NOT NULL PRIMARY KEY, lookup {BYTES} NOT NULL, words {BYTES} NOT NULL);
CREATE TABLE personal_parts (
    region BIGINT NOT NULL, plan TEXT NOT NULL, place TEXT NOT NULL, request TEXT NOT NULL, person BIGINT,
    sealed {BYTES} NOT NULL, PRIMARY KEY (region, plan, place, request),
    FOREIGN KEY (region, plan) REFERENCES plans (region, id));
CREATE TABLE request_search (
    region BIGINT NOT NULL, request TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (region, request));

ALTER TABLE regions ADD COLUMN keys_mark TEXT;
ALTER TABLE requests ADD COLUMN person BIGINT NOT NULL DEFAULT 0;
ALTER TABLE requests ADD COLUMN personal {BYTES};
INSERT INTO counters (region, name, value) SELECT region, 'person', 0 FROM regions;

DROP INDEX log_words_of_subject;
ALTER TABLE log_words RENAME TO was_log_words;
CREATE TABLE log_words (
    region BIGINT NOT NULL REFERENCES regions (region), seq BIGINT NOT NULL, subject TEXT NOT NULL, person BIGINT,
    sealed {BYTES} NOT NULL, PRIMARY KEY (region, seq));
";

const DROPPED: &str = "
DROP TABLE was_log_words;
ALTER TABLE requests DROP COLUMN search_norm;
";

const INDEXES: &str = "
CREATE INDEX log_words_of_subject ON log_words (region, subject);
CREATE INDEX log_words_of_person ON log_words (region, person);
CREATE INDEX requests_of_person ON requests (region, person);
CREATE INDEX person_marks_of_person ON person_marks (region, person);
CREATE INDEX personal_parts_of_person ON personal_parts (region, person);
";

const VIEWS: &str = "
CREATE VIEW said AS SELECT log_words.region, log_words.seq, log_words.subject, log_words.person, log_words.sealed,
    CASE WHEN log_words.person IS NULL THEN region_keys.words ELSE person_keys.key END AS words_key
    FROM log_words LEFT JOIN region_keys ON region_keys.region = log_words.region
    LEFT JOIN person_keys ON person_keys.region = log_words.region AND person_keys.person = log_words.person;
CREATE VIEW opened_parts AS SELECT personal_parts.region, personal_parts.plan, personal_parts.place,
    personal_parts.request, personal_parts.person, personal_parts.sealed,
    CASE WHEN personal_parts.person IS NULL THEN region_keys.words ELSE person_keys.key END AS part_key
    FROM personal_parts LEFT JOIN region_keys ON region_keys.region = personal_parts.region
    LEFT JOIN person_keys ON person_keys.region = personal_parts.region AND person_keys.person = personal_parts.person;
";

const VIEWS_SQLITE: &str = "
CREATE VIEW status_events AS SELECT log.region, log.seq, json_extract(body, '$.event_id') AS event_id,
    json_extract(body, '$.fingerprint') AS fingerprint, json_extract(body, '$.disputed') AS disputed, log.date,
    json_extract(body, '$.plan') AS plan, json_extract(body, '$.volunteer') AS volunteer, log.subject AS request,
    body -> '$.kind' AS kind, json_extract(body, '$.occurred_at') AS occurred_at,
    json_extract(body, '$.received_at') AS received_at, log_words.sealed AS sealed,
    CASE WHEN log_words.person IS NULL THEN region_keys.words ELSE person_keys.key END AS words_key
    FROM log LEFT JOIN log_words ON log_words.region = log.region AND log_words.seq = log.seq
    LEFT JOIN region_keys ON region_keys.region = log.region
    LEFT JOIN person_keys ON person_keys.region = log_words.region AND person_keys.person = log_words.person
    WHERE log.kind = 'status_event';
CREATE VIEW loading_events AS SELECT log.region, log.seq, json_extract(body, '$.event_id') AS event_id,
    json_extract(body, '$.fingerprint') AS fingerprint, json_extract(body, '$.disputed') AS disputed, log.date,
    log.subject AS plan, json_extract(body, '$.volunteer') AS volunteer, json_extract(body, '$.stop') AS stop,
    body -> '$.kind' AS kind, json_extract(body, '$.occurred_at') AS occurred_at,
    json_extract(body, '$.received_at') AS received_at, log_words.sealed AS sealed, region_keys.words AS words_key
    FROM log LEFT JOIN log_words ON log_words.region = log.region AND log_words.seq = log.seq
    LEFT JOIN region_keys ON region_keys.region = log.region
    WHERE log.kind = 'loading_event';
";

const VIEWS_POSTGRES: &str = "
CREATE VIEW status_events AS SELECT log.region, log.seq, ((body::jsonb) ->> 'event_id') AS event_id,
    ((body::jsonb) ->> 'fingerprint') AS fingerprint, ((body::jsonb) ->> 'disputed')::boolean AS disputed, log.date,
    ((body::jsonb) ->> 'plan') AS plan, ((body::jsonb) ->> 'volunteer') AS volunteer, log.subject AS request,
    ((body::jsonb) -> 'kind')::text AS kind, ((body::jsonb) ->> 'occurred_at')::bigint AS occurred_at,
    ((body::jsonb) ->> 'received_at')::bigint AS received_at, log_words.sealed AS sealed,
    CASE WHEN log_words.person IS NULL THEN region_keys.words ELSE person_keys.key END AS words_key
    FROM log LEFT JOIN log_words ON log_words.region = log.region AND log_words.seq = log.seq
    LEFT JOIN region_keys ON region_keys.region = log.region
    LEFT JOIN person_keys ON person_keys.region = log_words.region AND person_keys.person = log_words.person
    WHERE log.kind = 'status_event';
CREATE VIEW loading_events AS SELECT log.region, log.seq, ((body::jsonb) ->> 'event_id') AS event_id,
    ((body::jsonb) ->> 'fingerprint') AS fingerprint, ((body::jsonb) ->> 'disputed')::boolean AS disputed, log.date,
    log.subject AS plan, ((body::jsonb) ->> 'volunteer') AS volunteer, ((body::jsonb) ->> 'stop')::bigint AS stop,
    ((body::jsonb) -> 'kind')::text AS kind, ((body::jsonb) ->> 'occurred_at')::bigint AS occurred_at,
    ((body::jsonb) ->> 'received_at')::bigint AS received_at, log_words.sealed AS sealed, region_keys.words AS words_key
    FROM log LEFT JOIN log_words ON log_words.region = log.region AND log_words.seq = log.seq
    LEFT JOIN region_keys ON region_keys.region = log.region
    WHERE log.kind = 'loading_event';
";
