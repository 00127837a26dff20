//! `insert` writes log rows 500 to a statement (`ROWS_PER_INSERT`, which other tables use, too); `as_new` turns a row
//! as read into one to be inserted. Numbers and hashes are set before, in `append.rs`.

use crate::entity::log;
use crate::error::StoreError;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable};

/// Rows per statement, far below every engine's limit of bound values.
pub(crate) const ROWS_PER_INSERT: usize = 500;

/// Every column of a row, as it is to be inserted.
pub(crate) fn as_new(row: log::Model) -> log::ActiveModel {
    let mut row = row.into_active_model();
    for column in log::Column::iter() {
        row.reset(column);
    }
    row
}

pub(crate) async fn insert<C: ConnectionTrait>(db: &C, rows: Vec<log::ActiveModel>) -> Result<(), StoreError> {
    for some in rows.chunks(ROWS_PER_INSERT) {
        log::Entity::insert_many(some.to_vec())
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}
