//! Tests of what tiles of small hand-made worlds show: which features from which zoom, their shapes, labels, holes,
//! direction of traffic, what is painted over what, and the bounds.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod reader;
mod world;

use karavan_basemap::ZOOM_MAX;
use reader::{Shape, Value};
use world::{STEP, World, middle, square, tile};

#[test]
fn a_square_lake_is_a_square_on_its_tile() {
    let mut world = World::default();
    world.way(&square(1000, 3000), &[("natural", "water")]);
    let tile = tile(&world.build(), 14, 8192, 8192);
    let Shape::Rings(rings) = &tile["water"][0].shape else {
        panic!("{tile:?}")
    };
    assert_eq!((tile.len(), rings.len()), (1, 1));
    let (area, mut corners) = rings[0].clone();
    assert_eq!(area, 2 * 2000 * 2000);
    corners.sort_unstable();
    assert_eq!(corners, [(1000, 1000), (1000, 3000), (3000, 1000), (3000, 3000)]);
}

#[test]
fn a_lake_is_drawn_until_it_is_smaller_than_four_pixels() {
    let mut world = World::default();
    // 2,000 steps are 250 pixels at zoom 14: 15.6 at zoom 10, 3.9 at 8, 1.95 (3.8 square pixels) at zoom 7.
    world.way(&square(1000, 3000), &[("natural", "water")]);
    let basemap = world.build();
    let drawn = (0..=16_u8).filter(|&z| !tile(&basemap, z, middle(z), middle(z)).is_empty());
    assert_eq!(drawn.collect::<Vec<_>>(), (8..=16).collect::<Vec<_>>());
}

#[test]
fn a_street_across_a_border_ends_in_the_buffer_of_both_tiles() {
    let mut world = World::default();
    world.way(
        &[(3000, 500), (5000, 500)],
        &[("highway", "residential"), ("name", "Длинная улица")],
    );
    let basemap = world.build();
    let west = &tile(&basemap, 14, 8192, 8192)["road"];
    let east = &tile(&basemap, 14, 8193, 8192)["road"];
    // The border is at 4,096, the buffer 64 wide: 4,160 in the west, and −64 in the east, where 5,000 is 904.
    assert_eq!(west[0].corners(), [(3000, 500), (4160, 500)]);
    assert_eq!(east[0].corners(), [(-64, 500), (904, 500)]);
    assert_eq!(
        (west[0].text("class"), west[0].text("name")),
        ("minor", "Длинная улица")
    );
    assert!(tile(&basemap, 14, 8194, 8192).is_empty());
}

#[test]
fn one_way_streets_run_with_their_traffic() {
    let mut world = World::default();
    world.way(&[(100, 100), (900, 100)], &[("highway", "primary"), ("oneway", "-1")]);
    world.way(&[(100, 300), (900, 300)], &[("highway", "trunk")]);
    let tile = tile(&world.build(), 14, 8192, 8192);
    let [one, both] = tile["road"].as_slice() else {
        panic!("{tile:?}")
    };
    assert_eq!((one.text("class"), both.text("class")), ("primary", "trunk"));
    assert_eq!(one.corners(), [(900, 100), (100, 100)]);
    assert_eq!(one.properties.get("oneway"), Some(&Value::Flag(true)));
    assert_eq!(both.properties.get("oneway"), None);
}

#[test]
fn a_street_cut_into_ways_is_one_line_again() {
    let mut world = World::default();
    let nodes: Vec<_> = (1..=4).map(|at| world.node((at * 500, 700 + at), &[])).collect();
    let tags = [("highway", "residential"), ("name", "Ленина")];
    world.way_of(vec![nodes[1], nodes[0]], &tags);
    world.way_of(vec![nodes[1], nodes[2]], &tags);
    world.way_of(vec![nodes[3], nodes[2]], &tags);
    let tile = tile(&world.build(), 16, 32768, 32768);
    assert_eq!(tile["road"].len(), 1);
    assert!(tile["road"][0].corners().len() >= 3);
}

#[test]
fn far_views_show_great_roads_only() {
    let mut world = World::default();
    for (row, highway) in ["motorway", "secondary", "residential", "footway"].iter().enumerate() {
        world.way(
            &[(100, row as i32 * 1000), (4000, row as i32 * 1000)],
            &[("highway", highway)],
        );
    }
    let basemap = world.build();
    let classes = |z: u8| {
        let mut classes: Vec<String> = tile(&basemap, z, middle(z), middle(z))
            .values()
            .flatten()
            .map(|road| road.text("class").to_owned())
            .collect();
        classes.sort();
        classes
    };
    assert_eq!(classes(8), ["motorway"]);
    assert_eq!(classes(11), ["motorway", "secondary"]);
    assert_eq!(classes(12), ["minor", "motorway", "secondary"]);
    assert_eq!(classes(14), ["minor", "motorway", "path", "secondary"]);
}

#[test]
fn a_lake_with_an_island_has_a_hole_that_turns_the_other_way() {
    let mut world = World::default();
    let outer = world.way(&square(0, 4000), &[]);
    let inner = world.way(&square(1000, 2000), &[("natural", "wood")]);
    world.multipolygon(
        &[(outer, "outer"), (inner, "inner"), (999_999, "outer")],
        &[("natural", "water")],
    );
    let tile = tile(&world.build(), 14, 8192, 8192);
    let Shape::Rings(rings) = &tile["water"][0].shape else {
        panic!("{tile:?}")
    };
    let areas: Vec<_> = rings.iter().map(|(area, _)| *area).collect();
    assert_eq!(areas, [2 * 4000 * 4000, -2 * 1000 * 1000]);
    assert_eq!(tile["landuse"][0].text("class"), "wood");
}

#[test]
fn a_lawn_is_painted_over_its_park_whichever_was_mapped_first() {
    let park = [("leisure", "park")];
    let lawn = [("landuse", "grass")];
    for lawn_first in [true, false] {
        let mut world = World::default();
        let areas = [(square(0, 4000), &park), (square(1000, 2000), &lawn)];
        let order = if lawn_first { [1, 0] } else { [0, 1] };
        for index in order {
            world.way(&areas[index].0, areas[index].1);
        }
        let tile = tile(&world.build(), 14, 8192, 8192);
        let classes: Vec<_> = tile["landuse"].iter().map(|area| area.text("class")).collect();
        assert_eq!(classes, ["park", "grass"]);
    }
}

#[test]
fn an_old_style_multipolygon_takes_its_kind_from_the_outer_way_and_is_drawn_once() {
    let mut world = World::default();
    let outer = world.way(&square(0, 4000), &[("landuse", "forest")]);
    let inner = world.way(&square(1000, 2000), &[]);
    world.multipolygon(&[(outer, "outer"), (inner, "inner")], &[]);
    let tile = tile(&world.build(), 14, 8192, 8192);
    let [wood] = tile["landuse"].as_slice() else {
        panic!("{tile:?}")
    };
    let Shape::Rings(rings) = &wood.shape else {
        panic!("{tile:?}")
    };
    assert_eq!((wood.text("class"), rings.len()), ("wood", 2));
}

#[test]
fn a_house_shows_its_number_in_its_middle() {
    let mut world = World::default();
    // At zoom 16 the tile is a quarter as wide, so a step is a quarter of one at zoom 14.
    world.way(&square(100, 200), &[("building", "yes"), ("addr:housenumber", "42 к1")]);
    world.node((500, 400), &[("addr:housenumber", "7")]);
    let basemap = world.build();
    let near = tile(&basemap, 16, 32768, 32768);
    let numbers: Vec<_> = near["housenumber"]
        .iter()
        .map(|number| (number.text("housenumber"), number.corners()))
        .collect();
    assert_eq!(numbers, [("42 к1", vec![(600, 600)]), ("7", vec![(2000, 1600)])]);
    assert!(near.contains_key("building"));
    assert!(!tile(&basemap, 15, 16384, 16384).contains_key("housenumber"));
}

#[test]
fn towns_and_villages_are_labelled() {
    let mut world = World::default();
    world.node((10, 20), &[("place", "town"), ("name", "Тверь")]);
    world.node((30, 40), &[("place", "town")]);
    let basemap = world.build();
    let town = &tile(&basemap, 9, 256, 256)["place"];
    assert_eq!(
        (town.len(), town[0].text("class"), town[0].text("name")),
        (1, "town", "Тверь")
    );
    assert!(tile(&basemap, 7, 64, 64).is_empty());
}

#[test]
fn there_are_no_tiles_outside_the_world_or_past_the_last_zoom() {
    let mut world = World::default();
    world.way(&square(0, 4000), &[("natural", "water")]);
    let basemap = world.build();
    for (z, x, y) in [
        (0, 1, 0),
        (14, 16384, 0),
        (14, 0, u32::MAX),
        (ZOOM_MAX + 1, 0, 0),
        (32, 0, 0),
        (255, 1, 1),
    ] {
        assert_eq!(basemap.tile(z, x, y).unwrap(), None, "{z}/{x}/{y}");
    }
}

#[test]
fn bounds_are_the_south_west_and_north_east_corners() {
    let mut world = World::default();
    world.way(&[(0, 0), (4000, 2000)], &[("highway", "service")]);
    let (south_west, north_east) = world.build().bounds().unwrap();
    let near = |a: f64, b: f64| (a - b).abs() < 1e-6;
    assert!(
        near(south_west.lon, 0.0) && near(south_west.lat, -2000.0 * STEP),
        "{south_west:?}"
    );
    assert!(
        near(north_east.lon, 4000.0 * STEP) && near(north_east.lat, 0.0),
        "{north_east:?}"
    );
    assert_eq!(World::default().build().bounds(), None);
}
