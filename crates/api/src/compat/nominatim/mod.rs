//! The calls of Nominatim: `/search`, free or structured, and `/reverse`. A house that the map lacks is answered by its
//! street, with the precision `street`. The formats of answers are in `formats.rs`.

mod formats;

use super::json_response::json_response;
use super::query::GeocoderQuery;
use crate::app::App;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use formats::{Details, Format, content_type, list, one};
use karavan_geocode::{Answer, Feature, NotFoundReason};
use karavan_map::Map;
use karavan_model::Precision;
use karavan_service::ServiceError;
use serde_json::{Value, json};

const USUAL: usize = 10;
const MOST: usize = 40;
/// Below this zoom only the settlement is answered, below `ZOOM_HOUSE` only the street.
const ZOOM_STREET: u8 = 16;
const ZOOM_HOUSE: u8 = 18;

/// Search by text: `/search?q=` or `street=&city=&county=&state=&country=&postalcode=`, with `format`, `limit`,
/// `addressdetails`, `namedetails`, `extratags`, `viewbox`, `bounded`.
pub(super) async fn search(State(app): State<App>, query: GeocoderQuery) -> Response {
    let Some(format) = Format::of(query.get("format").unwrap_or("jsonv2")) else {
        return refused("format is one of json, jsonv2, geojson, geocodejson");
    };
    let texts = match (query.get("q"), structured(&query)) {
        (Some(_), Some(_)) => {
            return refused("Structured query parameters cannot be used together with 'q' parameter.");
        }
        (Some(text), None) => vec![text.to_owned()],
        (None, Some(texts)) => texts,
        (None, None) => return refused("Nothing to search for."),
    };
    let limit = query.limit(USUAL, MOST);
    let bounds = query.bounds("viewbox");
    let is_bounded = query.is_on("bounded");
    let details = Details::of(&query);
    let found = app.service.on_map_for_strangers(move |map| {
        let mut features = texts
            .iter()
            .map(|text| found(map, text))
            .find(|all| !all.is_empty())
            .unwrap_or_default();
        if let Some(bounds) = bounds {
            features.retain(|one| !is_bounded || bounds.holds(one.point));
            features.sort_by_key(|one| !bounds.holds(one.point));
        }
        features.truncate(limit);
        list(format, &features, &details)
    });
    answer(format, found.await)
}

/// The place at a point: `/reverse?lat=&lon=&zoom=`.
pub(super) async fn reverse(State(app): State<App>, query: GeocoderQuery) -> Response {
    let Some(format) = Format::of(query.get("format").unwrap_or("jsonv2")) else {
        return refused("format is one of json, jsonv2, geojson, geocodejson");
    };
    let Some(point) = query.point() else {
        return refused("Parameter 'lat' or 'lon' missing or not a number.");
    };
    let zoom = query
        .get("zoom")
        .and_then(|zoom| zoom.parse().ok())
        .unwrap_or(ZOOM_HOUSE);
    // As Nominatim does, a point is answered with its address unless the client refuses it.
    let details = Details {
        has_address: query.get("addressdetails").is_none() || query.is_on("addressdetails"),
        ..Details::of(&query)
    };
    let found = app.service.on_map_for_strangers(move |map| {
        let near = map.addresses.reverse(point, 30);
        let wanted = near
            .into_iter()
            .find(|one| zoom >= ZOOM_HOUSE || one.precision == Precision::Street);
        match wanted
            .filter(|_| zoom >= ZOOM_STREET)
            .or_else(|| map.addresses.settlement_at(point))
        {
            Some(feature) => one(format, &feature, &details),
            None => json!({"error": "Unable to geocode"}),
        }
    });
    answer(format, found.await)
}

fn answer(format: Format, found: Result<Value, ServiceError>) -> Response {
    match found {
        Ok(body) => json_response(StatusCode::OK, content_type(format), &body),
        Err(error) => crate::http::problem::Problem::from(error).into_response(),
    }
}

fn refused(message: &str) -> Response {
    let body = json!({"error": {"code": 400, "message": message}});
    json_response(StatusCode::BAD_REQUEST, content_type(Format::Json), &body)
}

/// The features of the map that a text means; neighbouring houses are not an answer.
fn found<'a>(map: &'a Map, text: &str) -> Vec<Feature<'a>> {
    let (candidates, is_found) = match map.addresses.look(text) {
        Answer::Found(place) => (vec![place], true),
        Answer::Ambiguous(all) => (all, true),
        Answer::NotFound {
            why: NotFoundReason::NoHouse,
            candidates,
        } => (candidates, false),
        Answer::NotFound { .. } => return map.addresses.named(text),
    };
    let is_answer = |one: &Feature<'_>| is_found || one.precision == Precision::Street;
    candidates.into_iter().filter(is_answer).collect()
}

/// A structured query as texts to try one after the other. The street is sent as “house street”, but the name of a
/// street may begin with a number too.
fn structured(query: &GeocoderQuery) -> Option<Vec<String>> {
    let names = ["street", "city", "county", "state", "country", "postalcode", "amenity"];
    names.iter().find_map(|name| query.get(name))?;
    let part = |name| query.get(name).unwrap_or_default();
    let before = [part("state"), part("city")].join(", ");
    let street = part("street");
    let mut texts = Vec::new();
    if street.is_empty() {
        let place = [part("amenity"), part("city"), part("county"), part("state")];
        texts.extend(
            place
                .iter()
                .find(|text| !text.is_empty())
                .map(|text| (*text).to_owned()),
        );
        return Some(texts);
    }
    let begins_with_number = |text: &str| text.starts_with(|letter: char| letter.is_ascii_digit());
    if let Some((house, name)) = street.split_once(' ').filter(|_| begins_with_number(street)) {
        let house = house.trim_end_matches(',');
        texts.push(format!("{before}, {name}, {house}"));
    }
    texts.push(format!("{before}, {street}"));
    Some(texts)
}
