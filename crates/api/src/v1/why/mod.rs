//! Why a request is left out of a plan, or where it is.

mod answer;

use crate::access::ByStaff;
use crate::app::App;
use crate::http::extract::{PathOf, QueryOf};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::versioned;
use crate::texts::moves as texts;
use crate::v1::view::View;
use crate::v1::why::answer::Why;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use karavan_dispatch::by_hand::ChangeFault;
use karavan_model::{PlanId, RequestField, RequestId};
use karavan_service::WhyAnswer;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which of two people is asked about.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhyQuery {
    /// Whether it is about the second of two people.
    #[serde(default)]
    second: bool,
}

/// Why a request is left out of a plan: what stops each volunteer, which rules conflict, and what would let it in at
/// what price; or what its place on a route costs, and the second best.
#[utoipa::path(get, path = "/v1/plans/{id}/why/{request}", operation_id = "get_why", tag = "plans",
    params(("id" = String, Path), ("request" = String, Path), WhyQuery),
    responses((status = 200, body = Why),
        (status = 404, body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf((id, request)): PathOf<(String, String)>,
    QueryOf(query): QueryOf<WhyQuery>,
) -> Result<Response, Problem> {
    let request = RequestId(request);
    match app.service.why(&PlanId(id), request.clone(), query.second).await? {
        WhyAnswer::Done(plan, told, names) => {
            let stored = app.service.request(&caller.whose(), &request).await?;
            let view = View::with_opened(&app, &caller).await?;
            let told = match stored.is_some_and(|stored| view.shows(RequestField::Health, &stored)) {
                true => *told,
                false => told.without_health(),
            };
            Ok(versioned(StatusCode::OK, plan.version, &Why::new(told, &names)))
        }
        WhyAnswer::Refused(ChangeFault::UnknownRequest(_)) | WhyAnswer::Missing => Err(Kind::NotFound.into()),
        WhyAnswer::Refused(fault) => Err(Problem::from(Kind::Conflict).saying(texts::change_fault(&fault))),
    }
}
