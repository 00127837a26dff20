//! `join`: makes the ends of pieces into junctions. Each gets its place, its waiting time (signals, gate) and what
//! bars it, by the hour too; the pieces become segments between numbers of junctions. Ways are cut into pieces in
//! `segments.rs`.

use super::nodes::RoadNodes;
use super::number::number;
use super::segments::Pieces;
use super::ways::RoadWays;
use crate::RoadsError;
use crate::ground::calendar::JunctionInstead;
use crate::ground::junction::{Bar, Junction};
use crate::ground::streets::Streets;
use crate::profile::Barrier;
use std::collections::HashMap;

/// Streets with all that a map extract holds, and where its nodes have gone.
pub(super) struct Joined {
    pub(super) streets: Streets,
    /// The junction of each dense number of a map node that is one.
    pub(super) junction_of: HashMap<u32, u32>,
}

pub(super) fn join(pieces: Pieces, nodes: &RoadNodes, ways: &RoadWays) -> Result<Joined, RoadsError> {
    let mut streets = Streets {
        segments: pieces.segments,
        shapes: pieces.shapes,
        calendar: pieces.calendar,
        ways: ways.ids.clone(),
        way_count: number(ways.len(), "road ways")?,
        ..Streets::default()
    };
    let mut ends: Vec<u32> = streets
        .segments
        .iter()
        .flat_map(|segment| [segment.tail, segment.head])
        .collect();
    ends.sort_unstable();
    ends.dedup();
    let mut junction_of = HashMap::with_capacity(ends.len());
    for node in ends {
        let Some(spot) = nodes.spots[node as usize] else {
            continue;
        };
        let halt = nodes.halts.get(&node).map_or(0, |halt| halt.forward.max(halt.backward));
        let state = |barrier: Option<Barrier>| {
            let (bar, opening) = match barrier {
                None => (Bar::Open, 0),
                Some(Barrier::Closed) => (Bar::Closed, 0),
                Some(Barrier::Gate {
                    deciseconds,
                    is_restricted,
                }) => (if is_restricted { Bar::Restricted } else { Bar::Gate }, deciseconds),
            };
            let halt = halt + opening;
            Junction { spot, halt, bar }
        };
        let barriers = nodes.barriers.get(&node);
        let junction = streets.junctions.len() as u32;
        junction_of.insert(node, junction);
        streets
            .junctions
            .push(state(barriers.and_then(|barriers| barriers.usual)));
        for (when, barrier) in barriers.iter().flat_map(|barriers| &barriers.instead) {
            let when = streets.calendar.number(when.clone());
            let state = state(*barrier);
            streets
                .calendar
                .junctions
                .push(JunctionInstead { junction, when, state });
        }
    }
    for segment in &mut streets.segments {
        // Pieces begin and end at nodes whose spots are known.
        segment.tail = junction_of.get(&segment.tail).copied().unwrap_or_default();
        segment.head = junction_of.get(&segment.head).copied().unwrap_or_default();
    }
    Ok(Joined { streets, junction_of })
}
