//! `Spelt`: makes the table of spellings that `spellings.rs` searches: the ways to write the names of each street,
//! sorted, with the streets they belong to, and for whole names a sketch (which sounds, how many letters) by which
//! slips are found.

use crate::bytes::alphabet::{decoded, encoded};
use crate::bytes::spellings::Posting;
use crate::gazetteer::StreetDraft;
use crate::read::edit_distance::Sketch;
use crate::read::name::{Grade, Name};
use std::collections::BTreeMap;

/// The tables that [`crate::bytes::spellings`] reads.
#[derive(Debug, Default)]
pub(crate) struct Spelt {
    /// Where each spelling ends.
    pub text_ends: Vec<u8>,
    /// Spellings end to end.
    pub texts: Vec<u8>,
    /// Where the postings of each spelling end, counted in postings.
    pub posting_ends: Vec<u8>,
    /// Postings end to end.
    pub postings: Vec<u8>,
    /// Where the sketches of each length end, counted in sketches.
    pub sketch_ends: Vec<u8>,
    /// Sketches by length.
    pub sketches: Vec<u8>,
}

impl Spelt {
    /// Of all streets; `None` when the tables outgrow 32 bits.
    pub(crate) fn of(streets: &[StreetDraft]) -> Option<Self> {
        let mut spelt: BTreeMap<Vec<u8>, BTreeMap<u32, Posting>> = BTreeMap::new();
        for (street, ix) in streets.iter().zip(0_u32..) {
            let mut add = |label: &str, least: Grade| {
                for name in Name::of_label(label) {
                    for (spelling, grade) in name.spellings() {
                        let posting = Posting {
                            street: ix,
                            settlement: street.settlement,
                            grade: grade.max(least),
                            kinds: name.kinds,
                            is_number: name.is_number(),
                        };
                        let known = spelt
                            .entry(encoded(&spelling))
                            .or_default()
                            .entry(ix)
                            .or_insert(posting);
                        if posting.grade < known.grade {
                            *known = posting;
                        }
                    }
                }
            };
            add(&street.label, Grade::Full);
            street.others.iter().for_each(|other| add(other, Grade::Full));
            street.former.iter().for_each(|other| add(other, Grade::Former));
        }
        let mut tables = Self::default();
        let mut by_length: BTreeMap<u8, Vec<(u64, u32)>> = BTreeMap::new();
        let mut posting_count = 0_u32;
        for ((text, postings), spelling) in spelt.into_iter().zip(0_u32..) {
            tables.texts.extend_from_slice(&text);
            let end = u32::try_from(tables.texts.len()).ok()?;
            tables.text_ends.extend_from_slice(&end.to_le_bytes());
            let mut postings: Vec<Posting> = postings.into_values().collect();
            postings.sort_by_key(|posting| (posting.grade, posting.street));
            postings.iter().for_each(|posting| posting.put(&mut tables.postings));
            posting_count = posting_count.checked_add(u32::try_from(postings.len()).ok()?)?;
            tables.posting_ends.extend_from_slice(&posting_count.to_le_bytes());
            // Slips are forgiven in whole names only.
            if postings[0].grade != Grade::Partial {
                let sketch = Sketch::of(decoded(&text));
                by_length
                    .entry(sketch.length)
                    .or_default()
                    .push((sketch.sounds, spelling));
            }
        }
        let mut sketch_count = 0_u32;
        for length in 0..=u8::MAX {
            for (sounds, spelling) in by_length.remove(&length).unwrap_or_default() {
                tables.sketches.extend_from_slice(&sounds.to_le_bytes());
                tables.sketches.extend_from_slice(&spelling.to_le_bytes());
                sketch_count += 1;
            }
            tables.sketch_ends.extend_from_slice(&sketch_count.to_le_bytes());
        }
        Some(tables)
    }
}
