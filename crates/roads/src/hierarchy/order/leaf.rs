//! `order_leaf`: orders the edges of a part of at most 40 edges by minimum degree: always the edge with the fewest
//! neighbours next, whose neighbours then become neighbours of one another.

use super::part::Part;

/// Parts of up to so many edges; a set of edges is one word.
pub(super) const LEAF: usize = 40;

/// Writes the edges of a part of at most [`LEAF`] edges into `order`. `degree_of` tells how many edges a node of the
/// part has in the whole map: edges outside come later, and every one of theirs counts once as a neighbour.
pub(super) fn order_leaf(part: &Part, degree_of: impl Fn(u32) -> usize, order: &mut [u32]) {
    let count = part.edge_count();
    let mut neighbours = vec![0_u128; count];
    for node in 0..part.len() as u32 {
        let around = part.arcs(node).fold(0_u128, |set, arc| set | 1 << part.edge(arc));
        let is_border = degree_of(node) > part.arcs(node).len();
        // The outside of each border node is one more neighbour, which is never taken.
        let outside = if is_border {
            1_u128 << (LEAF as u32 + node % (128 - LEAF as u32))
        } else {
            0
        };
        for arc in part.arcs(node) {
            neighbours[part.edge(arc)] |= around | outside;
        }
    }
    let mut rest: Vec<usize> = (0..count).collect();
    for slot in order {
        let Some(at) = (0..rest.len()).min_by_key(|&at| neighbours[rest[at]].count_ones()) else {
            return;
        };
        let edge = rest.swap_remove(at);
        *slot = part.name(edge);
        let around = neighbours[edge];
        for &other in &rest {
            if around & 1 << other != 0 {
                neighbours[other] = (neighbours[other] | around) & !(1 << edge);
            }
        }
    }
}
