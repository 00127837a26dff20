//! `Acting::publish`: makes a draft the published plan of its day in one transaction (`Publication`), which closes the
//! former plan, keeps the routes and links and moves the requests as the caller's `place` says. The publisher must name
//! the plan's version; whoever names an older one is told why not (`Published`).

use crate::acting::{Acting, Txn};
use crate::drafts::forget_versions;
use crate::entity::plan;
use crate::error::StoreError;
use crate::idempotency::{Acted, Once};
use crate::links::{self, NewLink};
use crate::log::{self, LogAct};
use crate::plans::{PlanHead, PlanState, announce, head, published};
use crate::published_routes::{self, PublishedRoute};
use crate::requests::{self, StateChange, StoredRequest};
use karavan_model::{PlanId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ExprTrait, QueryFilter};

/// Everything that happens at once when a plan is published.
#[derive(Clone, Debug, PartialEq)]
pub struct Publication {
    /// Which plan.
    pub plan: PlanId,
    /// The version its publisher saw.
    pub expected_version: i64,
    /// The routes as they are promised.
    pub routes: Vec<PublishedRoute>,
    /// Links to the routes.
    pub links: Vec<NewLink>,
    /// When it is published.
    pub at: Timestamp,
}

/// What became of a publication.
#[derive(Clone, Debug, PartialEq)]
pub enum Published {
    /// Published; the plan as it is now, and the one whose place it took.
    Done {
        /// The plan of the day now.
        plan: PlanHead,
        /// The plan of the day before; closed now.
        former: Option<PlanHead>,
    },
    /// It is in another version now; nothing was done.
    Stale(PlanHead),
    /// It is no draft (any more); nothing was done.
    NotDraft(PlanHead),
    /// There is no such plan.
    Missing,
}

impl Acting<'_> {
    /// Publishes a draft: closes the former plan of the day, keeps its routes as they are promised, moves the requests
    /// and keeps the links, all in one transaction. `place` says of every request of the day, as it stands in that
    /// transaction, where it goes; `None` leaves it.
    ///
    /// # Errors
    /// When the database fails; then nothing was done.
    pub async fn publish(
        &self,
        publication: Publication,
        place: impl Fn(&StoredRequest) -> Option<StateChange> + Send + Sync + 'static,
        once: Option<Once<Published>>,
    ) -> Result<Acted<Published>, StoreError> {
        self.write_once(once, move |txn| {
            Box::pin(async move { publish(txn, publication, place).await })
        })
        .await
    }
}

async fn publish(
    txn: &Txn<'_>,
    publication: Publication,
    place: impl Fn(&StoredRequest) -> Option<StateChange> + Send,
) -> Result<Published, StoreError> {
    let Some(draft) = head(txn, &publication.plan).await? else {
        return Ok(Published::Missing);
    };
    if draft.version != publication.expected_version {
        return Ok(Published::Stale(draft));
    }
    if draft.state != PlanState::Draft {
        return Ok(Published::NotDraft(draft));
    }
    let at = publication.at;
    let former = match published(txn, draft.date).await? {
        Some(former) => Some(enter(txn, former, PlanState::Closed, at).await?),
        None => None,
    };
    let plan = enter(txn, draft, PlanState::Published, at).await?;
    let plans = former.iter().chain([&plan]).map(|plan| announce(plan, LogAct::Changed));
    let plans = plans.collect::<Result<_, StoreError>>()?;
    log::append(txn, at, plans).await?;
    forget_versions(txn, plan.date).await?;
    let of_day = requests::of_day(txn, plan.date).await?;
    let moves: Vec<StateChange> = of_day.iter().filter_map(place).collect();
    requests::apply(txn, &moves, at).await?;
    published_routes::insert(txn, &plan.id, &publication.routes).await?;
    links::insert(txn, &publication.links, at).await?;
    Ok(Published::Done { plan, former })
}

/// Moves a plan to its next state; a second, independent wall is the index `one_published_plan_a_day`.
async fn enter(txn: &Txn<'_>, now: PlanHead, state: PlanState, at: Timestamp) -> Result<PlanHead, StoreError> {
    let published_at = match state {
        PlanState::Published => Some(at),
        PlanState::Draft | PlanState::Closed => now.published_at,
    };
    txn.update::<plan::Entity>()
        .col_expr(plan::Column::State, Expr::value(state.word()))
        .col_expr(plan::Column::Version, Expr::col(plan::Column::Version).add(1))
        // What it was made from is asked of drafts only, and a print of a place is not kept longer than it is asked
        // for.
        .col_expr(plan::Column::MadeFrom, Expr::value(""))
        .col_expr(plan::Column::PublishedAt, Expr::value(published_at.map(|at| at.0)))
        .filter(plan::Column::Id.eq(now.id.as_str()))
        .exec(txn.db)
        .await?;
    Ok(PlanHead {
        state,
        version: now.version + 1,
        published_at,
        ..now
    })
}
