//! `number`: gives equal items equal numbers, in order of first appearance. Used to find vehicles that are alike.

use std::collections::BTreeMap;

/// Numbers items so that equal items get equal numbers, in order of first appearance.
pub(super) fn number<T: Ord>(items: impl Iterator<Item = T>) -> Vec<u32> {
    let mut kinds = BTreeMap::new();
    items
        .map(|item| {
            let next = kinds.len() as u32;
            *kinds.entry(item).or_insert(next)
        })
        .collect()
}
