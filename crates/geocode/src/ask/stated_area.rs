//! `Surroundings`: the town, village, district or region written beside the street, looked up on the map, and how
//! well a street of the map agrees with it. Which words those are is read in `read/skips.rs`.

use crate::ask::step_budget::Effort;
use crate::build::settlement_of;
use crate::bytes::spellings::Posting;
use crate::bytes::street_record::Street;
use crate::gazetteer::{Rank, Settlement};
use crate::index::AddressIndex;
use crate::read::name::Name;
use crate::read::skips::Skip;
use std::collections::HashMap;
use std::rc::Rc;

/// What stands beside the street.
#[derive(Debug)]
pub(crate) struct Surroundings {
    /// How likely the words left out are surroundings and not part of the street.
    pub weight: f64,
    /// Settlements meant, one set for each that was written.
    meant: Vec<Rc<[u32]>>,
}

/// People in a village write the name of the city near by; so far from its middle that is likely.
const AROUND_CITY_METERS: f64 = 40_000.0;
/// A district's streets lie so near to its middle.
const AROUND_DISTRICT_METERS: f64 = 6_000.0;
/// People write «Московская обл., г. Москва», and old districts for new ones: outside of a region that was written.
const BESIDE_REGION: f64 = 0.87;
/// A street of another settlement by distance alone, and nearer to the middle of the place written, or in its garden.
const INSIDE: f64 = 0.95;
/// At most this many points of a street are compared with an area.
const CORNERS_MAX: usize = 200;
/// Shortest abbreviation of a region's name that is looked up; shorter ones (`Мо. обл.`) fit too many.
const SHORTENED_LETTERS_MIN: usize = 3;
/// Steps of looking words up, and how many settlements are compared with them in one.
const LOOKUP_STEPS: usize = 10;
const NAMES_PER_STEP: usize = 4;

/// What settlements words name: which, by how many of the words, how certainly.
type Known = Option<(Rc<[u32]>, usize, f64)>;

/// What was already looked up for this address: its readings leave out the same words again and again.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    settlements: HashMap<Vec<String>, Known>,
    regions: HashMap<Vec<String>, Known>,
}

/// Looks the words left out up among the settlements. `None` when the effort is spent.
pub(crate) fn of(
    index: &AddressIndex,
    skips: &[Rc<Skip>],
    memory: &mut Memory,
    effort: &Effort,
) -> Option<Surroundings> {
    let mut all = Surroundings {
        weight: 1.0,
        meant: Vec::new(),
    };
    for skip in skips {
        if !effort.take(LOOKUP_STEPS) {
            return None;
        }
        if skip.words.is_empty() {
            // A kind alone, cut off its name.
            all.weight *= 0.85;
            continue;
        }
        if skip.is_trailing {
            // A note may stand there as well: only a whole name counts.
            let named = index.settlement_names.get(&skip.words.concat());
            let named = named.map(|named| as_written(index, named, skip.is_region));
            all.meant.extend(named.filter(|named| !named.is_empty()));
            continue;
        }
        let memory = if skip.is_region {
            &mut memory.regions
        } else {
            &mut memory.settlements
        };
        if !memory.contains_key(&skip.words) {
            let found = known(index, &skip.words, effort);
            let found = match found {
                None if skip.is_region => shortened(index, &skip.words, effort),
                found => found,
            };
            let kept = found.map(|(meant, used, weight)| (as_written(index, &meant, skip.is_region), used, weight));
            memory.insert(skip.words.clone(), kept.filter(|(meant, ..)| !meant.is_empty()));
        }
        match memory.get(&skip.words).and_then(Option::as_ref) {
            Some((meant, used, weight)) => {
                all.meant.push(Rc::clone(meant));
                all.weight *= *weight;
                // «ДПК Светлана» that the map knows as a place is one.
                let is_place = skip.is_apart && skip.kinds.is_area() && !skip.is_number();
                if *used < skip.words.len() || !(skip.kinds.is_empty() || is_place) || skip.is_bare_number() {
                    all.weight *= skip.weight();
                }
            }
            // The region around the map, or a district that the map does not draw.
            None if skip.is_region => {}
            None if skip.is_marked && index.book.settlements.is_empty() => all.weight *= 0.96,
            // A town this map does not know: the street of the same name here is another street.
            None if skip.is_marked => all.weight *= 0.6,
            None => all.weight *= skip.weight(),
        }
    }
    Some(all)
}

/// Of all that is called so, what can be meant: «Ленинский район» is no village Ленинский.
fn as_written(index: &AddressIndex, named: &[u32], is_region: bool) -> Rc<[u32]> {
    let is_wide = |ix: &u32| {
        let place = index.book.settlement(*ix);
        place.is_some_and(|place| matches!(place.rank, Rank::Region | Rank::District | Rank::City))
    };
    let meant = named.iter().copied();
    meant.filter(|ix| !is_region || is_wide(ix)).collect()
}

/// The settlements that the first words name.
fn known(index: &AddressIndex, words: &[String], effort: &Effort) -> Known {
    let exact = |count: &usize| {
        let meant = index.settlement_names.get(&words[..*count].concat())?;
        Some((meant.into(), *count, 1.0))
    };
    let counts = (1..=words.len().min(3)).rev();
    counts.clone().find_map(|count| exact(&count)).or_else(|| {
        if !effort.take(index.settlement_names.len() / NAMES_PER_STEP) {
            return None;
        }
        let meant = index.settlement_names.near(&words.concat())?;
        Some((meant.into(), words.len(), 0.97))
    })
}

/// Regions whose names begin so: «Моск. обл.».
fn shortened(index: &AddressIndex, words: &[String], effort: &Effort) -> Known {
    let typed = words.concat();
    if typed.chars().count() < SHORTENED_LETTERS_MIN || !effort.take(index.settlement_names.len()) {
        return None;
    }
    let is_region = |ix: &u32| {
        index
            .book
            .settlement(*ix)
            .is_some_and(|place| place.rank == Rank::Region)
    };
    let begun = index.settlement_names.beginning(&typed).map(|(_, ix)| ix);
    let mut meant: Vec<u32> = begun.filter(is_region).collect();
    meant.sort_unstable();
    meant.dedup();
    (!meant.is_empty()).then(|| (meant.into(), words.len(), 1.0))
}

impl Surroundings {
    /// Whether a settlement was written that the map knows.
    pub(crate) fn is_known(&self) -> bool {
        !self.meant.is_empty()
    }

    /// How many settlements may be meant.
    pub(crate) fn meant_count(&self) -> usize {
        self.meant.iter().map(|meant| meant.len()).sum()
    }

    /// Whether a street of this settlement lies where it was written.
    pub(crate) fn means(&self, settlement: Option<u32>) -> bool {
        let is_meant = |ix: u32| self.meant.iter().any(|meant| meant.contains(&ix));
        settlement.is_some_and(is_meant)
    }

    /// How well a street's settlement agrees with what was written.
    pub(crate) fn agreement(&self, index: &AddressIndex, posting: &Posting) -> f64 {
        if self.meant.is_empty() {
            return 1.0;
        }
        let Some(street) = index.book.street(posting.street) else {
            return 0.0;
        };
        let city = street.settlement.and_then(|ix| index.book.settlement(ix));
        // The name of a city tells enough; villages share theirs.
        let city = city.filter(|city| city.rank == Rank::City);
        let is_city_named = city.is_some() && self.means(street.settlement);
        // Its houses are numbered without streets: Зеленоград, к1144.
        let is_city_itself = || {
            city.is_some_and(|city| {
                let key = settlement_of::key(street.label);
                city.names.iter().any(|name| settlement_of::key(name) == key)
            })
        };
        let one = |&ix: &u32| {
            let is_inside = street.settlement == Some(ix) || street.districts().any(|district| district == ix);
            match index.book.settlement(ix) {
                Some(_) if is_inside => 1.0,
                Some(place) if place.rank == Rank::Region && is_city_named => BESIDE_REGION,
                Some(place) => {
                    let own = street.settlement.and_then(|ix| index.book.settlement(ix));
                    let near = near(place, &street, own);
                    // «г. Москва, г. Зеленоград»: one city is written as a part of another.
                    let is_part =
                        near < BESIDE_REGION && place.rank == Rank::City && (is_city_named || is_city_itself());
                    if is_part { BESIDE_REGION } else { near }
                }
                None => 0.0,
            }
        };
        let best = |meant: &Rc<[u32]>| meant.iter().map(one).fold(0.0, f64::max);
        self.meant.iter().map(best).product()
    }
}

/// How well a street of another settlement, or of none, agrees with a place.
fn near(place: &Settlement, street: &Street<'_>, own: Option<&Settlement>) -> f64 {
    let at = street.at.point();
    let distance = place.at.point().distance_meters(at);
    let is_within = |reaches: f64| distance <= reaches * place.rank.reach_meters();
    // Gardens beside a village, and no borders to tell which streets are theirs.
    let is_of_garden = |own: &Settlement| own.rank < place.rank && is_garden(place) && is_beside(place, street);
    let is_nearer = |own: &Settlement| own.at.point().distance_meters(at) > distance && is_within(1.0);
    let is_inside = |own: &Settlement| !own.has_area && (is_nearer(own) || is_of_garden(own));
    match place.rank {
        Rank::District => {
            if distance <= AROUND_DISTRICT_METERS && !place.has_area {
                1.0
            } else {
                0.87
            }
        }
        Rank::City if distance <= AROUND_CITY_METERS => 0.92,
        Rank::Region => 0.6,
        _ if own.is_none() && is_within(2.0) => 0.97,
        _ if own.is_some_and(is_inside) => INSIDE,
        _ => 0.6,
    }
}

/// Whether a corner of a street, which may be long, lies deep in the reach of a place.
fn is_beside(place: &Settlement, street: &Street<'_>) -> bool {
    let lines = street.lines();
    let mut corners = lines.iter().flatten().chain([&street.at]).take(CORNERS_MAX);
    corners.any(|corner| corner.point().distance_meters(place.at.point()) <= 0.5 * place.rank.reach_meters())
}

/// Whether the name of a place says that it is a garden: «ДПК Ромашка».
fn is_garden(place: &Settlement) -> bool {
    let names = place.names.iter().flat_map(|name| Name::of_label(name));
    names.into_iter().any(|name| name.kinds.is_area())
}
