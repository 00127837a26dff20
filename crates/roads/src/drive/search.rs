//! `Search`: the fastest drive between two places by an upward and a downward search of the hierarchy; its weight,
//! and the lanes it follows. `Rounds` holds what drives within one segment share.
//!
//! Places are on lanes while the hierarchy knows only the ends of lanes: a drive is counted from the end of the lane it
//! begins on to the end of the lane it ends on, and what is not driven of that is taken off again. This is wrong for
//! one kind of pair only: back to a place that is *behind* on the same lane, where the formula gives a drive of zero
//! seconds. There the drive has to leave the lane and come back: a *round*.

use crate::hierarchy::{Meeting, Start, UpwardSearch, meeting};
use crate::roads::Roads;
use crate::stops::snap::Snap;
use crate::weight::Weight;

/// Two searches, to be used many times.
pub(crate) struct Search {
    up: UpwardSearch,
    down: UpwardSearch,
}

/// How a drive goes from a place to another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum DrivePath {
    /// Along the segment both are on.
    Direct,
    /// These lanes, the first and the last of them in part.
    Lanes(Vec<u32>),
}

/// One way to go about a search: where drives begin and end, and the lane already behind.
struct Query {
    departures: Vec<Start>,
    arrivals: Vec<Start>,
    /// The lane that a round begins on.
    round: Option<u32>,
}

impl Search {
    pub(crate) const fn new() -> Self {
        Self {
            up: UpwardSearch::new(),
            down: UpwardSearch::new(),
        }
    }

    /// The drives from the end of either lane of a segment that leave it and come back, to the end of either.
    pub(crate) fn rounds(&mut self, roads: &Roads, segment: u32) -> Rounds {
        let expansion = &roads.shared.expansion;
        let mut rounds = [[Weight::NO_ROAD; 2]; 2];
        for (from, row) in rounds.iter_mut().enumerate() {
            for (to, weight) in row.iter_mut().enumerate() {
                let [from, to] = [from, to].map(|lane| 2 * segment + lane as u32);
                let departure = expansion.node(from).map(Start::at);
                let arrivals: Vec<Start> = expansion.nodes(to).map(Start::at).collect();
                let queries = departure
                    .into_iter()
                    .flat_map(|departure| around(roads, departure, &arrivals));
                *weight = queries.fold(Weight::NO_ROAD, |best, query| {
                    best.or_less(self.run_query(roads, &query).weight)
                });
            }
        }
        Rounds { segment, rounds }
    }

    /// The weight of the fastest drive.
    pub(crate) fn weight(&mut self, roads: &Roads, from: &Snap, to: &Snap) -> Weight {
        let direct = roads.times().direct(from, to);
        if direct == Weight::ZERO {
            return direct;
        }
        let queries = queries(roads, from, to);
        queries
            .iter()
            .fold(direct, |best, query| best.or_less(self.run_query(roads, query).weight))
    }

    /// The fastest drive and its lanes; `None` where there is no road.
    pub(crate) fn fastest(&mut self, roads: &Roads, from: &Snap, to: &Snap) -> Option<(Weight, DrivePath)> {
        let direct = roads.times().direct(from, to);
        let mut best = (direct, DrivePath::Direct);
        if direct == Weight::ZERO {
            return Some(best);
        }
        for query in queries(roads, from, to) {
            let meeting = self.run_query(roads, &query);
            if meeting.weight < best.0 {
                best = (meeting.weight, DrivePath::Lanes(self.lanes(roads, &query, meeting)));
            }
        }
        best.0.is_road().then_some(best)
    }

    fn run_query(&mut self, roads: &Roads, query: &Query) -> Meeting {
        let hierarchy = &roads.hierarchy;
        self.up.run(hierarchy, hierarchy.ascent(), &query.departures);
        self.down.run(hierarchy, hierarchy.descent(), &query.arrivals);
        meeting(&self.up, &self.down)
    }

    fn lanes(&self, roads: &Roads, query: &Query, meeting: Meeting) -> Vec<u32> {
        let mut nodes = self.up.trace(meeting.up);
        nodes.reverse();
        let first = nodes[0];
        nodes.extend(self.down.trace(meeting.down).into_iter().skip(1));
        let expansion = &roads.shared.expansion;
        let mut lanes: Vec<u32> = query.round.into_iter().collect();
        lanes.push(expansion.lane(first));
        let driven = roads.hierarchy.unpack(&nodes);
        lanes.extend(driven.iter().map(|&node| expansion.lane(node)));
        lanes
    }
}

/// One query for places on different segments. On one segment, one for each lane to the other nodes, and a round.
fn queries(roads: &Roads, from: &Snap, to: &Snap) -> Vec<Query> {
    let (times, expansion) = (roads.times(), &roads.shared.expansion);
    let departures = times.departures(expansion, from);
    let arrivals = times.arrivals(expansion, to);
    if from.segment != to.segment {
        return vec![Query {
            departures,
            arrivals,
            round: None,
        }];
    }
    let each = departures.into_iter();
    each.flat_map(|departure| around(roads, departure, &arrivals)).collect()
}

/// From the end of one lane to nodes of the same segment: to the others as ever, to its own by leaving it.
fn around(roads: &Roads, departure: Start, arrivals: &[Start]) -> [Query; 2] {
    let expansion = &roads.shared.expansion;
    let (own, others): (Vec<Start>, Vec<Start>) = arrivals.iter().partition(|arrival| arrival.node == departure.node);
    let onward = |arc: usize| {
        let arc = &roads.arcs[arc];
        Start {
            node: arc.head,
            weight: departure.weight + arc.weight,
        }
    };
    [
        Query {
            departures: vec![departure],
            arrivals: others,
            round: None,
        },
        Query {
            departures: expansion.arcs_of(departure.node).map(onward).collect(),
            arrivals: own,
            round: Some(expansion.lane(departure.node)),
        },
    ]
}

/// What the drives between any two places on one segment have in common.
pub(crate) struct Rounds {
    pub(crate) segment: u32,
    rounds: [[Weight; 2]; 2],
}

impl Rounds {
    /// The weight of the fastest drive between two different places on the segment.
    pub(crate) fn weight(&self, roads: &Roads, from: &Snap, to: &Snap) -> Weight {
        let times = roads.times();
        let mut best = times.direct(from, to);
        for (start, ahead) in times.ahead(from) {
            for (end, rest) in times.ahead(to) {
                let around = self.rounds[start as usize % 2][end as usize % 2];
                best = best.or_less(ahead + around - rest);
            }
        }
        best
    }
}
