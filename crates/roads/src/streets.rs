//! What a road network is made of and what is stored of it: junctions, segments between them, and links inside them.

use crate::hierarchy::Arc;
use crate::profile::Access;
use crate::shapes::{Shapes, Spots};
use crate::spot::Spot;
use crate::weight::{Drive, Weight};

/// A stretch of road between two junctions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// The node where its shape begins.
    pub(crate) tail: u32,
    /// The node where its shape ends.
    pub(crate) head: u32,
    /// Deciseconds from tail to head; `None` when closed. At least one direction is open.
    pub(crate) forward: Option<u32>,
    /// Deciseconds from head to tail; `None` when closed.
    pub(crate) backward: Option<u32>,
    /// Length.
    pub(crate) meters: u32,
    /// Who may; never closed.
    pub(crate) access: Access,
}

/// A passage inside a junction: through a gate, or between a public road and a restricted one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) tail: u32,
    pub(crate) head: u32,
    pub(crate) deciseconds: u32,
    pub(crate) entries: u8,
}

/// Flat arrays of a whole network. Nodes are numbered from the least to the most important, so that the number of a node
/// is its rank in the hierarchy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Streets {
    pub(crate) nodes: Vec<Spot>,
    pub(crate) segments: Vec<Segment>,
    pub(crate) shapes: Shapes,
    pub(crate) links: Vec<Link>,
    /// Ways of the extract that a car may use.
    pub(crate) ways: u32,
    /// Pieces of those that cannot both be reached from one another; the largest is what is kept.
    pub(crate) components: u32,
}

impl Streets {
    /// Every drivable arc. The arcs of segment `s` are numbers `2s` (forward) and `2s + 1` (backward), so a closed
    /// direction keeps its number and has no road; links follow.
    pub(crate) fn arcs(&self) -> Vec<Arc> {
        let arc = |tail, head, deciseconds: Option<u32>, meters| Arc {
            tail,
            head,
            weight: deciseconds.map_or(Weight::NO_ROAD, |deciseconds| {
                let drive = Drive {
                    deciseconds,
                    entries: 0,
                    meters,
                };
                drive.into()
            }),
        };
        let along = self.segments.iter().flat_map(|segment| {
            [
                arc(segment.tail, segment.head, segment.forward, segment.meters),
                arc(segment.head, segment.tail, segment.backward, segment.meters),
            ]
        });
        let inside = self.links.iter().map(|link| Arc {
            tail: link.tail,
            head: link.head,
            weight: Weight::from(Drive {
                deciseconds: link.deciseconds,
                entries: link.entries,
                meters: 0,
            }),
        });
        along.chain(inside).collect()
    }

    /// The points of a segment from tail to head, both included.
    pub(crate) fn spots(&self, segment: usize) -> Spots<'_> {
        let tail = self.segments[segment].tail as usize;
        self.shapes.spots(segment, self.nodes[tail])
    }

    /// The same streets with only the nodes that have a new number, and what lies between those.
    pub(crate) fn renumbered(&self, new_of_old: &[Option<u32>]) -> Result<Self, crate::RoadsError> {
        let kept = new_of_old.iter().flatten().count();
        let mut nodes = vec![Spot { lon: 0, lat: 0 }; kept];
        for (&spot, new) in self.nodes.iter().zip(new_of_old) {
            if let Some(new) = *new {
                nodes[new as usize] = spot;
            }
        }
        let both = |tail: u32, head: u32| Some((new_of_old[tail as usize]?, new_of_old[head as usize]?));
        let mut segments = Vec::new();
        let mut shapes = Shapes::default();
        for (ix, segment) in self.segments.iter().enumerate() {
            if let Some((tail, head)) = both(segment.tail, segment.head) {
                segments.push(Segment { tail, head, ..*segment });
                shapes.push_copy(&self.shapes, ix)?;
            }
        }
        let links = self.links.iter().filter_map(|link| {
            let (tail, head) = both(link.tail, link.head)?;
            Some(Link { tail, head, ..*link })
        });
        Ok(Self {
            nodes,
            segments,
            shapes,
            links: links.collect(),
            ways: self.ways,
            components: self.components,
        })
    }

    /// Pairs of different nodes joined in any direction, each once, in order.
    pub(crate) fn neighbours(&self) -> Vec<(u32, u32)> {
        let segments = self.segments.iter().map(|segment| (segment.tail, segment.head));
        let links = self.links.iter().map(|link| (link.tail, link.head));
        let mut pairs: Vec<(u32, u32)> = segments
            .chain(links)
            .filter(|(tail, head)| tail != head)
            .map(|(tail, head)| (tail.min(head), tail.max(head)))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}
