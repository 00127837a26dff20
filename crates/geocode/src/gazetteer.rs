//! `Gazetteer`: what an address index keeps of a map, as plain structs: `Settlement`s, `StreetDraft`s with their
//! houses, and `Poi`s (pharmacies, shops, polyclinics). Beside them what they are made of: `Spot`, `Rank`, `Origin`,
//! `Entrance`. `build/` fills them, `bytes/` packs them.

use karavan_model::Point;
use karavan_osm::MemberKind;
use serde::{Deserialize, Serialize};

/// A point in millionths of a degree, about 11 cm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Spot {
    /// Longitude in units of 10⁻⁶ degrees.
    pub lon: i32,
    /// Latitude in units of 10⁻⁶ degrees.
    pub lat: i32,
}

const PER_DEGREE: f64 = 1e6;

impl Spot {
    /// The nearest spot of a valid point.
    pub(crate) fn of(point: Point) -> Option<Self> {
        #[expect(clippy::cast_possible_truncation, reason = "a valid degree times 1e6 fits in i32")]
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

/// How big a settlement is, biggest first. A district is a part of one; a region is an area with borders that has many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Rank {
    /// A city: `place=city`.
    City,
    /// `place=town`, or a settlement known only from addresses.
    Town,
    /// A village: `place=village`.
    Village,
    /// Anything smaller.
    Hamlet,
    /// `place=suburb` and the like.
    District,
    /// Область, район, сельское поселение: an area with borders.
    Region,
}

impl Rank {
    /// From the value of `place`; `None` for what is no settlement.
    pub(crate) fn of(place: &str) -> Option<Self> {
        match place {
            "city" => Some(Self::City),
            "town" => Some(Self::Town),
            "village" => Some(Self::Village),
            "hamlet" | "isolated_dwelling" | "farm" | "allotments" => Some(Self::Hamlet),
            "borough" | "suburb" | "quarter" | "neighbourhood" | "city_block" | "district" => Some(Self::District),
            _ => None,
        }
    }

    /// Whether houses belong to it as to a town or village.
    pub(crate) const fn is_settled(self) -> bool {
        !matches!(self, Self::District | Self::Region)
    }

    /// How far from its middle its houses are looked for.
    pub(crate) const fn reach_meters(self) -> f64 {
        match self {
            Self::City => 20_000.0,
            Self::Town => 8_000.0,
            Self::Village => 3_000.0,
            Self::Hamlet => 1_500.0,
            Self::District => 2_500.0,
            Self::Region => 50_000.0,
        }
    }

    /// The word of `place` that it stands for.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::Town => "town",
            Self::Village => "village",
            Self::Hamlet => "hamlet",
            Self::District => "suburb",
            Self::Region => "region",
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
    /// Whether its borders are known: then its streets are listed as lying in it.
    pub has_area: bool,
}

/// An element of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Node, way or relation.
    pub(crate) kind: MemberKind,
    /// Its number.
    pub(crate) id: i64,
}

/// A door of a building.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entrance {
    /// What stands on it: `2`.
    pub label: String,
    /// Flats behind it: `37-72`.
    pub flats: String,
    /// Whether it is the main one.
    pub is_main: bool,
    /// Where it is.
    pub at: Spot,
}

/// A house.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HouseDraft {
    /// Canonical number.
    pub key: String,
    /// As the map writes it.
    pub label: String,
    /// Its middle.
    pub at: Spot,
    /// A building's outline rather than a lone point.
    pub is_building: bool,
    /// Its element.
    pub origin: Origin,
    /// Its doors.
    pub entrances: Vec<Entrance>,
}

/// One way of writing a street in one settlement, with the houses written that way.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StreetDraft {
    /// As the map writes it.
    pub label: String,
    /// Other names in use today.
    pub others: Vec<String>,
    /// Names of old.
    pub former: Vec<String>,
    /// Index of its settlement.
    pub settlement: Option<u32>,
    /// Districts and regions with known borders that it lies in.
    pub districts: Vec<u32>,
    /// A point on it, near its middle.
    pub at: Spot,
    /// The way it is drawn by, or the first house.
    pub origin: Origin,
    /// The postcode of most of its houses.
    pub postcode: String,
    /// Its line, in pieces.
    pub lines: Vec<Vec<Spot>>,
    /// Sorted by key.
    pub houses: Vec<HouseDraft>,
}

/// A pharmacy, a shop, a polyclinic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Poi {
    /// As the map writes it.
    pub name: String,
    /// Key and value of the tag that says what it is.
    pub key: String,
    /// Its value.
    pub value: String,
    /// When it is open, as the map writes it.
    pub opening_hours: String,
    /// Its address, when the map says it: `улица Гоголя, 12`.
    pub address: String,
    /// Index of its settlement.
    pub settlement: Option<u32>,
    /// Where it is.
    pub at: Spot,
    /// [`Origin::number`] of its element.
    pub origin: i64,
}

/// Everything kept of a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Gazetteer {
    /// Towns, villages, districts.
    pub settlements: Vec<Settlement>,
    /// Streets with their names, lines and houses.
    pub streets: Vec<StreetDraft>,
    /// Places people name.
    pub pois: Vec<Poi>,
}

impl Origin {
    /// As one number: neighbours on the map get numbers near each other.
    pub(crate) fn number(self) -> i64 {
        let kind = match self.kind {
            MemberKind::Node => 0,
            MemberKind::Way => 1,
            MemberKind::Relation => 2,
        };
        self.id.saturating_mul(3).saturating_add(kind)
    }

    /// From its number.
    pub(crate) fn of_number(number: i64) -> Self {
        let kind = match number.rem_euclid(3) {
            0 => MemberKind::Node,
            1 => MemberKind::Way,
            _ => MemberKind::Relation,
        };
        Self {
            kind,
            id: number.div_euclid(3),
        }
    }

    /// Its number among elements of its kind.
    #[must_use]
    pub const fn id(self) -> i64 {
        self.id
    }

    /// `N`, `W` or `R`.
    #[must_use]
    pub const fn letter(self) -> char {
        match self.kind {
            MemberKind::Node => 'N',
            MemberKind::Way => 'W',
            MemberKind::Relation => 'R',
        }
    }
}
