//! Asks the map about every reading of an address and weighs what it knows.

use crate::answer::Located;
use crate::decide;
use crate::index::AddressIndex;
use crate::kind::KindSet;
use crate::name::{Grade, letters};
use crate::parse;
use crate::pieces::Spelling;
use crate::reading::{Reading, Written};
use crate::spellings::{Near, Posting};
use crate::surroundings::{self, Memory, Surroundings};
use std::collections::HashMap;

/// A street that a reading may mean.
#[derive(Clone, Debug)]
pub(crate) struct StreetHit {
    /// Index of the street.
    pub street: u32,
    /// Which reading.
    pub reading: usize,
    /// How likely it is meant.
    pub weight: f64,
    /// Half slips forgiven.
    pub cost: u8,
    /// Which spelling of the map it was found by.
    pub spelling: usize,
    /// How the match stands to the name.
    pub grade: Grade,
}

/// A house that a reading may mean.
#[derive(Clone, Debug)]
pub(crate) struct HouseHit {
    /// The street hit it was found through.
    pub by: StreetHit,
    /// Index of the house on the street.
    pub house: usize,
    /// Which way its number was read; `None` when only the beginning of the number fits.
    pub way: Option<usize>,
    /// How likely it is meant.
    pub weight: f64,
}

/// Below this a street is not worth showing.
const WEIGHT_MIN: f64 = 0.35;
/// Slips are looked for only where the rest of the reading is as likely as this.
const NEAR_FIT_MIN: f64 = 0.7;
/// From this on a name counts as written without slips.
const EXACT: f64 = 0.85;

/// Finds an address.
pub(crate) fn locate(index: &AddressIndex, text: &str) -> Located {
    let written = Written::of(text);
    let mut memory = Memory::default();
    let mut readings = written.readings(Spelling::Strict);
    let mut streets = exact_streets(index, &readings, &mut memory);
    if !streets.iter().any(is_exact) {
        readings = written.readings(Spelling::Lenient);
        streets = exact_streets(index, &readings, &mut memory);
        if !streets.iter().any(is_exact) {
            streets.extend(near_streets(index, &readings, &mut memory));
        }
    }
    let houses = houses(index, &readings, &streets);
    let (answer, chosen) = decide::decide(index, &readings, &streets, &houses);
    let parsed = match chosen {
        Some((reading, way)) => parse::parsed(&written, readings.get(reading), way),
        None => parse::parse(text),
    };
    Located { answer, parsed }
}

fn is_exact(hit: &StreetHit) -> bool {
    hit.weight >= EXACT && hit.grade <= Grade::Untitled
}

/// A spelling of the map that fits what was written.
struct Match<'a> {
    near: Near<'a>,
    weight: f64,
    grade: Grade,
}

/// Streets called exactly as some reading says.
fn exact_streets(index: &AddressIndex, readings: &[Reading], memory: &mut Memory) -> Vec<StreetHit> {
    let mut hits = Vec::new();
    for (ix, reading) in readings.iter().enumerate() {
        let surroundings = surroundings::of(index, &reading.skips, memory);
        let fit = reading.fit * surroundings.weight;
        if fit < WEIGHT_MIN {
            continue;
        }
        for (query, grade) in reading.name.queries() {
            // «Алматы, Неизвестная 5» does not mean the road Георгиевка – Алматы.
            let is_town = grade == Grade::Partial && index.settlements.contains_key(&query);
            if let Some(near) = index.spellings.exact(&query).filter(|_| !is_town) {
                let weight = fit * grade.weight();
                weigh(
                    index,
                    (ix, reading),
                    &surroundings,
                    &Match { near, weight, grade },
                    &mut hits,
                );
            }
        }
    }
    hits
}

/// Streets called nearly as some reading says.
fn near_streets(index: &AddressIndex, readings: &[Reading], memory: &mut Memory) -> Vec<StreetHit> {
    let mut hits = Vec::new();
    let mut asked: HashMap<String, Vec<Near<'_>>> = HashMap::new();
    for (ix, reading) in readings.iter().enumerate() {
        let surroundings = surroundings::of(index, &reading.skips, memory);
        let fit = reading.fit * surroundings.weight;
        let is_address = reading.house.is_some() || !reading.name.kinds.is_empty();
        if fit < NEAR_FIT_MIN || !is_address {
            continue;
        }
        for (query, grade) in reading
            .name
            .queries()
            .into_iter()
            .filter(|(_, grade)| *grade <= Grade::Untitled)
        {
            let letters = letters(&query);
            for &near in &*asked
                .entry(query)
                .or_insert_with_key(|query| index.spellings.near(query))
            {
                let weight = fit * grade.weight() * slip_weight(near.cost, letters);
                weigh(
                    index,
                    (ix, reading),
                    &surroundings,
                    &Match { near, weight, grade },
                    &mut hits,
                );
            }
        }
    }
    hits
}

/// How likely a name with slips is the one meant. Four half slips are shown, never taken for certain.
fn slip_weight(cost: u8, letters: usize) -> f64 {
    let weight = match cost {
        0 => 1.0,
        1 => 0.95,
        2 => 0.93,
        3 => 0.86,
        _ => 0.74,
    };
    match letters {
        0..=4 => weight * 0.91,
        5 => weight * 0.96,
        _ => weight,
    }
}

fn weigh(
    index: &AddressIndex,
    (ix, reading): (usize, &Reading),
    surroundings: &Surroundings,
    found: &Match<'_>,
    hits: &mut Vec<StreetHit>,
) {
    let written = reading.name.kinds;
    // A word left out on both sides joins names that have little in common.
    let is_sound = |one: &&Posting| found.grade != Grade::Partial || one.grade == Grade::Full;
    let postings = || found.near.postings.iter().filter(is_sound);
    let is_same_kind_known = postings().any(|one| one.grade <= Grade::Untitled && one.kinds.meets(written));
    for posting in postings().filter(|one| !one.is_number || one.kinds.meets(written)) {
        let weight = found.weight
            * posting.grade.weight()
            * kind_weight(written, posting.kinds, is_same_kind_known)
            * surroundings.agreement(index, posting.street);
        if weight >= WEIGHT_MIN {
            hits.push(StreetHit {
                street: posting.street,
                reading: ix,
                weight,
                cost: found.near.cost,
                spelling: found.near.spelling,
                grade: posting.grade.max(found.grade),
            });
        }
    }
}

/// How well kinds agree. The map's own kinds are untidy: `ул. Абая`, `пр. Абая` and `Абая` may be one street, and
/// people mix up улица and проспект more often than улица and переулок.
fn kind_weight(written: KindSet, known: KindSet, is_same_kind_known: bool) -> f64 {
    let main = KindSet::STREET.with(KindSet::AVENUE).with(KindSet::BOULEVARD);
    if known.is_empty() && is_same_kind_known && !written.meets(main) {
        // Who writes «переулок» means the переулок; a street without a kind is mostly an улица.
        0.85
    } else if written.is_empty() || known.is_empty() || written.meets(known) {
        1.0
    } else if is_same_kind_known {
        0.7
    } else if (written.meets(main) && known.meets(main)) || (written == KindSet::STREET && known.is_area()) {
        0.88
    } else {
        0.75
    }
}

/// Houses of the streets found, by each way their numbers can be read.
fn houses(index: &AddressIndex, readings: &[Reading], streets: &[StreetHit]) -> Vec<HouseHit> {
    let mut hits = Vec::new();
    for hit in streets {
        let reading = &readings[hit.reading];
        let Some((at, found)) = &reading.house else { continue };
        let houses = &index.gazetteer.streets[hit.street as usize].houses;
        let weight = hit.weight * number_weight(readings, streets, reading, *at);
        let before = hits.len();
        for (way, number) in found.readings.iter().enumerate() {
            for (key, fit) in [(number.key.clone(), 1.0), (other_plot(&number.key), 0.93)] {
                let from = houses.partition_point(|house| house.key < key);
                let same = houses[from..].iter().take_while(|house| house.key == key).count();
                hits.extend((from..from + same).map(|house| HouseHit {
                    by: hit.clone(),
                    house,
                    way: Some(way),
                    weight: weight * number.fit * fit,
                }));
            }
            if hits.len() > before {
                break;
            }
        }
        if hits.len() == before {
            // `12` where the map has `12 к1` and `12 к2`: a part of the number was left out.
            let key = &found.readings[0].key;
            let from = houses.partition_point(|house| house.key < *key);
            let longer = houses[from..]
                .iter()
                .take_while(|house| house.key.starts_with(key.as_str()));
            let is_more_exact = |rest: &str| rest.starts_with(' ') || rest.starts_with('/');
            let fitting = longer
                .enumerate()
                .filter(|(_, house)| is_more_exact(&house.key[key.len()..]));
            hits.extend(fitting.map(|(i, _)| HouseHit {
                by: hit.clone(),
                house: from + i,
                way: None,
                weight: weight * 0.6,
            }));
        }
    }
    hits
}

/// `вл12` for `12` and `12` for `вл12`: the same plot.
fn other_plot(key: &str) -> String {
    key.strip_prefix("вл").map_or_else(|| format!("вл{key}"), str::to_owned)
}

/// A number that belongs to the exact name of a street (Самал-2) is hardly the house of a shorter one (Самал, 2).
fn number_weight(readings: &[Reading], streets: &[StreetHit], reading: &Reading, house_at: usize) -> f64 {
    let swallows = |hit: &StreetHit| {
        let other = &readings[hit.reading];
        is_exact(hit)
            && hit.grade == Grade::Full
            && hit.cost == 0
            && other.span.contains(&house_at)
            && other.span.len() > reading.span.len()
    };
    if streets.iter().any(swallows) { 0.6 } else { 1.0 }
}
