//! Tests that the nearest targets by road are the least of the whole table, and that several stops for one place lie
//! on different roads.

use super::agreement::snaps;
use super::world::{World, at, random_grid};
use crate::{NO_ROAD, Near};

#[test]
fn the_nearest_by_road_are_the_least_of_the_table() {
    let network = random_grid(5, 12).build();
    let (sources, targets) = (snaps(&network, 1, 37), snaps(&network, 2, 50));
    let table = network.matrix(&sources, &targets);
    for (count, seconds_max) in [(1, u32::MAX - 1), (7, u32::MAX - 1), (50, 300), (99, 0), (0, 300)] {
        let found = network.nearest_by_road(&sources, &targets, count, seconds_max);
        for (row, found) in found.iter().enumerate() {
            let cells = (0..targets.len()).map(|column| {
                let cell = row * targets.len() + column;
                Near {
                    seconds: table.seconds[cell],
                    meters: table.meters[cell],
                    target: column as u32,
                }
            });
            let mut expected: Vec<Near> = cells
                .filter(|near| near.seconds <= seconds_max && near.seconds != NO_ROAD)
                .collect();
            expected.sort_unstable();
            expected.truncate(count);
            assert_eq!(found, &expected, "row {row}, {count} within {seconds_max} s");
        }
    }
    assert_eq!(network.nearest_by_road(&sources, &[], 3, 300), vec![Vec::new(); 37]);
}

#[test]
fn several_places_to_stop_are_on_different_roads_the_nearest_first() {
    let network = World::default()
        .node(1, 0.0, 0.0, "")
        .node(2, 10.0, 0.0, "")
        .node(3, 10.0, 2.0, "")
        .node(4, 0.0, 2.0, "")
        .way(&[1, 2], "highway=primary")
        .way(&[2, 3], "highway=primary")
        .way(&[3, 4], "highway=residential")
        .build();
    let place = at((5.0, 1.4));
    let found = network.snap_several(place, 5, 250.0);
    // 0.6 and 1.4 steps away; the third road is five steps away.
    let away: Vec<i64> = found.iter().map(|snap| snap.distance_meters().round() as i64).collect();
    assert_eq!(away, [67, 156]);
    assert_eq!(Some(&found[0]), network.snap(place).as_ref());
    assert_eq!(network.snap_several(place, 1, 250.0).len(), 1);
    assert!(network.snap_several(place, 3, 10.0).is_empty());
}
