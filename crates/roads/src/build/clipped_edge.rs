//! `links` guesses `Link`s between the road network and roads that the edge of an extract cuts off, such as a yard
//! whose only street lies outside; `add` makes segments of them. A link leads one way between junctions, is slow, costs
//! as much as entering private land, is drawn straight, and nobody stops on it. Parts that lie apart inside the map, or
//! that a boat or a block parts from it, stay apart.

use super::lane_components::Parts;
use crate::ground::junction::Bar;
use crate::ground::segment::Segment;
use crate::ground::spot::Spot;
use crate::ground::streets::Streets;
use crate::profile::{Access, Seasons, class_of_links};
use crate::turn_graph::expansion::Expansion;
use crate::weight::{DECISECONDS_MAX, METERS_MAX};
use karavan_model::Point;
use petgraph::graph::NodeIndex;
use petgraph::unionfind::UnionFind;
use rstar::RTree;
use rstar::primitives::GeomWithData;
use std::collections::{HashMap, HashSet};

/// How near to the edge of the map a part must lie to be one that the edge has cut off.
const EDGE_METERS: f64 = 300.0;
/// From corner to corner; the edge of a smaller map is everywhere.
const SMALL_METERS: f64 = 12.0 * EDGE_METERS;
/// How near such a part must be to the rest.
const LINK_METERS_MAX: f64 = 1_000.0;
/// A shorter part is no yard.
const PART_METERS_MIN: u64 = 100;
/// Roads are longer than the straight line.
const DETOUR: f64 = 1.5;
const LINK_KMH: f64 = 20.0;
/// Turning round somewhere out there.
const LINK_DECISECONDS: u32 = 600;

/// A guess: from a junction to another, as a part of a way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Link {
    from: u32,
    to: u32,
    way: u32,
}

type Near = RTree<GeomWithData<[f64; 2], u32>>;

/// The links that join to the core what hangs together with it, and what the edge of the map has cut off.
pub(super) fn links(
    streets: &Streets,
    expansion: &Expansion,
    parts: &Parts,
    core: usize,
    piers: &HashSet<u32>,
) -> Vec<Link> {
    let ground = Ground {
        near: near_junctions(streets, expansion, &parts.components[core]),
        streets,
        expansion,
    };
    let edge = Edge::of(streets);
    let ties = Ties::new(expansion, parts);
    let mut islands: HashMap<usize, Island> = HashMap::new();
    for (ix, nodes) in parts.components.iter().enumerate() {
        let island = islands.entry(ties.whole.find(ix)).or_default();
        island.holds_core |= ix == core;
        island.meters += parts.driven(streets, expansion, ix);
        let mut ends = nodes.iter().map(|&node| ground.end(node));
        island.is_near_edge |= ends.clone().any(|junction| edge.is_near(ground.spot(junction)));
        let is_barred =
            |junction: u32| streets.junctions[junction as usize].bar == Bar::Closed || piers.contains(&junction);
        island.is_barred |= ends.any(is_barred);
        let meters = ground
            .nearest(nodes, Ground::end)
            .map_or(f64::INFINITY, |near| near.meters);
        island.is_near_core |= meters <= LINK_METERS_MAX;
    }
    let mut links = Vec::new();
    for (ix, nodes) in parts.components.iter().enumerate() {
        if ix == core || !islands[&ties.whole.find(ix)].is_joined() {
            continue;
        }
        let out = (!ties.has_exit[ix])
            .then(|| ground.nearest(nodes, Ground::end))
            .flatten();
        let back = (!ties.has_entry[ix])
            .then(|| ground.nearest(nodes, Ground::start))
            .flatten();
        links.extend(out.map(|near| Link {
            from: near.own,
            to: near.other,
            way: near.way,
        }));
        links.extend(back.map(|near| Link {
            from: near.other,
            to: near.own,
            way: near.way,
        }));
    }
    links
}

/// Components that hang together.
#[derive(Default)]
struct Island {
    holds_core: bool,
    is_near_edge: bool,
    is_near_core: bool,
    is_barred: bool,
    meters: u64,
}

impl Island {
    fn is_joined(&self) -> bool {
        let is_cut_off = self.is_near_edge && self.is_near_core && !self.is_barred;
        self.holds_core || (is_cut_off && self.meters >= PART_METERS_MIN)
    }
}

/// A junction and the nearest one of the core.
struct Nearest {
    meters: f64,
    own: u32,
    other: u32,
    way: u32,
}

struct Ground<'a> {
    streets: &'a Streets,
    expansion: &'a Expansion,
    near: Near,
}

impl Ground<'_> {
    fn lane(&self, node: NodeIndex) -> u32 {
        self.expansion.lane(node.index() as u32)
    }

    fn end(&self, node: NodeIndex) -> u32 {
        self.streets.end(self.lane(node))
    }

    fn start(&self, node: NodeIndex) -> u32 {
        self.streets.start(self.lane(node))
    }

    fn spot(&self, junction: u32) -> Spot {
        self.streets.junctions[junction as usize].spot
    }

    /// Where a component is nearest to the core, by the starts or the ends of its lanes.
    fn nearest(&self, nodes: &[NodeIndex], pick: fn(&Self, NodeIndex) -> u32) -> Option<Nearest> {
        let found = nodes.iter().filter_map(|&node| {
            let own = Some(pick(self, node)).filter(|&own| self.streets.junctions[own as usize].bar != Bar::Closed)?;
            let mut others = self
                .near
                .nearest_neighbor_iter(&plane(self.spot(own)))
                .map(|near| near.data);
            let other = others.find(|&other| other != own)?;
            Some(Nearest {
                meters: Point::from(self.spot(own)).distance_meters(self.spot(other).into()),
                own,
                other,
                way: self.streets.segment_of_lane(self.lane(node)).way,
            })
        });
        found.min_by(|one, other| one.meters.total_cmp(&other.meters))
    }
}

/// Adds the links to the streets as segments that lead one way.
pub(super) fn add(streets: &mut Streets, links: &[Link]) -> Result<(), crate::RoadsError> {
    for link in links {
        let [tail, head] = [link.from, link.to].map(|junction| streets.junctions[junction as usize].spot);
        let meters = Point::from(tail).distance_meters(head.into());
        let deciseconds = (DETOUR * meters * 36.0 / LINK_KMH).round() as u32 + LINK_DECISECONDS;
        streets.shapes.push(tail, std::iter::once(head))?;
        streets.segments.push(Segment {
            tail: link.from,
            head: link.to,
            forward: Some(deciseconds.min(DECISECONDS_MAX)),
            backward: None,
            meters: (meters.round() as u32).min(METERS_MAX),
            access: [Access::Private; 2],
            class: class_of_links(),
            seasons: Seasons::All,
            has_kerb: false,
            way: link.way,
        });
    }
    Ok(())
}

fn plane(spot: Spot) -> [f64; 2] {
    let shrink = (f64::from(spot.lat) / 1e7).to_radians().cos();
    [f64::from(spot.lon) * shrink, f64::from(spot.lat)]
}

/// The junctions of the core where one may go on in any direction.
fn near_junctions(streets: &Streets, expansion: &Expansion, core: &[NodeIndex]) -> Near {
    let mut junctions: Vec<u32> = core
        .iter()
        .map(|node| streets.end(expansion.lane(node.index() as u32)))
        .collect();
    junctions.sort_unstable();
    junctions.dedup();
    junctions.retain(|&junction| streets.junctions[junction as usize].bar == Bar::Open);
    let place = |junction: u32| GeomWithData::new(plane(streets.junctions[junction as usize].spot), junction);
    RTree::bulk_load(junctions.into_iter().map(place).collect())
}

/// How components hang together.
struct Ties {
    has_exit: Vec<bool>,
    has_entry: Vec<bool>,
    whole: UnionFind<usize>,
}

impl Ties {
    fn new(expansion: &Expansion, parts: &Parts) -> Self {
        let count = parts.components.len();
        let mut component_of = vec![0; expansion.node_count()];
        for (ix, nodes) in parts.components.iter().enumerate() {
            for node in nodes {
                component_of[node.index()] = ix;
            }
        }
        let mut ties = Self {
            has_exit: vec![false; count],
            has_entry: vec![false; count],
            whole: UnionFind::new(count),
        };
        for arc in expansion.arcs() {
            let (from, to) = (component_of[arc.tail as usize], component_of[arc.head as usize]);
            if from != to {
                ties.has_exit[from] = true;
                ties.has_entry[to] = true;
                ties.whole.union(from, to);
            }
        }
        ties
    }
}

/// The box around all roads.
struct Edge {
    west: i32,
    south: i32,
    east: i32,
    north: i32,
    /// Of a map this small everything is near the edge, and what lies apart may well be an island.
    is_small: bool,
}

impl Edge {
    fn of(streets: &Streets) -> Self {
        let mut edge = Self {
            west: i32::MAX,
            south: i32::MAX,
            east: i32::MIN,
            north: i32::MIN,
            is_small: false,
        };
        for Spot { lon, lat } in streets.junctions.iter().map(|junction| junction.spot) {
            edge.west = edge.west.min(lon);
            edge.east = edge.east.max(lon);
            edge.south = edge.south.min(lat);
            edge.north = edge.north.max(lat);
        }
        let on = |lon: i32, lat: i32| Point::from(Spot { lon, lat });
        let across = on(edge.west, edge.south).distance_meters(on(edge.east, edge.north));
        edge.is_small = across < SMALL_METERS;
        edge
    }

    fn is_near(&self, spot: Spot) -> bool {
        if self.is_small {
            return false;
        }
        let on = |lon: i32, lat: i32| Point::from(Spot { lon, lat });
        let here = Point::from(spot);
        let sides = [
            on(self.west, spot.lat),
            on(self.east, spot.lat),
            on(spot.lon, self.south),
            on(spot.lon, self.north),
        ];
        sides.iter().any(|side| here.distance_meters(*side) <= EDGE_METERS)
    }
}
