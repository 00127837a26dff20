//! `dice`: 64 random hexadecimal digits from the database (`randomblob`, `gen_random_uuid`). Keys and nonces are drawn
//! from it by `Dice` in `sealed/dice.rs`.

use crate::error::StoreError;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

/// 64 hexadecimal digits that nobody can guess, from the database: the store throws no dice.
pub(crate) async fn dice<C: ConnectionTrait>(db: &C) -> Result<String, StoreError> {
    let backend = db.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => "SELECT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')",
        _ => "SELECT lower(hex(randomblob(32)))",
    };
    let row = db.query_one_raw(Statement::from_string(backend, sql)).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("a random number".to_owned()))?;
    Ok(row.try_get_by_index(0)?)
}
