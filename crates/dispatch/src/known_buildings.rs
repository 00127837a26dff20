//! What an organisation knows better than the map, and how it wins over the map.

use crate::Map;
use crate::locate::pinned;
use karavan_model::{Place, Precision};
use karavan_store::{Correction, DoorPin};
use std::collections::HashMap;

/// A door is learnt from this many visits.
pub(crate) const PRESSES_MIN: i64 = 3;
/// A door further from its building is a mistake.
const DOOR_METERS_MAX: f64 = 120.0;
/// Learnt from visits: near certain, and not the word of a person who looked.
const LEARNT_CONFIDENCE: f64 = 0.99;

/// Corrections and learnt doors, by building.
#[derive(Clone, Debug, Default)]
pub struct KnownBuildings {
    corrections: HashMap<String, Correction>,
    doors: HashMap<String, DoorPin>,
}

impl KnownBuildings {
    /// From what the store keeps.
    #[must_use]
    pub fn of(corrections: Vec<Correction>, doors: Vec<DoorPin>) -> Self {
        Self {
            corrections: corrections.into_iter().map(|one| (one.id.clone(), one)).collect(),
            doors: doors.into_iter().map(|one| (one.id.clone(), one)).collect(),
        }
    }

    /// Where somebody who knows has put the building of an address.
    #[must_use]
    pub fn corrected(&self, map: &Map, address: &str) -> Option<Place> {
        if self.corrections.is_empty() {
            return None;
        }
        let names = map.addresses.building_names(address);
        let correction = names.iter().find_map(|name| self.corrections.get(name))?;
        Some(pinned(correction.point, &correction.label))
    }

    /// A place found on the map, moved to the door that visits have taught.
    #[must_use]
    pub fn at_door(&self, map: &Map, address: &str, place: Place) -> Place {
        if self.doors.is_empty() || place.precision > Precision::House {
            return place;
        }
        let names = map.addresses.building_names(address);
        let door = names.iter().find_map(|name| self.doors.get(name));
        match door.filter(|door| door.point.distance_meters(place.point) <= DOOR_METERS_MAX) {
            Some(door) => Place {
                point: door.point,
                precision: Precision::Entrance,
                confidence: place.confidence.max(LEARNT_CONFIDENCE),
                ..place
            },
            None => place,
        }
    }
}
