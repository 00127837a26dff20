//! `Store::renew_run`: the process that works on a run prolongs its lease, or is told `false` when the order is not
//! its own any more and it should stop. How long a lease lasts is in `leases.rs`; orders are taken in `run_queue.rs`.

use crate::entity::run_order;
use crate::error::StoreError;
use crate::leases::{now, until};
use crate::store::Store;
use karavan_model::RunId;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, QueryFilter};

impl Store {
    /// A sign of life: prolongs a lease. `false` when the order is not its holder's any more; the search should stop,
    /// and no plan of it will be kept.
    ///
    /// # Errors
    /// When the database fails; the lease is then as it was.
    pub async fn renew_run(&self, id: &RunId, lease: &str) -> Result<bool, StoreError> {
        let (id, lease) = (id.0.clone(), lease.to_owned());
        self.transact(move |scope| {
            Box::pin(async move {
                // An order that is not taken has no lease.
                let held = scope
                    .update::<run_order::Entity>()
                    .col_expr(run_order::Column::LeaseUntil, Expr::value(until(now(scope.db).await?)))
                    .filter(run_order::Column::Run.eq(id))
                    .filter(run_order::Column::Lease.eq(lease))
                    .exec(scope.db)
                    .await?;
                Ok(held.rows_affected > 0)
            })
        })
        .await
    }
}
