//! Calls for runs, the searches of plans in the background: start, get, cancel. One run per date at a time. Progress
//! is streamed in `v1/live.rs`, the plans made are read in `plans`.

pub(crate) mod shape;

use crate::access::{ByStaff, ByStaffOrKey};
use crate::app::App;
use crate::http::extract::{Json, PathOf};
use crate::http::form::read;
use crate::http::idempotency::{IdempotencyKey, done_or_receipt, receipt, replayed};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{json, ok};
use crate::texts::{moves::MARKS_OF_NO_PLAN, plans as texts};
use crate::v1::runs::shape::{Order, Run, order};
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use karavan_model::RunId;
use karavan_service::{RunStarted, RunView};
use karavan_store::RunInserted;

/// Starts to plan a day. One run per date at a time.
#[utoipa::path(post, path = "/v1/plans", operation_id = "start_run", tag = "plans", request_body = Order,
    params(("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 202, body = Run), (status = 409, body = ProblemBody, content_type = "application/problem+json",
        description = "Another run of the day is queued or running")))]
pub(crate) async fn start(
    State(app): State<App>,
    ByStaffOrKey(caller): ByStaffOrKey,
    key: IdempotencyKey,
    sent: Json,
) -> Result<Response, Problem> {
    let call = key.begin(&app, &caller, &sent.bytes)?;
    let order = read(&sent.value, |form| order(form, app.service.today()))?;
    if let Some(from) = &order.from {
        let plan = app.service.plan(from).await?;
        plan.filter(|plan| plan.date == order.date)
            .ok_or_else(|| Problem::from(Kind::Conflict).saying(MARKS_OF_NO_PLAN))?;
    }
    let once = call.with_receipt(|inserted: &RunInserted| match inserted {
        RunInserted::Created(run) => receipt(202, serde_json::json!(run.id)),
        RunInserted::Busy(_) => None,
    });
    match done_or_receipt(caller.acting(&app).start_run(order, Some(once)).await?)? {
        Ok(RunStarted::Begun(run)) => Ok(begun(&app, &run)),
        Ok(RunStarted::Busy(run)) => Err(Problem::from(Kind::Conflict).saying(texts::day_is_being_planned(&run.id))),
        Err(first) => {
            let id = RunId(first.body.as_str().unwrap_or_default().to_owned());
            Ok(replayed(begun(&app, &app.service.run(&id).await?.ok_or(Kind::Gone)?)))
        }
    }
}

fn begun(app: &App, run: &RunView) -> Response {
    let mut response = json(StatusCode::ACCEPTED, &Run::from(run));
    if let Ok(location) = HeaderValue::try_from(app.at(&format!("/v1/runs/{}", run.id))) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// A run with its progress.
#[utoipa::path(get, path = "/v1/runs/{id}", operation_id = "get_run", tag = "plans", params(("id" = String, Path)),
    responses((status = 200, body = Run),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(app): State<App>,
    _by: ByStaffOrKey,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    let run = app.service.run(&RunId(id)).await?.ok_or(Kind::NotFound)?;
    Ok(ok(&Run::from(&run)))
}

/// Cancels a run; it ends shortly after.
#[utoipa::path(delete, path = "/v1/runs/{id}", operation_id = "cancel_run", tag = "plans",
    params(("id" = String, Path)),
    responses((status = 204), (status = 404, body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
            description = "It has ended already")))]
pub(crate) async fn cancel(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    let id = RunId(id);
    app.service.run(&id).await?.ok_or(Kind::NotFound)?;
    if caller.acting(&app).cancel_run(&id).await? {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Err(Problem::from(Kind::Conflict).saying(texts::RUN_OVER))
}
