//! `NewPlan`, `PlanHead` (what lists show), `StoredPlan` (head and JSON document) and `PlanState`, with reads by id and
//! by day. `insert_plan` keeps a draft, ends the run that made it (`RunResult`) and moves its requests, or keeps
//! nothing when the run was cancelled or taken by another (`PlanInserted`). Publishing is in `publish.rs`, changes in
//! `drafts.rs`.

use crate::acting::{Acting, Txn};
use crate::date_column::DateColumn;
use crate::entity::{plan, request};
use crate::error::StoreError;
use crate::json::{from_text, to_text};
use crate::log::{self, Entry, Kind, LogAct};
use crate::readable::{Readable, readable};
use crate::requests::{self, StateChange};
use crate::run_orders;
use crate::runs::{self, RunEnd, RunState};
use crate::scope::Scope;
use crate::sealed::{PersonalPart, insert_parts, parts_of_plan};
use crate::store::Store;
use karavan_model::{Date, PlanId, RunId, Timestamp};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    Select,
};
use serde_json::{Value, json};

/// Where a plan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlanState {
    /// Made, shown to the coordinator only.
    Draft,
    /// The plan of the day; at most one.
    Published,
    /// Was published; another took its place.
    Closed,
}

impl PlanState {
    const ALL: [Self; 3] = [Self::Draft, Self::Published, Self::Closed];

    /// The word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Closed => "closed",
        }
    }
}

/// What lists show of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanHead {
    /// Its id.
    pub id: PlanId,
    /// The day, `YYYY-MM-DD`.
    pub date: Date,
    /// Where it stands.
    pub state: PlanState,
    /// The plan it was made from, if any.
    pub parent: Option<PlanId>,
    /// Grows by one with every change of state, and of a draft by hand; starts at 1.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was published, if it was.
    pub published_at: Option<Timestamp>,
    /// The figures, as dispatch wrote them.
    pub summary: Value,
}

/// A plan with its document.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredPlan {
    /// What lists show.
    pub head: PlanHead,
    /// The document as JSON text, byte for byte as it was given.
    pub body: String,
    /// What it says of people: those parts that can be opened.
    pub personal: Vec<PersonalPart>,
}

/// A draft to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct NewPlan {
    /// Its id.
    pub id: PlanId,
    /// The day.
    pub date: Date,
    /// The plan it was made from.
    pub parent: Option<PlanId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// The figures.
    pub summary: Value,
    /// The document as JSON text, without what it says of people.
    pub body: String,
    /// What it says of people.
    pub personal: Vec<PersonalPart>,
    /// What it was made from, as JSON text for dispatch to compare with later.
    pub made_from: String,
    /// The run that made it; it ends with this plan or, when whoever brings it holds its order no more, the plan is not
    /// kept.
    pub run: Option<RunResult>,
    /// Requests that move with it.
    pub moves: Vec<StateChange>,
}

/// The run that made a plan, with the lease under which its order is held.
#[derive(Clone, Debug, PartialEq)]
pub struct RunResult {
    /// Which run.
    pub run: RunId,
    /// The lease under which its order is held.
    pub lease: String,
    /// The run's last words.
    pub figures: Value,
}

/// What became of a draft.
#[derive(Clone, Debug, PartialEq)]
pub enum PlanInserted {
    /// It is kept, as this version.
    Created(PlanHead),
    /// Its run was cancelled, or taken by another, meanwhile; nothing was kept.
    RunOver,
}

impl Acting<'_> {
    /// Keeps a draft, ends its run and moves its requests in one transaction.
    ///
    /// # Errors
    /// When the database fails, also on an id that is taken; then nothing was kept.
    pub async fn insert_plan(&self, new: NewPlan) -> Result<PlanInserted, StoreError> {
        self.write(move |txn| Box::pin(insert(txn, new))).await
    }
}

impl Store {
    /// A plan with its document.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan(&self, id: &PlanId) -> Result<Option<StoredPlan>, StoreError> {
        let row = self
            .scope()
            .find::<plan::Entity>()
            .filter(plan::Column::Id.eq(id.as_str()))
            .one(self.reader())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let body = row.body.clone();
        let head = Head::from(row).read()?;
        let personal = parts_of_plan(&self.scope(), id, false).await?;
        Ok(Some(StoredPlan { head, body, personal }))
    }

    /// What a plan was made from, as dispatch wrote it; empty for a plan that was made before this was kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan_made_from(&self, id: &PlanId) -> Result<String, StoreError> {
        let query = self
            .scope()
            .find::<plan::Entity>()
            .filter(plan::Column::Id.eq(id.as_str()))
            .select_only();
        let row = query
            .column(plan::Column::MadeFrom)
            .into_tuple()
            .one(self.reader())
            .await?;
        Ok(row.unwrap_or_default())
    }

    /// What lists show of one plan.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan_head(&self, id: &PlanId) -> Result<Option<PlanHead>, StoreError> {
        head(&self.scope(), id).await
    }

    /// The plans of a day, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plans(&self, date: Date) -> Result<Readable<PlanHead>, StoreError> {
        let query = heads(&self.scope()).filter(plan::Column::Date.eq(DateColumn::from(date)));
        let query = query.order_by_desc(plan::Column::Number);
        readable(self.reader(), "plans", query, Head::read).await
    }

    /// The published plan of a day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn published_plan(&self, date: Date) -> Result<Option<PlanHead>, StoreError> {
        published(&self.scope(), date).await
    }
}

async fn insert(txn: &Txn<'_>, new: NewPlan) -> Result<PlanInserted, StoreError> {
    let last = txn
        .find::<plan::Entity>()
        .select_only()
        .column_as(plan::Column::Number.max(), "number")
        .into_tuple::<Option<i64>>()
        .one(txn.db)
        .await?;
    let mut row = plan::ActiveModel {
        region: Set(txn.key()),
        id: Set(new.id.0.clone()),
        number: Set(last.flatten().unwrap_or(0) + 1),
        date: Set(new.date.into()),
        state: Set(PlanState::Draft.word().to_owned()),
        parent: Set(new.parent.as_ref().map(|parent| parent.0.clone())),
        version: Set(1),
        created_at: Set(new.created_at.0),
        published_at: Set(None),
        summary: Set(to_text(&new.summary)?),
        body: Set(new.body),
        made_from: Set(new.made_from),
    };
    if let Some(result) = &new.run
        && !run_orders::is_holder(txn, &result.run, &result.lease).await?
    {
        return Ok(PlanInserted::RunOver);
    }
    // A person may have been erased while the draft was made.
    let has_erased = txn
        .find::<request::Entity>()
        .filter(request::Column::Date.eq(DateColumn::from(new.date)))
        .filter(request::Column::Personal.is_null())
        .one(txn.db)
        .await?;
    if has_erased.is_some() {
        row.made_from = Set(String::new());
    }
    plan::Entity::insert(row).exec_without_returning(txn.db).await?;
    insert_parts(txn, &new.id, &new.personal).await?;
    if let Some(result) = new.run {
        let end = RunEnd {
            state: RunState::Succeeded,
            plan: Some(new.id.clone()),
            body: result.figures,
        };
        runs::finish(txn, &result.run, end, new.created_at).await?;
    }
    let head = PlanHead {
        id: new.id,
        date: new.date,
        state: PlanState::Draft,
        parent: new.parent,
        version: 1,
        created_at: new.created_at,
        published_at: None,
        summary: new.summary,
    };
    log::append(txn, new.created_at, vec![announce(&head, LogAct::Added)?]).await?;
    requests::apply(txn, &new.moves, new.created_at).await?;
    Ok(PlanInserted::Created(head))
}

/// What the feed says about a plan.
pub(crate) fn announce(head: &PlanHead, act: LogAct) -> Result<Entry, StoreError> {
    let body = json!({ "plan": head.id, "state": head.state.word(), "version": head.version });
    Ok(Entry {
        date: Some(head.date.into()),
        ..Entry::new(Kind::Plan, act, head.id.as_str(), body)
    })
}

pub(crate) async fn head<C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    id: &PlanId,
) -> Result<Option<PlanHead>, StoreError> {
    let query = heads(scope).filter(plan::Column::Id.eq(id.as_str()));
    query
        .into_model::<Head>()
        .one(scope.db)
        .await?
        .map(Head::read)
        .transpose()
}

pub(crate) async fn published<C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    date: Date,
) -> Result<Option<PlanHead>, StoreError> {
    let query = heads(scope)
        .filter(plan::Column::Date.eq(DateColumn::from(date)))
        .filter(plan::Column::State.eq(PlanState::Published.word()));
    query
        .into_model::<Head>()
        .one(scope.db)
        .await?
        .map(Head::read)
        .transpose()
}

/// Everything but the document, which may be megabytes.
fn heads<C: ConnectionTrait>(scope: &Scope<'_, C>) -> Select<plan::Entity> {
    scope.find::<plan::Entity>().select_only().columns([
        plan::Column::Id,
        plan::Column::Date,
        plan::Column::State,
        plan::Column::Parent,
        plan::Column::Version,
        plan::Column::CreatedAt,
        plan::Column::PublishedAt,
        plan::Column::Summary,
    ])
}

#[derive(FromQueryResult)]
struct Head {
    id: String,
    date: DateColumn,
    state: String,
    parent: Option<String>,
    version: i64,
    created_at: i64,
    published_at: Option<i64>,
    summary: String,
}

impl From<plan::Model> for Head {
    fn from(row: plan::Model) -> Self {
        Self {
            id: row.id,
            date: row.date,
            state: row.state,
            parent: row.parent,
            version: row.version,
            created_at: row.created_at,
            published_at: row.published_at,
            summary: row.summary,
        }
    }
}

impl Head {
    fn read(self) -> Result<PlanHead, StoreError> {
        let state = PlanState::ALL.into_iter().find(|state| state.word() == self.state);
        let state = state.ok_or(StoreError::Word {
            table: "plans",
            word: self.state,
        })?;
        Ok(PlanHead {
            state,
            summary: from_text("plans", &self.id, &self.summary)?,
            id: PlanId(self.id),
            date: self.date.into(),
            parent: self.parent.map(PlanId),
            version: self.version,
            created_at: Timestamp(self.created_at),
            published_at: self.published_at.map(Timestamp),
        })
    }
}
