//! `is_one`: whether two houses that were found near each other are one address: a building and a point with the same
//! address, one street written in two ways. How near is near is decided in `decide.rs`.

use crate::ask::houses::HouseHit;
use crate::bytes::street_record::Street;
use crate::index::AddressIndex;
use crate::read::kind::KindSet;
use crate::read::name::{Grade, Name};
use crate::read::number::PLOT;

/// Whether two hits near each other are one address. Улица and переулок of one name are two streets, however near.
pub(crate) fn is_one(index: &AddressIndex, one: &HouseHit<'_>, other: &HouseHit<'_>) -> bool {
    if one.house.origin == other.house.origin {
        return true;
    }
    if one.house.key.trim_start_matches(PLOT) != other.house.key.trim_start_matches(PLOT) {
        return false;
    }
    if one.by.street == other.by.street {
        return true;
    }
    let is_written = |hit: &HouseHit<'_>| hit.by.grade <= Grade::Former;
    let is_one_name = one.by.spelling == other.by.spelling && is_written(one) && is_written(other);
    let streets = index.book.street(one.by.street).zip(index.book.street(other.by.street));
    streets.is_some_and(|(one, other)| is_one_street(&one, &other, is_one_name))
}

/// Whether two labels are of one street. The map's kinds are untidy (`ул. Абая`, `пр. Абая`, `Абая`), but not where
/// each is the name of a line of its own.
fn is_one_street(one: &Street<'_>, other: &Street<'_>, is_one_name: bool) -> bool {
    let (one_name, other_name) = (name(one), name(other));
    if !is_one_name && one_name.core != other_name.core {
        return false;
    }
    let (a, b) = (one_name.kinds, other_name.kinds);
    let is_drawn = |street: &Street<'_>| !street.lines().is_empty();
    let is_untidy = a.meets(KindSet::MAIN) && b.meets(KindSet::MAIN) && !(is_drawn(one) && is_drawn(other));
    a.is_empty() || b.is_empty() || a.meets(b) || is_untidy
}

/// Of the first name of its label, its words in order.
fn name(street: &Street<'_>) -> Name {
    let mut name = Name::of_label(street.label).into_iter().next().unwrap_or_default();
    name.core.sort();
    name
}
