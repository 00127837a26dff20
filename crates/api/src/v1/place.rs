//! JSON shapes that several calls share: `Point`, `Place`, `ChosenPlace`, `Door` and `DoorPatch` (the way from the
//! building's door to the recipient), `Window`, `Need` and `NeedDraft` (goods), and the answers about the map,
//! `Geocoded` and `MapInfo`.

use crate::v1::enums::{Found, NotFoundReason, Precision};
use karavan_model as model;
use serde::Serialize;
use utoipa::ToSchema;

/// A point in WGS 84.
#[derive(Clone, Copy, Serialize, ToSchema)]
pub(crate) struct Point {
    /// Longitude in degrees, −180 to 180.
    #[schema(example = 76.9)]
    pub(crate) lon: f64,
    /// Latitude in degrees, −90 to 90.
    #[schema(example = 43.2)]
    pub(crate) lat: f64,
}

impl From<model::Point> for Point {
    fn from(point: model::Point) -> Self {
        let model::Point { lon, lat } = point;
        Self { lon, lat }
    }
}

/// A place on the map.
#[derive(Serialize, ToSchema)]
pub(crate) struct Place {
    pub(crate) point: Point,
    /// The address as the map writes it.
    pub(crate) label: String,
    pub(crate) precision: Precision,
    /// 0 to 1: the share of answers like this that are correct.
    pub(crate) confidence: f64,
    /// Whether a person placed it or chose it among candidates.
    pub(crate) by_hand: bool,
}

/// A candidate chosen by a person, as it was offered.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChosenPlace {
    point: Point,
    label: String,
    precision: Precision,
    #[schema(minimum = 0, maximum = 1)]
    confidence: f64,
    /// Ignored: a chosen place always counts as placed by hand.
    by_hand: Option<bool>,
}

impl From<&model::Place> for Place {
    fn from(place: &model::Place) -> Self {
        Self {
            point: place.point.into(),
            label: place.label.clone(),
            precision: place.precision.into(),
            confidence: place.confidence,
            by_hand: place.by_hand,
        }
    }
}

/// How to get from the building's door to the recipient.
#[derive(Serialize, ToSchema)]
pub(crate) struct Door {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    flat: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    entrance: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    floor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    intercom: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    note: Option<String>,
}

/// Changes of the door; an absent field stays, `null` empties it.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DoorPatch {
    flat: Option<String>,
    entrance: Option<String>,
    floor: Option<String>,
    intercom: Option<String>,
    note: Option<String>,
}

impl From<&model::DoorCard> for Door {
    fn from(door: &model::DoorCard) -> Self {
        let model::DoorCard {
            flat,
            entrance,
            floor,
            intercom,
            note,
        } = door.clone();
        Self {
            flat,
            entrance,
            floor,
            intercom,
            note,
        }
    }
}

/// Local times between which a visit may begin, both included.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Window {
    #[schema(example = "10:00")]
    pub(crate) opens: String,
    #[schema(example = "12:00")]
    pub(crate) closes: String,
}

impl From<&model::ClockWindow> for Window {
    fn from(window: &model::ClockWindow) -> Self {
        Self {
            opens: window.opens.to_string(),
            closes: window.closes.to_string(),
        }
    }
}

/// Goods of one kind.
#[derive(Serialize, ToSchema)]
pub(crate) struct Need {
    #[schema(example = "food")]
    pub(crate) goods: String,
    pub(crate) quantity: u32,
}

/// Goods of one kind as sent.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NeedDraft {
    /// Standard goods, or a code that a hub hands out.
    #[schema(example = "food")]
    pub(crate) goods: String,
    /// One when absent.
    pub(crate) quantity: Option<u32>,
}

impl From<&model::Need> for Need {
    fn from(need: &model::Need) -> Self {
        Self {
            goods: need.goods.to_string(),
            quantity: need.quantity,
        }
    }
}

/// The result of geocoding an address.
#[derive(Serialize, ToSchema)]
pub(crate) struct Geocoded {
    pub(crate) answer: Found,
    /// Why nothing was found; absent otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) why: Option<NotFoundReason>,
    /// The place found, or the candidates, the likeliest first.
    pub(crate) candidates: Vec<Place>,
    pub(crate) door: Door,
}

/// The map.
#[derive(Serialize, ToSchema)]
pub(crate) struct MapInfo {
    pub(crate) name: String,
    pub(crate) bounds: Bounds,
    /// The time zone of the region, as in the IANA database.
    #[schema(example = "Asia/Almaty")]
    pub(crate) timezone: String,
    /// Today's date in the region.
    #[schema(value_type = String, example = "2026-11-21")]
    pub(crate) today: model::Date,
    pub(crate) attribution: &'static str,
}

/// Corners of the map.
#[derive(Serialize, ToSchema)]
pub(crate) struct Bounds {
    pub(crate) south_west: Point,
    pub(crate) north_east: Point,
}
