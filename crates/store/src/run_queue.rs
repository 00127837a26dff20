//! `take_order` gives the first waiting run order to the asking process under a lease, and `put_back` returns it. An
//! order whose lease has expired waits again; after three failed attempts the run ends as failed. Leases are renewed
//! in `run_leases.rs`; plans are computed outside this crate.

use crate::acting::{Acting, Txn};
use crate::entity::run_order;
use crate::error::StoreError;
use crate::json::from_text;
use crate::leases::{now, until};
use crate::run_orders::{self, RunClass};
use crate::runs::{self, Run, RunEnd, RunState};
use karavan_model::{Actor, RunId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::Value;

/// How often an order is taken at most.
pub const ATTEMPTS_MAX: i64 = 3;

/// An order in the hands of whoever took it.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenOrder {
    /// Its run, at work now.
    pub run: Run,
    /// What to plan, as the service wrote it.
    pub body: Value,
    /// Who asked for it.
    pub asked_by: Actor,
    /// How often it was taken, this time too.
    pub attempts: i64,
}

/// Why an order is put back before its run came to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutBack {
    /// The attempt failed; it counts.
    Failed,
    /// The process is being stopped; the attempt does not count.
    Stopped,
}

impl Acting<'_> {
    /// Takes the first order that waits, under a lease. Before that, orders whose lease has run out wait again, but
    /// for those that the asking process knows to be `at_work`; what failed too often ends with what `lost` makes of
    /// its figures.
    ///
    /// # Errors
    /// When the database fails; then nothing was taken.
    pub async fn take_order(
        &self,
        lease: String,
        at_work: Vec<RunId>,
        lost: fn(&Value) -> Value,
        at: Timestamp,
    ) -> Result<Option<TakenOrder>, StoreError> {
        // Mostly there is none, and then nothing is written.
        let clock = now(self.reader()).await?;
        let rows = run_orders::open(&self.scope()).await?;
        let is_due =
            |row: &run_order::Model| row.state == run_orders::WAITING || run_orders::is_lost(row, &at_work, clock);
        if !rows.iter().any(is_due) {
            return Ok(None);
        }
        self.write(move |txn| Box::pin(take(txn, lease, at_work, lost, at)))
            .await
    }

    /// Puts an order back; after its third failure its run ends instead. Answers where the run stands then, `None`
    /// when the order is not the holder's any more.
    ///
    /// # Errors
    /// When the database fails; then it stays the holder's until the lease runs out.
    pub async fn put_back(
        &self,
        id: &RunId,
        lease: &str,
        (why, figures): (PutBack, Value),
        at: Timestamp,
    ) -> Result<Option<RunState>, StoreError> {
        let (id, lease) = (id.clone(), lease.to_owned());
        self.write(move |txn| {
            Box::pin(async move {
                let Some(row) = run_orders::held(txn, &id, &lease).await? else {
                    return Ok(None);
                };
                let (state, attempts) = match why {
                    PutBack::Failed if row.attempts >= ATTEMPTS_MAX => (RunState::Failed, row.attempts),
                    PutBack::Failed => (RunState::Queued, row.attempts),
                    PutBack::Stopped => (RunState::Queued, (row.attempts - 1).max(0)),
                };
                run_orders::count(txn, &id, attempts).await?;
                runs::finish(txn, &id, RunEnd::without_plan(state, figures), at).await?;
                Ok(Some(state))
            })
        })
        .await
    }
}

async fn take(
    txn: &Txn<'_>,
    lease: String,
    at_work: Vec<RunId>,
    lost: fn(&Value) -> Value,
    at: Timestamp,
) -> Result<Option<TakenOrder>, StoreError> {
    let clock = now(txn.db).await?;
    for row in run_orders::open(txn).await? {
        if run_orders::is_lost(&row, &at_work, clock) {
            give_back(txn, &row, lost, at).await?;
        }
    }
    let rows = run_orders::open(txn)
        .await?
        .into_iter()
        .filter(|row| row.state == run_orders::WAITING);
    let mut first: Option<((RunClass, i64), run_order::Model)> = None;
    for row in rows {
        let place = run_orders::place(&row)?;
        if first.as_ref().is_none_or(|(before, _)| place < *before) {
            first = Some((place, row));
        }
    }
    let Some((_, row)) = first else { return Ok(None) };
    let id = RunId(row.run.clone());
    let run = runs::begin(txn, &id, at).await?;
    let attempts = row.attempts + 1;
    txn.update::<run_order::Entity>()
        .col_expr(run_order::Column::State, Expr::value(run_orders::TAKEN))
        .col_expr(run_order::Column::Lease, Expr::value(Some(lease)))
        .col_expr(run_order::Column::LeaseUntil, Expr::value(until(clock)))
        .col_expr(run_order::Column::Attempts, Expr::value(attempts))
        .filter(run_order::Column::Run.eq(id.as_str()))
        .exec(txn.db)
        .await?;
    Ok(Some(TakenOrder {
        run,
        // One that cannot be read ends with a reason, as one that says nothing; it stops nobody behind it.
        body: from_text("run_orders", &row.run, &row.body).unwrap_or_default(),
        asked_by: Actor::of(&row.actor_kind, &row.actor),
        attempts,
    }))
}

/// Whoever held it is gone: it waits again, or was tried often enough.
async fn give_back(
    txn: &Txn<'_>,
    row: &run_order::Model,
    lost: fn(&Value) -> Value,
    at: Timestamp,
) -> Result<(), StoreError> {
    let id = RunId(row.run.clone());
    let Some(run) = runs::find(txn, &id).await? else {
        return Ok(());
    };
    let end = match row.attempts >= ATTEMPTS_MAX {
        true => RunEnd::without_plan(RunState::Failed, lost(&run.body)),
        false => RunEnd::without_plan(RunState::Queued, run.body),
    };
    runs::finish(txn, &id, end, at).await?;
    Ok(())
}
