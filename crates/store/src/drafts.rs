//! Drafts changed by hand: `change_draft` (`DraftChange`) gives a draft another document and keeps the one before, of
//! the last 50 changes; `turn_draft` undoes and does again, to the byte (`DraftWay`); `DraftChanged` is the answer of
//! both, `DraftTurns` how often each can be done.

use crate::acting::{Acting, Txn};
use crate::date_column::DateColumn;
use crate::entity::{draft_version, plan};
use crate::error::StoreError;
use crate::idempotency::{Acted, Once};
use crate::json::to_text;
use crate::log::{self, LogAct};
use crate::plans::{PlanHead, PlanState, announce, head};
use crate::requests::{self, StateChange};
use crate::scope::Scope;
use crate::store::Store;
use karavan_model::{Date, PlanId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::{Value, json};

/// Changes of a draft that can be undone; of more, the oldest stay.
pub const UNDOABLE_MAX: i64 = 50;

/// A change of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftChange {
    /// Which draft.
    pub plan: PlanId,
    /// The version its author saw.
    pub expected_version: i64,
    /// The figures afterwards.
    pub summary: Value,
    /// The document afterwards, without what it says of people: that is the same in all versions of a draft.
    pub body: String,
    /// What was done, for the log; ids only.
    pub done: Value,
    /// Requests that move with it.
    pub moves: Vec<StateChange>,
    /// When it was made.
    pub at: Timestamp,
}

/// Which way a draft goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftWay {
    /// To what was before the last change.
    Undo,
    /// To what was undone last.
    Redo,
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq)]
pub enum DraftChanged {
    /// Done; the draft as it is now.
    Done(PlanHead),
    /// It is in another version now; nothing was done.
    Stale(PlanHead),
    /// It is no draft any more; nothing was done.
    NotDraft(PlanHead),
    /// There is nothing to undo, or nothing that was undone.
    Nothing(PlanHead),
    /// There is no such plan.
    Missing,
}

/// How often a draft can be undone and done again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DraftTurns {
    /// Changes that can be undone.
    pub undo: u64,
    /// Changes that were undone.
    pub redo: u64,
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    Undone,
}

impl Side {
    const fn word(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Undone => "undone",
        }
    }
}

impl DraftWay {
    const fn word(self) -> &'static str {
        match self {
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }
}

impl Acting<'_> {
    /// Gives a draft another document. What was undone before can be done again no more.
    ///
    /// # Errors
    /// When the database fails; then nothing was done.
    pub async fn change_draft(
        &self,
        change: DraftChange,
        once: Option<Once<DraftChanged>>,
    ) -> Result<Acted<DraftChanged>, StoreError> {
        self.write_once(once, move |txn| Box::pin(apply(txn, change))).await
    }

    /// Undoes the last change of a draft, or does again what was undone last; its document is the same to the byte.
    ///
    /// # Errors
    /// When the database fails; then nothing was done.
    pub async fn turn_draft(
        &self,
        (plan, expected_version): (PlanId, i64),
        way: DraftWay,
        at: Timestamp,
        once: Option<Once<DraftChanged>>,
    ) -> Result<Acted<DraftChanged>, StoreError> {
        self.write_once(once, move |txn| {
            Box::pin(async move { turn(txn, (&plan, expected_version), way, at).await })
        })
        .await
    }
}

impl Store {
    /// How often a draft can be undone and done again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn draft_turns(&self, plan: &PlanId) -> Result<DraftTurns, StoreError> {
        let scope = self.scope();
        let count = |side: Side| of_side(&scope, plan, side).count(scope.db);
        Ok(DraftTurns {
            undo: count(Side::Before).await?,
            redo: count(Side::Undone).await?,
        })
    }
}

fn of_side<C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    plan: &PlanId,
    side: Side,
) -> sea_orm::Select<draft_version::Entity> {
    scope
        .find::<draft_version::Entity>()
        .filter(draft_version::Column::Plan.eq(plan.as_str()))
        .filter(draft_version::Column::Side.eq(side.word()))
}

/// The draft, if it is one and in the version expected.
async fn expected(txn: &Txn<'_>, plan: &PlanId, version: i64) -> Result<Result<PlanHead, DraftChanged>, StoreError> {
    Ok(match head(txn, plan).await? {
        None => Err(DraftChanged::Missing),
        Some(now) if now.state != PlanState::Draft => Err(DraftChanged::NotDraft(now)),
        Some(now) if now.version != version => Err(DraftChanged::Stale(now)),
        Some(now) => Ok(now),
    })
}

async fn apply(txn: &Txn<'_>, change: DraftChange) -> Result<DraftChanged, StoreError> {
    let draft = match expected(txn, &change.plan, change.expected_version).await? {
        Ok(draft) => draft,
        Err(other) => return Ok(other),
    };
    txn.delete::<draft_version::Entity>()
        .filter(draft_version::Column::Plan.eq(draft.id.as_str()))
        .filter(draft_version::Column::Side.eq(Side::Undone.word()))
        .exec(txn.db)
        .await?;
    let last = of_side(txn, &draft.id, Side::Before)
        .select_only()
        .column_as(draft_version::Column::Place.max(), "place")
        .into_tuple::<Option<i64>>()
        .one(txn.db)
        .await?;
    let place = last.flatten().unwrap_or(0) + 1;
    lay_aside(txn, &draft.id, Side::Before, place).await?;
    txn.delete::<draft_version::Entity>()
        .filter(draft_version::Column::Plan.eq(draft.id.as_str()))
        .filter(draft_version::Column::Place.lte(place - UNDOABLE_MAX))
        .exec(txn.db)
        .await?;
    let summary = to_text(&change.summary)?;
    let now = replace(txn, draft, (summary, change.body), change.summary).await?;
    tell(txn, &now, change.done, change.at).await?;
    requests::apply(txn, &change.moves, change.at).await?;
    Ok(DraftChanged::Done(now))
}

async fn turn(
    txn: &Txn<'_>,
    (plan, version): (&PlanId, i64),
    way: DraftWay,
    at: Timestamp,
) -> Result<DraftChanged, StoreError> {
    let draft = match expected(txn, plan, version).await? {
        Ok(draft) => draft,
        Err(other) => return Ok(other),
    };
    let (from, to, order) = match way {
        DraftWay::Undo => (Side::Before, Side::Undone, Order::Desc),
        DraftWay::Redo => (Side::Undone, Side::Before, Order::Asc),
    };
    let next = of_side(txn, plan, from)
        .order_by(draft_version::Column::Place, order)
        .one(txn.db)
        .await?;
    let Some(next) = next else {
        return Ok(DraftChanged::Nothing(draft));
    };
    lay_aside(txn, plan, to, next.place).await?;
    txn.delete::<draft_version::Entity>()
        .filter(draft_version::Column::Plan.eq(plan.as_str()))
        .filter(draft_version::Column::Side.eq(from.word()))
        .filter(draft_version::Column::Place.eq(next.place))
        .exec(txn.db)
        .await?;
    let summary = crate::json::from_text("draft_versions", plan.as_str(), &next.summary)?;
    let now = replace(txn, draft, (next.summary, next.body), summary).await?;
    tell(txn, &now, json!(way.word()), at).await?;
    Ok(DraftChanged::Done(now))
}

/// Keeps the document of now beside the draft.
async fn lay_aside(txn: &Txn<'_>, plan: &PlanId, side: Side, place: i64) -> Result<(), StoreError> {
    let now = txn.find::<plan::Entity>().filter(plan::Column::Id.eq(plan.as_str()));
    let Some(now) = now.one(txn.db).await? else {
        return Ok(());
    };
    let row = draft_version::ActiveModel {
        region: Set(txn.key()),
        plan: Set(now.id),
        side: Set(side.word().to_owned()),
        place: Set(place),
        summary: Set(now.summary),
        body: Set(now.body),
    };
    draft_version::Entity::insert(row)
        .exec_without_returning(txn.db)
        .await?;
    Ok(())
}

async fn replace(
    txn: &Txn<'_>,
    draft: PlanHead,
    (summary, body): (String, String),
    figures: Value,
) -> Result<PlanHead, StoreError> {
    txn.update::<plan::Entity>()
        .col_expr(plan::Column::Version, Expr::col(plan::Column::Version).add(1))
        .col_expr(plan::Column::Summary, Expr::value(summary))
        .col_expr(plan::Column::Body, Expr::value(body))
        .filter(plan::Column::Id.eq(draft.id.as_str()))
        .exec(txn.db)
        .await?;
    Ok(PlanHead {
        version: draft.version + 1,
        summary: figures,
        ..draft
    })
}

async fn tell(txn: &Txn<'_>, now: &PlanHead, done: Value, at: Timestamp) -> Result<(), StoreError> {
    let mut entry = announce(now, LogAct::Changed)?;
    entry.body["by_hand"] = done;
    log::append(txn, at, vec![entry]).await
}

/// Forgets what the drafts of a day were before: one of them is published.
pub(crate) async fn forget_versions(txn: &Txn<'_>, date: Date) -> Result<(), StoreError> {
    let of_day = txn
        .find::<plan::Entity>()
        .filter(plan::Column::Date.eq(DateColumn::from(date)));
    let ids: Vec<String> = of_day
        .select_only()
        .column(plan::Column::Id)
        .into_tuple()
        .all(txn.db)
        .await?;
    for some in ids.chunks(log::ROWS_PER_INSERT) {
        txn.delete::<draft_version::Entity>()
            .filter(draft_version::Column::Plan.is_in(some.iter().cloned()))
            .exec(txn.db)
            .await?;
    }
    Ok(())
}
