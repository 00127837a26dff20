//! `Run` and `RunState`: the kept state of background computations of plans; `insert_run`, `end_run`, `cancel_run`,
//! `run` and `last_run`. A new run is refused while one of its day has not ended, and is kept with its order in the
//! queue (`run_orders.rs`).

use crate::acting::{Acting, Txn};
use crate::date_column::DateColumn;
use crate::entity::run;
use crate::error::StoreError;
use crate::idempotency::{Acted, Once};
use crate::json::{from_text, to_text};
use crate::log::{self, Entry, Kind, LogAct};
use crate::run_orders::{self, NewOrder};
use crate::scope::Scope;
use crate::sequence::{self, Sequence};
use crate::store::Store;
use karavan_model::{Date, PlanId, RunId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RunState {
    /// Waits for its turn.
    Queued,
    /// At work.
    Running,
    /// Ended with a plan.
    Succeeded,
    /// Ended without one.
    Failed,
    /// Called off.
    Cancelled,
}

impl RunState {
    const ALL: [Self; 5] = [
        Self::Queued,
        Self::Running,
        Self::Succeeded,
        Self::Failed,
        Self::Cancelled,
    ];
    pub(crate) const ACTIVE: [&'static str; 2] = ["queued", "running"];

    /// The word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether it can still end in another way.
    #[must_use]
    pub const fn is_active(self) -> bool {
        matches!(self, Self::Queued | Self::Running)
    }
}

/// A run as kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its id.
    pub id: RunId,
    /// The day it plans.
    pub date: Date,
    /// Where it stands.
    pub state: RunState,
    /// The plan it made.
    pub plan: Option<PlanId>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// Its settings, progress and figures, as dispatch writes them.
    pub body: Value,
}

/// What became of a run that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum RunInserted {
    /// Kept; it waits for its turn.
    Created(Run),
    /// Another run of the same day has not ended.
    Busy(Run),
}

/// How a run ends.
pub(crate) struct RunEnd {
    pub(crate) state: RunState,
    pub(crate) plan: Option<PlanId>,
    pub(crate) body: Value,
}

impl RunEnd {
    pub(crate) const fn without_plan(state: RunState, body: Value) -> Self {
        Self {
            state,
            plan: None,
            body,
        }
    }
}

impl Acting<'_> {
    /// Keeps a new run with its order, unless one of the same day has not ended.
    ///
    /// # Errors
    /// When the database fails; then nothing was kept.
    pub async fn insert_run(
        &self,
        new: Run,
        order: NewOrder,
        once: Option<Once<RunInserted>>,
    ) -> Result<Acted<RunInserted>, StoreError> {
        self.write_once(once, move |txn| Box::pin(insert(txn, new, order)))
            .await
    }

    /// Ends a run without a plan, on behalf of the process that holds its order. Answers `false` when it is not theirs
    /// any more; then nothing was written.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_run(
        &self,
        id: &RunId,
        lease: &str,
        (state, body): (RunState, Value),
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let (id, lease) = (id.clone(), lease.to_owned());
        self.write(move |txn| {
            Box::pin(async move {
                if !run_orders::is_holder(txn, &id, &lease).await? {
                    return Ok(false);
                }
                finish(txn, &id, RunEnd::without_plan(state, body), at).await
            })
        })
        .await
    }

    /// Cancels a run, whichever process holds it; `false` when it has ended. Its holder is told with its next sign of
    /// life.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cancel_run(&self, id: &RunId, at: Timestamp) -> Result<bool, StoreError> {
        let id = id.clone();
        self.write(move |txn| {
            Box::pin(async move {
                let Some(run) = find(txn, &id).await? else {
                    return Ok(false);
                };
                finish(txn, &id, RunEnd::without_plan(RunState::Cancelled, run.body), at).await
            })
        })
        .await
    }
}

impl Store {
    /// One run.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn run(&self, id: &RunId) -> Result<Option<Run>, StoreError> {
        find(&self.scope(), id).await
    }

    /// The newest run of a day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_run(&self, date: Date) -> Result<Option<Run>, StoreError> {
        let row = self
            .scope()
            .find::<run::Entity>()
            .filter(run::Column::Date.eq(DateColumn::from(date)))
            .order_by_desc(run::Column::Epoch)
            .one(self.reader())
            .await?;
        row.map(from_row).transpose()
    }
}

async fn insert(txn: &Txn<'_>, new: Run, order: NewOrder) -> Result<RunInserted, StoreError> {
    let date = DateColumn::from(new.date);
    let busy = txn
        .find::<run::Entity>()
        .filter(run::Column::Date.eq(date))
        .filter(run::Column::State.is_in(RunState::ACTIVE))
        .one(txn.db)
        .await?;
    if let Some(busy) = busy {
        return Ok(RunInserted::Busy(from_row(busy)?));
    }
    let epoch = sequence::take(txn, Sequence::Run, 1).await?;
    let row = run::ActiveModel {
        region: Set(txn.key()),
        id: Set(new.id.0.clone()),
        date: Set(date),
        state: Set(new.state.word().to_owned()),
        plan: Set(new.plan.as_ref().map(|plan| plan.0.clone())),
        created_at: Set(new.created_at.0),
        changed_at: Set(new.changed_at.0),
        body: Set(to_text(&new.body)?),
        epoch: Set(epoch),
    };
    run::Entity::insert(row).exec_without_returning(txn.db).await?;
    run_orders::enqueue(txn, &new.id, &order, epoch).await?;
    log::append(txn, new.created_at, vec![announce(&new, LogAct::Added)?]).await?;
    Ok(RunInserted::Created(new))
}

/// A run whose order is taken is at work.
pub(crate) async fn begin(txn: &Txn<'_>, id: &RunId, at: Timestamp) -> Result<Run, StoreError> {
    let missing = || DbErr::RecordNotFound(format!("the run of the order {id}"));
    let run = find(txn, id).await?.ok_or_else(missing)?;
    change(
        txn,
        &run,
        &RunEnd::without_plan(RunState::Running, run.body.clone()),
        at,
    )
    .await?;
    Ok(Run {
        state: RunState::Running,
        changed_at: at,
        ..run
    })
}

/// Ends an active run, or lets it wait again; its order goes with it. Answers whether it was still active.
pub(crate) async fn finish(txn: &Txn<'_>, id: &RunId, end: RunEnd, at: Timestamp) -> Result<bool, StoreError> {
    let Some(before) = find(txn, id).await?.filter(|run| run.state.is_active()) else {
        return Ok(false);
    };
    change(txn, &before, &end, at).await?;
    run_orders::let_go(txn, id, end.state.is_active()).await?;
    Ok(true)
}

/// Writes down how a run stands; only a change of state reaches the feed.
async fn change(txn: &Txn<'_>, before: &Run, now: &RunEnd, at: Timestamp) -> Result<(), StoreError> {
    txn.update::<run::Entity>()
        .col_expr(run::Column::State, Expr::value(now.state.word()))
        .col_expr(
            run::Column::Plan,
            Expr::value(now.plan.as_ref().map(|plan| plan.0.clone())),
        )
        .col_expr(run::Column::Body, Expr::value(to_text(&now.body)?))
        .col_expr(run::Column::ChangedAt, Expr::value(at.0))
        .filter(run::Column::Id.eq(before.id.as_str()))
        .exec(txn.db)
        .await?;
    if now.state != before.state {
        let run = Run {
            state: now.state,
            plan: now.plan.clone(),
            ..before.clone()
        };
        log::append(txn, at, vec![announce(&run, LogAct::Changed)?]).await?;
    }
    Ok(())
}

fn announce(run: &Run, act: LogAct) -> Result<Entry, StoreError> {
    let body = json!({ "run": run.id, "state": run.state.word(), "plan": run.plan });
    Ok(Entry {
        date: Some(run.date.into()),
        ..Entry::new(Kind::Run, act, run.id.as_str(), body)
    })
}

pub(crate) async fn find<C: ConnectionTrait>(scope: &Scope<'_, C>, id: &RunId) -> Result<Option<Run>, StoreError> {
    let row = scope
        .find::<run::Entity>()
        .filter(run::Column::Id.eq(id.as_str()))
        .one(scope.db)
        .await?;
    row.map(from_row).transpose()
}

pub(crate) fn from_row(row: run::Model) -> Result<Run, StoreError> {
    let state = RunState::ALL.into_iter().find(|state| state.word() == row.state);
    let state = state.ok_or(StoreError::Word {
        table: "runs",
        word: row.state,
    })?;
    Ok(Run {
        state,
        body: from_text("runs", &row.id, &row.body)?,
        id: RunId(row.id),
        date: row.date.into(),
        plan: row.plan.map(PlanId),
        created_at: Timestamp(row.created_at),
        changed_at: Timestamp(row.changed_at),
    })
}
