//! The calls of OSRM, version 1: routes of `/route`, `/table` and `/nearest`, each in a file of its name; no others.
//!
//! Source: the OSRM project's HTTP API documentation, v5/v6. An option has the effect described there, or is refused
//! by name (`options.rs`); none is ignored. A point is snapped to the road at any distance unless `radiuses` limits
//! it. Times are whole seconds, lengths whole metres. No key is needed, as with OSRM; the size of a query is limited.

mod hint;
mod nearest;
mod open_json;
mod options;
mod polyline;
mod query;
mod refusal;
mod route;
mod table;
mod waypoint;

use crate::app::App;
use axum::Router;
use axum::routing::get;

/// The three routes.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/route/v1/{profile}/{coordinates}", get(route::route))
        .route("/table/v1/{profile}/{coordinates}", get(table::table))
        .route("/nearest/v1/{profile}/{coordinates}", get(nearest::nearest))
}
