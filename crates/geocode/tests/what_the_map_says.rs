//! Tests of what else a map says of addresses (borders, old names, doors, street lines, named places), of the other
//! questions to an index (while typing, by a point, by a building), and of telephones, layouts and notes that must hide
//! no house.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "ground/drawn.rs"]
mod drawn;

use drawn::{at, house, node, square, way};
use karavan_geocode::{AddressIndex, Answer, Feature, NotFoundReason, Precision};
use karavan_model::Point;
use karavan_osm::Extract;

fn world() -> AddressIndex {
    let mut elements = vec![
        node(1, at(0., 0.), &[("place", "city"), ("name", "Заречный")]),
        node(2, at(30_000., 0.), &[("place", "village"), ("name", "Лужки")]),
        // A long street along the river; only 1, 9 and 2, 10 are on the map.
        house(10, "Речная улица", "1", at(0., 20.)),
        house(11, "Речная улица", "9", at(200., 220.)),
        house(12, "Речная улица", "2", at(0., -20.)),
        house(13, "Речная улица", "10", at(240., 200.)),
        node(20, at(-50., 0.), &[]),
        node(21, at(220., 0.), &[]),
        node(22, at(220., 400.), &[]),
        way(
            30,
            &[20, 21, 22],
            &[
                ("highway", "residential"),
                ("name", "Речная улица"),
                ("old_name", "Купеческая улица"),
                ("name:kk", "Өзен көшесі"),
            ],
        ),
        // One street on both banks, each in its district.
        house(40, "улица Гагарина", "12", at(-4_000., 0.)),
        house(41, "улица Гагарина", "12", at(4_000., 0.)),
        node(
            60,
            at(100., 900.),
            &[
                ("amenity", "pharmacy"),
                ("name", "Аптека Ромашка"),
                ("opening_hours", "Mo-Su 08:00-22:00"),
            ],
        ),
        // A house of two entrances, the second of which tells its flats.
        node(71, at(1_000., 1_000.), &[("entrance", "yes"), ("ref", "1")]),
        node(
            72,
            at(1_040., 1_000.),
            &[("entrance", "yes"), ("ref", "2"), ("addr:flats", "37-72")],
        ),
        node(73, at(1_040., 1_010.), &[]),
        node(74, at(1_000., 1_010.), &[]),
        way(
            75,
            &[71, 72, 73, 74, 71],
            &[
                ("building", "apartments"),
                ("addr:street", "Новая улица"),
                ("addr:housenumber", "3"),
            ],
        ),
    ];
    let district = |name| [("boundary", "administrative"), ("admin_level", "9"), ("name", name)];
    elements.extend(square(100, (-5_000., -1_000.), 2_000., &district("Засвияжский район")));
    elements.extend(square(200, (3_000., -1_000.), 2_000., &district("Заволжский район")));
    AddressIndex::build(&Extract::from_elements(elements)).unwrap()
}

fn found(index: &AddressIndex, text: &str) -> (Point, Precision) {
    match index.find(text) {
        Answer::Found(place) => (place.point, place.precision),
        other => panic!("{text}: {other:?}"),
    }
}

fn labels(features: &[Feature<'_>]) -> Vec<String> {
    features.iter().map(Feature::label).collect()
}

#[test]
fn the_district_tells_which_of_two_streets_is_meant() {
    let index = world();
    assert!(matches!(index.find("ул. Гагарина, 12"), Answer::Ambiguous(all) if all.len() == 2));
    for text in [
        "Засвияжский р-н, ул. Гагарина, 12",
        "г. Заречный, Засвияжский район, Гагарина 12, кв 5",
    ] {
        assert!(found(&index, text).0.distance_meters(at(-4_000., 0.)) < 1.0, "{text}");
    }
    assert!(
        found(&index, "Гагарина 12, Заволжский р-н")
            .0
            .distance_meters(at(4_000., 0.))
            < 1.0
    );
    let Answer::Found(feature) = index.look("Заволжский р-н, Гагарина 12") else {
        panic!()
    };
    assert_eq!(
        (feature.district(), feature.city()),
        (Some("Заволжский район"), Some("Заречный"))
    );
    assert_eq!(feature.postcode(), Some("432000"));
}

#[test]
fn old_and_other_names_lead_to_the_street() {
    let index = world();
    for text in ["Купеческая 9", "ул. Купеческая, д. 9", "Өзен көшесі 9", "Озен 9"]
    {
        assert!(found(&index, text).0.distance_meters(at(200., 220.)) < 1.0, "{text}");
    }
}

#[test]
fn a_house_between_two_known_ones_is_offered_along_the_street_and_never_called_a_house() {
    let index = world();
    let Answer::NotFound { why, candidates } = index.find("Речная 5") else {
        panic!()
    };
    assert_eq!(
        (why, candidates[0].precision),
        (NotFoundReason::NoHouse, Precision::Street)
    );
    let between = candidates
        .iter()
        .find(|one| one.precision == Precision::Interpolated)
        .unwrap();
    // 1 stands 50 m along the street and 20 m to its left, 9 stands 490 m along and as far to the left: half way is the
    // corner, at 270 m, and 20 m to the left of it is inside the bend.
    assert!(between.point.distance_meters(at(200., 20.)) < 25.0, "{between:?}");
    assert_eq!(between.label, "Речная улица, 5");
    // 21 lies beyond the last known number: nothing is made up.
    let Answer::NotFound { candidates, .. } = index.find("Речная 21") else {
        panic!()
    };
    assert!(candidates.iter().all(|one| one.precision != Precision::Interpolated));
}

#[test]
fn the_entrance_or_the_flat_tells_the_door() {
    let index = world();
    let (first, second) = (at(1_000., 1_000.), at(1_040., 1_000.));
    for (text, door) in [
        ("Новая 3, подъезд 1", first),
        ("Новая 3, 2 подъезд, кв 5", second),
        ("Новая 3, кв. 40", second),
    ] {
        let (point, precision) = found(&index, text);
        assert_eq!(precision, Precision::Entrance, "{text}");
        assert!(point.distance_meters(door) < 1.0, "{text}");
    }
    assert_eq!(found(&index, "Новая 3").1, Precision::House);
    assert_eq!(found(&index, "Новая 3, подъезд 7").1, Precision::House);
}

#[test]
fn places_people_name_are_shown_with_their_hours_and_never_taken_for_certain() {
    let index = world();
    let Answer::NotFound { candidates, .. } = index.look("аптека Ромашка") else {
        panic!()
    };
    assert_eq!(candidates[0].label(), "Аптека Ромашка (Заречный)");
    assert_eq!(
        (candidates[0].opening_hours(), candidates[0].tag()),
        (Some("Mo-Su 08:00-22:00"), ("amenity", "pharmacy"))
    );
    // A village without streets: there a person can be asked for.
    let Answer::NotFound { candidates, .. } = index.find("с. Лужки, д. 14") else {
        panic!()
    };
    assert!(
        candidates
            .iter()
            .any(|one| one.label == "Лужки" && one.precision == Precision::Locality)
    );
}

#[test]
fn telephones_layouts_and_a_town_at_the_end_hide_no_house() {
    let index = world();
    let nine = at(200., 220.);
    for text in [
        "Речная 9, 8 (900) 123-45-67",
        "Речная ул., д. 9 тел. 27-12-45, кв 7",
        "Htxyfz 9",
        "htxyfz ek/? l/ 9? rd 7",
        "Речная 9, г. Заречный",
        "Заречный, д. 9, ул. Речная",
        "Речная 9 8-900-123-45-67 кв 7",
        "Адрес: г. Заречный, ул. Речная, 9",
        "доставка: Речная 9 кв 7",
        "СРОЧНО!!! ул. Речная 9, кв 7",
        "дом 9 по ул. Речной",
        "Заречный г, Речная ул., 9 д., 7 кв.",
        "Речная ул. д, 9 кв, 7",
        "Заречный қ., Речная к-сі, 9-үй, 7-пәтер",
        "Петрова Анна Сергеевна, 1938 г.р., ул. Речная, 9, кв. 7",
        "Речная 9-7 с 10 до 12",
        "Речная 9, кв. 7, к 12.04",
        "общежитие ул. Речная, 9, ком. 7",
        "на улице Речной, дом 9 квартира семь",
    ] {
        assert!(found(&index, text).0.distance_meters(nine) < 1.0, "{text}");
    }
    let located = index.locate("Речная 9, кв. 7, 8 (900) 123-45-67 дочь");
    assert_eq!(located.parsed.door.flat.as_deref(), Some("7"));
    assert!(located.parsed.door.note.unwrap().contains("8 (900) 123-45-67"));
    let located = index.locate("Речная 9-7 с 10 до 12");
    assert_eq!(located.parsed.door.note.as_deref(), Some("с 10 до 12"));
    // Letters that mean nothing are glued to the number: who knows which house is meant.
    assert!(!matches!(index.find("Речная 9абв"), Answer::Found(_)));
}

#[test]
fn typing_is_completed_from_streets_to_houses() {
    let index = world();
    assert_eq!(labels(&index.suggest("Реч", None, 5)), ["Речная улица (Заречный)"]);
    assert_eq!(labels(&index.suggest("ул. Куп", None, 5)), ["Речная улица (Заречный)"]);
    let houses = labels(&index.suggest("Речная 1", None, 5));
    assert_eq!(houses, ["Речная улица, 1 (Заречный)", "Речная улица, 10 (Заречный)"]);
    assert_eq!(labels(&index.suggest("Луж", None, 5)), ["Лужки"]);
    assert_eq!(labels(&index.suggest("ромаш", None, 5)), ["Аптека Ромашка (Заречный)"]);
    // Of two alike the nearer comes first.
    let near = |east: f64| index.suggest("Гагарина 12", Some(at(east, 0.)), 2)[0].point;
    assert!(near(-3_900.).distance_meters(at(-4_000., 0.)) < 1.0);
    assert!(near(3_900.).distance_meters(at(4_000., 0.)) < 1.0);
    assert!(index.suggest("", None, 5).is_empty() && index.suggest("Задонщинская 44", None, 5).is_empty());
}

#[test]
fn a_number_typed_behind_a_shortened_street_is_a_house_or_its_order() {
    let mut elements = vec![node(1, at(0., 0.), &[("place", "city"), ("name", "Заречный")])];
    let houses = [
        ("Пристанская улица", "2"),
        ("Пристанская улица", "28"),
        ("Пристанская улица", "31"),
        ("2-я Пристанская улица", "5"),
        ("2-я Озёрная улица", "28"),
    ];
    let placed = houses.iter().zip(10_u32..);
    elements
        .extend(placed.map(|(&(street, number), id)| house(id.into(), street, number, at(f64::from(id) * 300., 0.))));
    let index = AddressIndex::build(&Extract::from_elements(elements)).unwrap();
    let typed = |text: &str| labels(&index.suggest(text, None, 8));
    let town = |label: &str| format!("{label} (Заречный)");
    for text in ["прист 28", "Пристанск 28", "ул. прист, 28", "ghbcn 28"] {
        assert_eq!(typed(text)[0], town("Пристанская улица, 28"), "{text}");
    }
    let two = typed("прист 2");
    assert_eq!(two[..2], ["Пристанская улица, 2", "Пристанская улица, 28"].map(town));
    assert!(two.contains(&town("2-я Пристанская улица")), "{two:?}");
    assert!(!two.iter().any(|label| label.contains("Озёрная")), "{two:?}");
    assert_eq!(
        typed("прист 44"),
        ["Пристанская улица", "2-я Пристанская улица"].map(town)
    );
    assert!(typed("2")[0].starts_with("2-я"));
    assert!(typed("задонщ 28").is_empty());
}

#[test]
fn a_point_is_told_by_what_stands_nearest() {
    let index = world();
    assert_eq!(
        labels(&index.reverse(at(195., 215.), 1)),
        ["Речная улица, 9 (Заречный)"]
    );
    assert_eq!(labels(&index.reverse(at(220., 399.), 1)), ["Речная улица (Заречный)"]);
    assert!(index.reverse(at(90_000., 0.), 1).is_empty());
    assert_eq!(
        index.settlement_at(at(195., 215.)).map(|one| one.label()),
        Some("Заречный".to_owned())
    );
}

#[test]
fn a_building_has_one_name_however_it_is_written_and_keeps_it_without_a_map() {
    let index = world();
    let empty = AddressIndex::build(&Extract::from_elements(vec![])).unwrap();
    let name = |text: &str| index.building_names(text)[0].clone();
    for text in [
        "г. Заречный, ул. Речная, д. 9, кв 4",
        "речная 9",
        "Речная ул., 9",
        "Купеческая 9",
    ] {
        assert_eq!(name(text), name("Речная улица, 9"), "{text}");
    }
    assert_ne!(name("Речная 9"), name("Речная 1"));
    assert_ne!(name("пр. Речной 9"), name("Речная 9"));
    // The name that grammar alone gives is among those of every map.
    for text in ["ул. Речная, д. 9", "СНТ Рассвет, уч. 12"] {
        let plain = empty.building_names(text);
        assert_eq!(index.building_names(text).last(), plain.last(), "{text}");
    }
    assert!(index.building_names("около магазина").is_empty());
    assert!(index.building_names("ул. Речная").is_empty());
}

#[test]
fn a_number_before_a_street_is_its_own_and_not_a_microdistrict_s() {
    let index = AddressIndex::build(&Extract::from_elements(vec![
        node(1, at(0., 0.), &[("place", "city"), ("name", "Заречный")]),
        node(2, at(900., 0.), &[("place", "suburb"), ("name", "2-й микрорайон")]),
        house(10, "Озёрная улица", "14", at(1_000., 0.)),
        house(11, "2-я Озёрная улица", "14", at(-2_000., 0.)),
    ]))
    .unwrap();
    for text in ["2-я Озёрная улица, 14", "вторая Озерная 14", "2-я Озёрная ул., д. 14"]
    {
        let (place, _) = found(&index, text);
        assert!(place.distance_meters(at(-2_000., 0.)) < 1.0, "{text}");
    }
    assert!(found(&index, "Озёрная улица, 14").0.distance_meters(at(1_000., 0.)) < 1.0);
    let in_district = index.find("2 мкр, Озёрная улица, 14").into_candidates();
    assert!(in_district[0].point.distance_meters(at(1_000., 0.)) < 1.0);
}
