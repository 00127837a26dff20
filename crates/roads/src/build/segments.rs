//! `cut`: cuts ways into pieces between junctions, barriers and the edges of a clipped extract, each with its shape,
//! its metres and its deciseconds in both directions. The ends of pieces become junctions in `junctions.rs`.

use super::nodes::RoadNodes;
use super::number::number;
use super::ways::RoadWays;
use crate::RoadsError;
use crate::ground::calendar::{Calendar, SegmentInstead};
use crate::ground::segment::Segment;
use crate::ground::shapes::Shapes;
use crate::ground::spot::Spot;
use crate::profile::Passage;
use crate::weight::{DECISECONDS_MAX, METERS_MAX};
use karavan_model::Point;

/// The slowest boat, so that a way of no length still takes a possible time.
const KMH_MIN: f64 = 0.1;

/// Pieces of ways whose tails and heads are still dense numbers of map nodes.
#[derive(Default)]
pub(super) struct Pieces {
    pub(super) segments: Vec<Segment>,
    pub(super) shapes: Shapes,
    /// What segments are instead, the rest of it empty.
    pub(super) calendar: Calendar,
}

pub(super) fn cut(ways: &RoadWays, nodes: &RoadNodes) -> Result<Pieces, RoadsError> {
    let is_junction = junctions(ways, nodes);
    let mut pieces = Pieces::default();
    let mut line: Vec<(u32, Spot)> = Vec::new();
    for (number, (passage, way)) in (0_u32..).zip(ways.iter()) {
        line.clear();
        let passage = &timed(passage, way, nodes);
        let instead: Vec<(u32, Passage)> = ways
            .instead(number)
            .iter()
            .map(|(when, passage)| (pieces.calendar.number(when.clone()), timed(passage, way, nodes)))
            .collect();
        let mut add = |line: &[(u32, Spot)]| pieces.add(passage, &instead, number, nodes, line);
        for &node in way {
            let Some(spot) = nodes.spots[node as usize] else {
                add(&line)?;
                line.clear();
                continue;
            };
            if line.last().is_some_and(|&(last, _)| last == node) {
                continue;
            }
            line.push((node, spot));
            if is_junction[node as usize] {
                add(&line)?;
                line.clear();
                line.push((node, spot));
            }
        }
        add(&line)?;
    }
    number(pieces.segments.len(), "road segments")?;
    Ok(pieces)
}

/// The passage along a way, as fast as its timetable makes it where it has one.
fn timed(passage: &Passage, way: &[u32], nodes: &RoadNodes) -> Passage {
    let Some(seconds) = passage.timetable_seconds else {
        return *passage;
    };
    let points: Vec<Point> = way
        .iter()
        .filter_map(|&node| nodes.spots[node as usize])
        .map(Point::from)
        .collect();
    let meters: f64 = points.windows(2).map(|pair| pair[0].distance_meters(pair[1])).sum();
    let kmh = (meters / f64::from(seconds) * 3.6).max(KMH_MIN);
    Passage {
        forward: passage.forward.map(|_| kmh),
        backward: passage.backward.map(|_| kmh),
        ..*passage
    }
}

/// Nodes where a piece must end: used by two ways or twice by one, an end of a way, or barred.
fn junctions(ways: &RoadWays, nodes: &RoadNodes) -> Vec<bool> {
    let mut is_used = vec![false; ways.node_count()];
    let mut is_junction = vec![false; ways.node_count()];
    for (_, way) in ways.iter() {
        for &node in way {
            is_junction[node as usize] |= is_used[node as usize];
            is_used[node as usize] = true;
        }
        for &end in way.first().iter().chain(&way.last()) {
            is_junction[*end as usize] = true;
        }
    }
    for &node in nodes.barriers.keys() {
        is_junction[node as usize] = true;
    }
    is_junction
}

impl Pieces {
    /// Adds the piece along a line; a line of fewer than two points is none.
    fn add(
        &mut self,
        passage: &Passage,
        instead: &[(u32, Passage)],
        way: u32,
        nodes: &RoadNodes,
        line: &[(u32, Spot)],
    ) -> Result<(), RoadsError> {
        let (Some(&(tail, first)), Some(&(head, _))) = (line.first(), line.last()) else {
            return Ok(());
        };
        if line.len() < 2 {
            return Ok(());
        }
        let points = || line.iter().map(|&(_, spot)| Point::from(spot));
        let meters: f64 = points().zip(points().skip(1)).map(|(a, b)| a.distance_meters(b)).sum();
        self.shapes.push(first, line[1..].iter().map(|&(_, spot)| spot))?;
        // What stands at a junction is a matter of its turns.
        let inside = line[1..line.len() - 1].iter();
        let (there, back) = inside
            .filter_map(|(node, _)| nodes.halts.get(node))
            .fold((0, 0), |(there, back), halt| {
                (there + halt.forward, back + halt.backward)
            });
        let times = |passage: &Passage| {
            let [forward, backward] = [(passage.forward, there), (passage.backward, back)];
            [forward, backward].map(|(kmh, halts)| kmh.map(|kmh| deciseconds(meters, kmh, halts)))
        };
        self.calendar
            .segments
            .extend(instead.iter().map(|(when, passage)| SegmentInstead {
                segment: self.segments.len() as u32,
                when: *when,
                times: times(passage),
                access: passage.access,
            }));
        let [forward, backward] = times(passage);
        self.segments.push(Segment {
            tail,
            head,
            forward,
            backward,
            meters: whole(meters, METERS_MAX),
            access: passage.access,
            class: passage.class,
            seasons: passage.seasons,
            has_kerb: passage.has_kerb,
            way,
        });
        Ok(())
    }
}

fn deciseconds(meters: f64, kmh: f64, halts: u32) -> u32 {
    whole(meters * 36.0 / kmh + f64::from(halts), DECISECONDS_MAX)
}

fn whole(amount: f64, most: u32) -> u32 {
    amount.round().clamp(0.0, f64::from(most)) as u32
}
