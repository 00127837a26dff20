//! `LogHead`, the number and hash of a region's newest log entry, kept in table `regions`: `head` and `last` read it,
//! `keep_head` writes it. The next entry takes its number and chain from here.

use super::chain::{self, Hash, ROOT};
use crate::entity::region;
use crate::error::StoreError;
use crate::scope::Scope;
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, DbErr};

/// The newest entry of a region's log.
pub(crate) struct LogHead {
    pub(crate) seq: i64,
    pub(crate) hash: Hash,
}

pub(crate) async fn keep_head<C: ConnectionTrait>(scope: &Scope<'_, C>, head: &LogHead) -> Result<(), StoreError> {
    scope
        .update::<region::Entity>()
        .col_expr(region::Column::LogSeq, Expr::value(head.seq))
        .col_expr(region::Column::LogHash, Expr::value(head.hash.to_vec()))
        .exec(scope.db)
        .await?;
    Ok(())
}

/// The newest entry, as the region says.
pub(crate) async fn head<C: ConnectionTrait>(scope: &Scope<'_, C>) -> Result<LogHead, StoreError> {
    let row = scope.find::<region::Entity>().one(scope.db).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound(format!("the region {}", scope.region)))?;
    Ok(LogHead {
        seq: row.log_seq,
        hash: chain::read(&row.log_hash).unwrap_or(ROOT),
    })
}

/// The number of the newest entry; 0 when nothing was ever done.
pub(crate) async fn last<C: ConnectionTrait>(scope: &Scope<'_, C>) -> Result<i64, StoreError> {
    Ok(head(scope).await?.seq)
}
