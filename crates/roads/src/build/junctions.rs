//! Joins pieces at junctions, and takes apart the junctions where something bars or restricts the way.
//!
//! A junction becomes one node for each kind of access that meets there. From a public road into a destination-only one,
//! and from that into a private one, a link counts one *entry*; the other way is free. So a trip pays for every
//! restricted area it enters, not for how far it drives inside: it may begin or end in a yard, but crosses one only when that
//! saves more than the entry's penalty. Entries weigh in the search and are no part of the seconds reported.
//!
//! A closed barrier becomes a node of its own for every piece that ends there, with nothing between. A gate becomes the
//! same with links between, each half as long as the gate takes; a restricted gate counts one entry.

use super::nodes::RoadNodes;
use super::number;
use super::segments::Pieces;
use crate::RoadsError;
use crate::profile::{Access, Barrier};
use crate::spot::Spot;
use crate::streets::{Link, Streets};

/// One end of a piece: the map node it touches, the piece, and which end.
type End = (u32, u32, Side);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Tail,
    Head,
}

pub(super) fn join(pieces: Pieces, nodes: &RoadNodes, ways: usize) -> Result<Streets, RoadsError> {
    let mut ends: Vec<End> = Vec::with_capacity(2 * pieces.segments.len());
    for (piece, segment) in (0_u32..).zip(&pieces.segments) {
        ends.push((segment.tail, piece, Side::Tail));
        ends.push((segment.head, piece, Side::Head));
    }
    ends.sort_unstable();
    let mut joiner = Joiner(Streets {
        segments: pieces.segments,
        shapes: pieces.shapes,
        ways: number(ways, "road ways")?,
        ..Streets::default()
    });
    for ends in ends.chunk_by(|one, other| one.0 == other.0) {
        let node = ends[0].0;
        let Some(spot) = nodes.spots[node as usize] else {
            continue;
        };
        match nodes.barriers.get(&node) {
            None => joiner.plain(spot, ends)?,
            Some(Barrier::Closed) => joiner.closed(spot, ends)?,
            Some(&Barrier::Gate {
                deciseconds,
                is_restricted,
            }) => joiner.gate(spot, ends, deciseconds / 2, u8::from(is_restricted))?,
        }
    }
    Ok(joiner.0)
}

struct Joiner(Streets);

/// The nodes of one junction by access, from open to private.
type Levels = [Option<u32>; 3];

impl Joiner {
    fn node(&mut self, spot: Spot) -> Result<u32, RoadsError> {
        let node = number(self.0.nodes.len(), "junctions")?;
        self.0.nodes.push(spot);
        Ok(node)
    }

    fn attach(&mut self, &(_, piece, side): &End, node: u32) {
        let segment = &mut self.0.segments[piece as usize];
        match side {
            Side::Tail => segment.tail = node,
            Side::Head => segment.head = node,
        }
    }

    fn level(&self, end: &End) -> usize {
        match self.0.segments[end.1 as usize].access {
            Access::Open => 0,
            Access::Destination => 1,
            Access::Private | Access::Closed => 2,
        }
    }

    /// A node for each access present, and links that count entries between them.
    fn levels(&mut self, spot: Spot, ends: &[End]) -> Result<Levels, RoadsError> {
        let mut levels = [None; 3];
        for end in ends {
            let level = self.level(end);
            if levels[level].is_none() {
                levels[level] = Some(self.node(spot)?);
            }
        }
        let present = || (0_u8..).zip(levels).filter_map(|(level, node)| Some((level, node?)));
        for ((low, outside), (high, inside)) in present().zip(present().skip(1)) {
            self.link(outside, inside, 0, high - low);
            self.link(inside, outside, 0, 0);
        }
        Ok(levels)
    }

    fn link(&mut self, tail: u32, head: u32, deciseconds: u32, entries: u8) {
        self.0.links.push(Link {
            tail,
            head,
            deciseconds,
            entries,
        });
    }

    fn plain(&mut self, spot: Spot, ends: &[End]) -> Result<(), RoadsError> {
        let levels = self.levels(spot, ends)?;
        for end in ends {
            if let Some(node) = levels[self.level(end)] {
                self.attach(end, node);
            }
        }
        Ok(())
    }

    fn closed(&mut self, spot: Spot, ends: &[End]) -> Result<(), RoadsError> {
        for end in ends {
            let node = self.node(spot)?;
            self.attach(end, node);
        }
        Ok(())
    }

    fn gate(&mut self, spot: Spot, ends: &[End], deciseconds: u32, entries: u8) -> Result<(), RoadsError> {
        let levels = self.levels(spot, ends)?;
        for end in ends {
            let Some(middle) = levels[self.level(end)] else {
                continue;
            };
            let node = self.node(spot)?;
            self.attach(end, node);
            self.link(node, middle, deciseconds, entries);
            self.link(middle, node, deciseconds, 0);
        }
        Ok(())
    }
}
