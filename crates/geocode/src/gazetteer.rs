//! What is kept of a map: settlements, streets and houses, as bytes and back.

use crate::error::GeocodeError;
use karavan_model::Point;
use serde::{Deserialize, Serialize};

/// A point in ten-millionths of a degree, about a centimetre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Spot {
    lon: i32,
    lat: i32,
}

const PER_DEGREE: f64 = 1e7;

impl Spot {
    /// The nearest spot of a valid point.
    pub(crate) fn of(point: Point) -> Option<Self> {
        #[expect(clippy::cast_possible_truncation, reason = "a valid degree times 1e7 fits in i32")]
        let scaled = |degrees: f64| (degrees * PER_DEGREE).round() as i32;
        point.is_valid().then(|| Self {
            lon: scaled(point.lon),
            lat: scaled(point.lat),
        })
    }

    /// As degrees.
    pub(crate) fn point(self) -> Point {
        Point {
            lon: f64::from(self.lon) / PER_DEGREE,
            lat: f64::from(self.lat) / PER_DEGREE,
        }
    }
}

/// How big a settlement is, biggest first. A district is a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Rank {
    /// `place=city`.
    City,
    /// `place=town`, or a settlement known only from addresses.
    Town,
    /// `place=village`.
    Village,
    /// Anything smaller.
    Hamlet,
    /// `place=suburb` and the like.
    District,
}

impl Rank {
    /// From the value of `place`; `None` for what is no settlement.
    pub(crate) fn of(place: &str) -> Option<Self> {
        match place {
            "city" => Some(Self::City),
            "town" => Some(Self::Town),
            "village" => Some(Self::Village),
            "hamlet" | "isolated_dwelling" | "farm" | "allotments" => Some(Self::Hamlet),
            "borough" | "suburb" | "quarter" | "neighbourhood" | "city_block" => Some(Self::District),
            _ => None,
        }
    }

    /// How far from its middle its houses are looked for.
    pub(crate) const fn reach_meters(self) -> f64 {
        match self {
            Self::City => 20_000.0,
            Self::Town => 8_000.0,
            Self::Village => 3_000.0,
            Self::Hamlet => 1_500.0,
            Self::District => 2_500.0,
        }
    }
}

/// A town, village or district.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Settlement {
    /// As the map writes it; other names and older ones after the first.
    pub names: Vec<String>,
    /// How big.
    pub rank: Rank,
    /// Its middle.
    pub at: Spot,
}

/// One way of writing a street in one settlement, with the houses written that way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Street {
    /// As the map writes it.
    pub label: String,
    /// Index of its settlement.
    pub settlement: Option<u32>,
    /// A point on it, near its middle.
    pub at: Spot,
    /// Sorted by key.
    pub houses: Vec<House>,
}

/// A house.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct House {
    /// Canonical number.
    pub key: String,
    /// As the map writes it.
    pub label: String,
    /// Its middle.
    pub at: Spot,
    /// A building's outline rather than a lone point.
    pub is_building: bool,
}

/// Everything kept of a map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Gazetteer {
    /// Towns, villages, districts.
    pub settlements: Vec<Settlement>,
    /// Streets.
    pub streets: Vec<Street>,
}

impl Gazetteer {
    /// As bytes.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, GeocodeError> {
        postcard::to_stdvec(self).map_err(|error| GeocodeError::Damaged {
            what: format!("the index cannot be written: {error}"),
        })
    }

    /// From bytes that may come from anywhere.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, GeocodeError> {
        let damaged = |what: String| GeocodeError::Damaged { what };
        let (gazetteer, rest): (Self, _) =
            postcard::take_from_bytes(bytes).map_err(|error| damaged(error.to_string()))?;
        if !rest.is_empty() {
            return Err(damaged(format!("{} bytes too many at the end", rest.len())));
        }
        gazetteer.fault().map_or(Ok(gazetteer), |what| Err(damaged(what)))
    }

    /// What would make a search wrong. Binary search needs sorted houses, labels need settlements that exist.
    fn fault(&self) -> Option<String> {
        let is_on_globe = |spot: &Spot| spot.point().is_valid();
        if let Some(place) = self
            .settlements
            .iter()
            .find(|one| one.names.is_empty() || !is_on_globe(&one.at))
        {
            return Some(format!("settlement {:?} has no name or place", place.names));
        }
        for street in &self.streets {
            let settlements = self.settlements.len();
            let is_known = street
                .settlement
                .is_none_or(|one| usize::try_from(one).is_ok_and(|one| one < settlements));
            let is_placed = is_on_globe(&street.at) && street.houses.iter().all(|house| is_on_globe(&house.at));
            let is_sorted = street.houses.is_sorted_by(|a, b| a.key <= b.key);
            if !(is_known && is_placed && is_sorted) {
                return Some(format!("street “{}” is not sound", street.label));
            }
        }
        None
    }
}
