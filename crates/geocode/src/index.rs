//! The address index: made from an extract, kept as bytes, asked for addresses.

use crate::answer::{Answer, Located};
use crate::arrange;
use crate::error::GeocodeError;
use crate::gazetteer::Gazetteer;
use crate::harvest::Harvest;
use crate::search;
use crate::settle;
use crate::spellings::Spellings;
use karavan_osm::Extract;
use std::collections::HashMap;

/// Streets, houses and settlements of a map, ready to be searched. Sharing it between threads is free.
#[derive(Debug)]
pub struct AddressIndex {
    pub(crate) gazetteer: Gazetteer,
    pub(crate) spellings: Spellings,
    /// Settlements and districts by the form their names are compared in.
    pub(crate) settlements: HashMap<String, Vec<u32>>,
}

impl AddressIndex {
    /// Gathers addresses from nodes, outlines and groups of an extract, named streets, and settlements.
    ///
    /// # Errors
    /// When the extract cannot be read.
    pub fn build(extract: &Extract) -> Result<Self, GeocodeError> {
        Ok(Self::over(arrange::gazetteer(&Harvest::of(extract)?)))
    }

    /// The index as bytes. The file around them has the magic and the checksum.
    ///
    /// # Errors
    /// Only when memory for the bytes cannot be had.
    pub fn to_bytes(&self) -> Result<Vec<u8>, GeocodeError> {
        self.gazetteer.to_bytes()
    }

    /// The index from bytes, every rule that a search relies on checked.
    ///
    /// # Errors
    /// When the bytes are not what [`Self::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, GeocodeError> {
        Gazetteer::from_bytes(bytes).map(Self::over)
    }

    /// Spellings are made anew each time: it takes less than checking that stored ones are right.
    fn over(gazetteer: Gazetteer) -> Self {
        let spellings = Spellings::of(&gazetteer.streets);
        let mut settlements: HashMap<String, Vec<u32>> = HashMap::new();
        for (settlement, ix) in gazetteer.settlements.iter().zip(0_u32..) {
            let keys = settlement.names.iter().map(|name| settle::key(name));
            for key in keys.filter(|key| !key.is_empty()) {
                let known = settlements.entry(key).or_default();
                if known.last() != Some(&ix) {
                    known.push(ix);
                }
            }
        }
        Self {
            gazetteer,
            spellings,
            settlements,
        }
    }

    /// Looks for an address as people write it.
    #[must_use]
    pub fn find(&self, text: &str) -> Answer {
        self.locate(text).answer
    }

    /// Looks for an address and takes it apart the way the map understood it: a flat after a dash is known only here.
    #[must_use]
    pub fn locate(&self, text: &str) -> Located {
        search::locate(self, text)
    }

    /// How many houses are known.
    #[must_use]
    pub fn house_count(&self) -> usize {
        self.gazetteer.streets.iter().map(|street| street.houses.len()).sum()
    }

    /// How many ways of writing streets are known.
    #[must_use]
    pub fn street_count(&self) -> usize {
        self.gazetteer.streets.len()
    }
}
