//! Equal things under equal numbers.

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
