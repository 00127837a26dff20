//! Calls in the formats of OSRM, VROOM, Photon and Nominatim on our own map, open to anyone. Here: the routes of the
//! two geocoders (`geocoders`), with and without the base paths `/photon` and `/nominatim`, and `/reverse`, which both
//! have: a call with a `format` goes to Nominatim's handler, any other to Photon's.

mod json_response;
mod nominatim;
pub(crate) mod osrm;
mod photon;
mod query;
pub(crate) mod vroom;

use crate::app::App;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use query::GeocoderQuery;

/// The routes of both geocoders.
pub(crate) fn geocoders() -> Router<App> {
    Router::new()
        .route("/api", get(photon::search))
        .route("/api/", get(photon::search))
        .route("/reverse", get(reverse))
        .route("/search", get(nominatim::search))
        .route("/photon/api", get(photon::search))
        .route("/photon/reverse", get(photon::reverse))
        .route("/nominatim/search", get(nominatim::search))
        .route("/nominatim/reverse", get(nominatim::reverse))
}

async fn reverse(state: State<App>, query: GeocoderQuery) -> Response {
    if query.get("format").is_some() {
        nominatim::reverse(state, query).await
    } else {
        photon::reverse(state, query).await
    }
}
