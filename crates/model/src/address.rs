//! `Place` (also named `Candidate`): an address found on the map or put there by a person, with its `Precision` and
//! confidence; and `DoorCard`, what a volunteer needs at the door (flat, entrance, floor, intercom, note). The answer
//! to a search is in `address_answer.rs`.

use crate::point::Point;
use serde::{Deserialize, Serialize};

/// What a place really is, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// The entrance itself.
    Entrance,
    /// The building.
    House,
    /// Between two known houses of the street.
    Interpolated,
    /// Only the street.
    Street,
    /// Only the settlement or district.
    Locality,
}

/// An address found on the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Where it is.
    pub point: Point,
    /// The address as the map writes it, e.g. `улица Гончарова, 12 к1`.
    pub label: String,
    /// How exact the point is.
    pub precision: Precision,
    /// 0 to 1: the share of such answers that are right.
    pub confidence: f64,
    /// A person put it there or chose it among several; how exact it is, is still what `precision` says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_hand: bool,
}

impl Place {
    /// A place that a person gave by coordinates: sure, and as exact as a door.
    #[must_use]
    pub fn pinned(point: Point, label: &str) -> Self {
        Self {
            point,
            label: label.to_owned(),
            precision: Precision::Entrance,
            confidence: 1.0,
            by_hand: true,
        }
    }
}

/// One possible reading of an address, offered to the coordinator.
pub type Candidate = Place;

/// What never reaches the geocoder and always reaches the volunteer at the door.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorCard {
    /// Flat, office or room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flat: Option<String>,
    /// Entrance (подъезд).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entrance: Option<String>,
    /// Floor, as written; not always a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<String>,
    /// Intercom code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intercom: Option<String>,
    /// Anything else written after the house.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl DoorCard {
    /// The card, its gaps filled from another.
    #[must_use]
    pub fn filled_from(self, other: Self) -> Self {
        Self {
            flat: self.flat.or(other.flat),
            entrance: self.entrance.or(other.entrance),
            floor: self.floor.or(other.floor),
            intercom: self.intercom.or(other.intercom),
            note: self.note.or(other.note),
        }
    }
}
