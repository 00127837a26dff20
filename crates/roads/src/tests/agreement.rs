//! Tests that matrix, drive, path and Dijkstra agree on pairs of places, on random grids and on one segment; and the
//! helpers that pick random places and compare cells, which other tests use.

use super::oracle::Oracle;
use super::world::{random_grid, random_points};
use crate::{NO_ROAD, Path, RoadNetwork, Snap, Table};
use karavan_model::Point;

/// So many places on the roads, found by trying points all over the box around them.
pub(crate) fn snaps(network: &RoadNetwork, seed: u64, count: usize) -> Vec<Snap> {
    let points = random_points(network, seed, 50 * count);
    let places: Vec<Snap> = points
        .into_iter()
        .filter_map(|point| network.snap(point))
        .take(count)
        .collect();
    assert_eq!(places.len(), count, "too few of the points are near a road");
    places
}

/// Seconds and metres of a cell.
pub(crate) fn cell(table: &Table, width: usize, row: usize, column: usize) -> Option<(u32, u32)> {
    let at = row * width + column;
    assert_eq!(table.seconds[at] == NO_ROAD, table.meters[at] == NO_ROAD);
    (table.seconds[at] != NO_ROAD).then(|| (table.seconds[at], table.meters[at]))
}

/// The shape begins and ends at the snaps, is as long as it says, and has no jump longer than the longest piece of
/// road.
pub(crate) fn assert_shape_fits(path: &Path, from: &Snap, to: &Snap) {
    let near = |one: Point, other: Point| one.distance_meters(other) < 0.1;
    assert!(near(path.points[0], from.point()));
    assert!(near(path.points[path.points.len() - 1], to.point()));
    let length: f64 = path
        .points
        .windows(2)
        .map(|pair| pair[0].distance_meters(pair[1]))
        .sum();
    // Every segment's length is rounded to whole metres, and a path has fewer segments than points.
    let slack = 2.0 + 0.5 * path.points.len() as f64;
    assert!(
        (length - f64::from(path.meters)).abs() <= slack,
        "{length} m of shape, {} m told, {} points",
        path.meters,
        path.points.len()
    );
}

#[test]
fn every_pair_on_random_grids_is_as_dijkstra_says() {
    for seed in 0..40 {
        let side = 3 + (seed as i64 % 12);
        let network = random_grid(seed, side).build();
        let (sources, targets) = (snaps(&network, seed, 37), snaps(&network, seed + 1_000, 29));
        let oracle = Oracle::new(&network, &sources, &targets);
        let table = network.matrix(&sources, &targets);
        for (row, source) in sources.iter().enumerate() {
            let expected = oracle.row(row);
            for (column, target) in targets.iter().enumerate() {
                let told = cell(&table, targets.len(), row, column);
                assert_eq!(told, expected[column], "seed {seed}, from {source:?} to {target:?}");
                assert_eq!(
                    network.drive(source, target),
                    told,
                    "seed {seed}, from {source:?} to {target:?}"
                );
                let path = network.path(source, target);
                let on_path = path.as_ref().map(|path| (path.seconds, path.meters));
                assert_eq!(on_path, told, "seed {seed}, from {source:?} to {target:?}");
                if let Some(path) = path {
                    assert_shape_fits(&path, source, target);
                }
            }
        }
    }
}

#[test]
fn places_on_one_segment_are_as_dijkstra_says() {
    for seed in 0..20 {
        let network = random_grid(seed, 5).build();
        // Points so close together that many share a segment.
        let corner = random_points(&network, seed, 1)[0];
        let near = |ix: u32| Point {
            lon: corner.lon + f64::from(ix % 5) * 0.000_2,
            lat: corner.lat + f64::from(ix / 5) * 0.000_2,
        };
        let places: Vec<Snap> = (0..25).filter_map(|ix| network.snap(near(ix))).collect();
        let oracle = Oracle::new(&network, &places, &places);
        let table = network.matrix(&places, &places);
        for row in 0..places.len() {
            let told: Vec<_> = (0..places.len())
                .map(|column| cell(&table, places.len(), row, column))
                .collect();
            assert_eq!(told, oracle.row(row), "seed {seed}, row {row}");
            assert_eq!(told[row], Some((0, 0)));
        }
    }
}

#[test]
fn everything_snapped_can_be_reached_and_left() {
    for seed in 0..20 {
        let network = random_grid(seed, 9).build();
        let places = snaps(&network, seed, 50);
        let table = network.matrix(&places, &places);
        assert!(table.seconds.iter().all(|&seconds| seconds != NO_ROAD), "seed {seed}");
    }
}

#[test]
fn a_matrix_of_some_places_is_that_part_of_the_matrix_of_all() {
    let network = random_grid(7, 12).build();
    let all = snaps(&network, 7, 90);
    let table = network.matrix(&all, &all);
    let some: Vec<usize> = (0..all.len()).filter(|ix| ix % 3 == 1).collect();
    let few: Vec<Snap> = some.iter().map(|&ix| all[ix].clone()).collect();
    let part = network.matrix(&few, &few);
    for (row, &whole_row) in some.iter().enumerate() {
        for (column, &whole_column) in some.iter().enumerate() {
            assert_eq!(
                cell(&part, few.len(), row, column),
                cell(&table, all.len(), whole_row, whole_column)
            );
        }
    }
}

#[test]
fn no_sources_or_no_targets_make_an_empty_table() {
    let network = random_grid(1, 4).build();
    let places = snaps(&network, 1, 5);
    assert_eq!(network.matrix(&[], &places), Table::default());
    assert_eq!(network.matrix(&places, &[]), Table::default());
}
