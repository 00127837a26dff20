//! Prices drives of other routing engines on our roads: hop by hop along the points that `outliers.py` took from
//! their paths, and our own drive between the same places.
//!
//! `KARAVAN_ROADS_MAP` names the extract, `KARAVAN_ROADS_OUT` the folder where `outliers.py` left `paths.json`;
//! leaves `priced.json` there.
#![allow(clippy::expect_used, clippy::print_stderr, reason = "a benchmark fails loudly")]

use karavan_model::Point;
use karavan_osm::Extract;
use karavan_roads::RoadNetwork;
use serde_json::{Value, json};
use std::path::PathBuf;

/// A point of a drive lies on its road.
const METERS_MAX: f64 = 20.0;

fn main() {
    let [map, folder] = ["KARAVAN_ROADS_MAP", "KARAVAN_ROADS_OUT"].map(std::env::var_os);
    let (Some(map), Some(folder)) = (map.map(PathBuf::from), folder.map(PathBuf::from)) else {
        eprintln!("SKIPPED: needs KARAVAN_ROADS_MAP and KARAVAN_ROADS_OUT with what outliers.py gathered");
        return;
    };
    let extract = Extract::open(&map).expect("the extract opens");
    let network = RoadNetwork::build(&extract, &|_| ()).expect("the roads are built");
    let text = std::fs::read_to_string(folder.join("paths.json")).expect("outliers.py gathered paths");
    let paths: Vec<Value> = serde_json::from_str(&text).expect("paths are JSON");
    let priced: Vec<Value> = paths.iter().map(|path| price(&network, path)).collect();
    let told = serde_json::to_string(&priced).expect("prices are JSON");
    std::fs::write(folder.join("priced.json"), told).expect("the folder can be written to");
}

fn point(value: &Value) -> Point {
    let at = |place: usize| value[place].as_f64().expect("a point is two numbers");
    Point { lon: at(0), lat: at(1) }
}

/// Seconds and metres of each hop, `null` where we have no road at one of its ends or none between them; and our own
/// drive.
fn price(network: &RoadNetwork, path: &Value) -> Value {
    let points = |name: &str| -> Vec<Point> {
        let points = path[name].as_array().expect("a list of points");
        points.iter().map(point).collect()
    };
    let snap = |point: Point| network.snap_within(point, METERS_MAX);
    let snaps: Vec<_> = points("anchors").into_iter().map(snap).collect();
    let hops = snaps.windows(2).map(|ends| {
        let (from, to) = ends[0].as_ref().zip(ends[1].as_ref())?;
        network.drive(from, to)
    });
    let hops: Vec<_> = hops.collect();
    let places: Vec<_> = points("asked").into_iter().map(snap).collect();
    let (from, to) = (places[0].as_ref(), places[1].as_ref());
    let own = from.zip(to).and_then(|(from, to)| network.path(from, to));
    let own = own.map(|path| {
        let shape: Vec<[f64; 2]> = path.points.iter().map(|point| [point.lon, point.lat]).collect();
        json!({"seconds": path.seconds, "meters": path.meters, "points": shape})
    });
    json!({"hops": hops, "own": own})
}
