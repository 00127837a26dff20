//! `no_house`: the answer NotFound for an address whose house or street is not on the map, with candidates beside it:
//! its street, streets called alike, houses with numbers near it, the likely place between two of them, and villages it
//! names. `known_street` tells how sure it is that its street is known.

use crate::answer::{Answer, NotFoundReason};
use crate::ask::chosen::Chosen;
use crate::ask::feature::{Feature, What};
use crate::ask::street_search::StreetHit;
use crate::bytes::street_record::{House, Street};
use crate::gazetteer::{Rank, Spot};
use crate::index::AddressIndex;
use crate::read::name::{Grade, Name};
use crate::read::number;
use crate::read::reading::Reading;
use crate::street_line;
use karavan_model::{Point, Precision};
use std::cmp::Reverse;

/// A street hit of this weight means that the street is known.
const STREET_MIN: f64 = 0.7;
/// Half slips up to which a street counts as known.
const COST_MAX: u8 = 3;
const STREETS_MAX: usize = 3;
/// Limits of the search for alternatives: hits considered, houses read.
const HITS_MAX: usize = 200;
const HOUSES_READ_MAX: usize = 5_000;
const HOUSES_MAX: usize = 3;
/// Two known numbers further apart than this (in numbers, in metres) are no basis for interpolation.
const NUMBERS_BETWEEN_MAX: u32 = 24;
const METERS_BETWEEN_MAX: f64 = 500.0;
/// Confidence of an interpolated house: the place is likely, the house is not proven.
const BETWEEN_CONFIDENCE: f64 = 0.6;
/// Confidence of a village without an address in it.
const VILLAGE_CONFIDENCE: f64 = 0.3;
/// Nobody said that the person lives there.
const NEIGHBOUR_CONFIDENCE: f64 = 0.1;

fn is_known(hit: &StreetHit) -> bool {
    hit.weight >= STREET_MIN && hit.grade <= Grade::Former && hit.cost <= COST_MAX
}

/// How likely the likeliest street is that was written with a house; 0 when no street is known.
pub(crate) fn known_street(readings: &[Reading], streets: &[StreetHit]) -> f64 {
    let with_house = streets
        .iter()
        .filter(|hit| is_known(hit) && readings[hit.reading].house.is_some());
    with_house.map(|hit| hit.weight).fold(0.0, f64::max)
}

/// Answers when no house fits.
pub(crate) fn no_house<'a>(
    index: &'a AddressIndex,
    readings: &[Reading],
    streets: &[StreetHit],
) -> (Answer<Feature<'a>>, Chosen) {
    let mut streets: Vec<&StreetHit> = streets.iter().collect();
    let order = |hit: &StreetHit| {
        (
            readings[hit.reading].house.is_some(),
            Reverse(hit.street),
            Reverse(hit.reading),
        )
    };
    streets.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| order(b).cmp(&order(a))));
    let Some(best) = streets.iter().copied().find(|hit| is_known(hit)) else {
        let is_address = |one: &Reading| one.house.is_some() || !one.name.kinds.is_empty();
        let is_any = readings.iter().any(is_address);
        let why = if is_any {
            NotFoundReason::NoStreet
        } else {
            NotFoundReason::NoAddress
        };
        let mut candidates = if is_any {
            as_streets(index, &streets)
        } else {
            Vec::new()
        };
        candidates.extend(villages(index, readings));
        return (Answer::NotFound { why, candidates }, None);
    };
    streets.retain(|hit| hit.weight >= 0.9 * best.weight);
    let mut candidates = as_streets(index, &streets);
    candidates.extend(neighbours(index, &readings[best.reading], best, &streets));
    let why = NotFoundReason::NoHouse;
    (Answer::NotFound { why, candidates }, Some((best.reading, None)))
}

/// The streets themselves, each once however many ways the map writes it.
fn as_streets<'a>(index: &'a AddressIndex, hits: &[&StreetHit]) -> Vec<Feature<'a>> {
    let mut seen: Vec<(Vec<Name>, Option<u32>)> = Vec::new();
    let mut candidates = Vec::new();
    for hit in hits.iter().take(HITS_MAX) {
        let Some(street) = index.book.street(hit.street) else {
            continue;
        };
        let mut names = Name::of_label(street.label);
        names.iter_mut().for_each(|name| name.core.sort());
        let is_same = |(other, settlement): &(Vec<Name>, Option<u32>)| {
            let same_core = other
                .iter()
                .zip(&names)
                .any(|(a, b)| a.core == b.core && (a.kinds == b.kinds || a.kinds.is_empty()));
            same_core && *settlement == street.settlement
        };
        if seen.iter().any(is_same) {
            continue;
        }
        seen.push((names, street.settlement));
        candidates.push(Feature::street(index, street).with_confidence(hit.weight));
        if candidates.len() == STREETS_MAX {
            break;
        }
    }
    candidates
}

/// Villages and hamlets that the text names: there a person can be asked for.
fn villages<'a>(index: &'a AddressIndex, readings: &[Reading]) -> Vec<Feature<'a>> {
    let mut named: Vec<u32> = Vec::new();
    for reading in readings {
        let marked = reading
            .skips
            .iter()
            .filter(|skip| skip.is_marked || skip.is_apart)
            .map(|skip| &skip.words);
        for words in marked.chain([&reading.name.core]) {
            named.extend(index.settlement_names.get(&words.concat()).unwrap_or_default());
        }
    }
    named.sort_unstable();
    named.dedup();
    let places = named.into_iter().filter_map(|ix| index.book.settlement(ix));
    let small = places.filter(|place| matches!(place.rank, Rank::Town | Rank::Village | Rank::Hamlet));
    small
        .take(STREETS_MAX)
        .map(|place| Feature::settlement(index, place).with_confidence(VILLAGE_CONFIDENCE))
        .collect()
}

/// A house with a number of its own along the street.
struct Numbered<'a> {
    number: u32,
    street: Street<'a>,
    house: House<'a>,
}

/// The place between two known numbers, and the houses of the best street with numbers nearest to the one asked for.
fn neighbours<'a>(
    index: &'a AddressIndex,
    reading: &Reading,
    best: &StreetHit,
    hits: &[&StreetHit],
) -> Vec<Feature<'a>> {
    let key = reading.house.as_ref().map(|(_, found)| &*found.readings[0].key);
    let Some((key, asked)) = key.and_then(|key| Some((key, number::leading(key)?))) else {
        return Vec::new();
    };
    let same_name = hits
        .iter()
        .take(HOUSES_READ_MAX)
        .filter(|hit| hit.spelling == best.spelling && hit.reading == best.reading);
    let streets: Vec<Street<'a>> = same_name.filter_map(|hit| index.book.street(hit.street)).collect();
    let mut houses: Vec<Numbered<'a>> = Vec::new();
    let mut lines = Vec::new();
    for &street in &streets {
        if houses.len() >= HOUSES_READ_MAX {
            break;
        }
        lines.extend(street.lines());
        houses.extend(street.houses().filter_map(|house| {
            let number = number::leading(house.key).filter(|_| number::series(house.key) == number::series(key))?;
            Some(Numbered { number, street, house })
        }));
    }
    houses.sort_by(|a, b| (a.number, a.house.key).cmp(&(b.number, b.house.key)));
    let between = between(&houses, asked, &lines)
        .zip(streets.first())
        .map(|(point, street)| {
            let what = What::Between(*street, key.to_owned());
            Feature::of(index, what, point, Precision::Interpolated).with_confidence(BETWEEN_CONFIDENCE * best.weight)
        });
    houses.sort_by_key(|one| one.number.abs_diff(asked));
    houses.dedup_by(|later, earlier| later.house.key == earlier.house.key);
    let nearest = houses.into_iter().take(HOUSES_MAX).map(|one| {
        let at = (one.house.at.point(), Precision::House);
        Feature::house(index, one.street, one.house, at).with_confidence(NEIGHBOUR_CONFIDENCE)
    });
    between.into_iter().chain(nearest).collect()
}

/// The place of a number between the nearest known numbers of its side of the street, when those are near each other.
fn between(houses: &[Numbered<'_>], asked: u32, lines: &[Vec<Spot>]) -> Option<Point> {
    let is_beside = |one: &&Numbered<'_>| one.number % 2 == asked % 2 && one.number != asked;
    let low = houses.iter().filter(is_beside).rfind(|one| one.number < asked)?;
    let high = houses.iter().filter(is_beside).find(|one| one.number > asked)?;
    let (from, to) = (low.house.at.point(), high.house.at.point());
    let is_near = high.number - low.number <= NUMBERS_BETWEEN_MAX && from.distance_meters(to) <= METERS_BETWEEN_MAX;
    let share = f64::from(asked - low.number) / f64::from(high.number - low.number);
    is_near.then(|| street_line::between(lines, from, to, share))
}
