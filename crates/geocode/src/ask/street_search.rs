//! `StreetSearch` and its `StreetHit`s: which streets of the map the readings of an address may mean, exactly or with
//! slips, and how likely each is by its name, its kind and the town written beside it.

use crate::ask::given_names;
use crate::ask::stated_area;
use crate::ask::stated_area::{Memory, Surroundings};
use crate::ask::step_budget::Effort;
use crate::bytes::spellings::{Near, Posting};
use crate::index::AddressIndex;
use crate::read::kind::KindSet;
use crate::read::name::{Grade, letters};
use crate::read::reading::Reading;
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

/// Streets with less weight than this are not shown.
const WEIGHT_MIN: f64 = 0.35;
/// At most this many streets whose name has one more word than was written.
const PARTIAL_MAX: usize = 40;
/// From this many streets of one name on, only those in the stated town are weighed.
const POSTINGS_MAX: usize = 400;
/// Slips are looked for only where the rest of the reading is as likely as this.
const NEAR_FIT_MIN: f64 = 0.7;
/// From this on a name counts as written without slips.
const EXACT: f64 = 0.85;
/// Steps of looking one spelling up, and of weighing one street.
const LOOKUP_STEPS: usize = 80;
const WEIGH_STEPS: usize = 12;
/// Steps of reading a street's label.
const LABEL_STEPS: usize = 80;
/// «Невского» means улица Александра Невского where nothing is called just so.
const GIVEN_LEFT_OUT: f64 = 0.9;
const POSTINGS_PER_STEP: usize = 4;
/// From this agreement on a street lies where it was written to lie.
const IN_PLACE: f64 = 0.9;

impl StreetHit {
    /// Whether the street is called exactly as written.
    pub(crate) fn is_exact(&self) -> bool {
        self.weight >= EXACT && self.grade <= Grade::Untitled
    }
}

/// A reading with what stands beside its street.
struct Placed<'r> {
    ix: usize,
    reading: &'r Reading,
    surroundings: Surroundings,
    /// How likely the reading is before its street is looked up.
    fit: f64,
}

/// A spelling of the map that fits what was written.
struct Match<'a> {
    near: Near<'a>,
    weight: f64,
    grade: Grade,
}

/// The readings of an address over a map, the likeliest first.
pub(crate) struct StreetSearch<'a, 'r> {
    index: &'a AddressIndex,
    placed: Vec<Placed<'r>>,
    /// What was found.
    pub hits: Vec<StreetHit>,
}

impl<'a, 'r> StreetSearch<'a, 'r> {
    /// Looks up what stands beside the streets.
    pub(crate) fn of(index: &'a AddressIndex, readings: &'r [Reading], memory: &mut Memory, effort: &Effort) -> Self {
        let mut placed = Vec::with_capacity(readings.len());
        for (ix, reading) in readings.iter().enumerate() {
            let Some(surroundings) = stated_area::of(index, &reading.skips, memory, effort) else {
                break;
            };
            let fit = reading.fit * surroundings.weight;
            if fit >= WEIGHT_MIN {
                placed.push(Placed {
                    ix,
                    reading,
                    surroundings,
                    fit,
                });
            }
        }
        placed.sort_by(|a, b| b.fit.total_cmp(&a.fit).then(a.ix.cmp(&b.ix)));
        Self {
            index,
            placed,
            hits: Vec::new(),
        }
    }

    /// Streets called exactly as some reading says.
    pub(crate) fn exact(&mut self, effort: &Effort) {
        for placed in &self.placed {
            for (query, grade) in placed.reading.name.queries() {
                if !effort.take(LOOKUP_STEPS) {
                    return;
                }
                // «Алматы, Неизвестная 5» does not mean the road Георгиевка – Алматы.
                let is_town = grade == Grade::Partial && self.index.settlement_names.get(&query).is_some();
                if let Some(near) = self.index.spellings().exact(&query).filter(|_| !is_town) {
                    let weight = placed.fit * grade.weight();
                    let found = Match { near, weight, grade };
                    weigh(self.index, placed, &found, effort, &mut self.hits);
                }
            }
        }
    }

    /// Streets called nearly as some reading says.
    pub(crate) fn near(&mut self, effort: &Effort) {
        let mut asked: HashMap<String, Vec<Near<'a>>> = HashMap::new();
        for placed in self.placed.iter().filter(|one| one.fit >= NEAR_FIT_MIN) {
            let name = &placed.reading.name;
            if placed.reading.house.is_none() && name.kinds.is_empty() {
                continue;
            }
            let whole = name
                .queries()
                .into_iter()
                .filter(|(_, grade)| *grade <= Grade::Untitled);
            for (query, grade) in whole {
                if !effort.take(LOOKUP_STEPS) {
                    return;
                }
                let letters = letters(&query);
                let spellings = self.index.spellings();
                for &near in &*asked
                    .entry(query)
                    .or_insert_with_key(|query| spellings.near(query, effort))
                {
                    let weight = placed.fit * grade.weight() * slip_weight(near.cost, letters);
                    let found = Match { near, weight, grade };
                    weigh(self.index, placed, &found, effort, &mut self.hits);
                }
            }
        }
    }
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

fn weigh(index: &AddressIndex, placed: &Placed<'_>, found: &Match<'_>, effort: &Effort, hits: &mut Vec<StreetHit>) {
    let (surroundings, written) = (&placed.surroundings, placed.reading.name.kinds);
    // A word left out on both sides joins names that have little in common.
    let is_sound = |one: &Posting| found.grade != Grade::Partial || one.grade == Grade::Full;
    if !effort.take(found.near.postings.len() / POSTINGS_PER_STEP) {
        return;
    }
    let weigh_steps = WEIGH_STEPS * (1 + surroundings.meant_count());
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
        // Every town has a street of Lenin: only the town or the region written tells which.
        let here = |one: &Posting| surroundings.means(one.settlement);
        if postings.iter().any(here) {
            postings.retain(here);
        } else if surroundings.is_known() {
            postings.retain(|one| effort.take(weigh_steps) && surroundings.agreement(index, one) >= IN_PLACE);
        }
        if postings.len() > POSTINGS_MAX {
            postings.truncate(POSTINGS_MAX);
            effort.cut();
        }
    }
    let is_same_kind_known = postings
        .iter()
        .any(|one| one.grade <= Grade::Untitled && one.kinds.meets(written));
    // Where a street is called wholly as written no other is meant for short.
    let may_be_short = found.grade == Grade::Full && postings.iter().all(|one| one.grade == Grade::Partial);
    for posting in postings.iter().filter(|one| !one.is_number || one.kinds.meets(written)) {
        if !effort.take(weigh_steps) {
            return;
        }
        let kind = kind_weight(written, posting.kinds, is_same_kind_known);
        let agreement = surroundings.agreement(index, posting);
        let weight = |grade: f64| found.weight * grade * kind * agreement;
        // A label is read only where that may bring its street into sight.
        let is_short = may_be_short
            && weight(GIVEN_LEFT_OUT) >= WEIGHT_MIN
            && effort.take(LABEL_STEPS)
            && is_given_left_out(index, posting, placed.reading);
        let weight = weight(if is_short {
            GIVEN_LEFT_OUT
        } else {
            posting.grade.weight()
        });
        if weight >= WEIGHT_MIN {
            hits.push(StreetHit {
                street: posting.street,
                reading: placed.ix,
                weight,
                cost: found.near.cost,
                spelling: found.near.spelling,
                grade: posting.grade.max(found.grade),
            });
        }
    }
}

fn is_given_left_out(index: &AddressIndex, posting: &Posting, reading: &Reading) -> bool {
    let street = index.book.street(posting.street);
    street.is_some_and(|street| given_names::is_left_out(street.label, &reading.name))
}

/// How well kinds agree. The map's own kinds are untidy: `ул. Абая`, `пр. Абая` and `Абая` may be one street, and
/// people mix up улица and проспект more often than улица and переулок.
fn kind_weight(written: KindSet, known: KindSet, is_same_kind_known: bool) -> f64 {
    let main = KindSet::MAIN;
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
