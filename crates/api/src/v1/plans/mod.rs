//! Calls that read plans: the plans of a day, one plan, its routes, their lines as GeoJSON, and the requests left
//! out. Starting a search is in `runs`, publishing in `publish.rs`.

pub(crate) mod figures;
pub(crate) mod publish;
pub(crate) mod shape;

use crate::access::{ByStaff, ByStaffOrKey};
use crate::app::App;
use crate::http::extract::{PathOf, QueryOf, day_or_today};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{List, ok, versioned};
use crate::v1::plans::shape::{Plan, Unassigned};
use crate::v1::route::{Lines, Route};
use crate::v1::view::View;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use karavan_model::PlanId;
use serde::Deserialize;
use utoipa::IntoParams;

/// The day of the plans.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DayQuery {
    /// Today when absent.
    date: Option<String>,
}

/// The plans of a day, the newest first.
#[utoipa::path(get, path = "/v1/plans", operation_id = "list_plans", tag = "plans", params(DayQuery),
    responses((status = 200, body = List<Plan>)))]
pub(crate) async fn list(
    State(app): State<App>,
    _by: ByStaffOrKey,
    QueryOf(query): QueryOf<DayQuery>,
) -> Result<Response, Problem> {
    let plans = app.service.plans(day_or_today(&app, query.date)?).await?;
    let list = List::whole(plans.iter().map(Plan::from).collect());
    Ok(ok(&list.with_unreadable(plans.unreadable)))
}

/// One plan with its numbers; for a draft also what changed since it was made.
#[utoipa::path(get, path = "/v1/plans/{id}", operation_id = "get_plan", tag = "plans", params(("id" = String, Path)),
    responses((status = 200, body = Plan),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(app): State<App>,
    _by: ByStaffOrKey,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    let plan = app.service.plan(&PlanId(id)).await?.ok_or(Kind::NotFound)?;
    let since = app.service.since_made(&plan).await?;
    Ok(versioned(StatusCode::OK, plan.version, &Plan::compared(&plan, since)))
}

/// All routes of a plan with their stops.
#[utoipa::path(get, path = "/v1/plans/{id}/routes", operation_id = "list_routes", tag = "plans",
    params(("id" = String, Path)),
    responses((status = 200, body = List<Route>),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn routes(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    let mut routes = app.service.routes(&PlanId(id)).await?.ok_or(Kind::NotFound)?;
    let view = View::with_opened(&app, &caller).await?;
    view.hide_in(routes.requests.values_mut());
    Ok(ok(&List::whole(Route::all(routes))))
}

/// The lines of the routes on the map, as GeoJSON.
#[utoipa::path(get, path = "/v1/plans/{id}/geometry", operation_id = "get_geometry", tag = "plans",
    params(("id" = String, Path)),
    responses((status = 200, body = Lines),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn geometry(
    State(app): State<App>,
    _by: ByStaff,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    let lines = app.service.geometry(&PlanId(id)).await?.ok_or(Kind::NotFound)?;
    Ok(ok(&Lines::from(lines)))
}

/// Requests that are left out of a plan, with reasons.
#[utoipa::path(get, path = "/v1/plans/{id}/unassigned", operation_id = "list_unassigned", tag = "plans",
    params(("id" = String, Path)), responses((status = 200, body = List<Unassigned>),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn unassigned(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    let left = app.service.unassigned(&PlanId(id)).await?.ok_or(Kind::NotFound)?;
    let view = View::with_opened(&app, &caller).await?;
    let seen = left.into_iter().map(|left| Unassigned::seen(&view, left));
    Ok(ok(&List::whole(seen.collect())))
}
