//! Closes for the moment what hangs together with the rest at other hours only: a place in a street behind one that is closed is walked to.

use crate::expansion::Expansion;
use crate::hierarchy::Arc;
use crate::streets::{Streets, reverse};

/// Closes all lanes but those from which every other can be reached and back, along arcs that are open: the largest such part is left. The other
/// lane of a segment stays with the one that does.
pub(crate) fn close_apart(streets: &Streets, expansion: &Expansion, arcs: &[Arc], lanes: &mut [Option<u32>]) {
    if arcs.iter().all(|arc| arc.weight.is_road()) {
        return;
    }
    let parts = Parts::of(expansion, arcs);
    let mut meters = vec![0_u64; parts.count as usize];
    let mut nodes = vec![0_u32; parts.count as usize];
    for (node, &part) in (0..).zip(&parts.of_node) {
        meters[part as usize] += 1 + u64::from(streets.segment_of_lane(expansion.lane(node)).meters);
        nodes[part as usize] += 1;
    }
    let rounds = (0..parts.count as usize).filter(|&part| nodes[part] > 1);
    let Some(core) = rounds.max_by_key(|&part| meters[part]) else {
        return;
    };
    let mut is_kept = vec![false; lanes.len()];
    for (node, &part) in (0..).zip(&parts.of_node) {
        if part as usize == core {
            let lane = expansion.lane(node);
            is_kept[lane as usize] = true;
            is_kept[reverse(lane) as usize] = true;
        }
    }
    for (lane, is_kept) in lanes.iter_mut().zip(is_kept) {
        *lane = lane.filter(|_| is_kept);
    }
}

/// Nodes by what can be reached from one another.
struct Parts {
    of_node: Vec<u32>,
    count: u32,
}

const UNSEEN: u32 = u32::MAX;

impl Parts {
    /// Tarjan's algorithm (1972) with a stack of its own: calls would be as deep as the map is large.
    fn of(expansion: &Expansion, arcs: &[Arc]) -> Self {
        let count = expansion.node_count();
        let mut parts = Self {
            of_node: vec![UNSEEN; count],
            count: 0,
        };
        let (mut seen_as, mut lowest) = (vec![UNSEEN; count], vec![UNSEEN; count]);
        let mut seen = 0;
        // Nodes that are in no part yet, and those on the way with their next arc.
        let (mut open, mut way): (Vec<u32>, Vec<(u32, usize)>) = (Vec::new(), Vec::new());
        for start in 0..count as u32 {
            if seen_as[start as usize] == UNSEEN {
                way.push((start, expansion.arcs_of(start).start));
            }
            while let Some((node, next)) = way.last_mut() {
                let at = *node as usize;
                if seen_as[at] == UNSEEN {
                    (seen_as[at], lowest[at]) = (seen, seen);
                    seen += 1;
                    open.push(*node);
                }
                if *next < expansion.arcs_of(*node).end {
                    let arc = &arcs[*next];
                    *next += 1;
                    let head = arc.head as usize;
                    if !arc.weight.is_road() || parts.of_node[head] != UNSEEN {
                        continue;
                    }
                    if seen_as[head] == UNSEEN {
                        way.push((arc.head, expansion.arcs_of(arc.head).start));
                    } else {
                        lowest[at] = lowest[at].min(seen_as[head]);
                    }
                    continue;
                }
                way.pop();
                if let Some(&(before, _)) = way.last() {
                    lowest[before as usize] = lowest[before as usize].min(lowest[at]);
                }
                if lowest[at] == seen_as[at] {
                    while let Some(other) = open.pop() {
                        parts.of_node[other as usize] = parts.count;
                        if other as usize == at {
                            break;
                        }
                    }
                    parts.count += 1;
                }
            }
        }
        parts
    }
}
