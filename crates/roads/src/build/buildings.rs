//! `Outlines`: collects the outlines and doors of buildings while the passes over ways and nodes go by, and keeps
//! those of 40 m across or more. Which building a place is in is found in `ground/building_fronts.rs`.

use crate::ground::building_fronts::Building;
use crate::ground::spot::Spot;
use karavan_model::Point;
use karavan_osm::{Node, Tags, Way};

/// From corner to opposite corner; the middle of a smaller building tells as much as its walls.
const LARGE_METERS: f64 = 40.0;

/// Corners that are kept in memory at most: a large region's. Of a whole country the first so many are.
const CORNERS_MAX: usize = 20_000_000;

/// Outlines of buildings, and what is known of their corners.
#[derive(Default)]
pub(super) struct Outlines {
    /// The corners of each by their ids on the map, the last joined to the first.
    corners: Vec<Vec<i64>>,
    corner_count: usize,
    /// The ids of all corners, ascending once all ways are known.
    ids: Vec<i64>,
    /// Where each is, and whether it is a door.
    spots: Vec<Option<(Spot, bool)>>,
}

impl Outlines {
    /// Takes a way if it is the outline of a building.
    pub(super) fn add_way(&mut self, way: &Way) {
        let is_ring = way.nodes.len() > 3 && way.nodes.first() == way.nodes.last();
        if is_ring && is_building(&way.tags) && self.corner_count < CORNERS_MAX {
            self.corner_count += way.nodes.len();
            self.corners.push(way.nodes[1..].to_vec());
        }
    }

    /// That all ways have been taken.
    pub(super) fn end_ways(&mut self) {
        self.ids = self.corners.iter().flatten().copied().collect();
        self.ids.sort_unstable();
        self.ids.dedup();
        self.spots = vec![None; self.ids.len()];
    }

    /// Takes a node if it is a corner.
    pub(super) fn add_node(&mut self, node: &Node) {
        if let Ok(corner) = self.ids.binary_search(&node.id) {
            self.spots[corner] = Spot::nearest_to(node.point).map(|spot| (spot, is_door(&node.tags)));
        }
    }

    /// The buildings whose middle does not tell where they are walked to: the large ones.
    pub(super) fn buildings(&self) -> Vec<Building> {
        let building = |corners: &Vec<i64>| {
            let known = |id| self.spots[self.ids.binary_search(id).ok()?];
            let corners = || corners.iter().filter_map(known);
            let walls: Vec<Spot> = corners().map(|(spot, _)| spot).collect();
            (walls.len() >= 3 && is_large(&walls)).then(|| Building {
                doors: corners()
                    .filter(|&(_, is_door)| is_door)
                    .map(|(spot, _)| spot)
                    .collect(),
                walls,
            })
        };
        self.corners.iter().filter_map(building).collect()
    }
}

fn is_building(tags: &Tags) -> bool {
    tags.get("building")
        .is_some_and(|value| value != "no" && value != "roof")
}

/// A way in for people; not one for cars, and not a way out in need.
fn is_door(tags: &Tags) -> bool {
    const OTHERS: [&str; 5] = ["no", "garage", "emergency", "exit", "service"];
    tags.get("entrance").is_some_and(|value| !OTHERS.contains(&value))
}

fn is_large(walls: &[Spot]) -> bool {
    let corner = |pick: fn(i32, i32) -> i32| {
        let lon = walls.iter().map(|spot| spot.lon).reduce(pick);
        let lat = walls.iter().map(|spot| spot.lat).reduce(pick);
        lon.zip(lat).map(|(lon, lat)| Point::from(Spot { lon, lat }))
    };
    let across = corner(i32::min).zip(corner(i32::max));
    across.is_some_and(|(one, other)| one.distance_meters(other) >= LARGE_METERS)
}
