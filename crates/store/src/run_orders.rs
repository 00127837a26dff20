//! `NewOrder` and `RunClass`: what a run is asked to plan and how urgent it is; queue order is by class, then by age.
//! Functions on table `run_orders`: `enqueue`, `held`, `is_holder`, `open`, `place`, `is_lost`, `count`, `let_go`;
//! `runs_before` counts the runs ahead of one. Taking an order is in `run_queue.rs`.

use crate::acting::Txn;
use crate::entity::run_order;
use crate::error::StoreError;
use crate::json::to_text;
use crate::leases::is_held;
use crate::scope::Scope;
use crate::store::Store;
use karavan_model::RunId;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use serde_json::Value;

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

/// An order's own states.
pub(crate) const WAITING: &str = "waiting";
pub(crate) const TAKEN: &str = "taken";
const ENDED: &str = "ended";
/// The only kind of order so far.
const PLAN: &str = "plan";

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

/// Lets go of an order: it waits again, or has ended.
pub(crate) async fn let_go(txn: &Txn<'_>, run: &RunId, waits_again: bool) -> Result<(), StoreError> {
    let next = if waits_again { WAITING } else { ENDED };
    txn.update::<run_order::Entity>()
        .col_expr(run_order::Column::State, Expr::value(next))
        .col_expr(run_order::Column::Lease, Expr::value(Option::<String>::None))
        .col_expr(run_order::Column::LeaseUntil, Expr::value(0_i64))
        .filter(run_order::Column::Run.eq(run.as_str()))
        .exec(txn.db)
        .await?;
    Ok(())
}

pub(crate) async fn count(txn: &Txn<'_>, run: &RunId, attempts: i64) -> Result<(), StoreError> {
    txn.update::<run_order::Entity>()
        .col_expr(run_order::Column::Attempts, Expr::value(attempts))
        .filter(run_order::Column::Run.eq(run.as_str()))
        .exec(txn.db)
        .await?;
    Ok(())
}

/// The order of a run, if whoever names this lease holds it.
pub(crate) async fn held(txn: &Txn<'_>, run: &RunId, lease: &str) -> Result<Option<run_order::Model>, StoreError> {
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
pub(crate) async fn open<C: ConnectionTrait>(scope: &Scope<'_, C>) -> Result<Vec<run_order::Model>, StoreError> {
    let rows = scope
        .find::<run_order::Entity>()
        .filter(run_order::Column::State.ne(ENDED))
        .order_by_asc(run_order::Column::Rank)
        .all(scope.db)
        .await?;
    Ok(rows)
}

pub(crate) fn is_lost(row: &run_order::Model, at_work: &[RunId], clock: i64) -> bool {
    row.state == TAKEN && !is_held(row.lease_until, clock) && at_work.iter().all(|own| own.0 != row.run)
}

/// The place in the queue.
pub(crate) fn place(row: &run_order::Model) -> Result<(RunClass, i64), StoreError> {
    let class = RunClass::ALL.into_iter().find(|class| class.word() == row.class);
    let class = class.ok_or_else(|| StoreError::Word {
        table: "run_orders",
        word: row.class.clone(),
    })?;
    Ok((class, row.rank))
}
