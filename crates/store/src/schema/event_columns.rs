//! Migration `2026_12_03_event_columns`: on PostgreSQL, event id, plan and volunteer of an event become columns of the
//! log, made by the engine from the body, with indexes; the views of events use them. SQLite is left as it is.
//!
//! Behind row-level security an index is only used for comparisons that the engine knows to leak nothing, and reading
//! JSON is not one of them: without these columns a batch of events would read all events of the region.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct EventColumns;

impl MigrationName for EventColumns {
    fn name(&self) -> &str {
        "2026_12_03_event_columns"
    }
}

#[async_trait]
impl MigrationTrait for EventColumns {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        if db.get_database_backend() == DbBackend::Postgres {
            db.execute_unprepared(EVENT_COLUMNS).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

const EVENT_COLUMNS: &str = "
ALTER TABLE log
    ADD COLUMN event_id TEXT GENERATED ALWAYS AS
        (CASE WHEN kind IN ('status_event', 'loading_event') THEN (body::jsonb) ->> 'event_id' END) STORED,
    ADD COLUMN event_plan TEXT GENERATED ALWAYS AS
        (CASE WHEN kind = 'status_event' THEN (body::jsonb) ->> 'plan' END) STORED,
    ADD COLUMN event_volunteer TEXT GENERATED ALWAYS AS
        (CASE WHEN kind IN ('status_event', 'loading_event') THEN (body::jsonb) ->> 'volunteer' END) STORED;
CREATE INDEX events_by_id ON log (region, event_id) WHERE event_id IS NOT NULL;
DROP INDEX status_events_of_link;
CREATE INDEX status_events_of_link ON log (region, event_plan, event_volunteer) WHERE kind = 'status_event';

CREATE OR REPLACE VIEW status_events AS SELECT log.region, log.seq, log.event_id AS event_id,
    ((body::jsonb) ->> 'fingerprint') AS fingerprint, ((body::jsonb) ->> 'disputed')::boolean AS disputed, log.date,
    log.event_plan AS plan, log.event_volunteer AS volunteer, log.subject AS request,
    ((body::jsonb) -> 'kind')::text AS kind, ((body::jsonb) ->> 'occurred_at')::bigint AS occurred_at,
    ((body::jsonb) ->> 'received_at')::bigint AS received_at, log_words.sealed AS sealed,
    CASE WHEN log_words.person IS NULL THEN region_keys.words ELSE person_keys.key END AS words_key
    FROM log LEFT JOIN log_words ON log_words.region = log.region AND log_words.seq = log.seq
    LEFT JOIN region_keys ON region_keys.region = log.region
    LEFT JOIN person_keys ON person_keys.region = log_words.region AND person_keys.person = log_words.person
    WHERE log.kind = 'status_event';
CREATE OR REPLACE VIEW loading_events AS SELECT log.region, log.seq, log.event_id AS event_id,
    ((body::jsonb) ->> 'fingerprint') AS fingerprint, ((body::jsonb) ->> 'disputed')::boolean AS disputed, log.date,
    log.subject AS plan, log.event_volunteer AS volunteer, ((body::jsonb) ->> 'stop')::bigint AS stop,
    ((body::jsonb) -> 'kind')::text AS kind, ((body::jsonb) ->> 'occurred_at')::bigint AS occurred_at,
    ((body::jsonb) ->> 'received_at')::bigint AS received_at, log_words.sealed AS sealed, region_keys.words AS words_key
    FROM log LEFT JOIN log_words ON log_words.region = log.region AND log_words.seq = log.seq
    LEFT JOIN region_keys ON region_keys.region = log.region
    WHERE log.kind = 'loading_event';
";
