//! `rows`: the rows of the first region in a SQLite file as JSON texts, read past the store; nothing on PostgreSQL.

use crate::connections;
use crate::store::Store;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

/// All rows of the first region in a SQLite file; nothing of PostgreSQL.
pub(super) async fn rows(store: &Store) -> Vec<String> {
    let Some(file) = store.file() else { return Vec::new() };
    let db = connections::beside(file).await.unwrap();
    let texts = async |sql: &str| -> Vec<String> {
        let rows = db
            .query_all_raw(Statement::from_string(DbBackend::Sqlite, sql))
            .await
            .unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    };
    let tables = "SELECT m.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
        WHERE m.type = 'table' AND c.name = 'region'";
    let mut all = Vec::new();
    for table in texts(tables).await {
        let columns = texts(&format!("SELECT name FROM pragma_table_info('{table}')")).await;
        // Bytes are no JSON.
        let columns = columns
            .iter()
            .map(|name| format!("CASE typeof({name}) WHEN 'blob' THEN hex({name}) ELSE {name} END"));
        let columns = columns.collect::<Vec<_>>().join(", ");
        let sql = format!("SELECT '{table} ' || json_array({columns}) FROM {table} WHERE region = 0 ORDER BY 1");
        all.extend(texts(&sql).await);
    }
    db.close().await.unwrap();
    all
}
