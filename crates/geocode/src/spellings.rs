//! Every spelling of every street in one sorted automaton, looked up exactly or with slips forgiven.

use crate::error::GeocodeError;
use crate::gazetteer::Street;
use crate::kind::KindSet;
use crate::name::{Grade, Name, letters};
use crate::slips::{self, Slips};
use fst::{IntoStreamer, Map, MapBuilder, Streamer};

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

/// From spelling to streets.
#[derive(Debug)]
pub(crate) struct Spellings {
    map: Map<Vec<u8>>,
    /// Postings of the spelling with rank i are `postings[starts[i]..starts[i + 1]]`.
    starts: Vec<usize>,
    postings: Vec<Posting>,
}

/// A spelling near to what was typed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Near<'a> {
    /// Which spelling.
    pub spelling: u64,
    /// Half slips between them.
    pub cost: u8,
    /// Streets spelt so.
    pub postings: &'a [Posting],
}

impl Spellings {
    /// Of all streets.
    pub(crate) fn of(streets: &[Street]) -> Result<Self, GeocodeError> {
        let mut all: Vec<(String, Posting)> = Vec::new();
        for (street, ix) in streets.iter().zip(0_u32..) {
            for name in Name::of_label(&street.label) {
                let posting = |grade| Posting {
                    street: ix,
                    grade,
                    kinds: name.kinds,
                    is_number: name.is_number(),
                };
                all.extend(name.spellings().into_iter().map(|(spelling, grade)| (spelling, posting(grade))));
            }
        }
        all.sort_by(|a, b| (&a.0, a.1.grade, a.1.street).cmp(&(&b.0, b.1.grade, b.1.street)));
        let damaged = |error: fst::Error| GeocodeError::Damaged { what: error.to_string() };
        let mut builder = MapBuilder::memory();
        let mut starts = Vec::new();
        for (i, (spelling, _)) in all.iter().enumerate() {
            if i == 0 || all[i - 1].0 != *spelling {
                builder.insert(spelling, starts.len() as u64).map_err(damaged)?;
                starts.push(i);
            }
        }
        starts.push(all.len());
        let map = builder.into_inner().and_then(Map::new).map_err(damaged)?;
        let postings = all.into_iter().map(|(_, posting)| posting).collect();
        Ok(Self { map, starts, postings })
    }

    fn postings(&self, rank: u64) -> &[Posting] {
        let rank = usize::try_from(rank).unwrap_or(usize::MAX - 1);
        match (self.starts.get(rank), self.starts.get(rank + 1)) {
            (Some(&start), Some(&end)) => &self.postings[start..end],
            _ => &[],
        }
    }

    /// Streets spelt exactly so.
    pub(crate) fn exact(&self, typed: &str) -> Option<Near<'_>> {
        let spelling = self.map.get(typed)?;
        Some(Near { spelling, cost: 0, postings: self.postings(spelling) })
    }

    /// Spellings within the slips that a name of this length may hold, nearest first, and no more than one half slip
    /// behind the nearest.
    pub(crate) fn near(&self, typed: &str) -> Vec<Near<'_>> {
        let typed_letters = letters(typed);
        // A letter may have been left out: the budget is of the longer of both.
        let budget = slips::budget(typed_letters + 1);
        let Some(slips) = Slips::of(typed, budget).filter(|_| budget > 0) else { return Vec::new() };
        let mut found: Vec<Near<'_>> = Vec::new();
        let mut stream = self.map.search_with_state(&slips).into_stream();
        while let Some((name, spelling, state)) = stream.next() {
            let is_whole = |posting: &Posting| posting.grade != Grade::Partial;
            let postings = self.postings(spelling);
            let whole = postings.iter().take_while(|posting| is_whole(posting)).count();
            let cost = slips.cost(&state);
            let letters = std::str::from_utf8(name).map_or(0, letters).max(typed_letters);
            if whole > 0 && cost <= slips::budget(letters) {
                found.push(Near { spelling, cost, postings: &postings[..whole] });
            }
        }
        found.sort_by_key(|near| near.cost);
        let limit = found.first().map_or(0, |near| near.cost + 1);
        found.retain(|near| near.cost <= limit);
        found
    }
}
