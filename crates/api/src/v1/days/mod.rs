//! Calls that read one day: its overview (`get`: counts, plans, newest run), and the events that volunteers reported
//! on it (`events`). The live stream of a day is in `v1/live.rs`.

pub(crate) mod shape;

use crate::access::ByStaff;
use crate::app::App;
use crate::http::extract::{PathOf, QueryOf, page_size, path_day};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{List, ok};
use crate::texts::calls as texts;
use crate::v1::days::shape::Day;
use crate::v1::event::PastEvent;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

/// The overview of a day: counts, plans and the newest run.
#[utoipa::path(get, path = "/v1/days/{date}", operation_id = "get_day", tag = "plans", params(("date" = String, Path)),
    responses((status = 200, body = Day),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(app): State<App>,
    _by: ByStaff,
    PathOf(date): PathOf<String>,
) -> Result<Response, Problem> {
    let date = path_day(&date)?;
    let view = app.service.day(date).await?;
    Ok(ok(&Day::new(date, view)))
}

/// Which page of a list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// 1 to 200; 50 when absent.
    limit: Option<u64>,
    /// `next` of the previous page.
    after: Option<String>,
}

/// Events that volunteers reported on a day, the latest first.
#[utoipa::path(get, path = "/v1/days/{date}/events", operation_id = "list_day_events", tag = "plans",
    params(("date" = String, Path), PageQuery), responses((status = 200, body = List<PastEvent>),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn events(
    State(app): State<App>,
    _by: ByStaff,
    PathOf(date): PathOf<String>,
    QueryOf(part): QueryOf<PageQuery>,
) -> Result<Response, Problem> {
    let date = path_day(&date)?;
    let unknown = |_| Problem::from(Kind::Malformed).saying(texts::AFTER);
    let before = part.after.map(|after| after.parse().map_err(unknown)).transpose()?;
    let page = app.service.day_events(date, before, page_size(part.limit)?).await?;
    Ok(ok(&List {
        items: page.items.iter().map(PastEvent::from).collect(),
        next: page.next.map(|next| next.to_string()),
        unreadable: page.unreadable,
    }))
}
