//! Doors in other programs' words, so that their clients work unchanged: OSRM, VROOM, Photon and Nominatim, on our own map.
//!
//! Anyone may ask them: they tell what the map tells, never a correction or a request. `/reverse` is both geocoders': whoever
//! names a `format` speaks Nominatim. `/photon/…` and `/nominatim/…` are the same doors for clients that take a path.

mod answer;
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

/// The doors of the geocoders.
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
