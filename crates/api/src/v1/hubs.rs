//! Calls for hubs: `list` all, `put` one (create or replace). Also `PageQuery`, which lists of other resources share.
//! The JSON shapes of a hub are in `volunteers_and_hubs.rs`, its stock in `stock.rs`.

use crate::access::ByStaff;
use crate::app::App;
use crate::http::extract::{IfMatch, Json, PathOf, QueryOf, page_size};
use crate::http::form::read;
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{List, ok, versioned};
use crate::v1::put::{expected, path_id, put_status};
use crate::v1::volunteers_and_hubs::{Hub, HubDraft, hub};
use axum::extract::State;
use axum::response::Response;
use karavan_model::HubId;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which page of a list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// 1 to 200; 50 when absent.
    pub(crate) limit: Option<u64>,
    /// `next` of the previous page.
    pub(crate) after: Option<String>,
}

/// All hubs, ordered by id.
#[utoipa::path(get, path = "/v1/hubs", operation_id = "list_hubs", tag = "people", params(PageQuery),
    responses((status = 200, body = List<Hub>)))]
pub(crate) async fn list(
    State(app): State<App>,
    _by: ByStaff,
    QueryOf(part): QueryOf<PageQuery>,
) -> Result<Response, Problem> {
    let limit = page_size(part.limit)?;
    let hubs = app.service.hubs().await?;
    let all = hubs.iter().map(Hub::from).collect();
    let list = List::part(all, |hub: &Hub| &hub.id, part.after.as_deref(), limit);
    Ok(ok(&list.with_unreadable(hubs.unreadable)))
}

/// Creates or replaces a hub. Without a point its address is looked up on the map.
#[utoipa::path(put, path = "/v1/hubs/{id}", operation_id = "put_hub", tag = "people", request_body = HubDraft,
    params(("id" = String, Path), ("If-Match" = Option<String>, Header,
            description = "Required when the hub exists")),
    responses((status = 200, body = Hub), (status = 201, body = Hub),
        (status = 412, body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn put(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
    version: IfMatch,
    sent: Json,
) -> Result<Response, Problem> {
    let id = HubId(path_id(id)?);
    let kept = read(&sent.value, |form| hub(form, &id))?;
    let status = put_status(caller.acting(&app).put_hub(kept, expected(version)).await?, version)?;
    let kept = app.service.hub(&id).await?.ok_or(Kind::NotFound)?;
    Ok(versioned(status, kept.version, &Hub::from(&kept)))
}
