//! `SettlementNames`: settlements, districts and regions by the form their names are compared in: exactly, with one
//! slip forgiven, or by their beginning.

use crate::build::settlement_of;
use crate::gazetteer::Settlement;
use crate::read::edit_distance;
use crate::read::edit_distance::{SLIP, Sketch};
use std::collections::HashMap;

/// Shortest name that is compared with an edit forgiven.
const LETTERS_MIN: u8 = 6;

/// From name to settlements.
#[derive(Debug, Default)]
pub(crate) struct SettlementNames {
    by_key: HashMap<String, Vec<u32>>,
    /// Sorted, so that the first of several near ones is always the same.
    sketches: Vec<(Sketch, String)>,
}

impl SettlementNames {
    /// Of all settlements.
    pub(crate) fn of(settlements: &[Settlement]) -> Self {
        let mut by_key: HashMap<String, Vec<u32>> = HashMap::new();
        for (settlement, ix) in settlements.iter().zip(0_u32..) {
            let keys = settlement.names.iter().map(|name| settlement_of::key(name));
            for key in keys.filter(|key| !key.is_empty()) {
                let known = by_key.entry(key).or_default();
                if known.last() != Some(&ix) {
                    known.push(ix);
                }
            }
        }
        let sketched = by_key.keys().map(|key| (Sketch::of(key.chars()), key.clone()));
        let mut sketches: Vec<(Sketch, String)> = sketched.filter(|(sketch, _)| sketch.length >= LETTERS_MIN).collect();
        sketches.sort_by(|a, b| a.1.cmp(&b.1));
        Self { by_key, sketches }
    }

    /// How many names.
    pub(crate) fn len(&self) -> usize {
        self.by_key.len()
    }

    /// Settlements of exactly this name.
    pub(crate) fn get(&self, key: &str) -> Option<&[u32]> {
        self.by_key.get(key).map(Vec::as_slice)
    }

    /// Settlements within edit distance 1 of the name.
    pub(crate) fn near(&self, typed: &str) -> Option<&[u32]> {
        let sketch = Sketch::of(typed.chars());
        let letters: Vec<char> = typed.chars().collect();
        let mut near = self.sketches.iter().filter(|(one, _)| one.is_within(sketch, SLIP));
        let (_, key) = near.find(|(_, key)| edit_distance::cost(key.chars(), &letters, SLIP).is_some())?;
        self.get(key)
    }

    /// Names that begin so, with their settlements.
    pub(crate) fn beginning<'a>(&'a self, typed: &'a str) -> impl Iterator<Item = (&'a str, u32)> + 'a {
        let begins = self.by_key.iter().filter(move |(key, _)| key.starts_with(typed));
        begins.flat_map(|(key, all)| all.iter().map(move |&ix| (key.as_str(), ix)))
    }
}
