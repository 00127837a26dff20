//! Tests of basemaps that are cut, forged or made of random elements: each is refused, or draws tiles that keep the
//! format, never a panic.
#![allow(clippy::unwrap_used, reason = "tests")]

mod reader;
mod world;

use karavan_basemap::{Basemap, BasemapError, ZOOM_MAX};
use karavan_model::Point;
use karavan_osm::{Element, Extract, Member, MemberKind, Node, Relation, Tags, Way};
use proptest::prelude::*;
use world::{World, middle, square};

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

/// How many cases are tried: these, or as many as `PROPTEST_CASES` asks for.
fn cases(usual: u32) -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(usual)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(300), failure_persistence: None, ..ProptestConfig::default() })]

    /// The reader refuses what breaks the format; what it returns must lie on the tile or in its buffer.
    #[test]
    fn any_tile_of_any_elements_is_sound(
        elements in prop::collection::vec(element(), 0..80),
        anywhere in (any::<u8>(), any::<u32>(), any::<u32>()),
    ) {
        let basemap = Basemap::build(&Extract::from_elements(elements)).unwrap();
        let saved = Basemap::from_bytes(&basemap.to_bytes()).unwrap();
        let around = |z| [(z, middle(z), middle(z)), (z, middle(z).saturating_sub(1), middle(z))];
        let near = (0..=ZOOM_MAX).flat_map(around);
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
