//! Migration `2026_11_30_refs_by_owner`: the unique rule of `requests` becomes `(owner, source, source_ref)`, since
//! two systems may number their requests alike. On SQLite, which cannot drop a constraint, the table is written anew.

use super::no_way_back::no_way_back;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) struct RefsByOwner;

impl MigrationName for RefsByOwner {
    fn name(&self) -> &str {
        "2026_11_30_refs_by_owner"
    }
}

#[async_trait]
impl MigrationTrait for RefsByOwner {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        match db.get_database_backend() {
            DbBackend::Postgres => db.execute_unprepared(POSTGRES).await.map(drop)?,
            _ => rebuild(db).await?,
        }
        // A person at the desk looks a reference up whoever sent it.
        db.execute_unprepared("CREATE INDEX requests_of_ref ON requests (source_ref, source)")
            .await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(no_way_back())
    }
}

const POSTGRES: &str = "
ALTER TABLE requests DROP CONSTRAINT requests_source_source_ref_key;
ALTER TABLE requests ADD CONSTRAINT requests_owner_source_ref UNIQUE (owner, source, source_ref);
";

const BEFORE: &str = "UNIQUE (source, source_ref)";
const AFTER: &str = "UNIQUE (owner, source, source_ref)";

/// SQLite cannot take a constraint off a table: the table is written anew, with whatever columns and indexes it has.
async fn rebuild<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    let parts = "SELECT type, sql FROM sqlite_master WHERE tbl_name = 'requests' AND sql IS NOT NULL ORDER BY rowid";
    let mut table = String::new();
    let mut others = Vec::new();
    for row in db
        .query_all_raw(Statement::from_string(DbBackend::Sqlite, parts))
        .await?
    {
        let sql: String = row.try_get_by_index(1)?;
        match row.try_get_by_index::<String>(0)?.as_str() {
            "table" => table = sql,
            _ => others.push(sql),
        }
    }
    let anew = table
        .replacen("requests", "requests_anew", 1)
        .replacen(BEFORE, AFTER, 1);
    if !anew.contains(AFTER) {
        return Err(DbErr::Custom(format!("the table of requests lacks {BEFORE}")));
    }
    db.execute_unprepared(&anew).await?;
    db.execute_unprepared(MOVE).await?;
    for sql in others {
        db.execute_unprepared(&sql).await?;
    }
    Ok(())
}

const MOVE: &str = "
INSERT INTO requests_anew SELECT * FROM requests;
DROP TABLE requests;
ALTER TABLE requests_anew RENAME TO requests;
";
