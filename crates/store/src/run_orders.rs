//! The queue of runs: what each was asked to do, kept with it in one transaction, and taken by whichever process is free.
//!
//! The place in the queue is by class, then by age. Who takes an order holds it under a random lease that it prolongs (see
//! `leases`); an order whose lease has run out waits again, and after its third failure the run ends.

use crate::acting::{Acting, Txn};
use crate::entity::run_order;
use crate::error::StoreError;
use crate::json::{from_text, to_text};
use crate::leases::{is_held, now, until};
use crate::runs::{self, Run, RunEnd, RunState};
use crate::scope::Scope;
use crate::store::Store;
use karavan_model::{Actor, RunId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use serde_json::Value;

/// How often an order is taken at most.
pub const ATTEMPTS_MAX: i64 = 3;

/// What comes first in the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunClass {
    /// A day that broke is mended.
    Urgent,
    /// The day is planned.
    #[default]
    Morning,
    /// A large hand-out that has time.
    Campaign,
}

impl RunClass {
    /// All of them, the first first.
    pub const ALL: [Self; 3] = [Self::Urgent, Self::Morning, Self::Campaign];

    /// The word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Urgent => "urgent",
            Self::Morning => "morning",
            Self::Campaign => "campaign",
        }
    }
}

/// What a run is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub struct NewOrder {
    /// What it comes before.
    pub class: RunClass,
    /// What to plan, as the service writes it.
    pub body: Value,
}

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

/// An order's own states.
const WAITING: &str = "waiting";
const TAKEN: &str = "taken";
const ENDED: &str = "ended";
/// The only kind of order so far.
const PLAN: &str = "plan";

impl Acting<'_> {
    /// Takes the first order that waits, under a lease. Before that, orders whose lease has run out wait again, but for those
    /// that the asking process knows to be `at_work`; what failed too often ends with what `lost` makes of its figures.
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
        let rows = open(&self.scope()).await?;
        let is_due = |row: &run_order::Model| row.state == WAITING || is_lost(row, &at_work, clock);
        if !rows.iter().any(is_due) {
            return Ok(None);
        }
        self.write(move |txn| Box::pin(take(txn, lease, at_work, lost, at)))
            .await
    }

    /// Puts an order back; after its third failure its run ends instead. Answers where the run stands then, `None` when the
    /// order is not the holder's any more.
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
                let Some(row) = held(txn, &id, &lease).await? else {
                    return Ok(None);
                };
                let (state, attempts) = match why {
                    PutBack::Failed if row.attempts >= ATTEMPTS_MAX => (RunState::Failed, row.attempts),
                    PutBack::Failed => (RunState::Queued, row.attempts),
                    PutBack::Stopped => (RunState::Queued, (row.attempts - 1).max(0)),
                };
                count(txn, &id, attempts).await?;
                runs::finish(txn, &id, RunEnd::without_plan(state, figures), at).await?;
                Ok(Some(state))
            })
        })
        .await
    }
}

impl Store {
    /// How many runs are at work or come first, for a run that waits; `None` for one that does not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn runs_before(&self, id: &RunId) -> Result<Option<usize>, StoreError> {
        let rows = open(&self.scope()).await?;
        let own = rows.iter().find(|row| row.run == id.0 && row.state == WAITING);
        let Some(own) = own.map(place).transpose()? else {
            return Ok(None);
        };
        let mut before = 0;
        for row in &rows {
            before += usize::from(row.state == TAKEN || place(row)? < own);
        }
        Ok(Some(before))
    }
}

/// Keeps the order of a new run.
pub(crate) async fn enqueue(txn: &Txn<'_>, run: &RunId, order: &NewOrder, rank: i64) -> Result<(), StoreError> {
    let row = run_order::ActiveModel {
        region: Set(txn.key()),
        run: Set(run.0.clone()),
        kind: Set(PLAN.to_owned()),
        class: Set(order.class.word().to_owned()),
        rank: Set(rank),
        state: Set(WAITING.to_owned()),
        body: Set(to_text(&order.body)?),
        actor_kind: Set(txn.actor.kind().to_owned()),
        actor: Set(txn.actor.id().to_owned()),
        lease: Set(None),
        lease_until: Set(0),
        attempts: Set(0),
    };
    run_order::Entity::insert(row).exec_without_returning(txn.db).await?;
    Ok(())
}

/// Whether whoever names this lease holds the order of a run.
pub(crate) async fn is_holder(txn: &Txn<'_>, run: &RunId, lease: &str) -> Result<bool, StoreError> {
    Ok(held(txn, run, lease).await?.is_some())
}

/// Lets go of an order whose run now stands there: it waits again, or has ended.
pub(crate) async fn let_go(txn: &Txn<'_>, run: &RunId, state: RunState) -> Result<(), StoreError> {
    let next = if state.is_active() { WAITING } else { ENDED };
    txn.update::<run_order::Entity>()
        .col_expr(run_order::Column::State, Expr::value(next))
        .col_expr(run_order::Column::Lease, Expr::value(Option::<String>::None))
        .col_expr(run_order::Column::LeaseUntil, Expr::value(0_i64))
        .filter(run_order::Column::Run.eq(run.as_str()))
        .exec(txn.db)
        .await?;
    Ok(())
}

async fn take(
    txn: &Txn<'_>,
    lease: String,
    at_work: Vec<RunId>,
    lost: fn(&Value) -> Value,
    at: Timestamp,
) -> Result<Option<TakenOrder>, StoreError> {
    let clock = now(txn.db).await?;
    for row in open(txn).await? {
        if is_lost(&row, &at_work, clock) {
            give_back(txn, &row, lost, at).await?;
        }
    }
    let rows = open(txn).await?.into_iter().filter(|row| row.state == WAITING);
    let mut first: Option<((RunClass, i64), run_order::Model)> = None;
    for row in rows {
        let place = place(&row)?;
        if first.as_ref().is_none_or(|(before, _)| place < *before) {
            first = Some((place, row));
        }
    }
    let Some((_, row)) = first else { return Ok(None) };
    let id = RunId(row.run.clone());
    let run = runs::begin(txn, &id, at).await?;
    let attempts = row.attempts + 1;
    txn.update::<run_order::Entity>()
        .col_expr(run_order::Column::State, Expr::value(TAKEN))
        .col_expr(run_order::Column::Lease, Expr::value(Some(lease)))
        .col_expr(run_order::Column::LeaseUntil, Expr::value(until(clock)))
        .col_expr(run_order::Column::Attempts, Expr::value(attempts))
        .filter(run_order::Column::Run.eq(id.as_str()))
        .exec(txn.db)
        .await?;
    Ok(Some(TakenOrder {
        run,
        body: from_text("run_orders", &row.run, &row.body)?,
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

async fn count(txn: &Txn<'_>, run: &RunId, attempts: i64) -> Result<(), StoreError> {
    txn.update::<run_order::Entity>()
        .col_expr(run_order::Column::Attempts, Expr::value(attempts))
        .filter(run_order::Column::Run.eq(run.as_str()))
        .exec(txn.db)
        .await?;
    Ok(())
}

/// The order of a run, if whoever names this lease holds it.
async fn held(txn: &Txn<'_>, run: &RunId, lease: &str) -> Result<Option<run_order::Model>, StoreError> {
    let row = txn
        .find::<run_order::Entity>()
        .filter(run_order::Column::Run.eq(run.as_str()))
        .filter(run_order::Column::State.eq(TAKEN))
        .filter(run_order::Column::Lease.eq(lease))
        .one(txn.db)
        .await?;
    Ok(row)
}

/// Orders that have not ended, by age: at most one for each day.
async fn open<C: ConnectionTrait>(scope: &Scope<'_, C>) -> Result<Vec<run_order::Model>, StoreError> {
    let rows = scope
        .find::<run_order::Entity>()
        .filter(run_order::Column::State.ne(ENDED))
        .order_by_asc(run_order::Column::Rank)
        .all(scope.db)
        .await?;
    Ok(rows)
}

fn is_lost(row: &run_order::Model, at_work: &[RunId], clock: i64) -> bool {
    row.state == TAKEN && !is_held(row.lease_until, clock) && at_work.iter().all(|own| own.0 != row.run)
}

/// The place in the queue.
fn place(row: &run_order::Model) -> Result<(RunClass, i64), StoreError> {
    let class = RunClass::ALL.into_iter().find(|class| class.word() == row.class);
    let class = class.ok_or_else(|| StoreError::Word {
        table: "run_orders",
        word: row.class.clone(),
    })?;
    Ok((class, row.rank))
}
