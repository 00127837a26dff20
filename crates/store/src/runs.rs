//! Background computations of plans: at most one at work for a day, each under the lease of a process (see `leases`).

use crate::acting::{Acting, Txn};
use crate::day::Day;
use crate::entity::run;
use crate::error::StoreError;
use crate::json::{from_text, to_text};
use crate::leases;
use crate::log::{self, Act, Entry, Kind};
use crate::once::{Acted, Once};
use crate::scope::Scope;
use crate::sequence::{self, Sequence};
use crate::store::Store;
use karavan_model::{Date, PlanId, RunId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
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
    /// The process that works on it.
    pub owner: String,
}

/// What became of a run that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum RunInserted {
    /// Kept; it may begin.
    Created(Run),
    /// Another run of the same day is at work.
    Busy(Run),
}

/// How a run ends.
pub(crate) struct RunEnd {
    pub(crate) state: RunState,
    pub(crate) plan: Option<PlanId>,
    pub(crate) body: Value,
}

impl Acting<'_> {
    /// Keeps a new run, under a lease of its owner, unless one of the same day is at work. A run of another owner whose lease
    /// has run out is ended first.
    ///
    /// # Errors
    /// When the database fails; then nothing was kept.
    pub async fn insert_run(
        &self,
        new: Run,
        once: Option<Once<RunInserted>>,
    ) -> Result<Acted<RunInserted>, StoreError> {
        self.write_once(once, move |txn| Box::pin(insert(txn, new))).await
    }

    /// Writes down how far a run is. Answers `false` when it is over: it must then stop, and nothing was written.
    /// Only a change of state reaches the feed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn update_run(
        &self,
        id: &RunId,
        state: RunState,
        body: Value,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let id = id.clone();
        let end = RunEnd {
            state,
            plan: None,
            body,
        };
        self.write(move |txn| Box::pin(async move { finish(txn, &id, end, at).await }))
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
            .filter(run::Column::Date.eq(Day::from(date)))
            .order_by_desc(run::Column::Epoch)
            .one(self.reader())
            .await?;
        row.map(from_row).transpose()
    }
}

async fn insert(txn: &Txn<'_>, new: Run) -> Result<RunInserted, StoreError> {
    let date = Day::from(new.date);
    let busy = txn
        .find::<run::Entity>()
        .filter(run::Column::Date.eq(date))
        .filter(run::Column::State.is_in(RunState::ACTIVE))
        .one(txn.db)
        .await?;
    let now = leases::now(txn.db).await?;
    if let Some(busy) = busy {
        if leases::is_held(busy.lease_until, now) || busy.owner == new.owner {
            return Ok(RunInserted::Busy(from_row(busy)?));
        }
        give_up(txn, from_row(busy)?, new.created_at).await?;
    }
    let row = run::ActiveModel {
        region: Set(txn.key()),
        id: Set(new.id.0.clone()),
        date: Set(date),
        state: Set(new.state.word().to_owned()),
        plan: Set(new.plan.as_ref().map(|plan| plan.0.clone())),
        created_at: Set(new.created_at.0),
        changed_at: Set(new.changed_at.0),
        body: Set(to_text(&new.body)?),
        owner: Set(new.owner.clone()),
        epoch: Set(sequence::take(txn, Sequence::Run, 1).await?),
        lease_until: Set(leases::until(now)),
    };
    run::Entity::insert(row).exec_without_returning(txn.db).await?;
    log::append(txn, new.created_at, vec![announce(&new, Act::Added)?]).await?;
    Ok(RunInserted::Created(new))
}

/// Whether a run may still bring a plan.
pub(crate) async fn is_active(txn: &Txn<'_>, id: &RunId) -> Result<bool, StoreError> {
    Ok(find(txn, id).await?.is_some_and(|run| run.state.is_active()))
}

/// Moves an active run on; answers whether it was still active.
pub(crate) async fn finish(txn: &Txn<'_>, id: &RunId, end: RunEnd, at: Timestamp) -> Result<bool, StoreError> {
    let Some(before) = find(txn, id).await?.filter(|run| run.state.is_active()) else {
        return Ok(false);
    };
    txn.update::<run::Entity>()
        .col_expr(run::Column::State, Expr::value(end.state.word()))
        .col_expr(
            run::Column::Plan,
            Expr::value(end.plan.as_ref().map(|plan| plan.0.clone())),
        )
        .col_expr(run::Column::Body, Expr::value(to_text(&end.body)?))
        .col_expr(run::Column::ChangedAt, Expr::value(at.0))
        .filter(run::Column::Id.eq(id.as_str()))
        .exec(txn.db)
        .await?;
    if end.state != before.state {
        let now = Run {
            state: end.state,
            plan: end.plan,
            ..before
        };
        log::append(txn, at, vec![announce(&now, Act::Changed)?]).await?;
    }
    Ok(true)
}

/// Ends a run that nobody works on any more.
pub(crate) async fn give_up(txn: &Txn<'_>, lost: Run, at: Timestamp) -> Result<RunId, StoreError> {
    let end = RunEnd {
        state: RunState::Failed,
        plan: None,
        body: lost.body,
    };
    finish(txn, &lost.id, end, at).await?;
    Ok(lost.id)
}

fn announce(run: &Run, act: Act) -> Result<Entry, StoreError> {
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
        owner: row.owner,
        created_at: Timestamp(row.created_at),
        changed_at: Timestamp(row.changed_at),
    })
}
