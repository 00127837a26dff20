//! Leases of runs: who works on a run says so again and again; whoever has said nothing for long has lost it.
//!
//! Moments of leases are read off the database's clock, which all processes on it share. A lease that ends later than any
//! lease can was written by a clock that has since been put back, and holds nothing.

use crate::acting::{Acting, Txn};
use crate::entity::run;
use crate::error::StoreError;
use crate::runs::{self, Run, RunEnd, RunState};
use crate::store::Store;
use karavan_model::{RunId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, DbErr, QueryFilter, QueryOrder, Statement};
use std::time::Duration;

/// How long a run stays its owner's without a sign of life.
pub const RUN_LEASE: Duration = Duration::from_secs(20);

const LEASE_US: i64 = 20_000_000;

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
                        lost.push(give_up(txn, runs::from_row(row)?, at).await?);
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

/// Ends a run that nobody works on any more.
pub(crate) async fn give_up(txn: &Txn<'_>, lost: Run, at: Timestamp) -> Result<RunId, StoreError> {
    let end = RunEnd {
        state: RunState::Failed,
        plan: None,
        body: lost.body,
    };
    runs::finish(txn, &lost.id, end, at).await?;
    Ok(lost.id)
}

/// The end of a lease that begins now.
pub(crate) const fn until(now: i64) -> i64 {
    now + LEASE_US
}

pub(crate) const fn is_held(lease_until: i64, now: i64) -> bool {
    now < lease_until && lease_until <= until(now)
}

/// Microseconds since the Unix epoch on the database's clock.
pub(crate) async fn now<C: ConnectionTrait>(db: &C) -> Result<i64, StoreError> {
    let backend = db.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint",
        _ => "SELECT CAST(unixepoch('now', 'subsec') * 1000000 AS INTEGER)",
    };
    let row = db.query_one_raw(Statement::from_string(backend, sql)).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("the database's clock".to_owned()))?;
    Ok(row.try_get_by_index(0)?)
}

#[cfg(test)]
mod tests {
    use super::{RUN_LEASE, is_held, until};

    #[test]
    fn a_lease_holds_for_its_time_and_none_from_the_future_holds() {
        let now = 1_000_000_000;
        let lease = i64::try_from(RUN_LEASE.as_micros()).unwrap_or_default();
        assert_eq!(until(now), now + lease);
        assert!(is_held(until(now), now) && is_held(until(now), now + lease - 1));
        assert!(!is_held(until(now), now + lease), "run out");
        assert!(
            !is_held(until(now + 2 * 3_600_000_000), now),
            "begun two hours from now"
        );
        assert!(!is_held(0, now), "from before there were leases");
    }
}
