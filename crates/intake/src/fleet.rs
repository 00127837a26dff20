//! `accept_vehicle`: a `VehicleDraft` becomes a `Vehicle`, or the `Refused` fields. `Fleet`: the vehicles and shifts
//! that are kept; it finds the vehicle that a shift names and tells whether another volunteer's shift has it at that
//! time (`taken` makes that fault).

use crate::check::{Check, Refused};
use crate::fault::Fault;
use crate::given::{Given, Numeral};
use crate::limits::{CAPACITY, LINE_MAX};
use crate::skills::skills;
use karavan_model::{Date, Shift, Vehicle, VehicleId, VehicleKind, VehicleOwner, VolunteerId, folded_name};
use std::collections::{BTreeMap, BTreeSet};

/// A vehicle as a door read it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VehicleDraft {
    /// Its id; required.
    pub id: Given<String>,
    /// What people know it by; the id when it is empty.
    pub label: Given<String>,
    /// What it is; a car when absent.
    pub kind: Given<VehicleKind>,
    /// How much it takes; required.
    pub capacity: Given<Numeral>,
    /// What can be done with it.
    pub skills: Given<Vec<String>>,
    /// The volunteer whose it is.
    pub volunteer: Given<String>,
    /// The organisation whose it is, where it is no volunteer's.
    pub organisation: Given<String>,
}

/// Takes a vehicle.
///
/// # Errors
/// All fields that are refused.
pub fn accept_vehicle(draft: VehicleDraft) -> Result<Vehicle, Vec<Refused>> {
    let mut check = Check::default();
    check.must("id", &draft.id, "VAN-1");
    let id = check.id("id", draft.id).unwrap_or_default();
    let label = check.filled("label", draft.label, LINE_MAX);
    check.must("capacity", &draft.capacity, "12");
    let capacity = check.number("capacity", draft.capacity, CAPACITY, Fault::count);
    let owner = owner(&mut check, draft.volunteer, draft.organisation);
    let vehicle = Vehicle {
        label: label.unwrap_or_else(|| id.clone()),
        id: VehicleId(id),
        kind: draft.kind.this().unwrap_or_default(),
        capacity: capacity.unwrap_or_default(),
        skills: skills(&mut check, draft.skills).unwrap_or_default(),
        owner,
    };
    check.done(vehicle)
}

/// A vehicle is a volunteer's or an organisation's, not both.
fn owner(check: &mut Check, volunteer: Given<String>, organisation: Given<String>) -> Option<VehicleOwner> {
    let volunteer = match volunteer {
        Given::This(text) if text.trim().is_empty() => None,
        given => check.id("volunteer", given),
    };
    let organisation = check.filled("organisation", organisation, LINE_MAX);
    match (volunteer, organisation) {
        (Some(_), Some(_)) => {
            check.refuse("organisation", Fault::TwoOwners);
            None
        }
        (Some(volunteer), None) => Some(VehicleOwner::Volunteer(volunteer.into())),
        (None, organisation) => organisation.map(VehicleOwner::Organisation),
    }
}

/// The vehicles that are kept, and the shifts that they go with. The default, as before anything is asked of the store,
/// judges no vehicle that is named.
#[derive(Clone, Debug, Default)]
pub struct Fleet {
    vehicles: Option<BTreeMap<VehicleId, Vehicle>>,
    shifts: Vec<Shift>,
    /// Shifts that are about to be replaced: they say with what a volunteer is usually, and hold no vehicle.
    replaced: BTreeSet<(VolunteerId, Date)>,
}

impl Fleet {
    /// All vehicles there are, and the shifts kept of the days in question.
    #[must_use]
    pub fn of(vehicles: impl IntoIterator<Item = Vehicle>, shifts: Vec<Shift>) -> Self {
        let vehicles = vehicles.into_iter().map(|vehicle| (vehicle.id.clone(), vehicle));
        Self {
            vehicles: Some(vehicles.collect()),
            shifts,
            replaced: BTreeSet::new(),
        }
    }

    /// The same, while the shifts of these volunteers and days are given anew.
    #[must_use]
    pub fn replacing(self, replaced: BTreeSet<(VolunteerId, Date)>) -> Self {
        Self { replaced, ..self }
    }

    /// With what the kept shift of a volunteer and day is; a car when no shift is kept.
    pub(crate) fn usual(&self, volunteer: &VolunteerId, date: Date) -> VehicleKind {
        let own = |shift: &&Shift| shift.volunteer == *volunteer && shift.date == date;
        self.shifts
            .iter()
            .find(own)
            .map(|shift| shift.vehicle)
            .unwrap_or_default()
    }

    /// A vehicle that is named: its id as it is kept, and the vehicle where vehicles are known.
    pub(crate) fn named(&self, word: &str) -> Result<(VehicleId, Option<&Vehicle>), Fault> {
        let Some(vehicles) = &self.vehicles else {
            return Ok((VehicleId::from(word), None));
        };
        let folded = folded_name(word);
        let is_one = |vehicle: &&Vehicle| {
            vehicle.id.as_str() == word
                || folded_name(vehicle.id.as_str()) == folded
                || folded_name(&vehicle.label) == folded
        };
        let mut found = vehicles.values().filter(is_one);
        match (found.next(), found.next()) {
            (Some(vehicle), None) => Ok((vehicle.id.clone(), Some(vehicle))),
            _ => Err(Fault::NoSuchVehicle {
                vehicle: word.to_owned(),
                known: vehicles.keys().map(ToString::to_string).collect(),
            }),
        }
    }

    /// What is wrong when the vehicle of a shift goes with another volunteer's at the same time.
    #[must_use]
    pub fn conflict(&self, shift: &Shift) -> Option<Fault> {
        let stays = |other: &&Shift| !self.replaced.contains(&(other.volunteer.clone(), other.date));
        let mut others = self.shifts.iter().filter(stays);
        others
            .find(|other| shift.shares_vehicle(other))
            .map(|other| taken(shift, other))
    }

    /// One more shift, in place of the volunteer's own of that day.
    pub fn add(&mut self, shift: Shift) {
        let key = (shift.volunteer.clone(), shift.date);
        self.shifts.retain(|kept| kept.volunteer != key.0 || kept.date != key.1);
        self.replaced.remove(&key);
        self.shifts.push(shift);
    }

    /// The vehicle that a shift goes with, as it is kept now.
    #[must_use]
    pub fn vehicle_of(&self, shift: &Shift) -> Option<&Vehicle> {
        self.vehicles.as_ref()?.get(shift.vehicle_id.as_ref()?)
    }

    /// Whether every kept shift is with a car of the volunteer's own, as one is that nobody says anything of.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        self.shifts.iter().all(|shift| shift.vehicle == VehicleKind::default())
    }
}

/// That two shifts have one vehicle at the same time.
#[must_use]
pub fn taken(shift: &Shift, other: &Shift) -> Fault {
    Fault::VehicleTaken {
        vehicle: shift.vehicle_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        volunteers: [shift.volunteer.to_string(), other.volunteer.to_string()],
        hours: format!("{}–{}", other.hours.opens, other.hours.closes),
    }
}
