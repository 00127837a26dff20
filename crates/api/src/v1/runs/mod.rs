//! Searches of plans: begun, looked at, called off.

pub(crate) mod shape;

use crate::access::ByCoordinator;
use crate::app::App;
use crate::http::extract::{Json, PathOf};
use crate::http::form::read;
use crate::http::idempotency::{Key, done, receipt, replayed};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{json, ok};
use crate::v1::moves::no_such_marks;
use crate::v1::runs::shape::{Order, Run, order};
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use karavan_model::RunId;
use karavan_service::{RunStarted, RunView};
use karavan_store::RunInserted;

/// Begins to plan a day. One run per date at a time.
#[utoipa::path(post, path = "/v1/plans", operation_id = "start_run", tag = "plans", request_body = Order,
    params(("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 202, body = Run), (status = 409, body = ProblemBody, content_type = "application/problem+json",
        description = "Another run of the day is at work")))]
pub(crate) async fn start(
    State(app): State<App>,
    ByCoordinator(caller): ByCoordinator,
    key: Key,
    sent: Json,
) -> Result<Response, Problem> {
    let act = key.begin(&app, &caller, &sent.bytes)?;
    let order = read(&sent.value, |form| order(form, app.service.today()))?;
    if let Some(from) = &order.from {
        let plan = app.service.plan(from).await?;
        plan.filter(|plan| plan.date == order.date).ok_or_else(no_such_marks)?;
    }
    let once = act.once(|inserted: &RunInserted| match inserted {
        RunInserted::Created(run) => receipt(202, serde_json::json!(run.id)),
        RunInserted::Busy(_) => None,
    });
    match done(caller.acting(&app).start_run(order, Some(once)).await?)? {
        Ok(RunStarted::Begun(run)) => Ok(begun(&run)),
        Ok(RunStarted::Busy(run)) => Err(Problem::from(Kind::Conflict).saying(
            format!("the run {} of this day is at work; wait for it or cancel it", run.id),
            format!(
                "этот день уже планируется (запуск {}); дождитесь конца или отмените",
                run.id
            ),
        )),
        Err(first) => {
            let id = RunId(first.body.as_str().unwrap_or_default().to_owned());
            Ok(replayed(begun(&app.service.run(&id).await?.ok_or(Kind::Gone)?)))
        }
    }
}

fn begun(run: &RunView) -> Response {
    let mut response = json(StatusCode::ACCEPTED, &Run::from(run));
    if let Ok(location) = HeaderValue::try_from(format!("/v1/runs/{}", run.id)) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// A run, as far as it is.
#[utoipa::path(get, path = "/v1/runs/{id}", operation_id = "get_run", tag = "plans", params(("id" = String, Path)),
    responses((status = 200, body = Run), (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(app): State<App>,
    _by: ByCoordinator,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    let run = app.service.run(&RunId(id)).await?.ok_or(Kind::NotFound)?;
    Ok(ok(&Run::from(&run)))
}

/// Calls a run off; it ends within a moment.
#[utoipa::path(delete, path = "/v1/runs/{id}", operation_id = "cancel_run", tag = "plans", params(("id" = String, Path)),
    responses((status = 204), (status = 404, body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json", description = "It is over already")))]
pub(crate) async fn cancel(
    State(app): State<App>,
    ByCoordinator(caller): ByCoordinator,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    let id = RunId(id);
    app.service.run(&id).await?.ok_or(Kind::NotFound)?;
    if caller.acting(&app).cancel_run(&id).await? {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Err(Problem::from(Kind::Conflict).saying("the run is over", "этот запуск уже кончился"))
}
