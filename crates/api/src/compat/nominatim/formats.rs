//! Writes found features in Nominatim's formats `json`, `jsonv2`, `geojson`, `geocodejson`, with the optional parts
//! (`Details`): address, names, opening hours. The search itself is in `nominatim/mod.rs`.

use crate::compat::query::GeocoderQuery;
use karavan_geocode::{Feature, Origin};
use karavan_model::Precision;
use serde_json::{Map, Value, json};

const LICENCE: &str = "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright";

/// The format of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    JsonV2,
    GeoJson,
    GeocodeJson,
}

impl Format {
    /// The format of this name.
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "json" => Self::Json,
            "jsonv2" => Self::JsonV2,
            "geojson" => Self::GeoJson,
            "geocodejson" => Self::GeocodeJson,
            _ => return None,
        })
    }
}

/// Which optional parts of an answer are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Details {
    /// Adds `address`: its parts by name.
    pub has_address: bool,
    /// Adds `namedetails`: all names.
    pub has_names: bool,
    /// Adds `extratags`: opening hours.
    pub has_tags: bool,
}

impl Details {
    /// Reads the switches of a query.
    pub(super) fn of(query: &GeocoderQuery) -> Self {
        Self {
            has_address: query.is_on("addressdetails"),
            has_names: query.is_on("namedetails"),
            has_tags: query.is_on("extratags"),
        }
    }
}

/// The content type of a format.
pub(super) const fn content_type(format: Format) -> &'static str {
    match format {
        Format::GeoJson => "application/geo+json; charset=utf-8",
        _ => "application/json; charset=utf-8",
    }
}

/// An answer with several places.
pub(super) fn list(format: Format, features: &[Feature<'_>], details: &Details) -> Value {
    match format {
        Format::Json | Format::JsonV2 => features.iter().map(|one| flat(format, one, details)).collect(),
        Format::GeoJson | Format::GeocodeJson => collection(format, features.iter(), details),
    }
}

/// An answer with one place.
pub(super) fn one(format: Format, feature: &Feature<'_>, details: &Details) -> Value {
    match format {
        Format::Json | Format::JsonV2 => flat(format, feature, details),
        Format::GeoJson | Format::GeocodeJson => collection(format, [feature].into_iter(), details),
    }
}

fn collection<'a>(format: Format, all: impl Iterator<Item = &'a Feature<'a>>, details: &Details) -> Value {
    if format == Format::GeocodeJson {
        let head = json!({"version": "0.1.0", "attribution": LICENCE, "licence": "ODbL"});
        let features: Vec<Value> = all.map(geocode_json).collect();
        return json!({"type": "FeatureCollection", "geocoding": head, "features": features});
    }
    let feature = |one: &Feature<'_>| {
        let (low, high) = one.bounds();
        let mut properties = properties(Format::JsonV2, one, details);
        properties.remove("licence");
        json!({
            "type": "Feature", "properties": properties, "bbox": [low.lon, low.lat, high.lon, high.lat],
            "geometry": point(one),
        })
    };
    let features: Vec<Value> = all.map(feature).collect();
    json!({"type": "FeatureCollection", "licence": LICENCE, "features": features})
}

fn point(feature: &Feature<'_>) -> Value {
    json!({"type": "Point", "coordinates": [feature.point.lon, feature.point.lat]})
}

fn geocode_json(feature: &Feature<'_>) -> Value {
    let (key, value) = feature.tag();
    let properties = json!({
        "place_id": place_id(feature), "osm_type": osm_type(feature), "osm_id": feature.origin().map(Origin::id),
        "osm_key": key, "osm_value": value, "type": address_type(feature), "label": display_name(feature),
        "name": name(feature),
        "housenumber": feature.house_number(), "street": feature.street_name(), "postcode": feature.postcode(),
        "district": feature.district(), "city": feature.city(), "county": feature.county(), "state": feature.state(),
    });
    let present = properties
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(_, value)| !value.is_null());
    let present: Map<String, Value> = present.map(|(name, value)| (name.clone(), value.clone())).collect();
    json!({"type": "Feature", "properties": {"geocoding": present}, "geometry": point(feature)})
}

/// A record of `json` or `jsonv2`, where coordinates are texts.
fn flat(format: Format, feature: &Feature<'_>, details: &Details) -> Value {
    let (low, high) = feature.bounds();
    let degrees = |number: f64| format!("{number:.7}");
    let mut record = properties(format, feature, details);
    record.insert("lat".to_owned(), degrees(feature.point.lat).into());
    record.insert("lon".to_owned(), degrees(feature.point.lon).into());
    let corners = [low.lat, high.lat, low.lon, high.lon].map(degrees);
    record.insert("boundingbox".to_owned(), json!(corners));
    record.into()
}

fn properties(format: Format, feature: &Feature<'_>, details: &Details) -> Map<String, Value> {
    let (key, value) = feature.tag();
    let mut record = Map::new();
    let mut put = |name: &str, value: Value| {
        record.insert(name.to_owned(), value);
    };
    put("place_id", place_id(feature).into());
    put("licence", LICENCE.into());
    if let Some(origin) = feature.origin() {
        put("osm_type", osm_type(feature).into());
        put("osm_id", origin.id().into());
    }
    put(if format == Format::Json { "class" } else { "category" }, key.into());
    put("type", value.into());
    put("place_rank", place_rank(feature).into());
    put("importance", ((feature.confidence * 1000.0).round() / 1000.0).into());
    put("addresstype", address_type(feature).into());
    put("name", name(feature).into());
    put("display_name", display_name(feature).into());
    put("precision", json!(feature.precision));
    if details.has_address {
        put("address", address(feature));
    }
    if details.has_names {
        let names = feature
            .name()
            .map(|name| json!({"name": name, "alt_name": feature.other_names().join(";")}));
        put("namedetails", names.unwrap_or_else(|| json!({})));
    }
    if details.has_tags {
        let hours = feature.opening_hours().map(|hours| json!({ "opening_hours": hours }));
        put("extratags", hours.unwrap_or_else(|| json!({})));
    }
    record
}

fn name(feature: &Feature<'_>) -> String {
    feature.name().unwrap_or_default().to_owned()
}

fn address_type(feature: &Feature<'_>) -> &'static str {
    match (feature.precision, feature.tag()) {
        (Precision::Street, _) => "road",
        (Precision::Locality, (_, "city" | "town")) => "city",
        (Precision::Locality, (_, "village" | "hamlet")) => "village",
        (Precision::Locality, _) => "suburb",
        (_, ("building" | "place", _)) => "place",
        (_, ("shop", _)) => "shop",
        _ => "amenity",
    }
}

fn place_rank(feature: &Feature<'_>) -> u8 {
    match feature.precision {
        Precision::Street => 26,
        Precision::Locality => 18,
        _ => 30,
    }
}

fn osm_type(feature: &Feature<'_>) -> &'static str {
    match feature.origin().map(Origin::letter) {
        Some('N') => "node",
        Some('R') => "relation",
        _ => "way",
    }
}

/// A number of our own, the same for the same feature of the same map.
fn place_id(feature: &Feature<'_>) -> u32 {
    // FNV-1a (Fowler, Noll and Vo), not for security.
    let fold = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
    let text = format!("{}{:?}", display_name(feature), feature.origin());
    text.bytes().fold(2_166_136_261, fold) >> 1
}

fn address(feature: &Feature<'_>) -> Value {
    let mut all = Map::new();
    let town = match feature.tag() {
        ("place", kind @ ("city" | "town" | "village" | "hamlet")) => kind,
        _ => "city",
    };
    let (key, _) = feature.tag();
    let own = if feature.precision == Precision::Locality {
        town
    } else {
        key
    };
    let is_poi = !matches!(key, "building" | "place" | "highway");
    let texts = [
        (
            own,
            feature
                .name()
                .filter(|_| is_poi || feature.precision == Precision::Locality)
                .map(str::to_owned),
        ),
        ("house_number", feature.house_number()),
        ("road", feature.street_name().map(str::to_owned)),
        ("city_district", feature.district().map(str::to_owned)),
        ("city", feature.city().map(str::to_owned)),
        ("county", feature.county().map(str::to_owned)),
        ("state", feature.state().map(str::to_owned)),
        ("postcode", feature.postcode().map(str::to_owned)),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            all.insert(name.to_owned(), text.into());
        }
    }
    all.into()
}

/// From the nearest to the furthest: house, street, district, town, regions, postcode.
fn display_name(feature: &Feature<'_>) -> String {
    let is_street = feature.precision == Precision::Street;
    let parts = [
        feature.name().map(str::to_owned),
        feature.house_number(),
        feature.street_name().filter(|_| !is_street).map(str::to_owned),
        feature.district().map(str::to_owned),
        feature.city().map(str::to_owned),
        feature.county().map(str::to_owned),
        feature.state().map(str::to_owned),
        feature.postcode().map(str::to_owned),
    ];
    let present: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    present.join(", ")
}
