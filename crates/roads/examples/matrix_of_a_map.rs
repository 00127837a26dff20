//! An example that prints travel times between places of a map:
//! `cargo run -p karavan-roads --example matrix_of_a_map [MAP.osm.pbf LON,LAT LON,LAT …]`.
//!
//! Without arguments the map is the village of `data/`; without places they are the beginnings of a few named streets.
#![expect(clippy::print_stdout, reason = "an example prints")]

use karavan_model::Point;
use karavan_osm::{Element, Extract, Kinds, OsmError};
use karavan_roads::{NO_ROAD, RoadNetwork, Snap, Table};
use std::error::Error;
use std::path::Path;

const VILLAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/village/city.osm.pbf");

/// Where named streets begin, one place a street.
fn beginnings_of_streets(map: &Extract) -> Result<Vec<Point>, OsmError> {
    let mut nodes = Vec::new();
    map.each(Kinds::WAYS, &mut |element| {
        if let Element::Way(way) = element
            && way.tags.get("highway").is_some()
            && way.tags.get("name").is_some()
        {
            nodes.extend(way.nodes.first().copied());
        }
    })?;
    let mut places = Vec::new();
    map.each(Kinds::NODES, &mut |element| {
        if let Element::Node(node) = element
            && nodes.contains(&node.id)
        {
            places.push(node.point);
        }
    })?;
    Ok(places)
}

/// Seconds and metres from each place to each, row by row. A place further than a kilometre from any road is an error.
fn table(map: &Extract, places: &[Point]) -> Result<Table, Box<dyn Error>> {
    let roads = RoadNetwork::build(map, &|_| ())?;
    let stops: Option<Vec<Snap>> = places.iter().map(|place| roads.snap(*place)).collect();
    let stops = stops.ok_or("a place is too far from any road")?;
    Ok(roads.matrix(&stops, &stops))
}

fn point(text: &str) -> Result<Point, Box<dyn Error>> {
    let (lon, lat) = text.split_once(',').ok_or("a place is LON,LAT")?;
    Ok(Point {
        lon: lon.parse()?,
        lat: lat.parse()?,
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| VILLAGE.to_owned());
    let map = Extract::open(Path::new(&path))?;
    let mut places: Vec<Point> = arguments.map(|text| point(&text)).collect::<Result<_, _>>()?;
    if places.is_empty() {
        places = beginnings_of_streets(&map)?;
        places.truncate(5);
    }
    let table = table(&map, &places)?;
    for row in table.seconds.chunks(places.len()) {
        let cells = row.iter().map(|seconds| match *seconds {
            NO_ROAD => "no road".to_owned(),
            seconds => format!("{seconds} s"),
        });
        println!("{}", cells.collect::<Vec<_>>().join("\t"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{VILLAGE, beginnings_of_streets, table};
    use karavan_osm::Extract;
    use std::path::Path;

    #[test]
    fn every_street_of_the_village_reaches_every_other() -> Result<(), Box<dyn std::error::Error>> {
        let map = Extract::open(Path::new(VILLAGE))?;
        let places = beginnings_of_streets(&map)?;
        assert!(places.len() >= 4, "{places:?}");
        let table = table(&map, &places)?;
        assert_eq!(table.seconds.len(), places.len() * places.len());
        assert!(table.seconds.iter().all(|seconds| *seconds < 3_600), "{table:?}");
        Ok(())
    }
}
