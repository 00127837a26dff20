//! What a road network amounts to, for people.

use crate::streets::{Segment, Streets};
use karavan_model::Point;
use serde::Serialize;

/// The size of a network.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Stats {
    /// Junctions, dead ends and the sides of gates.
    pub nodes: usize,
    /// Stretches of road between them.
    pub segments: usize,
    /// Drivable directions of segments, and passages inside junctions.
    pub arcs: usize,
    /// Ways of the extract that a car may use.
    pub ways: usize,
    /// Parts of the extract that cannot both be reached from one another, each oneway stub being one; only the largest is
    /// kept.
    pub components: usize,
    /// The least longitude and latitude of the roads kept.
    pub south_west: Point,
    /// The greatest longitude and latitude of the roads kept.
    pub north_east: Point,
}

pub(crate) fn stats(streets: &Streets) -> Stats {
    let spots = || (0..streets.segments.len()).flat_map(|segment| streets.spots(segment));
    let points = || spots().map(Point::from);
    let edge = |pick: fn(Point) -> f64, better: fn(f64, f64) -> f64| points().map(pick).reduce(better).unwrap_or(0.0);
    let open = |segment: &Segment| usize::from(segment.forward.is_some()) + usize::from(segment.backward.is_some());
    Stats {
        nodes: streets.nodes.len(),
        segments: streets.segments.len(),
        arcs: streets.segments.iter().map(open).sum::<usize>() + streets.links.len(),
        ways: streets.ways as usize,
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
