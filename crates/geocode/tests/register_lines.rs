//! Tests of addresses as the state's register writes them: kinds of settlements and municipalities in full and
//! shortened, gardens, a plot and a house in one line; and of names and initials that only look like those.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "ground/drawn.rs"]
mod drawn;

use drawn::{at, house, node};
use karavan_geocode::{AddressIndex, Answer, NotFoundReason};
use karavan_model::Point;
use karavan_osm::Extract;

const VILLAGE: (f64, f64) = (0., 0.);
const GARDENS: (f64, f64) = (30_000., 0.);
const TOWN: (f64, f64) = (60_000., 0.);

/// A village of houses without streets, gardens beside another, and a town with a microdistrict.
fn world() -> AddressIndex {
    let by = |(east, north): (f64, f64), more: f64| at(east + more, north + 300.);
    let place =
        |id, (east, north): (f64, f64), kind, name| node(id, at(east, north), &[("place", kind), ("name", name)]);
    let of_place = |id, place, number, at: Point| node(id, at, &[("addr:place", place), ("addr:housenumber", number)]);
    let elements = vec![
        place(1, VILLAGE, "village", "Лужки"),
        of_place(10, "Лужки", "1", by(VILLAGE, 0.)),
        of_place(11, "Лужки", "4", by(VILLAGE, 500.)),
        of_place(12, "Лужки", "уч. 22", by(VILLAGE, 1000.)),
        place(2, GARDENS, "allotments", "ДПК Ромашка"),
        house(20, "3-я Цветочная улица", "16", by(GARDENS, 0.)),
        house(21, "Цветочная улица", "16", by(GARDENS, 500.)),
        house(22, "Цветочная улица", "306", by(GARDENS, 1000.)),
        place(3, TOWN, "town", "Ленинский"),
        node(
            4,
            at(TOWN.0, 100.),
            &[("place", "neighbourhood"), ("name", "Центральный")],
        ),
        house(30, "Южная улица", "15А", by(TOWN, 0.)),
        house(31, "Южная улица", "15А с1", by(TOWN, 500.)),
        house(32, "Южная улица", "33", by(TOWN, 1000.)),
        house(33, "Южная улица", "1", by(TOWN, 1500.)),
    ];
    AddressIndex::build(&Extract::from_elements(elements)).unwrap()
}

/// Asserts that each text is found so far east of the west of a place.
fn all_found(place: (f64, f64), more: f64, texts: &[&str]) {
    let index = world();
    let expected = at(place.0 + more, place.1 + 300.);
    for text in texts {
        let answer = index.find(text);
        let is_right = matches!(&answer, Answer::Found(place) if place.point.distance_meters(expected) < 1.0);
        assert!(is_right, "{text}: {answer:?}");
    }
}

#[test]
fn a_kind_of_settlement_is_written_in_full_or_shortened() {
    all_found(
        TOWN,
        500.,
        &[
            "Российская Федерация, Приволжская область, рабочий посёлок Ленинский, ул. Южная, дом №15А, строение №1",
            "р.п. Ленинский, ул. Южная, дом N 15А, строение N 1",
            "раб. пос. Ленинский, Южная 15А стр 1",
            "посёлок городского типа Ленинский, ул. Южная, 15А, стр. 1",
            "Приволжская обл., пгт Ленинский, ул Южная, 15А с1",
            "п. при станции Ленинский, ул. Южная, 15А, строение 1",
            "посёлок при железнодорожной станции Ленинский, ул. Южная, 15А стр. 1",
            "ж/д ст. Ленинский, ул. Южная, 15А стр. 1",
            "населённый пункт Ленинский, ул. Южная, 15А стр. 1",
            "Приволжская область, п Ленинский, ул Южная, 15А стр. 1",
        ],
    );
}

#[test]
fn a_municipality_is_written_in_full_or_shortened() {
    all_found(
        TOWN,
        0.,
        &[
            "Приволжская обл., р-н. Озёрный, с/с. Амангильдинский, п. Ленинский, ул. Южная, д. 15А",
            "Приволжская обл., Озёрный м.р-н, с.п. Сосновское, п. Ленинский, ул. Южная, д. 15А",
            "Приволжская обл., с/пос. Сосновское, пос. Ленинский, ул. Южная, д. 15А",
            "г.п. Заречное, рп Ленинский, ул. Южная, 15А",
            "Приволжская обл., Озёрный район, сельский совет Лесной, пос. Ленинский, ул. Южная, 15А",
            "г. Приволжск, вн.тер.г. муниципальный округ Северный, п. Ленинский, ул. Южная, 15А",
            "внутригородская территория города федерального значения поселение Сосенское, п. Ленинский, ул. Южная, 15А",
            "муниципальное образование Сосновское, п. Ленинский, ул. Южная, 15А",
            "Ханты-Мансийский автономный округ - Югра, пгт. Ленинский, ул. Южная, 15А",
            "Кабардино-Балкарская Республика, п. Ленинский, ул. Южная, 15А",
            "Республика Северная Осетия - Алания, п. Ленинский, ул. Южная, 15А",
            "Республика Саха (Якутия), п. Ленинский, ул. Южная, 15А",
        ]
        .map(|text| text.strip_prefix("г. Приволжск, ").unwrap_or(text)),
    );
}

#[test]
fn what_follows_a_region_without_a_comma_is_no_part_of_its_name() {
    all_found(
        TOWN,
        0.,
        &[
            "обл. Приволжская Ленинский Южная, 15А",
            "р-н Озёрный Южная, 15А",
            "Республика Татарстан Ленинский, Южная 15А",
            "Республика Марий Эл, Ленинский, Южная 15А",
            "р-н Северное Заречье, Южная 15А",
        ],
    );
}

#[test]
fn a_street_called_as_settlements_are_keeps_its_name() {
    let index = AddressIndex::build(&Extract::from_elements(vec![
        house(1, "улица Кордон", "5", at(0., 0.)),
        house(2, "улица Станция", "5", at(900., 0.)),
    ]))
    .unwrap();
    for (text, east) in [
        ("ул. Кордон дом 5", 0.),
        ("Кордон д. 5", 0.),
        ("ул. Станция, 5", 900.),
        ("улица Станция д 5", 900.),
    ] {
        let answer = index.find(text);
        let is_right = matches!(&answer, Answer::Found(place) if place.point.distance_meters(at(east, 0.)) < 1.0);
        assert!(is_right, "{text}: {answer:?}");
    }
}

#[test]
fn initials_before_a_name_are_no_municipality() {
    let elements = vec![
        house(1, "улица С. П. Королёва", "5", at(0., 0.)),
        house(2, "улица Г. О. Шмидта", "5", at(0., 500.)),
    ];
    let index = AddressIndex::build(&Extract::from_elements(elements)).unwrap();
    for (text, north) in [
        ("С.П. Королёва 5", 0.),
        ("ул. С.П. Королёва, 5", 0.),
        ("Г.О. Шмидта, 5", 500.),
    ] {
        let answer = index.find(text);
        let is_right = matches!(&answer, Answer::Found(place) if place.point.distance_meters(at(0., north)) < 1.0);
        assert!(is_right, "{text}: {answer:?}");
    }
}

#[test]
fn gardens_are_called_in_full_or_shortened() {
    all_found(
        GARDENS,
        0.,
        &[
            "массив Орехово-Северное, ДПК Ромашка, 3-я Цветочная ул., дом 16, уч. № 306",
            "ДПК Ромашка, 3-я Цветочная ул., уч. № 306, дом 16",
            "дачный потребительский кооператив «Ромашка», 3-я Цветочная, 16",
            "тер. СНТ Ромашка, ул. 3-я Цветочная, з/у 306, д. 16",
            "ТСН Ромашка, ул. 3-я Цветочная, 16",
            "садоводческое некоммерческое товарищество Ромашка, 3-я Цветочная улица, 16, земельный участок 306",
        ],
    );
}

#[test]
fn a_plot_and_a_house_in_one_line_are_told_apart() {
    all_found(
        TOWN,
        1500.,
        &[
            "п. Ленинский, микрорайон \"Центральный\", № 33, ул. Южная, 1",
            "п. Ленинский, мкр Центральный, 33, ул. Южная, 1",
            "п. Ленинский, уч. 33, ул. Южная, 1",
            "п. Ленинский, ул. Южная, 1, уч. 33",
            "п. Ленинский, ул. Южная, д. 1, земельный участок № 33",
        ],
    );
    all_found(
        TOWN,
        1000.,
        &[
            "п. Ленинский, ул. Южная, участок №33",
            "п. Ленинский, ул. Южная, уч-к 33",
        ],
    );
    all_found(
        VILLAGE,
        500.,
        &[
            "Приволжская обл., д. Лужки, ГП-1, уч.4",
            "Приволжская обл., д Лужки, уч. 4, ГП-1",
            "д. Лужки, поз. 1, участок 4",
        ],
    );
    all_found(VILLAGE, 1000., &["д. Лужки, уч. 22", "с Лужки, з/у 22"]);
}

#[test]
fn a_village_or_a_house_that_the_map_lacks_is_not_another() {
    let index = world();
    for text in ["Приволжская область, г Руза, д Марс", "д. Лужки, уч. 77, ГП-1"]
    {
        let answer = index.find(text);
        assert!(matches!(answer, Answer::NotFound { .. }), "{text}: {answer:?}");
    }
    let answer = index.find("пос. Ленинский, ул. Южная");
    assert!(
        matches!(&answer, Answer::NotFound { why: NotFoundReason::NoHouse, candidates }
            if candidates[0].label.starts_with("Южная улица")),
        "{answer:?}"
    );
}
