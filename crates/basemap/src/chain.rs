//! `join`: joins lines of node ids end to end, up to a number of nodes, so that outlines cut into many ways become
//! rings, and streets cut into many ways longer lines. `Turning` tells whether a line may be turned to fit; `is_ring`
//! whether one is closed.

use std::collections::HashMap;

/// Whether a line may be turned around to fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turning {
    Free,
    Never,
}

/// Joins lines of node ids wherever one ends at a node where another ends (or begins, as `turning` allows). The result
/// depends on the order of the lines alone. A chain grows no further than `nodes_max`.
pub(crate) fn join(lines: Vec<Vec<i64>>, turning: Turning, nodes_max: usize) -> Vec<Vec<i64>> {
    let mut ends: HashMap<i64, Vec<usize>> = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        if let (Some(&first), Some(&last)) = (line.first(), line.last()) {
            ends.entry(first).or_default().push(index);
            ends.entry(last).or_default().push(index);
        }
    }
    let mut lines: Vec<Option<Vec<i64>>> = lines.into_iter().map(Some).collect();
    let mut chains = Vec::new();
    for index in 0..lines.len() {
        let Some(mut chain) = lines[index].take() else { continue };
        while !is_ring(&chain) && chain.len() < nodes_max && grow_at_end(&mut chain, &mut lines, &ends, turning) {}
        if turning == Turning::Free {
            chain.reverse();
            while !is_ring(&chain) && chain.len() < nodes_max && grow_at_end(&mut chain, &mut lines, &ends, turning) {}
            chain.reverse();
        }
        chains.push(chain);
    }
    chains
}

pub(crate) fn is_ring(line: &[i64]) -> bool {
    line.len() > 3 && line.first() == line.last()
}

/// Appends a free line that touches the chain's end.
fn grow_at_end(
    chain: &mut Vec<i64>,
    lines: &mut [Option<Vec<i64>>],
    ends: &HashMap<i64, Vec<usize>>,
    turning: Turning,
) -> bool {
    let Some(&end) = chain.last() else { return false };
    let fits = |line: &Vec<i64>| line.first() == Some(&end) || (turning == Turning::Free && line.last() == Some(&end));
    let found = ends
        .get(&end)
        .into_iter()
        .flatten()
        .find(|&&index| lines[index].as_ref().is_some_and(fits));
    let Some(mut line) = found.and_then(|&index| lines[index].take()) else {
        return false;
    };
    if line.first() != Some(&end) {
        line.reverse();
    }
    chain.extend(&line[1..]);
    true
}

#[cfg(test)]
mod tests {
    use super::{Turning, is_ring, join};

    #[test]
    fn four_sides_in_any_direction_make_a_ring() {
        let sides = vec![vec![1, 2], vec![4, 3], vec![2, 3], vec![4, 1]];
        let rings = join(sides, Turning::Free, usize::MAX);
        assert_eq!(rings, [[1, 2, 3, 4, 1]]);
        assert!(is_ring(&rings[0]));
    }

    #[test]
    fn a_line_begun_in_the_middle_grows_both_ways() {
        let lines = vec![vec![3, 4], vec![5, 4], vec![3, 2], vec![1, 2]];
        assert_eq!(join(lines, Turning::Free, usize::MAX), [[1, 2, 3, 4, 5]]);
    }

    #[test]
    fn one_way_streets_are_never_turned() {
        let lines = vec![vec![1, 2], vec![3, 2], vec![2, 4]];
        assert_eq!(join(lines, Turning::Never, usize::MAX), [vec![1, 2, 4], vec![3, 2]]);
    }

    #[test]
    fn a_chain_stops_at_its_limit_and_the_rest_begins_anew() {
        let lines = vec![vec![1, 2], vec![2, 3], vec![3, 4], vec![4, 5]];
        assert_eq!(join(lines, Turning::Free, 3), [[1, 2, 3], [3, 4, 5]]);
    }

    #[test]
    fn a_finished_ring_takes_no_tail() {
        let lines = vec![vec![1, 2, 3, 1], vec![1, 9], vec![]];
        assert_eq!(
            join(lines, Turning::Free, usize::MAX),
            [vec![1, 2, 3, 1], vec![1, 9], vec![]]
        );
    }
}
