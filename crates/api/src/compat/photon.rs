//! The calls of Photon: `/api` while an address is typed, `/reverse` for a point, with the filters `layer`,
//! `osm_tag`, `bbox`. Answers are GeoJSON, `[lon, lat]`.
//!
//! Photon's `extent` differs from the `bbox` of GeoJSON: west, north, east, south.

use super::json_response::json_response;
use super::query::GeocoderQuery;
use crate::app::App;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use karavan_geocode::Feature;
use karavan_model::Precision;
use serde_json::{Map, Value, json};

const KIND: &str = "application/json;charset=utf-8";
const USUAL: usize = 15;
const MOST: usize = 50;
/// Features looked up before filters, which may drop some.
const GATHERED: usize = 60;

/// Search by text: `/api?q=&lat=&lon=&limit=&bbox=&osm_tag=&layer=`.
pub(super) async fn search(State(app): State<App>, query: GeocoderQuery) -> Response {
    let Some(text) = query.get("q").map(str::to_owned) else {
        return refused("missing search term 'q': /?q=berlin");
    };
    let bounds = query.bounds("bbox");
    let near = query.point().or_else(|| bounds.map(super::query::Bounds::middle));
    let limit = query.limit(USUAL, MOST);
    let found = app.service.on_map_for_strangers(move |map| {
        let features = map.addresses.suggest(&text, near, GATHERED);
        let inside = features
            .iter()
            .filter(|one| bounds.is_none_or(|bounds| bounds.holds(one.point)));
        let wanted = inside.filter(|one| is_wanted(one, &query));
        wanted.take(limit).map(feature).collect::<Vec<_>>()
    });
    answer(found.await)
}

/// Features near a point: `/reverse?lat=&lon=&limit=&osm_tag=&layer=`.
pub(super) async fn reverse(State(app): State<App>, query: GeocoderQuery) -> Response {
    let Some(point) = query.point() else {
        return refused("missing or invalid parameters 'lat' and 'lon': /reverse?lon=13.38&lat=52.52");
    };
    let limit = query.limit(1, MOST);
    let found = app.service.on_map_for_strangers(move |map| {
        let features = map.addresses.reverse(point, GATHERED);
        let wanted = features.iter().filter(|one| is_wanted(one, &query));
        wanted.take(limit).map(feature).collect::<Vec<_>>()
    });
    answer(found.await)
}

fn answer(found: Result<Vec<Value>, karavan_service::ServiceError>) -> Response {
    match found {
        Ok(features) => json_response(
            StatusCode::OK,
            KIND,
            &json!({"type": "FeatureCollection", "features": features}),
        ),
        Err(error) => crate::http::problem::Problem::from(error).into_response(),
    }
}

fn refused(message: &str) -> Response {
    json_response(StatusCode::BAD_REQUEST, KIND, &json!({ "message": message }))
}

/// The layer that Photon puts a feature in.
fn layer(feature: &Feature<'_>) -> &'static str {
    match (feature.tag(), feature.precision) {
        (("place", "city" | "town" | "village" | "hamlet"), Precision::Locality) => "city",
        (_, Precision::Locality) => "district",
        (_, Precision::Street) => "street",
        _ => "house",
    }
}

/// Whether the filters `layer` and `osm_tag` keep a feature: `key:value`, `key`, `:value`, each with `!` to exclude.
fn is_wanted(feature: &Feature<'_>, query: &GeocoderQuery) -> bool {
    let (key, value) = feature.tag();
    let mut layers = query.all("layer").flat_map(|all| all.split(',')).peekable();
    if layers.peek().is_some() && !layers.any(|one| one == layer(feature)) {
        return false;
    }
    let (mut is_asked, mut is_included) = (false, false);
    for filter in query.all("osm_tag") {
        let (wanted_key, wanted_value) = filter.split_once(':').unwrap_or((filter, ""));
        let is_excluding = wanted_key.starts_with('!') || wanted_value.starts_with('!');
        let fits = |wanted: &str, has: &str| {
            let wanted = wanted.trim_start_matches('!');
            wanted.is_empty() || wanted == has
        };
        let is_fitting = fits(wanted_key, key) && fits(wanted_value, value);
        if is_excluding && is_fitting {
            return false;
        }
        if !is_excluding {
            (is_asked, is_included) = (true, is_included || is_fitting);
        }
    }
    !is_asked || is_included
}

fn feature(feature: &Feature<'_>) -> Value {
    let (key, value) = feature.tag();
    let (low, high) = feature.bounds();
    let mut properties = Map::new();
    let mut put = |name: &str, value: Value| {
        properties.insert(name.to_owned(), value);
    };
    if let Some(origin) = feature.origin() {
        put("osm_type", json!(origin.letter()));
        put("osm_id", json!(origin.id()));
    }
    put("osm_key", json!(key));
    put("osm_value", json!(value));
    put("type", json!(layer(feature)));
    let is_street = feature.precision == Precision::Street;
    let texts = [
        ("name", feature.name().map(str::to_owned)),
        ("housenumber", feature.house_number()),
        (
            "street",
            feature.street_name().filter(|_| !is_street).map(str::to_owned),
        ),
        ("postcode", feature.postcode().map(str::to_owned)),
        ("district", feature.district().map(str::to_owned)),
        ("city", feature.city().map(str::to_owned)),
        ("county", feature.county().map(str::to_owned)),
        ("state", feature.state().map(str::to_owned)),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            put(name, json!(text));
        }
    }
    if let Some(hours) = feature.opening_hours() {
        put("extra", json!({ "opening_hours": hours }));
    }
    if is_street || feature.precision == Precision::Locality {
        put("extent", json!([low.lon, high.lat, high.lon, low.lat]));
    }
    put("precision", json!(feature.precision));
    put("confidence", json!((feature.confidence * 1000.0).round() / 1000.0));
    json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [feature.point.lon, feature.point.lat]},
        "properties": properties,
    })
}
