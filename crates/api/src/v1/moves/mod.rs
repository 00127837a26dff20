//! Calls for a draft changed by hand: `get` what was done, `price` moves, `make` them, `offers` of volunteers for a
//! request, `undo` and `redo`. The JSON shapes are in `order.rs` and `answer.rs`.

mod answer;
mod order;

use crate::access::ByStaff;
use crate::app::App;
use crate::http::extract::{BodyBytes, IfMatch, Json, PathOf};
use crate::http::form::read;
use crate::http::idempotency::{IdempotencyKey, done_or_receipt, receipt, replayed};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{List, etag, ok, versioned};
use crate::texts::{FilledText, moves as texts};
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

/// What was done to a plan by hand: its pins, its locked routes, what can be undone, and which rules it breaks.
#[utoipa::path(get, path = "/v1/plans/{id}/moves", operation_id = "get_moves", tag = "plans",
    params(("id" = String, Path)),
    responses((status = 200, body = HandWork),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn get(State(app): State<App>, _by: ByStaff, PathOf(id): PathOf<String>) -> Result<Response, Problem> {
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
    _by: ByStaff,
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
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
    version: IfMatch,
    key: IdempotencyKey,
    sent: Json,
) -> Result<Response, Problem> {
    let call = key.begin(&app, &caller, &sent.bytes)?;
    let changes = read(&sent.value, changes)?;
    let (id, version) = (PlanId(id), version.required()?);
    // The first time made another version of the draft: what it was is not asked for again.
    if call.earlier_receipt(&app).await?.is_some() {
        return again(&app, &id).await;
    }
    let once = call.with_receipt(kept);
    let acting = caller.acting(&app);
    match done_or_receipt(acting.change_draft(&id, version, changes, Some(once)).await?)? {
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
        ChangeAnswer::Refused(fault) => Err(conflict(texts::change_fault(&fault))),
        ChangeAnswer::Stale(plan) => Err(stale(&plan)),
        ChangeAnswer::NotDraft(_) => Err(conflict(texts::NOT_DRAFT_TO_CHANGE)),
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
    _by: ByStaff,
    PathOf(id): PathOf<String>,
    sent: Json,
) -> Result<Response, Problem> {
    let (request, is_second) = read(&sent.value, whom)?;
    match app.service.offers(&PlanId(id), request, is_second).await? {
        OffersAnswer::Done(_, offers, names) => {
            let told = offers.into_iter().map(|offer| Offer::new(offer, &names));
            Ok(ok(&List::whole(told.collect())))
        }
        OffersAnswer::Refused(fault) => Err(conflict(texts::change_fault(&fault))),
        OffersAnswer::NotDraft(_) => Err(conflict(texts::NOT_DRAFT_TO_CHANGE)),
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
    by: ByStaff,
    PathOf(id): PathOf<String>,
    version: IfMatch,
    key: IdempotencyKey,
    sent: BodyBytes,
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
    by: ByStaff,
    PathOf(id): PathOf<String>,
    version: IfMatch,
    key: IdempotencyKey,
    sent: BodyBytes,
) -> Result<Response, Problem> {
    turn(app, by, (PlanId(id), version.required()?), (key, sent), DraftWay::Redo).await
}

async fn turn(
    app: App,
    ByStaff(caller): ByStaff,
    (id, version): (PlanId, i64),
    (key, BodyBytes(bytes)): (IdempotencyKey, BodyBytes),
    way: DraftWay,
) -> Result<Response, Problem> {
    let call = key.begin(&app, &caller, &bytes)?;
    let once = call.with_receipt(kept);
    let turned = caller.acting(&app).turn_draft(&id, version, way, Some(once)).await?;
    match done_or_receipt(turned)? {
        Ok(DraftChanged::Done(plan)) => Ok(current(&plan)),
        Ok(DraftChanged::Stale(plan)) => Err(stale(&plan)),
        Ok(DraftChanged::NotDraft(_)) => Err(conflict(texts::NOT_DRAFT_TO_CHANGE)),
        Ok(DraftChanged::Nothing(_)) => Err(conflict(match way {
            DraftWay::Undo => texts::NOTHING_TO_UNDO,
            DraftWay::Redo => texts::NOTHING_TO_REDO,
        })),
        Ok(DraftChanged::Missing) => Err(Kind::NotFound.into()),
        Err(_) => {
            let plan = app.service.plan(&id).await?.ok_or(Kind::Gone)?;
            Ok(replayed(current(&plan)))
        }
    }
}

fn current(plan: &PlanHead) -> Response {
    versioned(StatusCode::OK, plan.version, &Plan::from(plan))
}

fn conflict(text: impl Into<FilledText>) -> Problem {
    Problem::from(Kind::Conflict).saying(text)
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
