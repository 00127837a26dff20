//! `Volunteer`, and `Shift`: the hours offered on one day with vehicle, capacity, end and limits; with `Rest`,
//! `ShiftEnd` and `VehicleKind`. A vehicle that a shift names is in `vehicle.rs`.

use crate::id::{Skill, VehicleId, VolunteerId};
use crate::point::Point;
use crate::time::{ClockWindow, Date};
use crate::units::Seconds;
use serde::{Deserialize, Serialize};

/// Where a shift may end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShiftEnd {
    /// Back home before the shift ends.
    #[default]
    Home,
    /// At the last stop, which must be done before the shift ends.
    Anywhere,
}

/// What a volunteer travels with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VehicleKind {
    /// A car.
    #[default]
    Car,
    /// A van; it travels as a car does.
    Van,
    /// A bicycle.
    Bicycle,
    /// No vehicle: walks, on the roads for people on foot.
    OnFoot,
}

impl VehicleKind {
    /// The word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Car => "car",
            Self::Van => "van",
            Self::Bicycle => "bicycle",
            Self::OnFoot => "on_foot",
        }
    }
}

/// A person who helps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Volunteer {
    /// Their id.
    pub id: VolunteerId,
    /// Their name.
    pub name: String,
    /// The organisation they belong to.
    #[serde(default)]
    pub organisation: String,
    /// Telephone as written.
    #[serde(default)]
    pub phone: String,
    /// Home address as written; routes start there.
    pub home: String,
    /// Where home is, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<Point>,
    /// What they can do.
    #[serde(default)]
    pub skills: Vec<Skill>,
    /// May enter a home in quarantine.
    #[serde(default)]
    pub red_zone: bool,
}

/// A break that a volunteer asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rest {
    /// The whole of it lies in these hours.
    pub within: ClockWindow,
    /// How long it takes.
    pub minutes: u32,
}

impl Rest {
    /// From when to when it may begin, in seconds after midnight; `None` when it does not fit into its hours.
    #[must_use]
    pub fn begins(&self) -> Option<(Seconds, Seconds)> {
        let opens = self.within.opens.since_midnight();
        let closes = self.within.closes.since_midnight() - Seconds::from_minutes(self.minutes.into());
        (self.minutes > 0 && opens <= closes).then_some((opens, closes))
    }
}

/// Hours offered on one day, with one vehicle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    /// The volunteer who offers it.
    pub volunteer: VolunteerId,
    /// The day.
    pub date: Date,
    /// From when to when.
    pub hours: ClockWindow,
    /// Where it may end.
    #[serde(default)]
    pub end: ShiftEnd,
    /// With what.
    #[serde(default)]
    pub vehicle: VehicleKind,
    /// With which vehicle, when it is one that is kept: kind and capacity are its own then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle_id: Option<VehicleId>,
    /// How much it takes, in units.
    pub capacity: u32,
    /// How many requests at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stops_max: Option<u32>,
    /// How long the whole drive may last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes_max: Option<u32>,
    /// How far it may lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kilometers_max: Option<u32>,
    /// A break, taken if the drive is not over by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<Rest>,
}
