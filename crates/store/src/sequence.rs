//! `Sequence` and `take`: counters of a region for requests, runs, submissions and persons, in the order of commits; a
//! rollback gives numbers back. `raise` lifts a counter past used numbers. Log entries are numbered by `log/head.rs`.

use crate::acting::Txn;
use crate::entity::counter;
use crate::error::StoreError;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, ExprTrait, QueryFilter};

/// What is numbered.
#[derive(Clone, Copy)]
pub(crate) enum Sequence {
    /// Requests; starts at 1001.
    Request,
    /// Runs, in the order they began.
    Run,
    /// What came in through doors, in the order it came.
    Submission,
    /// People who are helped; starts at 1.
    Person,
}

impl Sequence {
    const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Run => "run",
            Self::Submission => "submission",
            Self::Person => "person",
        }
    }
}

/// Takes `count` numbers and returns the first. A transaction that is rolled back gives them back.
pub(crate) async fn take(txn: &Txn<'_>, sequence: Sequence, count: i64) -> Result<i64, StoreError> {
    let rows = txn
        .update::<counter::Entity>()
        .col_expr(counter::Column::Value, Expr::col(counter::Column::Value).add(count))
        .filter(counter::Column::Name.eq(sequence.name()))
        .exec_with_returning(txn.db)
        .await?;
    let last = rows.first().ok_or_else(|| missing(sequence))?.value;
    Ok(last - count + 1)
}

/// Begins no lower than after `used`.
pub(crate) async fn raise(txn: &Txn<'_>, sequence: Sequence, used: i64) -> Result<(), StoreError> {
    txn.update::<counter::Entity>()
        .col_expr(counter::Column::Value, Expr::value(used))
        .filter(counter::Column::Name.eq(sequence.name()))
        .filter(counter::Column::Value.lt(used))
        .exec(txn.db)
        .await?;
    Ok(())
}

fn missing(sequence: Sequence) -> DbErr {
    DbErr::RecordNotFound(format!("the counter “{}”", sequence.name()))
}
