//! Tests on both engines: each kind of write (`sweep/kinds.rs`) that changes a table is told in the log with who did
//! it, but for four silent tables; and the region is the first column of the tables, keys and unique rules, apart from
//! the list of migrations.

use crate::engines::Database;
use crate::engines::postgres::Cluster;
use crate::kinds::{KINDS, act, prepare, prepare_numbers};
use crate::values::me;
use karavan_store::Store;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use std::collections::BTreeMap;

/// Tables of which the log is not told: receipts and signs of life say nothing of anybody, and numbers are given out
/// with the thing that is told.
const SILENT: [&str; 4] = ["counters", "idempotency", "receipt_days", "seaql_migrations"];

#[tokio::test]
async fn every_kind_of_write_is_told_in_the_log_with_who_did_it() {
    told(&Database::sqlite()).await;
    if let Some(cluster) = Cluster::start() {
        told(&Database::at(cluster.database("names"))).await;
    }
}

async fn told(database: &Database) {
    let store = database.open().await;
    prepare(&store).await;
    prepare_numbers(&store, 0..1).await;
    let db = database.connect().await;
    for kind in KINDS {
        let (before, last) = (tables(&db).await, store.last_change().await.unwrap());
        act(&store, kind, 0).await.unwrap();
        let after = tables(&db).await;
        let changed: Vec<&String> = after.keys().filter(|table| before[*table] != after[*table]).collect();
        let entries = store.log_entries(last, 1_000).await.unwrap();
        let loud = changed.iter().any(|table| !SILENT.contains(&table.as_str()));
        assert_eq!(
            loud,
            !entries.is_empty(),
            "{kind} changed {changed:?} and was told as {entries:?}"
        );
        for entry in entries.iter() {
            assert_eq!(
                (entry.actor_kind.as_str(), entry.actor.as_str()),
                (me().kind(), me().id()),
                "{kind}"
            );
        }
    }
    assert_eq!(store.verify_log().await.unwrap().fault, None);
    db.close().await.unwrap();
}

/// All rows of every table, as text.
async fn tables(db: &DatabaseConnection) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for table in names(db).await {
        let columns = columns(db, &table).await;
        let sql = match db.get_database_backend() {
            DbBackend::Postgres => format!("SELECT ({})::text AS row FROM {table} ORDER BY 1", columns.join(", ")),
            _ => {
                // Bytes are no JSON.
                let columns = columns
                    .iter()
                    .map(|column| format!("CASE typeof({column}) WHEN 'blob' THEN hex({column}) ELSE {column} END"));
                let columns = columns.collect::<Vec<_>>().join(", ");
                format!("SELECT json_array({columns}) AS row FROM {table} ORDER BY 1")
            }
        };
        all.insert(table, texts(db, &sql).await);
    }
    all
}

async fn names(db: &DatabaseConnection) -> Vec<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT table_name::text FROM information_schema.tables \
             WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        }
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    };
    texts(db, sql).await
}

async fn columns(db: &DatabaseConnection, table: &str) -> Vec<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => format!(
            "SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}' \
             ORDER BY ordinal_position"
        ),
        _ => format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid"),
    };
    texts(db, &sql).await
}

async fn texts(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

/// Of every table and every unique rule the region is the first column.
#[tokio::test]
async fn the_region_comes_first_in_every_key_and_every_unique_rule() {
    let sqlite = Database::sqlite();
    Store::open(&sqlite.url).await.unwrap().close().await.unwrap();
    let db = sqlite.connect().await;
    let keys = "SELECT m.name || ': ' || COALESCE(group_concat(i.name, ', '), 'expression') FROM
        (SELECT m.tbl_name AS name, l.name AS list FROM sqlite_master AS m, pragma_index_list(m.name) AS l
         WHERE m.type = 'table' AND l.\"unique\") AS m, pragma_index_info(m.list) AS i GROUP BY m.list";
    regions_first(&db, &texts(&db, keys).await, 25).await;
    db.close().await.unwrap();
    let Some(cluster) = Cluster::start() else { return };
    let postgres = Database::at(cluster.database("keys"));
    postgres.open().await.close().await.unwrap();
    let db = postgres.connect().await;
    let keys = "SELECT i.indrelid::regclass || ': ' || COALESCE(a.attname, 'expression') FROM pg_index AS i
        JOIN pg_class AS c ON c.oid = i.indrelid AND c.relnamespace = 'public'::regnamespace
        LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] WHERE i.indisunique";
    regions_first(&db, &texts(&db, keys).await, 25).await;
    db.close().await.unwrap();
}

async fn regions_first(db: &DatabaseConnection, keys: &[String], least: usize) {
    let (mut of_regions, others): (Vec<&String>, Vec<&String>) = keys
        .iter()
        .partition(|key| key.split(": ").nth(1).unwrap().starts_with("region"));
    let strangers: Vec<_> = others
        .iter()
        .filter(|key| !key.starts_with("seaql_migrations"))
        .collect();
    assert!(strangers.is_empty(), "{strangers:?}");
    assert!(of_regions.len() >= least, "{of_regions:?}");
    of_regions.retain(|key| !key.starts_with("regions"));
    for table in names(db).await.iter().filter(|table| *table != "seaql_migrations") {
        assert_eq!(
            columns(db, table).await.first().map(String::as_str),
            Some("region"),
            "{table}"
        );
    }
}
