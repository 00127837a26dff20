//! What comes near an address that is not on the map: its street, the houses beside, streets with like names.

use crate::answer::{Answer, NotFoundReason};
use crate::decide::{Chosen, with_settlement};
use crate::gazetteer::House;
use crate::index::AddressIndex;
use crate::name::{Grade, Name};
use crate::number;
use crate::reading::Reading;
use crate::search::StreetHit;
use karavan_model::{Candidate, Place, Precision};
use std::cmp::Reverse;

/// A street hit of this weight means that the street is known.
const STREET_MIN: f64 = 0.7;
/// Half slips up to which a street counts as known.
const COST_MAX: u8 = 3;
const STREETS_MAX: usize = 3;
const HOUSES_MAX: usize = 3;
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
pub(crate) fn no_house(index: &AddressIndex, readings: &[Reading], streets: &[StreetHit]) -> (Answer, Chosen) {
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
        let candidates = if is_any {
            as_streets(index, &streets)
        } else {
            Vec::new()
        };
        return (Answer::NotFound { why, candidates }, None);
    };
    streets.retain(|hit| hit.weight >= 0.9 * best.weight);
    let mut candidates = as_streets(index, &streets);
    candidates.extend(neighbours(index, &readings[best.reading], best, &streets));
    let why = NotFoundReason::NoHouse;
    (Answer::NotFound { why, candidates }, Some((best.reading, None)))
}

/// The streets themselves, each once however many ways the map writes it.
fn as_streets(index: &AddressIndex, hits: &[&StreetHit]) -> Vec<Candidate> {
    let mut seen: Vec<(Vec<Name>, Option<u32>)> = Vec::new();
    let mut candidates = Vec::new();
    for hit in hits {
        let street = &index.gazetteer.streets[hit.street as usize];
        let mut names = Name::of_label(&street.label);
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
        candidates.push(Place {
            point: street.at.point(),
            label: with_settlement(index, street, street.label.clone()),
            precision: Precision::Street,
            confidence: hit.weight,
        });
        if candidates.len() == STREETS_MAX {
            break;
        }
    }
    candidates
}

/// Houses of the best street with numbers nearest to the one asked for.
fn neighbours(index: &AddressIndex, reading: &Reading, best: &StreetHit, hits: &[&StreetHit]) -> Vec<Candidate> {
    let asked = reading
        .house
        .as_ref()
        .and_then(|(_, found)| number::leading(&found.readings[0].key));
    let Some(asked) = asked else { return Vec::new() };
    let same_name = hits
        .iter()
        .filter(|hit| hit.spelling == best.spelling && hit.reading == best.reading);
    let streets = same_name.map(|hit| &index.gazetteer.streets[hit.street as usize]);
    let mut houses: Vec<(u32, &House, String)> = streets
        .flat_map(|street| street.houses.iter().map(move |house| (street, house)))
        .filter_map(|(street, house)| {
            let label = format!("{}, {}", street.label, house.label);
            Some((number::leading(&house.key)?.abs_diff(asked), house, label))
        })
        .collect();
    houses.sort_by(|a, b| (a.0, &a.1.key).cmp(&(b.0, &b.1.key)));
    houses.dedup_by(|later, earlier| later.1.key == earlier.1.key);
    let nearest = houses.into_iter().take(HOUSES_MAX);
    let candidates = nearest.map(|(_, house, label)| Place {
        point: house.at.point(),
        label,
        precision: Precision::House,
        confidence: NEIGHBOUR_CONFIDENCE,
    });
    candidates.collect()
}
