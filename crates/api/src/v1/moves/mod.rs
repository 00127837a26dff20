//! A draft changed by hand: priced, kept, undone and done again.

mod answer;
mod order;
mod texts;

use crate::access::ByCoordinator;
use crate::app::App;
use crate::http::extract::{IfMatch, Json, PathOf, Sent};
use crate::http::form::read;
use crate::http::idempotency::{Key, done, receipt, replayed};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{List, etag, ok, versioned};
use crate::v1::moves::answer::{ChangedPlan, HandWork, Offer};
use crate::v1::moves::order::{OfferOrder, PlanMoves, changes, whom};
use crate::v1::plans::shape::Plan;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::ETAG;
use axum::response::Response;
use karavan_model::PlanId;
use karavan_service::{ChangeAnswer, OffersAnswer};
use karavan_store::{DraftChanged, DraftWay, PlanHead};
use serde_json::Value;

pub(crate) use texts::{broken, no_such_marks};

/// What was done to a plan by hand: its pins, its locked routes, what can be undone, and which rules it breaks.
#[utoipa::path(get, path = "/v1/plans/{id}/moves", operation_id = "get_moves", tag = "plans",
    params(("id" = String, Path)),
    responses((status = 200, body = HandWork),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(app): State<App>,
    _by: ByCoordinator,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    let marks = app.service.hand_marks(&PlanId(id)).await?.ok_or(Kind::NotFound)?;
    Ok(versioned(StatusCode::OK, marks.plan.version, &HandWork::from(marks)))
}

/// What moves would come to: the changed routes, the price and the rules that the plan would break. Nothing is kept.
#[utoipa::path(post, path = "/v1/plans/{id}/moves/price", operation_id = "price_moves", tag = "plans",
    request_body = PlanMoves,
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The ETag it came with")),
    responses((status = 200, body = ChangedPlan),
        (status = 409, body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn price(
    State(app): State<App>,
    _by: ByCoordinator,
    PathOf(id): PathOf<String>,
    version: IfMatch,
    sent: Json,
) -> Result<Response, Problem> {
    let changes = read(&sent.value, changes)?;
    let answer = app
        .service
        .price_changes(&PlanId(id), version.required()?, changes)
        .await?;
    changed(answer)
}

/// Makes moves: the draft becomes what they come to, also where it then breaks rules; it is not published before they
/// are mended.
#[utoipa::path(post, path = "/v1/plans/{id}/moves", operation_id = "move", tag = "plans", request_body = PlanMoves,
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The ETag it came with"),
        ("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 200, body = ChangedPlan),
        (status = 409, body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn make(
    State(app): State<App>,
    ByCoordinator(caller): ByCoordinator,
    PathOf(id): PathOf<String>,
    version: IfMatch,
    key: Key,
    sent: Json,
) -> Result<Response, Problem> {
    let act = key.begin(&app, &caller, &sent.bytes)?;
    let changes = read(&sent.value, changes)?;
    let (id, version) = (PlanId(id), version.required()?);
    // The first time made another version of the draft: what it was is not asked for again.
    if act.before(&app).await?.is_some() {
        return again(&app, &id).await;
    }
    let once = act.once(kept);
    let acting = caller.acting(&app);
    match done(acting.change_draft(&id, version, changes, Some(once)).await?)? {
        Ok(answer) => changed(answer),
        Err(_) => again(&app, &id).await,
    }
}

/// The answer to a repeat: the plan as it is now, without a price.
async fn again(app: &App, id: &PlanId) -> Result<Response, Problem> {
    let marks = app.service.hand_marks(id).await?.ok_or(Kind::Gone)?;
    let version = marks.plan.version;
    Ok(replayed(versioned(
        StatusCode::OK,
        version,
        &ChangedPlan::unpriced(&marks),
    )))
}

fn changed(answer: ChangeAnswer) -> Result<Response, Problem> {
    match answer {
        ChangeAnswer::Done(changed) => {
            let version = changed.routes.0.plan.version;
            Ok(versioned(StatusCode::OK, version, &ChangedPlan::from(*changed)))
        }
        ChangeAnswer::Refused(fault) => Err(texts::refused(&fault)),
        ChangeAnswer::Stale(plan) => Err(stale(&plan)),
        ChangeAnswer::NotDraft(plan) => Err(texts::no_draft(&plan)),
        ChangeAnswer::Missing => Err(Kind::NotFound.into()),
    }
}

/// Whom a request of a draft could be given to, with the price of each: first those whose route then keeps all rules,
/// the least driving first.
#[utoipa::path(post, path = "/v1/plans/{id}/offers", operation_id = "list_offers", tag = "plans",
    request_body = OfferOrder, params(("id" = String, Path)),
    responses((status = 200, body = List<Offer>),
        (status = 404, body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn offers(
    State(app): State<App>,
    _by: ByCoordinator,
    PathOf(id): PathOf<String>,
    sent: Json,
) -> Result<Response, Problem> {
    let (request, is_second) = read(&sent.value, whom)?;
    match app.service.offers(&PlanId(id), request, is_second).await? {
        OffersAnswer::Done(_, offers, names) => {
            let told = offers.into_iter().map(|offer| Offer::new(offer, &names));
            Ok(ok(&List::whole(told.collect())))
        }
        OffersAnswer::Refused(fault) => Err(texts::refused(&fault)),
        OffersAnswer::NotDraft(plan) => Err(texts::no_draft(&plan)),
        OffersAnswer::Missing => Err(Kind::NotFound.into()),
    }
}

/// Undoes the last move of a draft: it is again what it was, to the byte.
#[utoipa::path(post, path = "/v1/plans/{id}/undo", operation_id = "undo_move", tag = "plans",
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The ETag it came with"),
        ("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 200, body = Plan),
        (status = 409, body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn undo(
    State(app): State<App>,
    by: ByCoordinator,
    PathOf(id): PathOf<String>,
    version: IfMatch,
    key: Key,
    sent: Sent,
) -> Result<Response, Problem> {
    turn(app, by, (PlanId(id), version.required()?), (key, sent), DraftWay::Undo).await
}

/// Does again what was undone last.
#[utoipa::path(post, path = "/v1/plans/{id}/redo", operation_id = "redo_move", tag = "plans",
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The ETag it came with"),
        ("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 200, body = Plan),
        (status = 409, body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn redo(
    State(app): State<App>,
    by: ByCoordinator,
    PathOf(id): PathOf<String>,
    version: IfMatch,
    key: Key,
    sent: Sent,
) -> Result<Response, Problem> {
    turn(app, by, (PlanId(id), version.required()?), (key, sent), DraftWay::Redo).await
}

async fn turn(
    app: App,
    ByCoordinator(caller): ByCoordinator,
    (id, version): (PlanId, i64),
    (key, Sent(bytes)): (Key, Sent),
    way: DraftWay,
) -> Result<Response, Problem> {
    let act = key.begin(&app, &caller, &bytes)?;
    let once = act.once(kept);
    let turned = caller.acting(&app).turn_draft(&id, version, way, Some(once)).await?;
    match done(turned)? {
        Ok(DraftChanged::Done(plan)) => Ok(told(&plan)),
        Ok(DraftChanged::Stale(plan)) => Err(stale(&plan)),
        Ok(DraftChanged::NotDraft(plan)) => Err(texts::no_draft(&plan)),
        Ok(DraftChanged::Nothing(_)) => Err(texts::nothing(way)),
        Ok(DraftChanged::Missing) => Err(Kind::NotFound.into()),
        Err(_) => {
            let plan = app.service.plan(&id).await?.ok_or(Kind::Gone)?;
            Ok(replayed(told(&plan)))
        }
    }
}

fn told(plan: &PlanHead) -> Response {
    versioned(StatusCode::OK, plan.version, &Plan::from(plan))
}

fn stale(plan: &PlanHead) -> Problem {
    Problem::from(Kind::Stale).with_header(ETAG, etag(plan.version))
}

/// Only what was done is remembered.
fn kept(changed: &DraftChanged) -> Option<karavan_store::Receipt> {
    match changed {
        DraftChanged::Done(_) => receipt(200, Value::Null),
        DraftChanged::Stale(_) | DraftChanged::NotDraft(_) | DraftChanged::Nothing(_) | DraftChanged::Missing => None,
    }
}
