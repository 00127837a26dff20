//! `Stats`: how many nodes, segments, arcs, turns, bans, shortcuts, ways and components a road network has, and the
//! box around it. For people to read; nothing here is a measurement of time.

use crate::roads::Roads;
use karavan_model::Point;
use serde::Serialize;

/// The size of a network.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Stats {
    /// Junctions, dead ends and gates.
    pub nodes: usize,
    /// Stretches of road between them.
    pub segments: usize,
    /// Drivable directions of segments.
    pub arcs: usize,
    /// Turns that are allowed from one of those into another.
    pub turns: usize,
    /// Sequences of turns that a restriction forbids.
    pub bans: usize,
    /// Arcs and shortcuts of the hierarchy.
    pub shortcuts: usize,
    /// Ways of the extract that a car may use.
    pub ways: usize,
    /// Parts of the extract that cannot both be reached from one another, each oneway stub being one; only the largest
    /// is kept.
    pub components: usize,
    /// The least longitude and latitude of the roads kept.
    pub south_west: Point,
    /// The greatest longitude and latitude of the roads kept.
    pub north_east: Point,
}

pub(crate) fn stats(roads: &Roads) -> Stats {
    let streets = &roads.shared.streets;
    let spots = || (0..streets.segments.len()).flat_map(|segment| streets.spots(segment));
    let points = || spots().map(Point::from);
    let edge = |pick: fn(Point) -> f64, better: fn(f64, f64) -> f64| points().map(pick).reduce(better).unwrap_or(0.0);
    Stats {
        nodes: streets.junctions.len(),
        segments: streets.segments.len(),
        arcs: streets.open_lanes().count(),
        turns: roads.arcs.len(),
        bans: streets.bans.len(),
        shortcuts: roads.hierarchy.arc_count(),
        ways: streets.way_count as usize,
        components: streets.components as usize,
        south_west: Point {
            lon: edge(|point| point.lon, f64::min),
            lat: edge(|point| point.lat, f64::min),
        },
        north_east: Point {
            lon: edge(|point| point.lon, f64::max),
            lat: edge(|point| point.lat, f64::max),
        },
    }
}
