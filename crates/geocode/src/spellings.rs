//! Every spelling of every street in one sorted list, looked up exactly or with slips forgiven.
//!
//! Slips are looked for by sketches, one pass over all spellings: a region's hundred thousand take a fraction of a
//! millisecond. An automaton over a trie was tried and was ten times slower, because a few half slips open most of it.

use crate::gazetteer::Street;
use crate::kind::KindSet;
use crate::name::{Grade, Name, letters};
use crate::slips::{self, SLIP, Sketch};

/// A street that has a spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Posting {
    /// Index of the street.
    pub street: u32,
    /// How the spelling stands to its name.
    pub grade: Grade,
    /// Kinds written in its label.
    pub kinds: KindSet,
    /// Only its kind tells it from other names.
    pub is_number: bool,
}

/// A spelling and its postings.
#[derive(Debug)]
struct Spelling {
    text: Box<str>,
    /// Its postings end here and begin where those of the spelling before end; those of the whole name come first.
    end: usize,
    /// How many of them are of a whole name.
    whole: usize,
}

/// From spelling to streets.
#[derive(Debug, Default)]
pub(crate) struct Spellings {
    /// Sorted by text.
    all: Vec<Spelling>,
    /// In the same order, apart, because only they are passed over.
    sketches: Vec<Sketch>,
    postings: Vec<Posting>,
}

/// More spellings than these tell nothing.
const NEAR_MAX: usize = 32;

/// A spelling near to what was typed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Near<'a> {
    /// Which spelling.
    pub spelling: usize,
    /// Half slips between them.
    pub cost: u8,
    /// Streets spelt so.
    pub postings: &'a [Posting],
}

impl Spellings {
    /// Of all streets.
    pub(crate) fn of(streets: &[Street]) -> Self {
        let mut spelt: Vec<(String, Posting)> = Vec::new();
        for (street, ix) in streets.iter().zip(0_u32..) {
            for name in Name::of_label(&street.label) {
                let posting = |grade| Posting {
                    street: ix,
                    grade,
                    kinds: name.kinds,
                    is_number: name.is_number(),
                };
                spelt.extend(
                    name.spellings()
                        .into_iter()
                        .map(|(spelling, grade)| (spelling, posting(grade))),
                );
            }
        }
        spelt.sort_by(|a, b| (&a.0, a.1.grade, a.1.street).cmp(&(&b.0, b.1.grade, b.1.street)));
        let mut spellings = Self::default();
        for same in spelt.chunk_by(|a, b| a.0 == b.0) {
            spellings.postings.extend(same.iter().map(|(_, posting)| *posting));
            spellings.sketches.push(Sketch::of(&same[0].0));
            spellings.all.push(Spelling {
                text: same[0].0.as_str().into(),
                end: spellings.postings.len(),
                whole: same
                    .iter()
                    .take_while(|(_, posting)| posting.grade != Grade::Partial)
                    .count(),
            });
        }
        spellings
    }

    fn postings(&self, spelling: usize) -> &[Posting] {
        let start = spelling.checked_sub(1).map_or(0, |before| self.all[before].end);
        &self.postings[start..self.all[spelling].end]
    }

    /// Whether one spelling is the other and one letter more: Кунаев and Кунаева are one man.
    pub(crate) fn is_inflected(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&*self.all[one].text, &*self.all[other].text);
        let is_longer =
            |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.chars().count() == 1);
        is_longer(one, other) || is_longer(other, one)
    }

    /// Streets spelt exactly so.
    pub(crate) fn exact(&self, typed: &str) -> Option<Near<'_>> {
        let spelling = self.all.binary_search_by(|one| (*one.text).cmp(typed)).ok()?;
        let postings = self.postings(spelling);
        Some(Near {
            spelling,
            cost: 0,
            postings,
        })
    }

    /// Spellings of whole names within the slips that a name of this length may hold, nearest first, and no more than
    /// one half slip behind the nearest.
    pub(crate) fn near(&self, typed: &str) -> Vec<Near<'_>> {
        let letters_typed = letters(typed);
        // A letter may have been left out: the budget is of the longer of both.
        let budget = slips::budget(letters_typed + 1);
        if budget < SLIP {
            return Vec::new();
        }
        // One slip is common and quick to look for; two are looked for only where one does not do.
        let found = self.within(typed, letters_typed, budget.min(SLIP + 1));
        if found.is_empty() && budget > SLIP + 1 {
            self.within(typed, letters_typed, budget)
        } else {
            found
        }
    }

    fn within(&self, typed: &str, letters_typed: usize, most: u8) -> Vec<Near<'_>> {
        let sketch = Sketch::of(typed);
        let typed: Vec<char> = typed.chars().collect();
        let mut found: Vec<Near<'_>> = Vec::new();
        for (spelling, _) in self
            .sketches
            .iter()
            .enumerate()
            .filter(|(_, one)| one.is_within(sketch, most))
        {
            let Spelling { text, whole, .. } = &self.all[spelling];
            let budget = slips::budget(letters(text).max(letters_typed)).min(most);
            if let Some(cost) = slips::cost(text, &typed, budget).filter(|_| *whole > 0) {
                let postings = &self.postings(spelling)[..*whole];
                found.push(Near {
                    spelling,
                    cost,
                    postings,
                });
            }
        }
        found.sort_by_key(|near| near.cost);
        let limit = found.first().map_or(0, |near| near.cost + 1);
        found.retain(|near| near.cost <= limit);
        found.truncate(NEAR_MAX);
        found
    }
}
