//! Real extracts, where the folder that holds them is told: 10,000 random pairs of each against Dijkstra.

use super::agreement::{assert_shape_fits, cell, snaps};
use super::oracle::Oracle;
use crate::RoadNetwork;
use karavan_osm::Extract;
use std::path::PathBuf;

fn extract(name: &str) -> Option<Extract> {
    let Some(folder) = std::env::var_os("KARAVAN_DATA") else {
        eprintln!("SKIPPED: {name} is not tried; set KARAVAN_DATA to the folder of map extracts");
        return None;
    };
    Some(Extract::open(&PathBuf::from(folder).join(name)).unwrap())
}

fn assert_pairs_agree(name: &str) {
    let Some(extract) = extract(name) else { return };
    let network = RoadNetwork::build(&extract, &|_| ()).unwrap();
    let network = RoadNetwork::from_bytes(&network.to_bytes()).unwrap();
    let (sources, targets) = (snaps(&network, 1, 25), snaps(&network, 2, 400));
    let width = targets.len();
    let oracle = Oracle::new(&network, &sources, &targets);
    let table = network.matrix(&sources, &targets);
    for (row, source) in sources.iter().enumerate() {
        let expected = oracle.row(row);
        for (column, target) in targets.iter().enumerate() {
            let told = cell(&table, width, row, column);
            assert_eq!(told, expected[column], "{name}: from {source:?} to {target:?}");
            let path = network.path(source, target).unwrap();
            assert_eq!(told, Some((path.seconds, path.meters)));
            assert_shape_fits(&path, source, target);
        }
    }
}

#[test]
fn moscow_pairs_are_as_dijkstra_says() {
    assert_pairs_agree("moscow.osm.pbf");
}

#[test]
fn almaty_pairs_are_as_dijkstra_says() {
    assert_pairs_agree("almaty.osm.pbf");
}

#[test]
fn prague_pairs_are_as_dijkstra_says() {
    assert_pairs_agree("prague.osm.pbf");
}

#[test]
fn porto_pairs_are_as_dijkstra_says() {
    assert_pairs_agree("porto.osm.pbf");
}
