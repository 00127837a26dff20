//! Tests on real extracts that nearly all addresses with a road for cars within 60 m get a stop so near, where the
//! variable `KARAVAN_DATA` names the folder of extracts, else skipped.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

use karavan_model::Point;
use karavan_osm::{Element, Extract, Kinds, Way};
use karavan_roads::{Profile, RoadNetwork};
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

const WALK_METERS: f64 = 60.0;

/// The addresses of an extract by their corners, and the roads that are mapped for cars.
struct Town {
    addresses: Vec<Vec<Point>>,
    mapped: HashSet<(i64, i64)>,
}

/// A cell of 10 m or less.
fn cell(point: Point) -> (i64, i64) {
    (
        (point.lon * 16_000.0).floor() as i64,
        (point.lat * 9_000.0).floor() as i64,
    )
}

/// Points along a line, 5 m apart.
fn along(corners: &[Point]) -> Vec<Point> {
    let mut points: Vec<Point> = corners.first().copied().into_iter().collect();
    for pair in corners.windows(2) {
        let count = (pair[0].distance_meters(pair[1]) / 5.0).ceil().max(1.0);
        let part = |share: f64| Point {
            lon: pair[0].lon + share * (pair[1].lon - pair[0].lon),
            lat: pair[0].lat + share * (pair[1].lat - pair[0].lat),
        };
        points.extend((1..=count as u32).map(|step| part(f64::from(step) / count)));
    }
    points
}

fn is_for_cars(way: &Way) -> bool {
    const OTHERS: [&str; 11] = [
        "footway",
        "path",
        "steps",
        "cycleway",
        "pedestrian",
        "corridor",
        "construction",
        "proposed",
        "platform",
        "elevator",
        "bridleway",
    ];
    way.tags
        .get("highway")
        .is_some_and(|highway| !OTHERS.contains(&highway))
        && !way.tags.is("access", "no")
}

fn town(extract: &Extract) -> Town {
    let mut nodes: HashMap<i64, Point> = HashMap::new();
    let (mut outlines, mut roads) = (Vec::new(), Vec::new());
    let mut visit = |element: &Element| match element {
        Element::Node(node) => {
            nodes.insert(node.id, node.point);
            if node.tags.get("addr:housenumber").is_some() {
                outlines.push(vec![node.id]);
            }
        }
        Element::Way(way) => {
            if way.tags.get("addr:housenumber").is_some() {
                outlines.push(way.nodes.clone());
            }
            if is_for_cars(way) {
                roads.push(way.nodes.clone());
            }
        }
        Element::Relation(_) => {}
    };
    extract.each(Kinds::ALL, &mut visit).unwrap();
    let line = |ids: &Vec<i64>| {
        ids.iter()
            .filter_map(|id| nodes.get(id))
            .copied()
            .collect::<Vec<Point>>()
    };
    Town {
        addresses: outlines
            .iter()
            .map(line)
            .filter(|corners| !corners.is_empty())
            .collect(),
        mapped: roads.iter().flat_map(|road| along(&line(road))).map(cell).collect(),
    }
}

impl Town {
    /// Whether a road for cars is mapped about 60 m from a wall.
    fn has_road_near(&self, walls: &[Point]) -> bool {
        walls.iter().any(|&wall| {
            let (east, north) = cell(wall);
            let mut around = (-9..=9).flat_map(|x| (-5..=5).map(move |y| (x, y)));
            around.any(|(x, y)| {
                let there = Point {
                    lon: ((east + x) as f64 + 0.5) / 16_000.0,
                    lat: ((north + y) as f64 + 0.5) / 9_000.0,
                };
                self.mapped.contains(&(east + x, north + y)) && wall.distance_meters(there) <= WALK_METERS - 10.0
            })
        })
    }
}

/// Of all addresses the share within 60 m of their stop, and of those that have a mapped road so near.
fn shares(name: &str) -> Option<(f64, f64)> {
    let Some(folder) = std::env::var_os("KARAVAN_DATA") else {
        eprintln!("SKIPPED: {name} is not tried; set KARAVAN_DATA to the folder of map extracts");
        return None;
    };
    let extract = Extract::open(&PathBuf::from(folder).join(name)).unwrap();
    let network = RoadNetwork::build(&extract, &|_| ()).unwrap();
    let on_foot = RoadNetwork::build_for(&extract, Profile::Foot, &|_| ()).unwrap();
    let town = town(&extract);
    let (mut reached, mut mapped, mut both, mut near_a_path) = (0, 0, 0, 0);
    for corners in &town.addresses {
        let walls = along(corners);
        let middle = Point {
            lon: walls.iter().map(|point| point.lon).sum::<f64>() / walls.len() as f64,
            lat: walls.iter().map(|point| point.lat).sum::<f64>() / walls.len() as f64,
        };
        // From the nearest wall of the address itself, whatever the network takes for its walls.
        let walk_to = |stop: Point| {
            let walks = walls.iter().map(|wall| wall.distance_meters(stop));
            walks.fold(f64::INFINITY, f64::min)
        };
        let walk = network.snap(middle).map_or(f64::INFINITY, |snap| walk_to(snap.point()));
        let stops = on_foot.snap_several(middle, 4, 1_000.0);
        let is_near_a_path = stops.iter().any(|snap| walk_to(snap.point()) <= WALK_METERS);
        let (is_reached, has_road) = (walk <= WALK_METERS, town.has_road_near(&walls));
        reached += usize::from(is_reached);
        mapped += usize::from(has_road);
        both += usize::from(is_reached && has_road);
        near_a_path += usize::from(is_reached || is_near_a_path);
        if !is_reached {
            let reason = match (has_road, is_near_a_path) {
                (true, _) => "a road for cars is nearer",
                (false, true) => "only people on foot come nearer",
                (false, false) => "no road that anybody can take is nearer",
            };
            eprintln!(
                "{name}: {:.5},{:.5} is {walk:.0} m from its stop; {reason}",
                middle.lon, middle.lat
            );
        }
    }
    let all = town.addresses.len();
    eprintln!(
        "{name}: {all} addresses, {reached} within {WALK_METERS} m of their stop; {mapped} have a road \
         mapped so near, {both} of them are reached; \
         {near_a_path} with ways on foot"
    );
    Some((reached as f64 / all as f64, both as f64 / mapped as f64))
}

#[test]
fn moscow_addresses_with_a_road_on_the_map_are_reached() {
    let Some((all, mapped)) = shares("moscow.osm.pbf") else {
        return;
    };
    assert!(
        all >= 0.89 && mapped >= 0.98,
        "{all:.3} of all, {mapped:.3} of those with a road"
    );
}

#[test]
fn almaty_addresses_with_a_road_on_the_map_are_reached() {
    let Some((_, mapped)) = shares("almaty.osm.pbf") else {
        return;
    };
    assert!(mapped >= 0.98, "{mapped:.3} of those with a road");
}

#[test]
fn prague_addresses_with_a_road_on_the_map_are_reached() {
    let Some((_, mapped)) = shares("prague.osm.pbf") else {
        return;
    };
    assert!(mapped >= 0.97, "{mapped:.3} of those with a road");
}
