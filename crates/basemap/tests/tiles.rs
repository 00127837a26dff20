//! Small worlds around 0°, 0°, where a degree and a step of a tile are easy to convert, and what their tiles show.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod reader;

use karavan_basemap::{Basemap, BasemapError, ZOOM_MAX};
use karavan_model::Point;
use karavan_osm::{Element, Extract, Member, MemberKind, Node, Relation, Tags, Way};
use proptest::prelude::*;
use reader::{Shape, Tile, Value};

/// Degrees of longitude (and near the equator also of latitude) per step of a tile at zoom 14: 360 / 2^14 / 4096. The
/// tile x 8192, y 8192 has its north-west corner at 0°, 0°.
const STEP: f64 = 360.0 / 16384.0 / 4096.0;

/// Builds a world from nodes given by their place on tile 14/8192/8192.
#[derive(Default)]
struct World {
    elements: Vec<Element>,
    nodes: i64,
}

impl World {
    fn node(&mut self, (x, y): (i32, i32), tags: &[(&str, &str)]) -> i64 {
        self.nodes += 1;
        let point = Point {
            lon: f64::from(x) * STEP,
            lat: -f64::from(y) * STEP,
        };
        self.elements.push(Element::Node(Node {
            id: self.nodes,
            point,
            tags: Tags::from_iter(tags.iter().copied()),
        }));
        self.nodes
    }

    fn way(&mut self, places: &[(i32, i32)], tags: &[(&str, &str)]) -> i64 {
        let mut nodes: Vec<i64> = Vec::new();
        for (index, place) in places.iter().enumerate() {
            let known = places[..index].iter().position(|earlier| earlier == place);
            nodes.push(known.map_or(0, |earlier| nodes[earlier]));
            if known.is_none() {
                nodes[index] = self.node(*place, &[]);
            }
        }
        self.way_of(nodes, tags)
    }

    fn way_of(&mut self, nodes: Vec<i64>, tags: &[(&str, &str)]) -> i64 {
        let id = 100_000 + self.elements.len() as i64;
        self.elements.push(Element::Way(Way {
            id,
            nodes,
            tags: Tags::from_iter(tags.iter().copied()),
        }));
        id
    }

    fn multipolygon(&mut self, members: &[(i64, &str)], tags: &[(&str, &str)]) {
        let member = |&(id, role): &(i64, &str)| Member {
            kind: MemberKind::Way,
            id,
            role: role.into(),
        };
        let tags = tags.iter().copied().chain([("type", "multipolygon")]).collect();
        let id = self.elements.len() as i64;
        self.elements.push(Element::Relation(Relation {
            id,
            members: members.iter().map(member).collect(),
            tags,
        }));
    }

    fn build(self) -> Basemap {
        Basemap::build(&Extract::from_elements(self.elements)).unwrap()
    }
}

fn tile(basemap: &Basemap, z: u8, x: u32, y: u32) -> Tile {
    basemap
        .tile(z, x, y)
        .unwrap()
        .map(|bytes| reader::read(&bytes))
        .unwrap_or_default()
}

/// The number of the tile south-east of 0°, 0°, in both directions.
fn middle(z: u8) -> u32 {
    1 << z >> 1
}

fn square(from: i32, to: i32) -> [(i32, i32); 5] {
    [(from, from), (to, from), (to, to), (from, to), (from, from)]
}

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

#[test]
fn a_saved_basemap_draws_the_same_and_refuses_every_cut_and_changed_byte() {
    let mut world = World::default();
    world.way(&square(0, 4000), &[("natural", "water")]);
    world.way(&[(0, 0), (4000, 2000)], &[("highway", "service"), ("name", "Проезд")]);
    let basemap = world.build();
    let bytes = basemap.to_bytes();
    let loaded = Basemap::from_bytes(&bytes).unwrap();
    assert_eq!(
        loaded.tile(14, 8192, 8192).unwrap(),
        basemap.tile(14, 8192, 8192).unwrap()
    );
    assert_eq!(loaded.to_bytes(), bytes);
    for length in 0..bytes.len() {
        assert!(
            matches!(Basemap::from_bytes(&bytes[..length]), Err(BasemapError::Damaged(_))),
            "cut to {length}"
        );
    }
    for position in 0..bytes.len() {
        for bit in 0..8 {
            let mut hurt = bytes.clone();
            hurt[position] ^= 1 << bit;
            assert!(Basemap::from_bytes(&hurt).is_err(), "bit {bit} of byte {position}");
        }
    }
}

/// A forged file has a right checksum; then the checks behind it must hold by themselves.
#[test]
fn a_forged_basemap_is_refused_or_draws_without_a_panic() {
    let mut world = World::default();
    world.way(&square(0, 4000), &[("building", "yes"), ("addr:housenumber", "1")]);
    world.way(
        &[(0, 0), (4000, 2000), (50, 50)],
        &[("highway", "service"), ("name", "Проезд")],
    );
    let bytes = world.build().to_bytes();
    let body = &bytes[..bytes.len() - 4];
    let (mut loaded, mut refused) = (0, 0);
    for position in 0..body.len() {
        for change in 1..=255_u8 {
            let mut forged = body.to_vec();
            forged[position] ^= change;
            forged.extend(crc32fast::hash(&forged).to_le_bytes());
            match Basemap::from_bytes(&forged) {
                Ok(basemap) => {
                    loaded += 1;
                    if let Some(tile) = basemap.tile(14, 8192, 8192).unwrap() {
                        reader::read(&tile);
                    }
                }
                Err(_) => refused += 1,
            }
        }
    }
    assert!(
        loaded > 100 && refused > 100,
        "{loaded} loaded, {refused} refused: both ways are tried"
    );
}

const TAGS: [&[(&str, &str)]; 10] = [
    &[("natural", "water")],
    &[("landuse", "forest")],
    &[("building", "yes"), ("addr:housenumber", "5")],
    &[("highway", "motorway"), ("oneway", "yes")],
    &[("highway", "residential"), ("name", "Улица")],
    &[("highway", "footway")],
    &[("railway", "rail")],
    &[("waterway", "river"), ("name", "Река")],
    &[("place", "city"), ("name", "Город")],
    &[],
];

fn element() -> impl Strategy<Value = Element> {
    let tags = || prop::sample::select(TAGS.to_vec()).prop_map(|tags| Tags::from_iter(tags.iter().copied()));
    // Near the origin, so that lines meet tiles; and anywhere, poles and date line included.
    let point = prop_oneof![
        (-0.02..0.02, -0.02..0.02),
        (-180.0..=180.0, -90.0..=90.0),
        (
            prop::sample::select(vec![-180.0, 180.0]),
            prop::sample::select(vec![-90.0, 90.0])
        ),
    ];
    let node = (0..40_i64, point, tags()).prop_map(|(id, (lon, lat), tags)| {
        Element::Node(Node {
            id,
            point: Point { lon, lat },
            tags,
        })
    });
    let way = (
        0..20_i64,
        prop::collection::vec(0..44_i64, 0..12),
        any::<bool>(),
        tags(),
    )
        .prop_map(|(id, mut nodes, close, tags)| {
            if close {
                nodes.extend(nodes.first().copied());
            }
            Element::Way(Way { id, nodes, tags })
        });
    let member = (0..22_i64, prop::sample::select(vec!["outer", "inner", ""])).prop_map(|(id, role)| Member {
        kind: MemberKind::Way,
        id,
        role: role.into(),
    });
    let relation = (prop::collection::vec(member, 0..8), tags()).prop_map(|(members, tags)| {
        let tags = tags.iter().chain([("type", "multipolygon")]).collect();
        Element::Relation(Relation { id: 1, members, tags })
    });
    prop_oneof![3 => node, 2 => way, 1 => relation]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// The reader refuses what breaks the format; what it returns must lie on the tile or in its buffer.
    #[test]
    fn any_tile_of_any_elements_is_sound(
        elements in prop::collection::vec(element(), 0..80),
        anywhere in (any::<u8>(), any::<u32>(), any::<u32>()),
    ) {
        let basemap = Basemap::build(&Extract::from_elements(elements)).unwrap();
        let saved = Basemap::from_bytes(&basemap.to_bytes()).unwrap();
        let near = (0..=ZOOM_MAX).flat_map(|z| [(z, middle(z), middle(z)), (z, middle(z).saturating_sub(1), middle(z))]);
        for (z, x, y) in near.chain([anywhere, (anywhere.0 % 17, anywhere.1, anywhere.2), (0, 0, 0)]) {
            let tile = basemap.tile(z, x, y).unwrap();
            prop_assert_eq!(&saved.tile(z, x, y).unwrap(), &tile);
            for feature in tile.iter().flat_map(|tile| reader::read(tile).into_values()).flatten() {
                for (x, y) in feature.corners() {
                    prop_assert!((-64..=4160).contains(&x) && (-64..=4160).contains(&y));
                }
            }
        }
    }
}
