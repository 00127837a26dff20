//! Tests on real extracts, where the variable `KARAVAN_DATA` names their folder, else skipped: 10,000 random pairs of
//! each against Dijkstra, and a street of Prague that is closed in the morning.

use super::agreement::{assert_shape_fits, cell, snaps};
use super::hours::frozen;
use super::oracle::Oracle;
use crate::{Circumstances, RoadNetwork, WeekMinute};
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

#[test]
fn a_street_of_prague_is_closed_from_seven_to_ten_and_drives_are_as_dijkstra_says_then() {
    const CLOSED_IN_THE_MORNING: i64 = 499_472_727;
    let Some(extract) = extract("prague.osm.pbf") else {
        return;
    };
    let network = RoadNetwork::build(&extract, &|_| ()).unwrap();
    let network = RoadNetwork::from_bytes(&network.to_bytes()).unwrap();
    let streets = &network.roads.shared.streets;
    let is_of_way = |segment: usize| streets.ways[streets.segments[segment].way as usize] == CLOSED_IN_THE_MORNING;
    let segments: Vec<usize> = (0..streets.segments.len())
        .filter(|&segment| is_of_way(segment))
        .collect();
    assert!(!segments.is_empty());
    for (hour, is_open) in [(6, true), (8, false), (12, true)] {
        let circumstances = Circumstances {
            at: WeekMinute::new(1, hour * 60),
            ..Circumstances::default()
        };
        let now = network.under(&circumstances);
        let lanes = segments
            .iter()
            .map(|&segment| now.roads.lanes[2 * segment].or(now.roads.lanes[2 * segment + 1]));
        assert!(lanes.into_iter().all(|lane| lane.is_some() == is_open), "at {hour}");
        let (sources, targets) = (snaps(&now, 5, 3), snaps(&now, 6, 200));
        let oracle = Oracle::over(&frozen(streets, circumstances.moment()), &now, &sources, &targets);
        let table = now.matrix(&sources, &targets);
        for row in 0..sources.len() {
            let told: Vec<_> = (0..targets.len())
                .map(|column| cell(&table, targets.len(), row, column))
                .collect();
            assert_eq!(told, oracle.row(row), "at {hour}");
        }
    }
}
