//! Tests of `write_pbf` and `Extract` together: what is written is read back the same, in file order and only the
//! wanted kinds; points off the globe, long texts, too many tags and ids too far apart are not written.
#![allow(clippy::unwrap_used, reason = "tests")]

mod small_world;

use karavan_model::Point;
use karavan_osm::{
    Element, Extract, Kinds, Member, MemberKind, Node, OsmError, Progress, Relation, Tags, Way, write_pbf,
};
use proptest::prelude::*;
use small_world::{Folder, crossing, read};
use std::cell::RefCell;

#[test]
fn the_crossing_survives_a_round_trip() {
    let folder = Folder::new();
    let path = folder.path("crossing.osm.pbf");
    write_pbf(&path, &crossing()).unwrap();
    assert_eq!(read(&path).unwrap(), crossing());
}

#[test]
fn the_same_elements_give_the_same_bytes_in_whatever_order_they_come() {
    let folder = Folder::new();
    let (one, other) = (folder.path("one"), folder.path("other"));
    let mut reversed = crossing();
    reversed.reverse();
    write_pbf(&one, &crossing()).unwrap();
    write_pbf(&other, &reversed).unwrap();
    assert_eq!(std::fs::read(one).unwrap(), std::fs::read(other).unwrap());
}

#[test]
fn a_map_of_nothing_is_a_map() {
    let folder = Folder::new();
    let path = folder.path("empty.osm.pbf");
    write_pbf(&path, &[]).unwrap();
    assert_eq!(read(&path).unwrap(), []);
}

#[test]
fn only_the_wanted_kinds_come_on_the_first_pass_and_on_later_ones() {
    let folder = Folder::new();
    let path = folder.path("crossing.osm.pbf");
    write_pbf(&path, &crossing()).unwrap();
    let from_file = Extract::open(&path).unwrap();
    let from_memory = Extract::from_elements(crossing());
    for extract in [&from_file, &from_memory, &from_file] {
        for (kinds, count) in [
            (Kinds::NODES, 3),
            (Kinds::WAYS, 2),
            (Kinds::RELATIONS, 1),
            (Kinds::ALL, 6),
        ] {
            let mut seen = 0;
            extract.each(kinds, &mut |_| seen += 1).unwrap();
            assert_eq!(seen, count, "{kinds:?}");
        }
    }
}

#[test]
fn order_is_kept_over_many_blocks_and_progress_ends_at_the_end() {
    // 20,000 nodes are three blocks of 8,000, 8,000 and 4,000; 9,000 ways are two.
    let point = |id: i64| Point {
        lon: f64::from(id as i32) / 1e4,
        lat: 1.0,
    };
    let nodes = (1..=20_000).map(|id| {
        Element::Node(Node {
            id,
            point: point(id),
            tags: Tags::default(),
        })
    });
    let ways = (1..=9_000).map(|id| {
        Element::Way(Way {
            id,
            nodes: vec![id, id + 1],
            tags: Tags::default(),
        })
    });
    let elements: Vec<_> = nodes.chain(ways).collect();
    let folder = Folder::new();
    let path = folder.path("many.osm.pbf");
    write_pbf(&path, &elements).unwrap();
    let size = std::fs::metadata(&path).unwrap().len();

    let told = RefCell::new(Vec::new());
    let mut seen = Vec::new();
    Extract::open(&path)
        .unwrap()
        .each_with_progress(
            Kinds::ALL,
            &mut |element| seen.push(element.clone()),
            &|step: Progress| {
                told.borrow_mut().push(step);
            },
        )
        .unwrap();
    assert!(seen == elements);
    let told = told.into_inner();
    assert!(told.windows(2).all(|pair| pair[0].done_bytes <= pair[1].done_bytes));
    assert_eq!(told.len(), 5 + 1, "after each of five blocks and at the end");
    assert_eq!(
        told.last(),
        Some(&Progress {
            done_bytes: size,
            total_bytes: size
        })
    );
}

#[test]
fn a_point_off_the_globe_is_refused_by_name_and_nothing_is_left_behind() {
    let folder = Folder::new();
    let path = folder.path("bad.osm.pbf");
    let node = Node {
        id: 7,
        point: Point {
            lon: f64::NAN,
            lat: 0.0,
        },
        tags: Tags::default(),
    };
    let error = write_pbf(&path, &[Element::Node(node)]).unwrap_err();
    assert!(
        matches!(&error, OsmError::Unwritable { element, .. } if element == "node 7"),
        "{error}"
    );
    assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 0);
}

#[test]
fn what_the_reader_would_refuse_is_not_written() {
    let folder = Folder::new();
    let node = |tags| {
        Element::Node(Node {
            id: 7,
            point: Point { lon: 0.0, lat: 0.0 },
            tags,
        })
    };
    let long_text = node(Tags::from_iter([("name", "x".repeat(5000))]));
    let many_tags = node((0..5000).map(|key| (key.to_string(), "x")).collect());
    let far_apart = Element::Way(Way {
        id: 7,
        nodes: vec![i64::MIN, i64::MAX],
        tags: Tags::default(),
    });
    for element in [long_text, many_tags, far_apart] {
        let error = write_pbf(&folder.path("bad.osm.pbf"), &[element]).unwrap_err();
        assert!(matches!(error, OsmError::Unwritable { .. }), "{error}");
    }
}

#[test]
fn of_a_repeated_key_the_last_value_counts() {
    let tags = Tags::from_iter([("b", "1"), ("a", "2"), ("b", "3"), ("a", "4"), ("b", "5")]);
    assert_eq!(tags.iter().collect::<Vec<_>>(), [("a", "4"), ("b", "5")]);
    assert_eq!(
        (tags.get("a"), tags.get("b"), tags.get("c")),
        (Some("4"), Some("5"), None)
    );
}

fn tags() -> impl Strategy<Value = Tags> {
    prop::collection::vec(("\\PC{0,12}", "\\PC{0,40}"), 0..5).prop_map(Tags::from_iter)
}

/// Ids fall anywhere in the half of i64 that OSM could ever use, so that no difference overflows.
fn id() -> impl Strategy<Value = i64> {
    prop_oneof![0..50_i64, i64::MIN / 2..i64::MAX / 2]
}

fn element() -> impl Strategy<Value = Element> {
    let degrees = |max: i32| (-max..=max).prop_map(|decimicro| f64::from(decimicro) / 1e7);
    let node = (id(), degrees(1_800_000_000), degrees(900_000_000), tags()).prop_map(|(id, lon, lat, tags)| {
        Element::Node(Node {
            id,
            point: Point { lon, lat },
            tags,
        })
    });
    let way = (id(), prop::collection::vec(id(), 0..20), tags())
        .prop_map(|(id, nodes, tags)| Element::Way(Way { id, nodes, tags }));
    let kind = prop_oneof![
        Just(MemberKind::Node),
        Just(MemberKind::Way),
        Just(MemberKind::Relation)
    ];
    let member = (kind, id(), "[a-zа-я:]{0,8}").prop_map(|(kind, id, role)| Member {
        kind,
        id,
        role: role.into(),
    });
    let relation = (id(), prop::collection::vec(member, 0..10), tags())
        .prop_map(|(id, members, tags)| Element::Relation(Relation { id, members, tags }));
    prop_oneof![node, way, relation]
}

/// How many cases are tried: these, or as many as `PROPTEST_CASES` asks for.
fn cases(usual: u32) -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(usual)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(200), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_elements_survive_a_round_trip_and_come_sorted(elements in prop::collection::vec(element(), 0..60)) {
        let folder = Folder::new();
        let path = folder.path("any.osm.pbf");
        write_pbf(&path, &elements).unwrap();
        let mut sorted = elements;
        sorted.sort_by_key(|element| match element {
            Element::Node(node) => (0, node.id),
            Element::Way(way) => (1, way.id),
            Element::Relation(relation) => (2, relation.id),
        });
        prop_assert_eq!(read(&path).unwrap(), sorted);
    }
}
