//! The day at a glance.

use crate::access::ByCoordinator;
use crate::answer::ok;
use crate::app::App;
use crate::extract::PathOf;
use crate::problem::{Kind, Problem, ProblemBody};
use crate::wire::day::Day;
use axum::extract::State;
use axum::response::Response;
use karavan_dispatch::clock::is_date;

/// The day at a glance.
#[utoipa::path(get, path = "/v1/days/{date}", operation_id = "get_day", tag = "plans", params(("date" = String, Path)),
    responses((status = 200, body = Day), (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(app): State<App>,
    _by: ByCoordinator,
    PathOf(date): PathOf<String>,
) -> Result<Response, Problem> {
    if !is_date(&date) {
        return Err(Kind::NotFound.into());
    }
    let view = app.service.day(&date).await?;
    Ok(ok(&Day::new(date, view)))
}
