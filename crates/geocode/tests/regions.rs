//! Tests that streets of one name in villages of one name are told apart by the region and the district written
//! before them, when the map draws their borders; when it does not, they hinder nothing.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "ground/drawn.rs"]
mod drawn;

use drawn::{at, house, node, square, way};
use karavan_geocode::{AddressIndex, Answer};
use karavan_model::Point;
use karavan_osm::{Element, Extract};

const WEST: (f64, f64) = (0.0, 0.0);
const EAST: (f64, f64) = (60_000.0, 0.0);

fn border<'a>(level: &'a str, name: &'a str) -> [(&'a str, &'a str); 3] {
    [("boundary", "administrative"), ("admin_level", level), ("name", name)]
}

/// A village of Лужки in each of two districts of a region, and a city to which the eastern one belongs by nothing.
fn villages() -> Vec<Element> {
    let mut elements = vec![node(1, at(60_000., 20_000.), &[("place", "city"), ("name", "Истра")])];
    for (base, (east, north)) in [(100, WEST), (200, EAST)] {
        elements.extend([
            node(base, at(east, north), &[("place", "village"), ("name", "Лужки")]),
            house(base + 1, "Садовая улица", "5", at(east + 200., north)),
            house(base + 2, "Садовая улица", "7", at(east + 260., north)),
        ]);
    }
    elements.push(house(300, "Заводская улица", "3", at(60_000., 20_300.)));
    elements
}

fn with_borders() -> AddressIndex {
    let mut elements = villages();
    elements.extend(square(
        1_000,
        (-20_000., -20_000.),
        160_000.,
        &border("4", "Приволжская область"),
    ));
    elements.extend(square(
        2_000,
        (-10_000., -10_000.),
        20_000.,
        &border("6", "Рузский район"),
    ));
    elements.extend(square(
        3_000,
        (45_000., -10_000.),
        40_000.,
        &border("6", "городской округ Истра"),
    ));
    elements.extend(square(
        4_000,
        (-5_000., -5_000.),
        10_000.,
        &border("8", "сельское поселение Волковское"),
    ));
    AddressIndex::build(&Extract::from_elements(elements)).unwrap()
}

fn found(index: &AddressIndex, text: &str) -> Point {
    match index.find(text) {
        Answer::Found(place) => place.point,
        other => panic!("{text}: {other:?}"),
    }
}

fn house_of((east, north): (f64, f64)) -> Point {
    at(east + 200., north)
}

#[test]
fn the_district_of_a_region_tells_which_village_is_meant() {
    let index = with_borders();
    for text in [
        "Рузский район, Лужки, Садовая 5",
        "Приволжская обл., Рузский р-н, д. Лужки, ул. Садовая, д. 5, кв. 1",
        "Приволжская область, Рузский м.р-н, Волковское с/п, Лужки, Садовая ул. 5",
        "с/п Волковское, д. Лужки, Садовая 5",
        "143100, Прив. обл., Рузский муниципальный район, сельское поселение Волковское, Лужки, Садовая, 5",
        "Лужки, Садовая 5, Рузский район",
    ] {
        assert!(found(&index, text).distance_meters(house_of(WEST)) < 1.0, "{text}");
    }
    for text in [
        "Приволжская обл., г.о. Истра, дер. Лужки, ул. Садовая, 5",
        "городской округ Истра, Лужки, Садовая 5",
    ] {
        assert!(found(&index, text).distance_meters(house_of(EAST)) < 1.0, "{text}");
    }
}

#[test]
fn a_house_tells_its_regions() {
    let index = with_borders();
    let Answer::Found(house) = index.look("с/п Волковское, Лужки, Садовая 5") else {
        panic!()
    };
    let told = (house.city(), house.county(), house.state(), house.district());
    let expected = (
        Some("Лужки"),
        Some("сельское поселение Волковское"),
        Some("Приволжская область"),
        None,
    );
    assert_eq!(told, expected);
}

#[test]
fn what_tells_nothing_leaves_both_and_their_labels_tell_them_apart() {
    let index = with_borders();
    for text in ["Лужки, Садовая 5", "Приволжская обл., д. Лужки, ул. Садовая, 5"]
    {
        let Answer::Ambiguous(all) = index.find(text) else {
            panic!("{text}: {:?}", index.find(text))
        };
        let mut labels: Vec<&str> = all.iter().map(|one| one.label.as_str()).collect();
        labels.sort_unstable();
        let east = "Садовая улица, 5 (Лужки, городской округ Истра)";
        let west = "Садовая улица, 5 (Лужки, сельское поселение Волковское)";
        assert_eq!(labels, [east, west], "{text}");
    }
}

#[test]
fn a_region_that_the_street_is_not_in_is_no_place_of_it() {
    let index = with_borders();
    // Заводская is in Истра; who writes another district may mean another street.
    assert!(!matches!(index.find("Рузский район, Заводская 3"), Answer::Found(_)));
    // The name of a city tells enough: people write «Московская обл., г. Москва».
    let text = "Рузский р-н, г. Истра, ул. Заводская 3";
    assert!(found(&index, text).distance_meters(at(60_000., 20_300.)) < 1.0);
    // A region that the map does not know hinders nothing.
    let text = "Нездешняя обл., Чужой р-н, г. Истра, ул. Заводская 3";
    assert!(found(&index, text).distance_meters(at(60_000., 20_300.)) < 1.0);
}

#[test]
fn without_borders_a_region_hinders_nothing() {
    let mut elements = villages();
    // A border that the extract cut tells nothing either.
    elements.extend([
        node(5_000, at(-1_000., -1_000.), &[]),
        node(5_001, at(1_000., -1_000.), &[]),
        way(5_002, &[5_000, 5_001], &border("6", "Рузский район")),
    ]);
    let index = AddressIndex::build(&Extract::from_elements(elements)).unwrap();
    let text = "Приволжская обл., Рузский р-н, г. Истра, ул. Заводская, 3";
    assert!(found(&index, text).distance_meters(at(60_000., 20_300.)) < 1.0);
    let text = "Приволжская обл., Рузский р-н, Лужки, Садовая 5";
    assert!(matches!(index.find(text), Answer::Ambiguous(all) if all.len() == 2));
}
