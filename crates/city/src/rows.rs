//! `RequestRow`, `VolunteerRow`, `HubRow` and `TruthRow`: the rows of a city's tables, and `ExpectedAnswer`: what a
//! geocoder should make of an address. They are written as CSV in `tables.rs`.

use karavan_model::Point;

/// A request, as `requests.csv` has it.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestRow {
    /// Id of the request, such as `R0001`.
    pub id: String,
    /// Which door it came through.
    pub source: &'static str,
    /// A name that is plainly made up.
    pub recipient: String,
    /// A telephone number that is plainly made up.
    pub phone: String,
    /// As people write it.
    pub address: String,
    /// `food`, `medicine`, `essentials` or `equipment`.
    pub need: &'static str,
    /// In units of capacity.
    pub quantity: u32,
    /// From when to when, if not the whole day.
    pub window: Option<(&'static str, &'static str)>,
    /// Whether it cannot wait.
    pub is_urgent: bool,
    /// A home in quarantine.
    pub quarantine: bool,
    /// For the volunteer.
    pub comment: &'static str,
}

/// A volunteer with a shift, as `volunteers.csv` has it.
#[derive(Clone, Debug, PartialEq)]
pub struct VolunteerRow {
    /// Id of the volunteer, such as `V001`.
    pub id: String,
    /// A name that is plainly made up.
    pub name: String,
    /// Whose volunteer.
    pub organisation: &'static str,
    /// A telephone number that is plainly made up.
    pub phone: String,
    /// As the map writes it.
    pub home: String,
    /// `home` or `anywhere`.
    pub end: &'static str,
    /// From when to when.
    pub shift: [String; 2],
    /// In units.
    pub capacity: u32,
    /// How many requests at most.
    pub stops_max: Option<u32>,
    /// Empty, `lift` or `medic`.
    pub skills: &'static str,
    /// May enter a home in quarantine.
    pub red_zone: bool,
}

/// A hub, as `hubs.csv` has it.
#[derive(Clone, Debug, PartialEq)]
pub struct HubRow {
    /// Id of the hub, such as `H1`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// As the map writes it.
    pub address: String,
    /// Where it is.
    pub point: Point,
    /// From when to when.
    pub hours: [&'static str; 2],
    /// Goods, with `;` between them.
    pub offers: &'static str,
}

/// What a geocoder should make of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExpectedAnswer {
    /// The house is on the map.
    Found,
    /// The street is on the map, the house is not.
    StreetOnly,
    /// Nothing of it is on the map.
    NotFound,
}

impl ExpectedAnswer {
    /// As the table says it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::StreetOnly => "street_only",
            Self::NotFound => "not_found",
        }
    }
}

/// The truth about one request's address, as `truth.csv` has it.
#[derive(Clone, Debug, PartialEq)]
pub struct TruthRow {
    /// Id of the request that this is the truth of.
    pub request: String,
    /// The middle of the house, or of some house of the street; none where nothing is.
    pub point: Option<Point>,
    /// What should be made of it.
    pub expected: ExpectedAnswer,
    /// How it is written: `plain`, `lower`, `upper`, `typo`, `plain+flat`, `nohouse`, `nostreet`.
    pub kind: &'static str,
    /// As the map writes it.
    pub street: String,
    /// As the map writes it.
    pub house: String,
}
