//! Looks up the houses of the streets found, by each way their numbers can be read.

use crate::index::AddressIndex;
use crate::name::Grade;
use crate::number::Reading as Number;
use crate::reading::Reading;
use crate::search::{StreetHit, is_exact};
use crate::street_record::House;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

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

/// All houses that the street hits can mean.
pub(crate) fn of<'a>(index: &'a AddressIndex, readings: &[Reading], streets: &[StreetHit]) -> Vec<HouseHit<'a>> {
    let names: Vec<&Range<usize>> = streets
        .iter()
        .filter(|hit| is_exact(hit) && hit.grade == Grade::Full && hit.cost == 0)
        .map(|hit| &readings[hit.reading].span)
        .collect();
    let mut hits = Vec::new();
    for hit in streets {
        let reading = &readings[hit.reading];
        let Some(at) = reading.house_at() else { continue };
        // A number that belongs to the exact name of a street (Самал-2) is hardly the house of a shorter one (Самал, 2).
        let is_of_name = names
            .iter()
            .any(|span| span.contains(&at) && span.len() > reading.span.len());
        add(
            index,
            reading,
            hit,
            hit.weight * if is_of_name { 0.6 } else { 1.0 },
            &mut hits,
        );
    }
    doubt(index, readings, streets, &mut hits);
    hits
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
    let begins = |key: &[u8], number: &Number| {
        let key = key.strip_prefix(PLOT.as_bytes()).unwrap_or(key);
        key.starts_with(number.key.strip_prefix(PLOT).unwrap_or(&number.key).as_bytes())
    };
    let likely = street.houses_where(|key| found.readings.iter().any(|number| begins(key, number)));
    let likely: Vec<House<'a>> = likely.collect();
    for (way, number) in found.readings.iter().enumerate() {
        let mut is_any = false;
        for (key, fit) in [(number.key.clone(), 1.0), (other_plot(&number.key), 0.93)] {
            for house in likely.iter().filter(|house| house.key == key) {
                push(*house, Some(way), weight * number.fit * fit);
                is_any = true;
            }
        }
        if is_any {
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

/// The beginning of the key of a plot.
const PLOT: &str = "вл";

/// `вл12` for `12` and `12` for `вл12`: the same plot.
fn other_plot(key: &str) -> String {
    key.strip_prefix(PLOT)
        .map_or_else(|| format!("{PLOT}{key}"), str::to_owned)
}

/// A house found through slips is doubtful when a street no further off lacks it: maps are not complete.
fn doubt(index: &AddressIndex, readings: &[Reading], streets: &[StreetHit], hits: &mut [HouseHit<'_>]) {
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
        if rivals.is_some_and(|all| all.iter().any(is_rival)) {
            hit.weight *= 0.84;
        }
    }
}
