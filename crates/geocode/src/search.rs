//! Asks the map about every reading of an address and weighs what it knows.

use crate::answer::{Answer, Located, NotFoundReason};
use crate::decide;
use crate::feature::Feature;
use crate::houses;
use crate::index::AddressIndex;
use crate::kind::KindSet;
use crate::layout;
use crate::name::{Grade, letters};
use crate::parse::{self, ParsedAddress};
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

/// Below this a street is not worth showing.
const WEIGHT_MIN: f64 = 0.35;
/// When more streets than these are called so with a word left out, the others are not looked at.
const PARTIAL_MAX: usize = 40;
/// Of so many streets with one name only those are looked at that lie in the town written.
const POSTINGS_MAX: usize = 400;
/// Only so many parts of a text are looked up as names of places, and only so many places shown.
const NAMED_PARTS_MAX: usize = 8;
const NAMED_MAX: usize = 3;
/// Somebody wrote the name of a shop: the person may live there or beside it.
const NAMED_CONFIDENCE: f64 = 0.4;
/// Slips are looked for only where the rest of the reading is as likely as this.
const NEAR_FIT_MIN: f64 = 0.7;
/// From this on a name counts as written without slips.
const EXACT: f64 = 0.85;

/// Finds an address.
pub(crate) fn locate(index: &AddressIndex, text: &str) -> Located {
    let (answer, parsed) = look(index, text);
    Located {
        answer: answer.map(|feature| feature.place()),
        parsed,
    }
}

/// Finds an address, with all that the map says of it. What means nothing in Latin letters may have been typed with the
/// other keyboard layout.
pub(crate) fn look<'a>(index: &'a AddressIndex, text: &str) -> (Answer<Feature<'a>>, ParsedAddress) {
    let found = look_as_written(index, text);
    let is_known = |answer: &Answer<Feature<'a>>| !matches!(answer, Answer::NotFound { why, .. } if *why != NotFoundReason::NoHouse);
    if is_known(&found.0) {
        return found;
    }
    let retyped = layout::in_russian(text).map(|typed| look_as_written(index, &typed));
    retyped.filter(|(answer, _)| is_known(answer)).unwrap_or(found)
}

fn look_as_written<'a>(index: &'a AddressIndex, text: &str) -> (Answer<Feature<'a>>, ParsedAddress) {
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
    let streets = likeliest(&readings, streets);
    let houses = houses::of(index, &readings, &streets);
    let (mut answer, chosen) = decide::decide(index, &readings, &streets, &houses, &written.door);
    if let Answer::NotFound {
        why: NotFoundReason::NoStreet | NotFoundReason::NoAddress,
        candidates,
    } = &mut answer
    {
        candidates.extend(named_places(index, text));
    }
    let parsed = match chosen {
        Some((reading, way)) => parse::parsed(&written, readings.get(reading), way),
        None => parse::parse(text),
    };
    (answer, parsed)
}

/// Pharmacies, shops and polyclinics called as some part of the text: shown, never taken for certain.
fn named_places<'a>(index: &'a AddressIndex, text: &str) -> Vec<Feature<'a>> {
    let parts = text.split([',', ';', '\n']).take(NAMED_PARTS_MAX);
    let found = parts.flat_map(|part| index.poi_names.find(part, NAMED_MAX));
    let whole = found.filter_map(|(ix, is_whole)| index.book.pois.get(ix as usize).filter(|_| is_whole));
    whole
        .take(NAMED_MAX)
        .map(|poi| Feature::poi(index, poi).sure(NAMED_CONFIDENCE))
        .collect()
}

/// Whether the street is called exactly as written.
pub(crate) fn is_exact(hit: &StreetHit) -> bool {
    hit.weight >= EXACT && hit.grade <= Grade::Untitled
}

/// Of all hits of one street with one number as the house, the likeliest.
fn likeliest(readings: &[Reading], mut hits: Vec<StreetHit>) -> Vec<StreetHit> {
    let house = |hit: &StreetHit| readings[hit.reading].house_at();
    hits.sort_by(|a, b| {
        let place = (a.street, house(a)).cmp(&(b.street, house(b)));
        let better = b
            .weight
            .total_cmp(&a.weight)
            .then(a.cost.cmp(&b.cost))
            .then(a.reading.cmp(&b.reading));
        place.then(better)
    });
    hits.dedup_by(|later, earlier| later.street == earlier.street && house(later) == house(earlier));
    hits
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
            let is_town = grade == Grade::Partial && index.settlement_names.get(&query).is_some();
            if let Some(near) = index.spellings().exact(&query).filter(|_| !is_town) {
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
                .or_insert_with_key(|query| index.spellings().near(query))
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
    let is_sound = |one: &Posting| found.grade != Grade::Partial || one.grade == Grade::Full;
    let mut partial = 0;
    let mut is_worth = |one: &Posting| {
        partial += usize::from(one.grade == Grade::Partial);
        partial <= PARTIAL_MAX
    };
    let mut postings: Vec<Posting> = found
        .near
        .streets()
        .take_while(|one| is_worth(one))
        .filter(is_sound)
        .collect();
    if postings.len() > POSTINGS_MAX {
        // Every town has a street of Lenin: only the town written tells which.
        let here = |one: &Posting| surroundings.means(one.settlement);
        if surroundings.is_known() && postings.iter().any(here) {
            postings.retain(here);
        }
        postings.truncate(POSTINGS_MAX);
    }
    let is_same_kind_known = postings
        .iter()
        .any(|one| one.grade <= Grade::Untitled && one.kinds.meets(written));
    for posting in postings.iter().filter(|one| !one.is_number || one.kinds.meets(written)) {
        let weight = found.weight
            * posting.grade.weight()
            * kind_weight(written, posting.kinds, is_same_kind_known)
            * surroundings.agreement(index, posting);
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
