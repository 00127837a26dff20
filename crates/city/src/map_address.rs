//! `label`: the address of a dwelling as the map writes it. As people write it, with slips, see `spelling.rs`.

use crate::address_book::{AddressBook, Dwelling};

/// `улица Гончарова, 12 к1`; with the settlement before it outside the town and where a name is in two settlements.
pub(crate) fn label(book: &AddressBook, dwelling: &Dwelling) -> String {
    let street = book.thoroughfare(dwelling);
    let settlement = book.settlement(street);
    let (name, house) = (street.name.full(), &dwelling.house);
    if (settlement.is_main && !street.is_shared) || name == settlement.name {
        format!("{name}, {house}")
    } else {
        format!("{}, {name}, {house}", settlement.name)
    }
}
