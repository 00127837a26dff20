//! `Turns`: what a turn costs and whether it is allowed, at one junction, by the shape of the roads and by what stands
//! there; `entries` counts how often it enters what is restricted.
//!
//! Sequences forbidden by a turn restriction are not known here ([`Streets::bans`]), and what changes with the hour is
//! in `varying.rs`.

use crate::ground::junction::Bar;
use crate::ground::lane::{is_forward, reverse};
use crate::ground::segment::Segment;
use crate::ground::spot::Spot;
use crate::ground::streets::Streets;
use crate::profile::{Access, Profile, is_ferry_class, is_yard_class};
use karavan_model::Point;

/// The price of a turn, before any travel along the next lane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Turn {
    pub(crate) deciseconds: u32,
    /// How often a restricted area is entered, in penalties.
    pub(crate) entries: u8,
}

/// Across oncoming traffic.
const LEFT: u32 = 70;
const RIGHT: u32 = 30;
/// Back the way one came, where there is no other way on or where a barrier stands.
const U_TURN: u32 = 200;
/// Either way inside a yard, where everyone crawls already.
const YARD: u32 = 10;
/// Waiting for a ferry.
const BOARDING: u32 = 6_000;
/// Degrees from straight on up to which a bend is no turn.
const STRAIGHT_DEGREES: f32 = 40.0;
/// How far along a shape its direction is taken, so that a kink at the stop line does not count.
const SIGHT_METERS: f64 = 15.0;

/// Directions of all lanes where they begin and end, and the lanes that leave each junction.
pub(crate) struct Turns<'a> {
    streets: &'a Streets,
    /// For each segment the direction at its tail and at its head, in degrees from east, along the shape.
    directions: Vec<[f32; 2]>,
    first: Vec<u32>,
    leaving: Vec<u32>,
    /// Segments that touch each junction, a loop twice.
    arms: Vec<u32>,
    /// For each junction whether turns depend on the hour or the month.
    varies: Vec<bool>,
}

impl<'a> Turns<'a> {
    pub(crate) fn new(streets: &'a Streets) -> Self {
        let count = streets.junctions.len();
        let mut first = vec![0_u32; count + 1];
        let mut arms = vec![0; count];
        for lane in streets.open_lanes() {
            first[streets.start(lane) as usize + 1] += 1;
        }
        for segment in &streets.segments {
            arms[segment.tail as usize] += 1;
            arms[segment.head as usize] += 1;
        }
        for junction in 0..count {
            first[junction + 1] += first[junction];
        }
        let mut leaving = vec![0; first[count] as usize];
        let mut next = first.clone();
        for lane in streets.open_lanes() {
            let slot = &mut next[streets.start(lane) as usize];
            leaving[*slot as usize] = lane;
            *slot += 1;
        }
        let directions = (0..streets.segments.len()).map(|segment| directions(streets, segment));
        Self {
            directions: directions.collect(),
            streets,
            first,
            leaving,
            arms,
            varies: streets.varying_junctions(),
        }
    }

    /// The open lanes that leave a junction, ascending.
    pub(crate) fn leaving(&self, junction: u32) -> &[u32] {
        &self.leaving[self.first[junction as usize] as usize..self.first[junction as usize + 1] as usize]
    }

    /// Whether turns at a junction depend on the hour or the month.
    pub(crate) fn varies(&self, junction: u32) -> bool {
        self.varies[junction as usize]
    }

    /// The turn from one lane into another that leaves where it ends; `None` where nobody may at any time.
    pub(crate) fn turn(&self, from: u32, to: u32) -> Option<Turn> {
        let at = self.streets.end(from);
        let junction = self.streets.junctions[at as usize];
        let (before, after) = (self.streets.segment_of_lane(from), self.streets.segment_of_lane(to));
        let (before_access, after_access) = (before.access_of(from), after.access_of(to));
        if to == reverse(from) {
            let may_turn = self.leaving(at).len() == 1 || junction.bar != Bar::Open || self.varies(at);
            return may_turn.then_some(Turn {
                deciseconds: match self.streets.profile {
                    Profile::Car => U_TURN,
                    Profile::Bicycle => LEFT,
                    Profile::Foot => 0,
                },
                entries: climb(before_access, after_access),
            });
        }
        let entries = entries(junction.bar, before_access, after_access)?;
        // People on foot cross where they walk; what a crossing costs them stands on the map.
        let is_easy = self.streets.profile == Profile::Foot;
        let bend = if is_easy || self.arms[at as usize] < 3 {
            0
        } else {
            self.bend(from, to, is_slow(before) && is_slow(after))
        };
        let boards = is_ferry_class(after.class) && !is_ferry_class(before.class);
        let boarding = if boards { BOARDING } else { 0 };
        Some(Turn {
            deciseconds: junction.halt + bend + boarding,
            entries,
        })
    }

    fn bend(&self, from: u32, to: u32, is_yard: bool) -> u32 {
        let left = (self.leaving_direction(to) - self.arriving_direction(from) + 540.0).rem_euclid(360.0) - 180.0;
        match left {
            _ if left.abs() <= STRAIGHT_DEGREES => 0,
            _ if is_yard => YARD,
            _ if left > 0.0 => LEFT,
            _ => RIGHT,
        }
    }

    fn arriving_direction(&self, lane: u32) -> f32 {
        let [tail, head] = self.directions[lane as usize / 2];
        if is_forward(lane) { head } else { tail + 180.0 }
    }

    fn leaving_direction(&self, lane: u32) -> f32 {
        self.arriving_direction(reverse(lane)) + 180.0
    }
}

/// How often a turn enters what is restricted; `None` where nobody passes.
pub(crate) const fn entries(bar: Bar, before: Access, after: Access) -> Option<u8> {
    let gate = match bar {
        Bar::Closed => return None,
        Bar::Restricted => 1,
        Bar::Open | Bar::Gate => 0,
    };
    Some(gate + climb(before, after))
}

/// The same where no gate is passed: on the open road, or turning back at the gate.
pub(crate) const fn climb(before: Access, after: Access) -> u8 {
    level(after).saturating_sub(level(before))
}

/// How restricted a road is: from an open one into a destination one is one entry, into a private one two.
const fn level(access: Access) -> u8 {
    match access {
        Access::Open => 0,
        Access::Destination => 1,
        Access::Private | Access::Closed => 2,
    }
}

fn is_slow(segment: &Segment) -> bool {
    is_yard_class(segment.class)
}

fn directions(streets: &Streets, segment: usize) -> [f32; 2] {
    let spots: Vec<Spot> = streets.spots(segment).collect();
    let Segment { tail, head, .. } = streets.segments[segment];
    let [first, last] = [tail, head].map(|junction| streets.junctions[junction as usize].spot);
    let ahead = sighted(first, spots.iter().copied());
    let behind = sighted(last, spots.iter().rev().copied());
    [direction(first, ahead), direction(behind, last)]
}

/// The first of some spots that is far enough away to take a direction from, else the last.
fn sighted(from: Spot, spots: impl Iterator<Item = Spot>) -> Spot {
    let start = Point::from(from);
    let mut seen = from;
    for spot in spots {
        seen = spot;
        if start.distance_meters(spot.into()) >= SIGHT_METERS {
            break;
        }
    }
    seen
}

fn direction(from: Spot, to: Spot) -> f32 {
    let shrink = (f64::from(from.lat) / 1e7).to_radians().cos();
    let east = (f64::from(to.lon) - f64::from(from.lon)) * shrink;
    let north = f64::from(to.lat) - f64::from(from.lat);
    north.atan2(east).to_degrees() as f32
}
