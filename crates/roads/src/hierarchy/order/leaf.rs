//! Orders a small part directly: always the node with the fewest neighbours next, whose neighbours then become neighbours.

use super::part::Part;

/// Parts up to this size; a row of neighbours is one word.
pub(super) const LEAF: usize = 32;

/// Writes the nodes of a part of at most [`LEAF`] nodes into `order`.
pub(super) fn order_leaf(part: &Part, order: &mut [u32]) {
    let mut neighbours = [0_u32; LEAF];
    for node in 0..part.len() as u32 {
        for arc in part.arcs(node) {
            neighbours[node as usize] |= 1 << part.head(arc);
        }
    }
    let mut rest: Vec<u32> = (0..part.len() as u32).collect();
    for slot in order {
        let fewest = (0..rest.len()).min_by_key(|&at| neighbours[rest[at] as usize].count_ones());
        let Some(at) = fewest else { return };
        let node = rest.remove(at);
        *slot = part.node(node);
        let around = neighbours[node as usize];
        for &other in &rest {
            if around & 1 << other != 0 {
                neighbours[other as usize] = (neighbours[other as usize] | around) & !(1 << other | 1 << node);
            }
        }
    }
}
