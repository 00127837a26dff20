//! Migration `2026_11_30_notes_apart`: moves what people wrote out of the JSON of `changes` into the table
//! `change_notes`, so that it can be erased. The migration to regions turns that into `log_words`.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct NotesApart;

impl MigrationName for NotesApart {
    fn name(&self) -> &str {
        "2026_11_30_notes_apart"
    }
}

#[async_trait]
impl MigrationTrait for NotesApart {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared(TABLE).await?;
        let moved = match db.get_database_backend() {
            DbBackend::Postgres => MOVE_POSTGRES,
            _ => MOVE_SQLITE,
        };
        db.execute_unprepared(moved).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

const TABLE: &str = "
CREATE TABLE change_notes (change BIGINT PRIMARY KEY, request TEXT NOT NULL, note TEXT NOT NULL);
CREATE INDEX change_notes_of_request ON change_notes (request);
";

const MOVE_SQLITE: &str = "
INSERT INTO change_notes (change, request, note)
    SELECT seq, subject, json_extract(body, '$.note') FROM changes
    WHERE kind = 'request' AND COALESCE(json_extract(body, '$.note'), '') <> '';
UPDATE changes SET body = json_remove(body, '$.note') WHERE kind = 'request';
";

const MOVE_POSTGRES: &str = "
INSERT INTO change_notes (change, request, note)
    SELECT seq, subject, body::jsonb ->> 'note' FROM changes
    WHERE kind = 'request' AND COALESCE(body::jsonb ->> 'note', '') <> '';
UPDATE changes SET body = (body::jsonb - 'note')::text WHERE kind = 'request';
";
