//! The call `GET /v1/regions`: which regions this process serves, and where. Anybody may ask, before a log-in: names
//! and titles of regions are the only thing that a server of several tells strangers.

use crate::app::App;
use crate::http::region_address::RegionLabel;
use crate::http::response::{List, ok};
use axum::extract::State;
use axum::response::Response;

/// The regions of a server of several, by name; empty on a server of one, which needs no choice.
#[utoipa::path(get, path = "/v1/regions", operation_id = "list_regions", tag = "session",
    responses((status = 200, body = List<RegionLabel>)))]
pub(crate) async fn list(State(app): State<App>) -> Response {
    listed(&app.shared.regions)
}

/// The answer of the call, also outside all regions.
pub(crate) fn listed(regions: &[RegionLabel]) -> Response {
    ok(&List::whole(regions.to_vec()))
}
