//! `edges_by_importance`: orders roads by importance, by nested dissection: the few roads that join two parts of the
//! map are more important than those inside either, and so on within each part.
//!
//! What is ordered are edges between junctions, because the nodes of the searched graph are lanes: a cut of few edges
//! here is a separator of few nodes there, and it is found on a graph a fraction of the size.
//!
//! Method: Buchhold, Wagner, Zeitz, Zündorf, *Customizable Contraction Hierarchies with Turn Costs*, 2020.

mod cut;
mod leaf;
mod part;

use crate::ground::spot::Spot;
use crate::progress::{Progress, RoadStage};
use cut::separate;
use leaf::{LEAF, order_leaf};
use part::Part;
use std::sync::mpsc::{Sender, channel};

/// Parts larger than this are worth a second thread.
const PARALLEL_MIN: usize = 2_000;

/// The joined pairs of nodes from the least important to the most, by their place in `neighbours`, which holds each
/// pair of different nodes once, the lower first.
pub(crate) fn edges_by_importance(spots: &[Spot], neighbours: &[(u32, u32)], report: &dyn Fn(Progress)) -> Vec<u32> {
    let whole = Part::whole(spots, neighbours);
    let mut order = vec![0; neighbours.len()];
    let (done, reports) = channel();
    // Workers may not call `report`, which need not be thread-safe: they send what they have done.
    std::thread::scope(|scope| {
        let (whole, order) = (&whole, &mut order);
        scope.spawn(move || {
            let dissection = Dissection { whole, done };
            dissection.dissect(whole, order);
        });
        let (mut ordered, mut percent) = (0, 0);
        for count in reports {
            ordered += count;
            let reached = 100 * ordered / neighbours.len().max(1);
            if reached > percent {
                percent = reached;
                report(Progress {
                    stage: RoadStage::Ordering,
                    fraction: percent as f32 / 100.0,
                });
            }
        }
    });
    order
}

#[derive(Clone)]
struct Dissection<'a> {
    whole: &'a Part,
    done: Sender<usize>,
}

impl Dissection<'_> {
    /// Writes the edges of a part into `order`, from the least important to the most, and sends how many it has
    /// written.
    fn dissect(&self, part: &Part, order: &mut [u32]) {
        // Nobody listening is no reason to stop.
        let report = |count: usize| self.done.send(count).unwrap_or(());
        if part.edge_count() <= LEAF {
            order_leaf(part, |node| self.whole.arcs(part.node(node)).len(), order);
            return report(part.edge_count());
        }
        let is_large = part.len() > PARALLEL_MIN;
        let separation = separate(part, is_large);
        let (left, right) = (part.only(&separation.left), part.only(&separation.right));
        let (left_order, rest) = order.split_at_mut(left.edge_count());
        let (right_order, cut_order) = rest.split_at_mut(right.edge_count());
        for (slot, &edge) in cut_order.iter_mut().zip(&separation.cut) {
            *slot = part.name(edge);
        }
        report(separation.cut.len());
        if is_large {
            let (one, other) = (self.clone(), self.clone());
            rayon::join(
                || one.dissect(&left, left_order),
                move || other.dissect(&right, right_order),
            );
        } else {
            self.dissect(&left, left_order);
            self.dissect(&right, right_order);
        }
    }
}
