//! `Vehicle`: a vehicle that shifts may name, with its `VehicleOwner`; `carry` gives a shift its kind and capacity,
//! `equip` the driver its skills. `Shift::shares_vehicle` tells two shifts with one vehicle at one time.

use crate::id::{Skill, VehicleId, VolunteerId};
use crate::volunteer::{Shift, VehicleKind, Volunteer};
use serde::{Deserialize, Serialize};

/// Whose a vehicle is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VehicleOwner {
    /// One volunteer's.
    Volunteer(VolunteerId),
    /// An organisation's, by its name.
    Organisation(String),
}

/// A vehicle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vehicle {
    /// Its id.
    pub id: VehicleId,
    /// What people know it by: a name or a plate.
    pub label: String,
    /// What it is.
    pub kind: VehicleKind,
    /// How much it takes, in units.
    pub capacity: u32,
    /// What whoever drives it can do because of it, such as `lift`.
    #[serde(default)]
    pub skills: Vec<Skill>,
    /// Whose it is, where that is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<VehicleOwner>,
}

impl Vehicle {
    /// Gives a shift its kind and capacity.
    pub fn carry(&self, shift: &mut Shift) {
        shift.vehicle = self.kind;
        shift.capacity = self.capacity;
    }

    /// Gives whoever drives it what can be done with it.
    pub fn equip(&self, driver: &mut Volunteer) {
        driver.skills.extend(self.skills.iter().cloned());
        driver.skills.sort();
        driver.skills.dedup();
    }
}

impl Shift {
    /// Whether another volunteer's shift needs the same vehicle at the same time.
    #[must_use]
    pub fn shares_vehicle(&self, other: &Self) -> bool {
        self.vehicle_id.is_some()
            && self.vehicle_id == other.vehicle_id
            && self.volunteer != other.volunteer
            && self.date == other.date
            && self.hours.opens < other.hours.closes
            && other.hours.opens < self.hours.closes
    }
}
