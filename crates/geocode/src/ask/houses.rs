//! `of` finds the `HouseHit`s: houses of the streets that `street_search.rs` has found, by the ways their numbers can
//! be read, as far as the effort goes. A house found through slips loses weight when a street no further off lacks it.
//! Which one is the answer is decided in `decide.rs`.

use crate::ask::step_budget::Effort;
use crate::ask::street_search::StreetHit;
use crate::bytes::street_record::House;
use crate::index::AddressIndex;
use crate::read::name::Grade;
use crate::read::number;
use crate::read::number::PLOT;
use crate::read::reading::Reading;
use crate::read::same_number;
use crate::read::same_number::NumberForm;
use std::collections::{BTreeSet, HashMap, HashSet};

/// A house that a reading may mean.
#[derive(Clone, Debug)]
pub(crate) struct HouseHit<'a> {
    /// The street hit it was found through.
    pub by: StreetHit,
    /// The house.
    pub house: House<'a>,
    /// Which way its number was read; `None` when only the beginning of the number fits.
    pub way: Option<usize>,
    /// How likely it is meant.
    pub weight: f64,
}

/// Steps of reading one street, and of each house on it.
const STREET_STEPS: usize = 20;
const HOUSES_PER_STEP: usize = 1;

/// All houses that the street hits can mean.
pub(crate) fn of<'a>(
    index: &'a AddressIndex,
    readings: &[Reading],
    streets: &[StreetHit],
    effort: &Effort,
) -> Vec<HouseHit<'a>> {
    let names = streets
        .iter()
        .filter(|hit| hit.is_exact() && hit.grade == Grade::Full && hit.cost == 0);
    let names: BTreeSet<(usize, usize)> = names
        .map(|hit| &readings[hit.reading].span)
        .map(|span| (span.start, span.end))
        .collect();
    let affordable = affordable(index, readings, streets, effort);
    let mut hits = Vec::new();
    for hit in streets.iter().filter(|hit| affordable.contains(&hit.street)) {
        let reading = &readings[hit.reading];
        let Some(at) = reading.house_at() else { continue };
        // A number that belongs to the exact name of a street (Самал-2) is hardly the house of a shorter one (Самал,
        // 2).
        let is_of_name = names
            .iter()
            .any(|&(start, end)| (start..end).contains(&at) && end - start > reading.span.len());
        let weight = hit.weight * if is_of_name { 0.6 } else { 1.0 };
        add(index, reading, hit, weight, &mut hits);
    }
    doubt(index, readings, streets, &mut hits, effort);
    hits
}

/// Streets whose houses can be read with the effort that is left, the likeliest first.
fn affordable(index: &AddressIndex, readings: &[Reading], streets: &[StreetHit], effort: &Effort) -> HashSet<u32> {
    let mut ordered: Vec<&StreetHit> = streets.iter().collect();
    ordered.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.street.cmp(&b.street)));
    let housed = ordered
        .into_iter()
        .filter(|hit| readings[hit.reading].house_at().is_some());
    let is_affordable = |hit: &&StreetHit| {
        let houses = index
            .book
            .street(hit.street)
            .map_or(0, |street| street.house_count as usize);
        effort.take(STREET_STEPS + houses / HOUSES_PER_STEP)
    };
    housed.take_while(is_affordable).map(|hit| hit.street).collect()
}

fn add<'a>(index: &'a AddressIndex, reading: &Reading, hit: &StreetHit, weight: f64, hits: &mut Vec<HouseHit<'a>>) {
    let (Some((_, found)), Some(street)) = (&reading.house, index.book.street(hit.street)) else {
        return;
    };
    let mut push = |house: House<'a>, way: Option<usize>, weight: f64| {
        let by = hit.clone();
        hits.push(HouseHit { by, house, way, weight });
    };
    // One pass over the street gathers the houses that any way of reading can mean.
    let mut stems: Vec<&str> = found.readings.iter().map(|number| number::stem(&number.key)).collect();
    stems.dedup();
    let begins = |key: &[u8], stem: &str| {
        let key = key.strip_prefix(PLOT.as_bytes()).unwrap_or(key);
        key.starts_with(stem.as_bytes())
    };
    let likely = street.houses_where(|key| stems.iter().any(|stem| begins(key, stem)));
    let likely: Vec<House<'a>> = likely.collect();
    for (way, number) in found.readings.iter().enumerate().filter(|_| !likely.is_empty()) {
        let mut find = |key: &str, fit: f64| {
            let of_key = likely.iter().filter(|house| house.key == key);
            of_key
                .map(|house| push(*house, Some(way), weight * number.fit * fit))
                .count()
        };
        if find(&number.key, 1.0) + find(&other_plot(&number.key), 0.93) > 0 {
            return;
        }
        let others = if number.is_tight {
            same_number::others(&number.key)
        } else {
            Vec::new()
        };
        let mut is_same_found = false;
        for NumberForm { key, fit, is_same } in &others {
            is_same_found |= find(key, *fit) > 0 && *is_same;
        }
        if is_same_found {
            return;
        }
    }
    // `12` where the map has `12 к1` and `12 к2`: a part of the number was left out.
    let key = found.readings[0].key.as_str();
    let is_more_exact = |house: &&House<'a>| {
        let rest = house.key.strip_prefix(key);
        rest.is_some_and(|rest| rest.starts_with(' ') || rest.starts_with('/'))
    };
    likely
        .iter()
        .filter(is_more_exact)
        .for_each(|house| push(*house, None, weight * 0.6));
}

/// `вл12` for `12` and `12` for `вл12`: the same plot.
fn other_plot(key: &str) -> String {
    key.strip_prefix(PLOT)
        .map_or_else(|| format!("{PLOT}{key}"), str::to_owned)
}

/// A house found through slips is doubtful when a street no further off lacks it: maps are not complete.
fn doubt(
    index: &AddressIndex,
    readings: &[Reading],
    streets: &[StreetHit],
    hits: &mut [HouseHit<'_>],
    effort: &Effort,
) {
    let place = |hit: &StreetHit| (readings[hit.reading].house_at(), hit.street);
    let with_house: HashSet<(Option<usize>, u32)> = hits.iter().map(|hit| place(&hit.by)).collect();
    let mut without: HashMap<Option<usize>, Vec<&StreetHit>> = HashMap::new();
    for hit in streets.iter().filter(|hit| !with_house.contains(&place(hit))) {
        without.entry(readings[hit.reading].house_at()).or_default().push(hit);
    }
    for hit in hits.iter_mut().filter(|hit| hit.by.cost > 0) {
        let is_rival = |other: &&StreetHit| {
            other.cost <= hit.by.cost
                && other.weight >= 0.85 * hit.by.weight
                && other.spelling != hit.by.spelling
                && !index.spellings().is_inflected(other.spelling, hit.by.spelling)
        };
        let rivals = without.get(&readings[hit.by.reading].house_at());
        if !effort.take(rivals.map_or(0, Vec::len)) {
            return;
        }
        if rivals.is_some_and(|all| all.iter().any(is_rival)) {
            hit.weight *= 0.84;
        }
    }
}
