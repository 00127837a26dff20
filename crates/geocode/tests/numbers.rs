//! Tests of house numbers as registers and people write them: a corpus in the place of the number, three parts, a
//! litera, a corner of two streets, a stroke or a dash for a corpus.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "ground/drawn.rs"]
mod drawn;

use drawn::{at, house, node};
use karavan_geocode::{AddressIndex, Answer, Feature, NotFoundReason, Place};
use karavan_model::Point;
use karavan_osm::{Element, Extract};

/// Houses of one street 500 m apart, eastwards; streets 500 m apart, northwards. The place of a house is its column and
/// row.
const STREETS: [(&str, &[&str]); 8] = [
    (
        "улица Мира",
        &["178", "180/1", "178-180/1", "178-180/1 литЕ", "12/14 к2", "12"],
    ),
    ("улица Чехова", &["20", "20А", "22 литБ", "24", "26 лит В", "26"]),
    ("улица Титова", &["14", "16", "14/16", "29", "29 к2", "31 к3", "33/5"]),
    ("Заводской проезд", &["с7", "литА", "к5 с2", "7", "стр. 9А"]),
    ("5-й микрорайон", &["к12", "12", "корпус 14", "3"]),
    ("улица Ленина", &["73", "1"]),
    ("улица Победы", &["1", "7"]),
    ("Кольцевая улица", &["37"]),
];

fn spot(column: usize, row: usize) -> Point {
    at(500.0 * column as f64, 500.0 * row as f64)
}

/// A house of a corner, at a place of its own.
fn corner(id: i64, row: usize, tags: &[(&str, &str)]) -> Element {
    node(id, spot(9, row), tags)
}

fn world() -> AddressIndex {
    let mut elements = vec![node(1, at(0., 0.), &[("place", "city"), ("name", "Озёрный")])];
    for (row, (street, numbers)) in STREETS.iter().enumerate() {
        for (column, number) in numbers.iter().enumerate() {
            elements.push(house(
                (100 * (row + 1) + column) as i64,
                street,
                number,
                spot(column, row),
            ));
        }
    }
    let on = |street, number, other| {
        [
            ("addr:street", street),
            ("addr:housenumber", number),
            ("addr:street2", other),
        ]
    };
    elements.extend([
        corner(901, 0, &on("улица Ленина", "75/49", "улица Победы")),
        corner(902, 1, &on("Кольцевая улица", "37/51", "улица Победы")),
        corner(
            903,
            2,
            &[
                ("addr:street", "Кольцевая улица"),
                ("addr:housenumber", "20"),
                ("addr2:street", "улица Ленина"),
                ("addr2:housenumber", "31"),
            ],
        ),
        node(
            904,
            spot(9, 3),
            &[("addr:place", "Озёрный"), ("addr:housenumber", "к1144")],
        ),
        node(
            905,
            spot(9, 4),
            &[("addr:city", "Озёрный"), ("addr:housenumber", "к1145")],
        ),
        node(
            906,
            spot(9, 5),
            &[("addr:place", "Озёрный"), ("addr:housenumber", "19")],
        ),
    ]);
    AddressIndex::build(&Extract::from_elements(elements)).unwrap()
}

fn found(index: &AddressIndex, text: &str) -> Place {
    match index.find(text) {
        Answer::Found(place) => place,
        other => panic!("{text}: {other:?}"),
    }
}

/// Asserts where each text is found.
fn all_found(texts: &[(&str, (usize, usize))]) {
    let index = world();
    for &(text, (column, row)) in texts {
        let place = found(&index, text);
        assert!(
            place.point.distance_meters(spot(column, row)) < 1.0,
            "{text}: {place:?}"
        );
    }
}

#[test]
fn a_corpus_may_stand_in_the_place_of_the_number() {
    all_found(&[
        ("Озёрный корпус 1144", (9, 3)),
        ("г. Озёрный, к. 1144, кв. 7", (9, 3)),
        ("г. Озёрный, корп. № 1144", (9, 3)),
        ("Озерный к1145", (9, 4)),
        ("г. Озёрный, д. корп. 1145", (9, 4)),
        ("Озёрный, 19", (9, 5)),
        ("Заводской проезд, стр. 7", (0, 3)),
        ("Заводской пр-д с7", (0, 3)),
        ("Заводской проезд, строение 9А", (4, 3)),
        ("Заводской проезд, 7", (3, 3)),
        ("Заводской проезд, литера А", (1, 3)),
        ("Заводской проезд, лит. А, кв. 5", (1, 3)),
        ("Заводской проезд, корпус 5, строение 2", (2, 3)),
        ("мкр. 5, к. 12", (0, 4)),
        ("5 микрорайон, 12", (1, 4)),
        ("5-й мкр, корп. 14", (2, 4)),
        // No corpus 3 there: people write «корпус» of the houses of a microdistrict.
        ("5-й мкр, корп. 3", (3, 4)),
    ]);
    assert_eq!(found(&world(), "Озёрный корпус 1144").label, "Озёрный, к1144");
}

#[test]
fn a_corpus_that_the_map_lacks_is_not_the_house_of_that_number() {
    let index = world();
    for text in ["г. Озёрный, корп. 1146", "Заводской проезд, лит. Б"] {
        let answer = index.find(text);
        let is_right = matches!(
            &answer,
            Answer::NotFound {
                why: NotFoundReason::NoHouse,
                ..
            }
        );
        assert!(is_right, "{text}: {answer:?}");
    }
}

#[test]
fn a_number_may_have_three_parts_and_a_litera() {
    all_found(&[
        ("г. Озёрный, ул. Мира, д. 178-180/1, лит. Е", (3, 0)),
        ("Мира 178-180/1 литера Е", (3, 0)),
        ("ул. Мира, 178-180/1Е", (3, 0)),
        ("ул. Мира, д. 178-180/1", (2, 0)),
        ("ул. Мира, 180/1", (1, 0)),
        ("ул. Мира, д. 178, кв. 180", (0, 0)),
        ("ул. Мира 12/14, корпус 2", (4, 0)),
        ("ул. Мира 12/14к2-45", (4, 0)),
    ]);
}

#[test]
fn a_litera_is_the_letter_of_the_house() {
    all_found(&[
        ("ул. Чехова д. 20, литера А", (1, 1)),
        ("Чехова 20 лит. А кв. 3", (1, 1)),
        ("ул. Чехова, 20", (0, 1)),
        ("ул. Чехова, 22Б", (2, 1)),
        ("ул. Чехова, 22, литер Б", (2, 1)),
        ("ул. Чехова, 26, литера В", (4, 1)),
        ("ул. Чехова, 26В", (4, 1)),
    ]);
    // The house itself, or a part that the map lacks: a question.
    let answer = world().find("ул. Чехова, 24, литера Г");
    assert!(
        matches!(&answer, Answer::Ambiguous(all) if all[0].label.starts_with("улица Чехова, 24")),
        "{answer:?}"
    );
}

#[test]
fn a_stroke_or_a_dash_may_stand_for_the_other_or_for_a_corpus() {
    all_found(&[
        ("ул. Титова, д. 14-16", (2, 2)),
        ("Титова 14/16", (2, 2)),
        ("Титова 33-5", (6, 2)),
        ("Титова 29/2", (4, 2)),
        ("Титова 31/3, кв 5", (5, 2)),
        ("Титова 29-2, кв. 40", (4, 2)),
        ("Титова 29-45", (3, 2)),
        ("Титова д. 29 - 2", (3, 2)),
    ]);
    // Flat 2 of house 29, or corpus 2.
    let answer = world().find("Титова 29-2");
    assert!(
        matches!(&answer, Answer::Ambiguous(both) if both.len() == 2),
        "{answer:?}"
    );
    // A corner house of two streets is not corpus 5.
    let answer = world().find("Титова 33 корпус 5");
    assert!(
        matches!(&answer, Answer::Ambiguous(one) if one.len() == 1),
        "{answer:?}"
    );
}

#[test]
fn a_corner_house_is_found_from_both_streets() {
    all_found(&[
        ("Ленина 75/49", (9, 0)),
        ("ул. Ленина, 75", (9, 0)),
        ("ул. Победы, 49", (9, 0)),
        ("ул. Победы, 49/75", (9, 0)),
        ("ул. Победы 75/49", (9, 0)),
        ("ул. Победы, д. 51, кв. 3", (9, 1)),
        ("Кольцевая 37/51", (9, 1)),
        ("Кольцевая 20", (9, 2)),
        ("Ленина 31", (9, 2)),
        ("Кольцевая 20/31", (9, 2)),
        ("Ленина 31/20", (9, 2)),
        // A house with just this number comes before the half of a corner's.
        ("Кольцевая 37", (0, 7)),
    ]);
    let index = world();
    assert_eq!(found(&index, "ул. Ленина, 75").label, "улица Ленина, 75/49");
    assert_eq!(found(&index, "ул. Победы, 49").label, "улица Победы, 49/75");
    // One building is told once for each street.
    let near = index.reverse(spot(9, 0), 2);
    let labels: Vec<String> = near.iter().map(Feature::label).collect();
    assert_eq!(
        labels,
        ["улица Ленина, 75/49 (Озёрный)", "улица Победы, 49/75 (Озёрный)"]
    );
}
