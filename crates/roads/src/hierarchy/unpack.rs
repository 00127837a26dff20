//! `Hierarchy::unpack`: replaces the shortcuts of a drive by the nodes they pass, down to arcs of the network. From
//! nodes to points on the map is the work of `drive/path.rs`.

use super::weighed_hierarchy::Hierarchy;

impl Hierarchy {
    /// The nodes of the drive along these nodes, each joined to the next by an arc of the hierarchy, in order: without
    /// the first, each joined to the one before by an arc of the network.
    pub(crate) fn unpack(&self, nodes: &[u32]) -> Vec<u32> {
        let mut driven = Vec::with_capacity(8 * nodes.len());
        let mut rest = Vec::new();
        for pair in nodes.windows(2) {
            rest.push((pair[0], pair[1]));
            while let Some((from, to)) = rest.pop() {
                let arc = self.frame.arc_between(from, to);
                let via = arc.and_then(|arc| self.via[arc][usize::from(from > to)].middle());
                match via {
                    Some(middle) => rest.extend([(middle, to), (from, middle)]),
                    None => driven.push(to),
                }
            }
        }
        driven
    }
}
