//! The calls of OSRM, version 1: routes of `/route`, `/table` and `/nearest`, each in a file of its name.
//!
//! Source: the OSRM project's HTTP API documentation, v5/v6. Options that are not supported are refused by name, in
//! `options.rs` and in the files of the calls. No key is needed; the size of a query is limited.

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
