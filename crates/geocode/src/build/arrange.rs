//! `gazetteer`: makes the `Gazetteer` of a harvest: one street for each label in a settlement and its districts, with
//! its other names, its line, and its houses sorted by number; and the named places.

use crate::build::harvest::{Address, Harvest, NamedPlace, StreetWay};
use crate::build::outline;
use crate::build::settlement_of::Settlements;
use crate::build::tagged;
use crate::build::tagged_addresses;
use crate::gazetteer::{Gazetteer, HouseDraft, Poi, Spot, StreetDraft};
use crate::read::name::Name;
use crate::read::number;
use crate::street_line;
use karavan_model::Point;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Streets of one label in one settlement and the same districts are one.
type Key<'a> = (&'a str, Option<u32>, Vec<u32>);

#[derive(Default)]
struct Draft<'a> {
    houses: Vec<(&'a Address, HouseDraft)>,
    ways: Vec<&'a StreetWay>,
}

/// What else a street is called: in use, and of old.
type Renamed = (BTreeSet<String>, BTreeSet<String>);

/// Makes the gazetteer. The same harvest gives the same bytes.
pub(crate) fn gazetteer(harvest: &Harvest) -> Gazetteer {
    let settlements = Settlements::of(harvest);
    let mut drafts: BTreeMap<Key<'_>, Draft<'_>> = BTreeMap::new();
    for address in &harvest.addresses {
        let keys = number::keys_of_label(&address.house);
        if keys.is_empty() || Name::of_label(&address.street).is_empty() {
            continue;
        }
        let Some(at) = Spot::of(address.at) else { continue };
        let settlement = settlements.settlement(address.city.as_deref(), address.at);
        let key = (&*address.street, settlement, settlements.districts(address.at));
        let houses = keys.into_iter().map(|key| HouseDraft {
            key,
            label: address.label.clone(),
            at,
            is_building: address.is_building,
            origin: address.origin,
            entrances: address.entrances.clone(),
        });
        drafts
            .entry(key)
            .or_default()
            .houses
            .extend(houses.map(|house| (address, house)));
    }
    let mut renamed: HashMap<(String, Option<u32>), Renamed> = HashMap::new();
    for way in &harvest.streets {
        let Some(at) = outline::mean(&way.line).filter(|_| !Name::of_label(&way.names.name).is_empty()) else {
            continue;
        };
        let settlement = settlements.settlement(None, at);
        note_names(way, settlement, &mut renamed);
        let key = (&*way.names.name, settlement, settlements.districts(at));
        drafts.entry(key).or_default().ways.push(way);
    }
    let streets = drafts
        .into_iter()
        .filter_map(|(key, draft)| street(&key, draft, &renamed));
    let streets = streets.collect();
    let pois = harvest
        .pois
        .iter()
        .filter_map(|place| poi(place, &settlements))
        .collect();
    Gazetteer {
        streets,
        pois,
        settlements: settlements.list,
    }
}

/// The form in which labels of one street are alike: `ул. Абая`, `Абая`.
fn core(label: &str) -> String {
    let names = Name::of_label(label);
    let mut words = names.into_iter().next().unwrap_or_default().core;
    words.sort();
    words.concat()
}

/// Notes under each name of a way all its other names. Houses may still be written with the old one.
fn note_names(way: &StreetWay, settlement: Option<u32>, renamed: &mut HashMap<(String, Option<u32>), Renamed>) {
    let names = &way.names;
    if names.others.is_empty() && names.former.is_empty() {
        return;
    }
    let (others, former) = renamed.entry((core(&names.name), settlement)).or_default();
    others.extend(names.others.iter().cloned());
    former.extend(names.former.iter().cloned());
    for other in names.others.iter().chain(&names.former) {
        let (others, _) = renamed.entry((core(other), settlement)).or_default();
        others.insert(names.name.clone());
    }
}

fn street(
    key: &Key<'_>,
    mut draft: Draft<'_>,
    renamed: &HashMap<(String, Option<u32>), Renamed>,
) -> Option<StreetDraft> {
    let (label, settlement, districts) = key;
    // A corner's number is made up only where no house has it.
    let literal = draft.houses.iter().filter(|(address, _)| address.is_literal);
    let literal: HashSet<String> = literal.map(|(_, house)| house.key.clone()).collect();
    draft
        .houses
        .retain(|(address, house)| address.is_literal || !literal.contains(&house.key));
    draft
        .houses
        .sort_by(|(_, a), (_, b)| a.key.cmp(&b.key).then(b.is_building.cmp(&a.is_building)));
    let corners: Vec<Point> = draft.ways.iter().flat_map(|way| way.line.iter().copied()).collect();
    let on_it = if corners.is_empty() {
        draft.houses.iter().map(|(_, house)| house.at.point()).collect()
    } else {
        corners
    };
    let middle = outline::mean(&on_it)?;
    let own = core(label);
    let (mut others, mut former) = renamed.get(&(own.clone(), *settlement)).cloned().unwrap_or_default();
    // A house written with the old name stands on the street that has a new one.
    former.retain(|other| core(other) != own);
    others.retain(|other| core(other) != own && !former.contains(other));
    let way_origin = draft.ways.first().map(|way| way.origin);
    let origin = way_origin.or_else(|| draft.houses.first().map(|(address, _)| address.origin))?;
    Some(StreetDraft {
        label: (*label).to_owned(),
        others: others.into_iter().collect(),
        former: former.into_iter().collect(),
        settlement: *settlement,
        districts: districts.clone(),
        at: Spot::of(outline::nearest(&on_it, middle)?)?,
        origin,
        postcode: usual(draft.houses.iter().map(|(address, _)| &*address.postcode)),
        lines: street_line::lines(draft.ways.iter().map(|way| &*way.line)),
        houses: draft.houses.into_iter().map(|(_, house)| house).collect(),
    })
}

/// The commonest of some texts, empty ones left out.
fn usual<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    texts
        .filter(|text| !text.is_empty())
        .for_each(|text| *counts.entry(text).or_default() += 1);
    let usual = counts.into_iter().max_by_key(|&(_, count)| count);
    usual.map(|(text, _)| text.to_owned()).unwrap_or_default()
}

fn poi(place: &NamedPlace, settlements: &Settlements<'_>) -> Option<Poi> {
    let tags = &place.tags;
    let (key, value) = tagged::poi(tags)?;
    let address = tagged_addresses::addresses(tags, None)
        .first()
        .map(|one| format!("{}, {}", one.street, one.house));
    Some(Poi {
        name: tags.get("name")?.to_owned(),
        key: key.to_owned(),
        value: value.to_owned(),
        opening_hours: tags.get("opening_hours").unwrap_or_default().to_owned(),
        address: address.unwrap_or_default(),
        settlement: settlements.settlement(tagged::city(tags), place.at),
        at: Spot::of(place.at)?,
        origin: place.origin.number(),
    })
}

#[cfg(test)]
mod tests {
    use super::{core, usual};

    #[test]
    fn labels_of_one_street_have_one_core() {
        assert_eq!(core("ул. Кабанбай батыра"), core("Кабанбай батыра улица"));
        assert_ne!(core("улица Абая"), core("улица Абылай хана"));
    }

    #[test]
    fn the_usual_text_is_the_commonest_that_says_something() {
        assert_eq!(usual(["", "", "050000", "050001", "050000"].into_iter()), "050000");
    }
}
