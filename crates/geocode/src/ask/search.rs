//! `look` and `locate`: ask the map about the readings of an address, as written and with slips forgiven, and when
//! nothing is known of it as typed with the other keyboard layout. Where no street is found, shops and clinics called
//! so become candidates. What a search cut short by its budget found is a candidate, not certain.

use crate::answer::{Answer, NotFoundReason, ParsedAnswer};
use crate::ask::decide;
use crate::ask::feature::Feature;
use crate::ask::houses;
use crate::ask::stated_area::Memory;
use crate::ask::step_budget::Efforts;
use crate::ask::street_search::{StreetHit, StreetSearch};
use crate::index::AddressIndex;
use crate::read::keyboard;
use crate::read::parse;
use crate::read::parse::ParsedAddress;
use crate::read::pieces::Spelling;
use crate::read::reading::{Reading, Written};

/// Limits for named places (shops, clinics): parts of the text looked up, places shown.
const NAMED_PARTS_MAX: usize = 8;
const NAMED_MAX: usize = 3;
/// What was found before the search was cut short may have a rival that was never looked at.
const CUT_CONFIDENCE: f64 = 0.5;
/// Somebody wrote the name of a shop: the person may live there or beside it.
const NAMED_CONFIDENCE: f64 = 0.4;
/// Result of a search.
pub(crate) struct Sought<'a> {
    /// The answer.
    pub answer: Answer<Feature<'a>>,
    /// The address taken apart the way the map understood it.
    pub parsed: ParsedAddress,
    /// The text could be read in too many ways to try them all.
    pub is_cut: bool,
}

/// Finds an address.
pub(crate) fn locate(index: &AddressIndex, text: &str) -> ParsedAnswer {
    let Sought { answer, parsed, is_cut } = look(index, text, &Efforts::asked());
    ParsedAnswer {
        answer: answer.map(|feature| feature.place()),
        parsed,
        is_cut,
    }
}

/// Finds an address, with all that the map says of it. What means nothing in Latin letters may have been typed with the
/// other keyboard layout.
pub(crate) fn look<'a>(index: &'a AddressIndex, text: &str, efforts: &Efforts) -> Sought<'a> {
    let found = look_as_written(index, text, efforts);
    let is_known = |sought: &Sought<'a>| match &sought.answer {
        Answer::NotFound { why, .. } => *why == NotFoundReason::NoHouse,
        Answer::Found(_) | Answer::Ambiguous(_) => true,
    };
    if is_known(&found) {
        return found;
    }
    let retyped = keyboard::in_russian(text).map(|typed| look_as_written(index, &typed, efforts));
    retyped.filter(is_known).unwrap_or(found)
}

fn look_as_written<'a>(index: &'a AddressIndex, text: &str, efforts: &Efforts) -> Sought<'a> {
    let written = Written::of(text);
    let mut memory = Memory::default();
    let (strict, lenient) = (written.pieces(Spelling::Strict), written.pieces(Spelling::Lenient));
    // No word of it may be the misspelt word of a kind where both spellings give the same pieces.
    let is_misspelt = strict != lenient;
    let mut readings = written.readings_of(strict);
    let slips = if is_misspelt { Slips::None } else { Slips::Forgiven };
    let mut streets = streets(index, &readings, &mut memory, efforts, slips);
    let is_lenient = !is_misspelt || !streets.iter().any(StreetHit::is_exact);
    if is_misspelt && is_lenient {
        readings = written.readings_of(lenient);
        streets = self::streets(index, &readings, &mut memory, efforts, Slips::Forgiven);
    }
    let streets = likeliest(&readings, streets);
    let houses = houses::of(index, &readings, &streets, &efforts.houses);
    let (answer, chosen) = decide::decide(index, &readings, &streets, &houses, &written.door);
    let is_cut = efforts.is_any_cut();
    let mut answer = if is_cut { doubted(answer) } else { answer };
    if let Answer::NotFound {
        why: NotFoundReason::NoStreet | NotFoundReason::NoAddress,
        candidates,
    } = &mut answer
    {
        candidates.extend(named_places(index, text));
    }
    let parsed = match chosen {
        Some((reading, way)) => parse::parsed(&written, readings.get(reading), way),
        None if is_lenient => parse::by_grammar(&written, &readings),
        None => parse::parse(text),
    };
    Sought { answer, parsed, is_cut }
}

/// Whether a street is looked for by a misspelt name when none is called as written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slips {
    None,
    Forgiven,
}

fn streets(
    index: &AddressIndex,
    readings: &[Reading],
    memory: &mut Memory,
    efforts: &Efforts,
    slips: Slips,
) -> Vec<StreetHit> {
    let mut search = StreetSearch::of(index, readings, memory, &efforts.exact);
    search.exact(&efforts.exact);
    if slips == Slips::Forgiven && !search.hits.iter().any(StreetHit::is_exact) {
        search.near(&efforts.near);
    }
    search.hits
}

/// What was found while other readings were not tried is one candidate of perhaps several.
fn doubted(answer: Answer<Feature<'_>>) -> Answer<Feature<'_>> {
    match answer {
        Answer::Found(feature) => {
            let confidence = feature.confidence.min(CUT_CONFIDENCE);
            Answer::Ambiguous(vec![feature.with_confidence(confidence).with_settlement_in_label()])
        }
        other => other,
    }
}

/// Pharmacies, shops and polyclinics called as some part of the text: shown, never taken for certain.
fn named_places<'a>(index: &'a AddressIndex, text: &str) -> Vec<Feature<'a>> {
    let parts = text.split([',', ';', '\n']).take(NAMED_PARTS_MAX);
    let found = parts.flat_map(|part| index.poi_names.find(part, NAMED_MAX));
    let whole = found.filter_map(|(ix, is_whole)| index.book.pois.get(ix as usize).filter(|_| is_whole));
    whole
        .take(NAMED_MAX)
        .map(|poi| Feature::poi(index, poi).with_confidence(NAMED_CONFIDENCE))
        .collect()
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
