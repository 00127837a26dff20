//! Numbers that grow by one with every row, in the order of commits and without gaps.

use crate::entity::counter;
use crate::error::StoreError;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter};

/// What is numbered.
#[derive(Clone, Copy)]
pub(crate) enum Sequence {
    /// Requests; starts at 1001.
    Request,
    /// The change feed.
    Change,
    /// Status events.
    StatusEvent,
    /// Runs, in the order they began.
    Run,
}

impl Sequence {
    const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Change => "change",
            Self::StatusEvent => "status_event",
            Self::Run => "run",
        }
    }
}

/// Takes `count` numbers and returns the first. A transaction that is rolled back gives them back.
pub(crate) async fn take(txn: &DatabaseTransaction, sequence: Sequence, count: i64) -> Result<i64, StoreError> {
    let rows = counter::Entity::update_many()
        .col_expr(counter::Column::Value, Expr::col(counter::Column::Value).add(count))
        .filter(counter::Column::Name.eq(sequence.name()))
        .exec_with_returning(txn)
        .await?;
    let last = rows.first().ok_or_else(|| missing(sequence))?.value;
    Ok(last - count + 1)
}

/// The last number taken.
pub(crate) async fn last<C: ConnectionTrait>(db: &C, sequence: Sequence) -> Result<i64, StoreError> {
    let row = counter::Entity::find_by_id(sequence.name()).one(db).await?;
    Ok(row.ok_or_else(|| missing(sequence))?.value)
}

fn missing(sequence: Sequence) -> DbErr {
    DbErr::RecordNotFound(format!("the counter “{}”", sequence.name()))
}
