//! `karavan geocode` on a table of addresses, written as registers and people write them, over a small map drawn
//! here; of an address that may be two houses it asks.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use karavan_model::Point;
use karavan_osm::{Element, Node, Tags, Way, write_pbf};
use karavan_tests::run;
use std::fs;

fn at(east: f64, north: f64) -> Point {
    Point {
        lon: 39.7 + east / 64_000.0,
        lat: 54.6 + north / 111_195.0,
    }
}

fn node(id: i64, point: Point, tags: &[(&str, &str)]) -> Element {
    let tags = tags.iter().copied().collect::<Tags>();
    Element::Node(Node { id, point, tags })
}

fn house(id: i64, east: f64, north: f64, tags: &[(&str, &str)]) -> Element {
    node(id, at(east, north), tags)
}

/// A street and a lane of one name 100 m apart; houses numbered by corpus; a corner; a village of plots.
fn map() -> Vec<Element> {
    let on = |street, number| [("addr:street", street), ("addr:housenumber", number)];
    let mut elements = vec![
        node(1, at(0., 0.), &[("place", "city"), ("name", "Озёрный")]),
        node(2, at(0., 0.), &[]),
        node(3, at(400., 0.), &[]),
        node(4, at(0., 100.), &[]),
        node(5, at(400., 100.), &[]),
        house(10, 100., 20., &on("улица Чкалова", "5")),
        house(11, 100., 120., &on("переулок Чкалова", "5")),
        house(
            12,
            900.,
            0.,
            &[("addr:place", "Озёрный"), ("addr:housenumber", "к1144")],
        ),
        house(13, 1_800., 0., &on("Сормовская улица", "178-180/1 литЕ")),
        house(14, 1_800., 900., &on("Сормовская улица", "178-180/1")),
        house(
            15,
            2_700.,
            0.,
            &[
                ("addr:street", "16-я линия"),
                ("addr:housenumber", "73/49"),
                ("addr:street2", "Малый проспект"),
            ],
        ),
        house(16, 2_700., 900., &on("вулиця Гетьмана", "30-Б")),
        node(6, at(40_000., 0.), &[("place", "village"), ("name", "Лужки")]),
        house(17, 40_000., 100., &[("addr:place", "Лужки"), ("addr:housenumber", "4")]),
    ];
    for (id, ends, name) in [
        (100, [2, 3], "улица Чкалова"),
        (101, [4, 5], "переулок Чкалова"),
        (102, [2, 4], "проезд"),
    ] {
        elements.push(Element::Way(Way {
            id,
            nodes: ends.to_vec(),
            tags: [("highway", "residential"), ("name", name)].into_iter().collect(),
        }));
    }
    elements
}

#[test]
fn a_table_of_addresses_is_placed_and_what_may_be_two_houses_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    write_pbf(&folder.path().join("town.osm.pbf"), &map()).unwrap();
    let rows: [(&str, Option<(f64, f64)>); 10] = [
        ("Озёрный, Чкалова 5", None),
        ("Озёрный, пер. Чкалова, 5", Some((100., 120.))),
        ("г. Озёрный, корп. 1144, кв. 7", Some((900., 0.))),
        ("г. Озёрный, ул. Сормовская, д. 178-180/1, лит. Е", Some((1_800., 0.))),
        ("Малый проспект, 49", Some((2_700., 0.))),
        ("16-я линия, 73", Some((2_700., 0.))),
        ("вул. Гетьмана, буд. 30б", Some((2_700., 900.))),
        (
            "Российская Федерация, Приволжская обл., с/с. Лесной, д Лужки, ГП-1, уч. № 4",
            Some((40_000., 100.)),
        ),
        ("Приволжская обл., д. Лужки, уч. 77", None),
        ("г. Озёрный, корп. 1146", None),
    ];
    let table: String = rows.iter().map(|(address, _)| format!("\"{address}\"\n")).collect();
    fs::write(folder.path().join("addresses.csv"), format!("address\n{table}")).unwrap();
    let _built = run(
        folder.path(),
        &["map", "build", "town.osm.pbf", "--out", "town.karavan"],
    )
    .ok();
    let told = run(
        folder.path(),
        &[
            "geocode",
            "--map",
            "town.karavan",
            "--in",
            "addresses.csv",
            "--out",
            "places.csv",
        ],
    )
    .ok();
    assert!(told.err.contains("7 of 10"), "{}", told.err);
    let places = fs::read_to_string(folder.path().join("places.csv")).unwrap();
    let lines: Vec<&str> = places.lines().skip(1).collect();
    assert_eq!(lines.len(), rows.len(), "{places}");
    for (line, (address, expected)) in lines.iter().zip(rows) {
        // The address may hold commas; lon, lat and precision stand right behind it.
        let cells: Vec<&str> = line.split("\",").nth(1).unwrap().split(',').collect();
        let degrees = |cell: usize| cells[cell].parse::<f64>().ok();
        let place = degrees(0).zip(degrees(1)).map(|(lon, lat)| Point { lon, lat });
        match expected {
            Some((east, north)) => {
                assert_eq!(cells[2], "house", "{line}");
                assert!(place.unwrap().distance_meters(at(east, north)) < 1.0, "{line}");
            }
            None => assert_eq!((place, cells[2]), (None, "none"), "{address}: {line}"),
        }
    }
    // Both houses are shown where it may be either.
    assert!(
        lines[0].contains("улица Чкалова, 5") && lines[0].contains("переулок Чкалова, 5"),
        "{}",
        lines[0]
    );
}
