//! `AddressBook`: the `Settlement`s, `Thoroughfare`s (streets, microdistricts, hamlets) and `Dwelling`s of a synthetic
//! city, with how many people live in each dwelling. It is filled while the map is drawn; requests, volunteers and hubs
//! are drawn from it.

use crate::names::StreetName;
use karavan_model::Point;

/// A town, village or hamlet.
#[derive(Debug)]
pub(crate) struct Settlement {
    pub(crate) name: String,
    /// Whether people leave its name out of an address.
    pub(crate) is_main: bool,
}

/// What a house is numbered in: a street, a microdistrict or a hamlet.
#[derive(Debug)]
pub(crate) struct Thoroughfare {
    pub(crate) name: StreetName,
    pub(crate) settlement: usize,
    /// Whether a street of the same name is in another settlement.
    pub(crate) is_shared: bool,
    /// `addr:street` or `addr:place`.
    pub(crate) key: &'static str,
}

/// A building with an address.
#[derive(Debug)]
pub(crate) struct Dwelling {
    pub(crate) thoroughfare: usize,
    /// As the map writes it: `12`, `12А`, `12 к1`, `12/5`.
    pub(crate) house: String,
    /// Its middle.
    pub(crate) point: Point,
    /// 0 where nobody lives.
    pub(crate) people: u32,
    /// 0 for a private house.
    pub(crate) entrances: u32,
    pub(crate) levels: u32,
}

/// All addresses of a town and of the villages around.
#[derive(Debug, Default)]
pub(crate) struct AddressBook {
    pub(crate) settlements: Vec<Settlement>,
    pub(crate) thoroughfares: Vec<Thoroughfare>,
    pub(crate) dwellings: Vec<Dwelling>,
}

impl AddressBook {
    pub(crate) fn add_settlement(&mut self, name: &str) -> usize {
        let is_main = self.settlements.is_empty();
        self.settlements.push(Settlement {
            name: name.to_owned(),
            is_main,
        });
        self.settlements.len() - 1
    }

    pub(crate) fn add_thoroughfare(&mut self, name: StreetName, settlement: usize, key: &'static str) -> usize {
        self.thoroughfares.push(Thoroughfare {
            name,
            settlement,
            is_shared: false,
            key,
        });
        self.thoroughfares.len() - 1
    }

    pub(crate) fn thoroughfare(&self, dwelling: &Dwelling) -> &Thoroughfare {
        &self.thoroughfares[dwelling.thoroughfare]
    }

    pub(crate) fn settlement(&self, thoroughfare: &Thoroughfare) -> &Settlement {
        &self.settlements[thoroughfare.settlement]
    }
}
