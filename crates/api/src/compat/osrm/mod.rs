//! The door for programs that speak to OSRM: `/route`, `/table` and `/nearest`, version 1, in its own words.
//!
//! Source: the OSRM project's HTTP API documentation, v5/v6. A wish has the effect that stands there, or is refused by
//! name (`options.rs`); none is passed over. A point is taken to the road at any distance unless `radiuses` says
//! otherwise. Times are whole seconds, lengths whole metres. The door needs no key, as OSRM's needs none: it tells
//! about streets, never about people; how much one question may ask is bounded.

mod answer;
mod hint;
mod nearest;
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

/// The three doors.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/route/v1/{profile}/{coordinates}", get(route::route))
        .route("/table/v1/{profile}/{coordinates}", get(table::table))
        .route("/nearest/v1/{profile}/{coordinates}", get(nearest::nearest))
}
