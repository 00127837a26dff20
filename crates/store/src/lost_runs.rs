//! Signs of life of runs, and the end of those that give none any more (see `leases`).

use crate::acting::Acting;
use crate::entity::run;
use crate::error::StoreError;
use crate::leases::{is_held, now, until};
use crate::runs::{self, RunState};
use crate::store::Store;
use karavan_model::{RunId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

impl Acting<'_> {
    /// Ends as failed the runs whose lease has run out, but for those that the asking process knows to be at work. Answers
    /// which.
    ///
    /// # Errors
    /// When the database fails; then none was ended.
    pub async fn end_lost_runs(&self, alive: Vec<RunId>, at: Timestamp) -> Result<Vec<RunId>, StoreError> {
        let active = self
            .scope()
            .find::<run::Entity>()
            .filter(run::Column::State.is_in(RunState::ACTIVE))
            .filter(run::Column::Id.is_not_in(alive.into_iter().map(|id| id.0)))
            .order_by_asc(run::Column::Epoch);
        // Mostly there are none, and then nothing is written.
        if active.clone().one(self.reader()).await?.is_none() {
            return Ok(Vec::new());
        }
        self.write(move |txn| {
            Box::pin(async move {
                let now = now(txn.db).await?;
                let mut lost = Vec::new();
                for row in active.all(txn.db).await? {
                    if !is_held(row.lease_until, now) {
                        lost.push(runs::give_up(txn, runs::from_row(row)?, at).await?);
                    }
                }
                Ok(lost)
            })
        })
        .await
    }
}

impl Store {
    /// A sign of life: prolongs the lease of a run. `false` when it is not the owner's any more; its search should stop, and
    /// no plan of it will be kept.
    ///
    /// # Errors
    /// When the database fails; the lease is then as it was.
    pub async fn renew_run(&self, id: &RunId, owner: &str) -> Result<bool, StoreError> {
        let (id, owner) = (id.0.clone(), owner.to_owned());
        self.transact(move |scope| {
            Box::pin(async move {
                let held = scope
                    .update::<run::Entity>()
                    .col_expr(run::Column::LeaseUntil, Expr::value(until(now(scope.db).await?)))
                    .filter(run::Column::Id.eq(id))
                    .filter(run::Column::Owner.eq(owner))
                    .filter(run::Column::State.is_in(RunState::ACTIVE))
                    .exec(scope.db)
                    .await?;
                Ok(held.rows_affected > 0)
            })
        })
        .await
    }
}
