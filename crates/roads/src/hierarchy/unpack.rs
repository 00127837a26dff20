//! From nodes of the hierarchy back to arcs of the network.

use super::Hierarchy;
use super::customise::Route;

impl Hierarchy {
    /// The network arcs of the drive along these nodes, each joined to the next by an arc of the hierarchy, in order.
    pub(crate) fn unpack(&self, nodes: &[u32]) -> Vec<u32> {
        let mut arcs = Vec::new();
        let mut rest: Vec<(u32, u32)> = nodes.windows(2).rev().map(|pair| (pair[0], pair[1])).collect();
        while let Some((from, to)) = rest.pop() {
            let Some(arc) = self.frame.arc_between(from, to) else {
                continue;
            };
            let via = if from < to {
                self.via_up[arc]
            } else {
                self.via_down[arc]
            };
            match via.route() {
                Route::Arc(arc) => arcs.push(arc),
                Route::Through(middle) => rest.extend([(middle, to), (from, middle)]),
            }
        }
        arcs
    }
}
