//! `of`: completes what is being typed: streets whose names begin as typed, and houses on them whose numbers do,
//! weighed and within a budget of steps. `suggest.rs` adds towns and named places.

use crate::ask::door_point;
use crate::ask::feature::Feature;
use crate::ask::stated_area;
use crate::ask::stated_area::{Memory, Surroundings};
use crate::ask::step_budget::Effort;
use crate::bytes::spellings::Posting;
use crate::bytes::street_record::Street;
use crate::index::AddressIndex;
use crate::read::name;
use crate::read::name::Grade;
use crate::read::number;
use crate::read::pieces::Spelling;
use crate::read::reading::{Reading, Written};
use karavan_model::DoorCard;
use std::collections::HashSet;

/// A feature, and how likely it is meant.
pub(crate) type Weighed<'a> = (f64, Feature<'a>);

/// Streets that begin so; more of them tell nothing until another letter is typed.
const STREETS_MAX: usize = 1_500;
/// Houses shown of one street.
const HOUSES_MAX: usize = 30;
/// How much work is done for a letter, in the steps of [`Effort`], and what it is spent on: reading a posting, reading
/// and weighing a street, looking through its houses.
const BEGUN_STEPS: usize = 300_000;
const POSTING_STEPS: usize = 2;
const STREET_STEPS: usize = 40;
const WEIGH_STEPS: usize = 12;
const HOUSE_STEPS: usize = 40;
/// Readings less likely than this are not completed.
const FIT_MIN: f64 = 0.5;
/// Factor for a house of a street whose name is only begun, against one written whole.
const SHORTENED: f64 = 0.9;
/// Fewer letters begin too many streets to look through their houses.
const SHORTENED_LETTERS_MIN: usize = 2;
/// A street that begins so and has no house that does: a way to go on typing, behind all others.
const WITHOUT_HOUSE: f64 = 0.6;
/// Each further house of a street is worth so much less: the first houses of several streets come before the tenth of
/// one.
const NEXT_HOUSE: f64 = 0.02;

/// A street that a reading may come to mean, and how its name was typed.
#[derive(Clone, Copy)]
struct Begun {
    posting: Posting,
    is_whole: bool,
}

/// What a text may become.
pub(crate) fn of<'a>(index: &'a AddressIndex, text: &str) -> Vec<Weighed<'a>> {
    let written = Written::of(text);
    let (effort, mut memory) = (Effort::of(BEGUN_STEPS), Memory::default());
    let mut all = Vec::new();
    let mut seen: HashSet<(u32, Option<usize>)> = HashSet::new();
    for reading in &written.readings(Spelling::Strict) {
        let Some(surroundings) = stated_area::of(index, &reading.skips, &mut memory, &effort) else {
            break;
        };
        let fit = reading.fit * surroundings.weight;
        let is_whole_text = reading.rest >= written.tokens.len();
        if fit < FIT_MIN || !is_whole_text || is_stray_number(reading, &surroundings) {
            continue;
        }
        for begun in streets(index, reading, &effort) {
            if !seen.insert((begun.posting.street, reading.house_at())) {
                continue;
            }
            if !effort.take(STREET_STEPS + WEIGH_STEPS * surroundings.meant_count()) {
                return all;
            }
            let Some(street) = index.book.street(begun.posting.street) else {
                continue;
            };
            let weight = fit * surroundings.agreement(index, &begun.posting) * begun.posting.grade.weight();
            if reading.house.is_none() {
                // A street with more houses is asked for more often.
                let size = f64::from(street.house_count + 1).ln() / 100.0;
                all.push((
                    0.8 * weight + size,
                    Feature::street(index, street).with_confidence(weight * 0.5),
                ));
                continue;
            }
            if !effort.take(street.house_count as usize) {
                return all;
            }
            let weight = weight * if begun.is_whole { 0.95 } else { 0.95 * SHORTENED };
            let found = houses(index, reading, street, weight, &effort);
            if found.is_empty() {
                let street = Feature::street(index, street).with_confidence(weight * 0.5);
                all.push((WITHOUT_HOUSE * weight, street));
            }
            all.extend(found);
        }
    }
    all
}

/// «прист 2»: the number may be the house or the order of a street that begins so, but never the order of any other.
fn is_stray_number(reading: &Reading, surroundings: &Surroundings) -> bool {
    reading.house.is_none() && reading.name.is_number() && !reading.skips.is_empty() && !surroundings.is_known()
}

/// Streets that begin as a reading says, those written whole first. A number behind the words may stand before them on
/// the map: «прист 2» is 2-я Пристанская too.
fn streets(index: &AddressIndex, reading: &Reading, effort: &Effort) -> Vec<Begun> {
    let core = &reading.name.core;
    let typed = core.concat();
    let turned = core.split_last().filter(|(last, words)| {
        let is_number = |word: &String| word.starts_with(|one: char| one.is_ascii_digit());
        is_number(last) && words.iter().any(|word| !is_number(word))
    });
    let turned = turned.map(|(last, words)| format!("{last}{}", words.concat()));
    let spellings = index.spellings();
    let whole = spellings.exact(&typed).map(|near| (near.postings, true));
    let may_begin = reading.house.is_none() || name::letters(&typed) >= SHORTENED_LETTERS_MIN;
    let begun = [Some(typed), turned].into_iter().flatten().filter(|_| may_begin);
    let begun = begun.flat_map(|typed| spellings.beginning(&typed).take(STREETS_MAX).collect::<Vec<_>>());
    let found = whole.into_iter().chain(begun.map(|postings| (postings, false)));
    let postings = found.flat_map(|(postings, is_whole)| {
        let each = postings.iter().take(STREETS_MAX).collect::<Vec<_>>();
        each.into_iter().map(move |posting| Begun { posting, is_whole })
    });
    let kinds = reading.name.kinds;
    postings
        .take_while(|_| effort.take(POSTING_STEPS))
        .filter(|Begun { posting, .. }| {
            let is_kind = kinds.is_empty() || posting.kinds.is_empty() || posting.kinds.meets(kinds);
            is_kind && posting.grade <= Grade::Former && (!posting.is_number || posting.kinds.meets(kinds))
        })
        .take(STREETS_MAX)
        .collect()
}

/// Houses whose numbers begin as typed, in the order of the street.
fn houses<'a>(
    index: &'a AddressIndex,
    reading: &Reading,
    street: Street<'a>,
    weight: f64,
    effort: &Effort,
) -> Vec<Weighed<'a>> {
    let Some((_, found)) = &reading.house else {
        return Vec::new();
    };
    let key = found.readings[0].key.as_bytes();
    let mut houses: Vec<_> = street.houses_where(|one| one.starts_with(key)).collect();
    houses.sort_by_key(|house| (number::leading(house.key), house.key));
    houses.dedup_by_key(|house| house.key);
    houses.truncate(HOUSES_MAX);
    if !effort.take(HOUSE_STEPS * houses.len()) {
        return Vec::new();
    }
    let weighed = houses.into_iter().zip(0_u32..).map(|(house, nth)| {
        let at = door_point::of(&house, &DoorCard::default());
        let feature = Feature::house(index, street, house, at)
            .with_confidence(weight * 0.5)
            .with_settlement_in_label();
        (weight - NEXT_HOUSE * f64::from(nth), feature)
    });
    weighed.collect()
}
