//! `KnownBuildings`: an organisation's `Correction`s of where a building stands, and doors learnt from visits, looked
//! up by the building's name. A correction replaces the place that the map finds; a door moves a house to it when it is
//! at most 120 m away.

use crate::Map;
use karavan_model::{Place, Point, Precision};
use std::collections::HashMap;

/// A door further from its building is a mistake.
const DOOR_METERS_MAX: f64 = 120.0;
/// Learnt from visits: near certain, and not the word of a person who looked.
const LEARNT_CONFIDENCE: f64 = 0.99;

/// A building put in its place by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// The address as people read it.
    pub label: String,
    /// Where it stands.
    pub point: Point,
}

/// Corrections and learnt doors, by building. A building is named by the form in which all ways to write its address
/// are one (`AddressIndex::building_names`).
#[derive(Clone, Debug, Default)]
pub struct KnownBuildings {
    corrections: HashMap<String, Correction>,
    doors: HashMap<String, Point>,
}

impl KnownBuildings {
    /// From corrections and doors, each under the name of its building. Of two of one name the later counts.
    #[must_use]
    pub fn new(
        corrections: impl IntoIterator<Item = (String, Correction)>,
        doors: impl IntoIterator<Item = (String, Point)>,
    ) -> Self {
        Self {
            corrections: corrections.into_iter().collect(),
            doors: doors.into_iter().collect(),
        }
    }

    /// Where somebody who knows has put the building of an address.
    #[must_use]
    pub fn corrected(&self, map: &Map, address: &str) -> Option<Place> {
        if self.corrections.is_empty() {
            return None;
        }
        self.corrected_among(&map.addresses.building_names(address))
    }

    /// A place found on the map, moved to the door that visits have taught.
    #[must_use]
    pub fn at_door(&self, map: &Map, address: &str, place: Place) -> Place {
        if self.doors.is_empty() || place.precision > Precision::House {
            return place;
        }
        self.at_door_among(&map.addresses.building_names(address), place)
    }

    /// Where a building stands, given its names and where the map finds it: a correction wins, and what the map found
    /// moves to its learnt door.
    #[must_use]
    pub fn standing(&self, names: &[String], found: Option<&Place>) -> Option<Place> {
        let corrected = self.corrected_among(names);
        corrected.or_else(|| found.map(|place| self.at_door_among(names, place.clone())))
    }

    fn corrected_among(&self, names: &[String]) -> Option<Place> {
        let correction = names.iter().find_map(|name| self.corrections.get(name))?;
        Some(Place::pinned(correction.point, &correction.label))
    }

    fn at_door_among(&self, names: &[String], place: Place) -> Place {
        if place.precision > Precision::House {
            return place;
        }
        let door = names.iter().find_map(|name| self.doors.get(name)).copied();
        match door.filter(|door| door.distance_meters(place.point) <= DOOR_METERS_MAX) {
            Some(point) => Place {
                point,
                precision: Precision::Entrance,
                confidence: place.confidence.max(LEARNT_CONFIDENCE),
                ..place
            },
            None => place,
        }
    }
}
