//! `Part`: a part of the map during dissection: some nodes with their positions, numbered afresh, and the edges among
//! them. Where it is cut is decided in `cut.rs`.

use crate::ground::spot::Spot;
use std::ops::Range;

/// A small undirected graph with positions.
pub(super) struct Part {
    /// The number of each node in the whole map.
    nodes: Vec<u32>,
    /// Where each node is, on a plane whose two axes have one scale.
    places: Vec<[i64; 2]>,
    first: Vec<u32>,
    heads: Vec<u32>,
    /// For each arc the number of its edge; the two arcs of an edge share it.
    edges: Vec<u32>,
    /// The number of each edge in the whole map.
    names: Vec<u32>,
}

impl Part {
    /// The whole map.
    pub(super) fn whole(spots: &[Spot], neighbours: &[(u32, u32)]) -> Self {
        let lats = spots.iter().map(|spot| f64::from(spot.lat));
        let mean = lats.sum::<f64>() / spots.len().max(1) as f64;
        let shrink = (mean / 1e7).to_radians().cos();
        let place = |spot: &Spot| [(f64::from(spot.lon) * shrink) as i64, i64::from(spot.lat)];
        let mut arcs: Vec<(u32, u32, u32)> = Vec::with_capacity(2 * neighbours.len());
        for (edge, &(one, other)) in (0..).zip(neighbours) {
            arcs.push((one, other, edge));
            arcs.push((other, one, edge));
        }
        arcs.sort_unstable();
        let mut part = Self {
            nodes: (0..spots.len() as u32).collect(),
            places: spots.iter().map(place).collect(),
            first: Vec::with_capacity(spots.len() + 1),
            heads: arcs.iter().map(|arc| arc.1).collect(),
            edges: arcs.iter().map(|arc| arc.2).collect(),
            names: (0..neighbours.len() as u32).collect(),
        };
        let starts = (0..=spots.len() as u32).map(|node| arcs.partition_point(|arc| arc.0 < node) as u32);
        part.first.extend(starts);
        part
    }

    /// The part that only these nodes make, in ascending order.
    pub(super) fn only(&self, kept: &[u32]) -> Self {
        let mut new_of_old = vec![u32::MAX; self.len()];
        for (new, &old) in (0..).zip(kept) {
            new_of_old[old as usize] = new;
        }
        let mut part = Self {
            nodes: kept.iter().map(|&node| self.nodes[node as usize]).collect(),
            places: kept.iter().map(|&node| self.places[node as usize]).collect(),
            first: Vec::with_capacity(kept.len() + 1),
            heads: Vec::new(),
            edges: Vec::new(),
            names: Vec::new(),
        };
        part.first.push(0);
        for (new, &old) in (0_u32..).zip(kept) {
            for arc in self.arcs(old) {
                let head = new_of_old[self.heads[arc] as usize];
                if head == u32::MAX {
                    continue;
                }
                // An edge is numbered when it is first met, from its lower end.
                let edge = if new < head {
                    part.names.push(self.names[self.edge(arc)]);
                    part.names.len() as u32 - 1
                } else {
                    part.edge_between(head, new)
                };
                part.heads.push(head);
                part.edges.push(edge);
            }
            part.first.push(part.heads.len() as u32);
        }
        part
    }

    /// The edge that the lower of two neighbours, whose arcs are complete, has towards the higher.
    fn edge_between(&self, low: u32, high: u32) -> u32 {
        let arcs = self.arcs(low);
        let place = self.heads[arcs.clone()].partition_point(|&head| head < high);
        self.edges[arcs.start + place]
    }

    pub(super) const fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn edge_count(&self) -> usize {
        self.names.len()
    }

    /// The number of an edge in the whole map.
    pub(super) fn name(&self, edge: usize) -> u32 {
        self.names[edge]
    }

    /// The number of a node in the whole map.
    pub(super) fn node(&self, node: u32) -> u32 {
        self.nodes[node as usize]
    }

    pub(super) fn place(&self, node: u32) -> [i64; 2] {
        self.places[node as usize]
    }

    pub(super) fn arcs(&self, node: u32) -> Range<usize> {
        self.first[node as usize] as usize..self.first[node as usize + 1] as usize
    }

    pub(super) fn head(&self, arc: usize) -> u32 {
        self.heads[arc]
    }

    pub(super) fn edge(&self, arc: usize) -> usize {
        self.edges[arc] as usize
    }
}
