//! Tests of kinds of streets in the languages of the neighbours; of streets of one name told apart by their kind alone,
//! and of one street written in several ways; of persons called without their given names; of the house before the
//! street.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "ground/drawn.rs"]
mod drawn;

use drawn::{at, house, node, way};
use karavan_geocode::{AddressIndex, Answer};
use karavan_osm::{Element, Extract};

/// One house 56 on each street, 500 m apart northwards.
const STREETS: [&str; 14] = [
    "бульвар Шевченка",
    "вулиця Шевченка",
    "провулок Шевченка",
    "проспект Грушевського",
    "площа Ринок",
    "вуліца Купалы",
    "завулак Купалы",
    "праспект Пераможцаў",
    "Абай көшесі",
    "Абай даңғылы",
    "Самал шағын ауданы",
    "улица Александра Невского",
    "улица Николая Островского",
    "вулиця Вадима Гетьмана",
];

fn index_of(elements: Vec<Element>) -> AddressIndex {
    AddressIndex::build(&Extract::from_elements(elements)).unwrap()
}

fn world() -> AddressIndex {
    let mut elements = vec![
        node(1, at(0., 0.), &[("place", "city"), ("name", "Запоріжжя")]),
        house(99, "вулиця Вадима Гетьмана", "30-Б", at(900., 0.)),
        house(98, "вулиця Вадима Гетьмана", "12/3", at(1800., 0.)),
    ];
    for (row, street) in (0_i32..).zip(STREETS) {
        elements.push(house(100 + i64::from(row), street, "56", at(0., 500. * f64::from(row))));
    }
    index_of(elements)
}

#[test]
fn a_street_is_found_by_its_kind_in_every_language_of_the_map() {
    let index = world();
    for (text, row) in [
        ("Запоріжжя, бульвар Шевченка, 56", 0_i32),
        ("б-р Шевченка 56", 0),
        ("вул. Шевченка, буд. 56, кв. 3, м. Запоріжжя", 1),
        ("вулиця Шевченка, будинок 56, під'їзд 2, поверх 3", 1),
        ("ул. Шевченка, 56", 1),
        ("пров. Шевченка, 56", 2),
        ("переулок Шевченка, 56", 2),
        ("просп. Грушевського, 56", 3),
        ("пл. Ринок, 56", 4),
        ("вул. Купалы, д. 56, Беларусь", 5),
        ("завулак Купалы, 56", 6),
        ("пер. Купалы 56", 6),
        ("пр-т Пераможцаў, 56", 7),
        ("Абай көшесі, 56-үй", 8),
        ("Абай к-сі 56", 8),
        ("Абай даңғылы, 56", 9),
        ("пр. Абай, 56", 9),
        ("Самал ш/а, 56 үй, 3 пәтер", 10),
        ("Самал мкр, 56", 10),
    ] {
        let answer = index.find(text);
        let expected = at(0., 500. * f64::from(row));
        let is_right = matches!(&answer, Answer::Found(place) if place.point.distance_meters(expected) < 1.0);
        assert!(is_right, "{text}: {answer:?}");
    }
}

#[test]
fn a_name_that_streets_of_several_kinds_have_is_a_question() {
    let index = world();
    for (text, count) in [("Шевченка 56", 3), ("Купалы, 56", 2), ("Абай 56", 2)] {
        let answer = index.find(text);
        assert!(
            matches!(&answer, Answer::Ambiguous(all) if all.len() == count),
            "{text}: {answer:?}"
        );
    }
}

/// A street, and a lane or another street `north` metres of it, each drawn, with a house of the same number.
fn beside(street: &str, other: &str, north: f64) -> AddressIndex {
    let line = |id: i64, name: &str, y: f64| {
        [
            node(id, at(0., y), &[]),
            node(id + 1, at(400., y), &[]),
            way(id, &[id, id + 1], &[("highway", "residential"), ("name", name)]),
            house(id + 2, name, "5", at(100., y + 20.)),
        ]
    };
    let place = node(1, at(0., -50.), &[("place", "city"), ("name", "Рязань")]);
    let [one, two] = [line(10, street, 0.), line(20, other, north)];
    index_of([place].into_iter().chain(one).chain(two).collect())
}

#[test]
fn streets_of_one_name_and_several_kinds_are_never_joined_however_near() {
    for (street, other) in [
        ("улица Чкалова", "переулок Чкалова"),
        ("улица Чкалова", "проезд Чкалова"),
        ("улица Чкалова", "проспект Чкалова"),
        ("улица Чкалова", "бульвар Чкалова"),
        ("улица Николая Чкалова", "улица Петра Чкалова"),
    ] {
        for north in [30., 100.] {
            let index = beside(street, other, north);
            let answer = index.find("Рязань, Чкалова 5");
            let is_question = matches!(&answer, Answer::Ambiguous(both) if both.len() == 2);
            assert!(is_question, "{street}, {other}: {answer:?}");
            for (name, y) in [(street, 20.), (other, north + 20.)] {
                let answer = index.find(&format!("Рязань, {name}, 5"));
                let is_right =
                    matches!(&answer, Answer::Found(place) if place.point.distance_meters(at(100., y)) < 1.0);
                assert!(is_right, "{name}: {answer:?}");
            }
        }
    }
}

#[test]
fn one_street_written_in_several_ways_stays_one_place() {
    let elements = vec![
        house(1, "улица Абая", "5", at(0., 0.)),
        house(2, "Абая", "5", at(0., 60.)),
        house(3, "проспект Абая", "5", at(60., 0.)),
    ];
    let answer = index_of(elements).find("Абая 5");
    assert!(matches!(answer, Answer::Found(_)), "{answer:?}");
}

#[test]
fn a_given_name_goes_without_saying_where_it_is_the_only_one() {
    let index = world();
    for (text, row) in [
        ("невского 56", 11.),
        ("ул. А. Невского, 56", 11.),
        ("Островского 56", 12.),
        ("Н. Островского 56", 12.),
    ] {
        let answer = index.find(text);
        let is_right = matches!(&answer, Answer::Found(place) if place.point.distance_meters(at(0., 500. * row)) < 1.0);
        assert!(is_right, "{text}: {answer:?}");
    }
    // Another person of that name.
    for text in ["А. Островского 56", "ул. П. Невского, 56"] {
        assert!(!matches!(index.find(text), Answer::Found(_)), "{text}");
    }
    let two = index_of(vec![
        house(1, "улица Николая Островского", "5", at(0., 0.)),
        house(2, "улица Александра Островского", "5", at(0., 900.)),
    ]);
    assert!(matches!(two.find("Островского 5"), Answer::Ambiguous(both) if both.len() == 2));
}

#[test]
fn a_house_with_a_letter_or_a_stroke_may_stand_before_its_street() {
    let index = world();
    for (text, east) in [
        ("30б вадима гетьмана", 900.),
        ("30-Б вул. Вадима Гетьмана", 900.),
        ("12/3 Вадима Гетьмана", 1800.),
        ("30б, вулиця Вадима Гетьмана, Запоріжжя, Україна", 900.),
    ] {
        let answer = index.find(text);
        let is_right = matches!(&answer, Answer::Found(place) if place.point.distance_meters(at(east, 0.)) < 1.0);
        assert!(is_right, "{text}: {answer:?}");
    }
}
