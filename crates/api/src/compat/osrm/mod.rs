//! The door for programs that speak to OSRM: `/route`, `/table` and `/nearest`, version 1, in its own words.
//!
//! Source: the OSRM project's HTTP API documentation, v5/v6. A wish has the effect that stands there, or is refused by
//! name (`options.rs`); none is passed over. A point is taken to the road at any distance unless `radiuses` says
//! otherwise. Times are whole seconds, lengths whole metres. The door needs no key, as OSRM's needs none: it tells
//! about streets, never about people; how much one question may ask is bounded.

mod nearest;
mod options;
mod polyline;
mod query;
mod refusal;
mod route;
mod table;

use crate::app::App;
use crate::http::middleware::OwnWords;
use axum::Router;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use karavan_model::Point;
use karavan_service::Stand;
use options::hint;
use serde::Serialize;
use serde_json::{Value, json};

/// The three doors.
pub(crate) fn doors() -> Router<App> {
    Router::new()
        .route("/route/v1/{profile}/{coordinates}", get(route::route))
        .route("/table/v1/{profile}/{coordinates}", get(table::table))
        .route("/nearest/v1/{profile}/{coordinates}", get(nearest::nearest))
}

/// A place on a road, as OSRM tells it.
fn waypoint(stand: &Stand, asked: Point, has_hint: bool) -> Value {
    let mut waypoint = json!({
        "location": [stand.point.lon, stand.point.lat],
        "distance": stand.distance_meters,
        "name": "",
    });
    if has_hint {
        waypoint["hint"] = hint(asked).into();
    }
    waypoint
}

/// An answer that pages of other sites may read too: it holds nothing of anybody's.
fn answer(body: impl Serialize) -> Response {
    let mut response = axum::Json(body).into_response();
    let everyone = HeaderValue::from_static("*");
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, everyone);
    response.extensions_mut().insert(OwnWords);
    response
}
