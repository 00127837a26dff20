//! `Spellings`: the spellings of all streets in one sorted table, looked up exactly, by its beginning, or with slips
//! forgiven.
//!
//! Slips are looked for by sketches, one pass over those of about the same length: a region's hundred thousand take a
//! fraction of a millisecond. An automaton over a trie was tried and was ten times slower, because a few half slips
//! open most of it.

use crate::ask::step_budget::Effort;
use crate::bytes::alphabet::{decoded, encoded};
use crate::bytes::gazetteer_bytes::{GazetteerBytes, Table};
use crate::bytes::packing::{between, record, word};
use crate::read::edit_distance;
use crate::read::edit_distance::{SLIP, Sketch};
use crate::read::kind::KindSet;
use crate::read::name::{Grade, letters};
use std::ops::Range;

/// A street that has a spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Posting {
    /// Index of the street.
    pub street: u32,
    /// Index of its settlement.
    pub settlement: Option<u32>,
    /// How the spelling stands to its name.
    pub grade: Grade,
    /// Kinds written in its label.
    pub kinds: KindSet,
    /// Only its kind tells it from other names.
    pub is_number: bool,
}

const POSTING_BYTES: usize = 12;
const SKETCH_BYTES: usize = 12;

impl Posting {
    /// Appends it.
    pub(crate) fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.street.to_le_bytes());
        out.extend_from_slice(&self.settlement.map_or(0, |one| one.saturating_add(1)).to_le_bytes());
        out.extend_from_slice(&self.kinds.bits().to_le_bytes());
        out.extend_from_slice(&[self.grade as u8, u8::from(self.is_number)]);
    }

    fn of(bytes: &[u8; POSTING_BYTES]) -> Self {
        let [s0, s1, s2, s3, t0, t1, t2, t3, k0, k1, grade, is_number] = *bytes;
        Self {
            street: u32::from_le_bytes([s0, s1, s2, s3]),
            settlement: u32::from_le_bytes([t0, t1, t2, t3]).checked_sub(1),
            grade: Grade::of_number(grade),
            kinds: KindSet::of_bits(u16::from_le_bytes([k0, k1])),
            is_number: is_number != 0,
        }
    }
}

/// From spelling to streets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spellings<'a>(pub &'a GazetteerBytes);

/// What a step of looking for slips does: so many sketches, or so many pairs of letters of two names of usual length.
const SKETCHES_PER_STEP: usize = 4;
const LETTER_PAIRS_PER_STEP: usize = 4;
const LETTERS_PER_NAME: usize = 8;
/// More spellings than these tell nothing.
const NEAR_MAX: usize = 32;

/// The streets of a spelling, those of the whole name first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Postings<'a>(&'a [u8]);

impl Postings<'_> {
    /// How many.
    pub(crate) const fn len(&self) -> usize {
        self.0.len() / POSTING_BYTES
    }

    /// One after the other, the best grade first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Posting> + '_ {
        let (all, _) = self.0.as_chunks::<POSTING_BYTES>();
        all.iter().map(Posting::of)
    }
}

/// A spelling near to what was typed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Near<'a> {
    /// Which spelling.
    pub spelling: usize,
    /// Half slips between them.
    pub cost: u8,
    /// Streets spelt so.
    pub postings: Postings<'a>,
}

impl Near<'_> {
    /// Its streets, the best grade first; with slips only those of whole names.
    pub(crate) fn streets(&self) -> impl Iterator<Item = Posting> + '_ {
        let is_worth = |one: &Posting| self.cost == 0 || one.grade < Grade::Partial;
        self.postings.iter().take_while(is_worth)
    }
}

impl<'a> Spellings<'a> {
    fn len(self) -> usize {
        self.0.table(Table::SpellingEnds).len() / 4
    }

    fn text(self, spelling: usize) -> &'a [u8] {
        let at = between(self.0.table(Table::SpellingEnds), spelling);
        at.and_then(|at| self.0.table(Table::Spellings).get(at))
            .unwrap_or_default()
    }

    fn postings(self, spelling: usize) -> Postings<'a> {
        let at = between(self.0.table(Table::PostingEnds), spelling).unwrap_or_default();
        let at = at.start.saturating_mul(POSTING_BYTES)..at.end.saturating_mul(POSTING_BYTES);
        Postings(self.0.table(Table::Postings).get(at).unwrap_or_default())
    }

    /// The first spelling of which this is no longer true; it is true of those that come before it.
    fn first_not(self, is_before: impl Fn(&[u8]) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if is_before(self.text(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Whether one spelling is the other and one letter more: Кунаев and Кунаева are one man.
    pub(crate) fn is_inflected(self, one: usize, other: usize) -> bool {
        let (one, other) = (self.text(one), self.text(other));
        let is_longer =
            |long: &[u8], short: &[u8]| long.strip_prefix(short).is_some_and(|rest| decoded(rest).count() == 1);
        is_longer(one, other) || is_longer(other, one)
    }

    /// Streets spelt exactly so.
    pub(crate) fn exact(self, typed: &str) -> Option<Near<'a>> {
        let typed = encoded(typed);
        let spelling = self.first_not(|text| text < &typed[..]);
        (spelling < self.len() && self.text(spelling) == typed).then(|| self.near_one(spelling, 0))
    }

    /// Spellings that begin so.
    pub(crate) fn beginning(self, typed: &str) -> impl Iterator<Item = Postings<'a>> {
        let typed = encoded(typed);
        let start = self.first_not(|text| text < &typed[..]);
        let all = (start..self.len()).take_while(move |&spelling| self.text(spelling).starts_with(&typed));
        all.map(move |spelling| self.postings(spelling))
    }

    fn near_one(self, spelling: usize, cost: u8) -> Near<'a> {
        Near {
            spelling,
            cost,
            postings: self.postings(spelling),
        }
    }

    /// Spellings of whole names within the slips that a name of this length may hold, nearest first, and no more than
    /// one half slip behind the nearest.
    pub(crate) fn near(self, typed: &str, effort: &Effort) -> Vec<Near<'a>> {
        let letters_typed = letters(typed);
        // A letter may have been left out: the budget is of the longer of both.
        let budget = edit_distance::budget(letters_typed + 1);
        if budget < SLIP {
            return Vec::new();
        }
        // One slip is common and quick to look for; two are looked for only where one does not do.
        let found = self.within(typed, letters_typed, budget.min(SLIP + 1), effort);
        if found.is_empty() && budget > SLIP + 1 {
            self.within(typed, letters_typed, budget, effort)
        } else {
            found
        }
    }

    /// The sketches of spellings so long.
    fn sketches(self, length: usize) -> &'a [u8] {
        let at = between(self.0.table(Table::SketchEnds), length).unwrap_or_default();
        let at = Range {
            start: at.start.saturating_mul(SKETCH_BYTES),
            end: at.end.saturating_mul(SKETCH_BYTES),
        };
        self.0.table(Table::Sketches).get(at).unwrap_or_default()
    }

    fn within(self, typed: &str, letters_typed: usize, most: u8, effort: &Effort) -> Vec<Near<'a>> {
        let sketch = Sketch::of(typed.chars());
        let typed: Vec<char> = typed.chars().collect();
        let compare_steps = 4 + LETTERS_PER_NAME * typed.len() / LETTER_PAIRS_PER_STEP;
        let mut found: Vec<(u8, usize)> = Vec::new();
        for length in sketch.length.saturating_sub(most)..=sketch.length.saturating_add(most) {
            let sketches = self.sketches(length.into());
            if !effort.take(sketches.len() / SKETCH_BYTES / SKETCHES_PER_STEP) {
                break;
            }
            for ix in 0..sketches.len() / SKETCH_BYTES {
                let Some(bytes) = record::<SKETCH_BYTES>(sketches, ix) else {
                    break;
                };
                let [s0, s1, s2, s3, s4, s5, s6, s7, ..] = *bytes;
                let sounds = u64::from_le_bytes([s0, s1, s2, s3, s4, s5, s6, s7]);
                if !(Sketch { sounds, length }).is_within(sketch, most) {
                    continue;
                }
                let Some(spelling) = word(&bytes[8..], 0).map(|spelling| spelling as usize) else {
                    continue;
                };
                if !effort.take(compare_steps) {
                    break;
                }
                let text = self.text(spelling);
                let letters = decoded(text).filter(|one| one.is_alphabetic()).count();
                let budget = edit_distance::budget(letters.max(letters_typed)).min(most);
                found.extend(edit_distance::cost(decoded(text), &typed, budget).map(|cost| (cost, spelling)));
            }
        }
        found.sort_unstable();
        let limit = found.first().map_or(0, |&(cost, _)| cost + 1);
        let nearest = found.into_iter().take_while(|&(cost, _)| cost <= limit).take(NEAR_MAX);
        nearest.map(|(cost, spelling)| self.near_one(spelling, cost)).collect()
    }
}
