//! `AddressCache`: a cache in memory of what the map says of addresses of hubs and homes: the names of the building and
//! the place found. It holds at most 20,000 addresses, then it is emptied.

use karavan_geocode::Answer;
use karavan_map::Map;
use karavan_model::Place;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// So many addresses are remembered, at about half a kilobyte each; past that all are forgotten.
const REMEMBERED_MAX: usize = 20_000;

/// What the map says of an address.
pub(crate) struct Building {
    pub(crate) names: Vec<String>,
    pub(crate) found: Option<Place>,
}

/// What the map said of addresses of hubs and homes. The map of a process never changes, and asking takes about 50 µs.
#[derive(Default)]
pub(crate) struct AddressCache(Mutex<HashMap<String, Arc<Building>>>);

impl AddressCache {
    pub(crate) fn of(&self, map: &Map, address: &str) -> Arc<Building> {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(building) = lock().get(address) {
            return Arc::clone(building);
        }
        let building = Arc::new(Building {
            names: map.addresses.building_names(address),
            found: match map.addresses.find(address) {
                Answer::Found(place) => Some(place),
                Answer::Ambiguous(_) | Answer::NotFound { .. } => None,
            },
        });
        let mut remembered = lock();
        if remembered.len() >= REMEMBERED_MAX {
            remembered.clear();
        }
        remembered.insert(address.to_owned(), Arc::clone(&building));
        building
    }
}
