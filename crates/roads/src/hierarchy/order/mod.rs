//! Numbers nodes by importance, by nested dissection: a small set of nodes that cuts the map in two is more important
//! than anything on either side, and so on within each side.

mod cut;
mod leaf;
mod part;

use crate::progress::{Progress, Stage};
use crate::spot::Spot;
use cut::separate;
use leaf::{LEAF, order_leaf};
use part::Part;
use std::sync::mpsc::{Sender, channel};

/// Parts larger than this are worth a second thread.
const PARALLEL_MIN: usize = 2_000;

/// The rank of each node, 0 for the least important. `neighbours` holds each joined pair of different nodes once.
pub(crate) fn ranks_by_importance(spots: &[Spot], neighbours: &[(u32, u32)], report: &dyn Fn(Progress)) -> Vec<u32> {
    let whole = Part::whole(spots, neighbours);
    let mut order = vec![0; spots.len()];
    let (done, reports) = channel();
    // Workers may not call `report`, which need not be thread-safe: they send what they have done.
    std::thread::scope(|scope| {
        let (whole, order) = (&whole, &mut order);
        scope.spawn(move || dissect(whole, order, &done));
        let (mut ordered, mut percent) = (0, 0);
        for count in reports {
            ordered += count;
            let reached = 100 * ordered / spots.len().max(1);
            if reached > percent {
                percent = reached;
                report(Progress {
                    stage: Stage::Ordering,
                    fraction: percent as f32 / 100.0,
                });
            }
        }
    });
    let mut ranks = vec![0; order.len()];
    for (rank, &node) in (0..).zip(&order) {
        ranks[node as usize] = rank;
    }
    ranks
}

/// Writes the nodes of a part into `order`, from the least important to the most, and sends how many it has written.
fn dissect(part: &Part, order: &mut [u32], done: &Sender<usize>) {
    // Nobody listening is no reason to stop.
    let report = |count: usize| done.send(count).unwrap_or(());
    if part.len() <= LEAF {
        order_leaf(part, order);
        return report(part.len());
    }
    let is_large = part.len() > PARALLEL_MIN;
    let separation = separate(part, is_large);
    let (left, right) = (part.only(&separation.left), part.only(&separation.right));
    let (left_order, rest) = order.split_at_mut(left.len());
    let (right_order, separator_order) = rest.split_at_mut(right.len());
    for (slot, &node) in separator_order.iter_mut().zip(&separation.separator) {
        *slot = part.node(node);
    }
    report(separation.separator.len());
    if is_large {
        rayon::join(
            || dissect(&left, left_order, done),
            || dissect(&right, right_order, done),
        );
    } else {
        dissect(&left, left_order, done);
        dissect(&right, right_order, done);
    }
}
