//! A small hand-made map of a city and a village with likely mistakes in it, and tests of the answers to addresses:
//! found, a choice, or not found and why; slips; the door; stored and damaged bytes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use karavan_geocode::{AddressIndex, Answer, GeocodeError, NotFoundReason, Precision, SharedBytes};
use karavan_model::Point;
use karavan_osm::{Element, Extract, Member, MemberKind, Node, Relation, Tags, Way};

/// Metres of latitude in degrees: 111,195 m to a degree.
fn north(meters: f64) -> f64 {
    meters / 111_195.0
}

fn at(lon: f64, lat: f64) -> Point {
    Point { lon, lat }
}

fn node(id: i64, point: Point, tags: &[(&str, &str)]) -> Element {
    Element::Node(Node {
        id,
        point,
        tags: tags.iter().copied().collect::<Tags>(),
    })
}

fn way(id: i64, nodes: &[i64], tags: &[(&str, &str)]) -> Element {
    Element::Way(Way {
        id,
        nodes: nodes.to_vec(),
        tags: tags.iter().copied().collect::<Tags>(),
    })
}

fn house(id: i64, street: &str, number: &str, point: Point) -> Element {
    node(id, point, &[("addr:street", street), ("addr:housenumber", number)])
}

/// A city at (48.4, 54.3) and a village 30 km east of it; houses 200 m apart unless said otherwise.
fn world() -> AddressIndex {
    let spot = |i: u32| at(48.4 + 0.003 * f64::from(i % 10), 54.3 + 0.003 * f64::from(i / 10));
    let mut elements = vec![
        node(
            1,
            at(48.4, 54.3),
            &[("place", "city"), ("name", "Ульяновск"), ("old_name", "Симбирск")],
        ),
        node(
            2,
            at(48.86, 54.3),
            &[("place", "village"), ("name", "село Архангельское")],
        ),
        node(3, at(48.4, 54.33), &[("place", "suburb"), ("name", "Засвияжье")]),
    ];
    let houses = [
        ("улица Гончарова", "12 к1"),
        ("улица Гончарова", "12 к2"),
        ("ул. Гончарова", "14"),
        ("Гончарова", "16"),
        ("переулок Гончарова", "16"),
        ("проспект Нариманова", "13 с2"),
        ("Нариманова пр.", "15А"),
        ("50-летия ВЛКСМ", "10/2"),
        ("мкр 5", "41"),
        ("5-й микрорайон", "42"),
        ("мкр. 7", "12"),
        ("мкр 12", "15"),
        ("Жетысу-2", "21"),
        ("Жетысу-4", "22"),
        ("улица Академика Королёва", "5"),
        ("1-я Садовая улица", "8"),
        ("2-я Садовая улица", "8"),
        ("улица Титова", "33"),
        ("улица Титова", "14-1"),
        ("улица Титова", "14"),
        ("Мурманский проезд", "вл4"),
        ("пр. Достык (Ленина)", "188"),
        ("Большая Новодмитровская улица", "36 с5"),
        ("улица Макарова", "7"),
        ("улица Маркова", "9"),
        ("Толе би", "12"),
        ("Шарипова Ади", "117"),
        ("Набережная", "3"),
        ("17-й проезд Марьиной Рощи", "9А"),
        ("улица 8 Марта", "20"),
        ("Байтурсынова", "87, 89"),
        ("ул. Муратбаева", "71Б(неточно)"),
        ("пр. Абая", "52 \"Б\""),
        ("Самал", "2"),
        ("Самал-2", "58"),
        ("Коктем-2, мкр", "9"),
        ("22 линия", "45"),
    ];
    elements.extend(
        houses
            .iter()
            .zip(0_u32..)
            .map(|(&(street, number), i)| house(100 + i64::from(i), street, number, spot(i))),
    );
    // A building 60 m north of a lone point with the same address; and the same address 1,000 m away.
    let origin = at(48.45, 54.28);
    elements.push(house(200, "улица Минаева", "6", origin));
    for (i, (east, up)) in [(0.0, 60.0), (0.0002, 60.0), (0.0002, 70.0), (0.0, 70.0)]
        .into_iter()
        .enumerate()
    {
        elements.push(node(210 + i as i64, at(origin.lon + east, origin.lat + north(up)), &[]));
    }
    elements.push(way(
        300,
        &[210, 211, 212, 213, 210],
        &[
            ("building", "yes"),
            ("addr:street", "улица Минаева"),
            ("addr:housenumber", "6"),
        ],
    ));
    elements.push(house(201, "улица Федерации", "1", origin));
    elements.push(house(
        202,
        "улица Федерации",
        "1",
        at(origin.lon, origin.lat + north(1000.0)),
    ));
    // One street and house in the city and in the village; a street of the village alone; a village without streets.
    elements.push(house(220, "улица Мира", "5", spot(3)));
    elements.push(house(221, "улица Мира", "5", at(48.861, 54.301)));
    elements.push(house(222, "улица Полевая", "2", at(48.862, 54.301)));
    elements.push(node(
        223,
        at(48.863, 54.301),
        &[("addr:place", "п. Ленинский"), ("addr:housenumber", "4")],
    ));
    // A street without houses, and a house that has its street from a relation.
    elements.push(node(230, spot(40), &[]));
    elements.push(node(231, spot(41), &[]));
    elements.push(way(
        301,
        &[230, 231],
        &[("highway", "residential"), ("name", "улица Пустынная")],
    ));
    elements.push(node(240, spot(45), &[("addr:housenumber", "77")]));
    elements.push(Element::Relation(Relation {
        id: 1,
        members: vec![Member {
            kind: MemberKind::Node,
            id: 240,
            role: "house".into(),
        }],
        tags: [("type", "associatedStreet"), ("name", "улица Связная")]
            .into_iter()
            .collect::<Tags>(),
    }));
    AddressIndex::build(&Extract::from_elements(elements)).unwrap()
}

fn found(index: &AddressIndex, text: &str) -> String {
    match index.find(text) {
        Answer::Found(place) => place.label,
        other => panic!("{text}: {other:?}"),
    }
}

fn candidates(index: &AddressIndex, text: &str) -> Vec<String> {
    match index.find(text) {
        Answer::Ambiguous(all) => all.into_iter().map(|one| one.label).collect(),
        other => panic!("{text}: {other:?}"),
    }
}

fn reason(index: &AddressIndex, text: &str) -> NotFoundReason {
    match index.find(text) {
        Answer::NotFound { why, .. } => why,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn addresses_are_found_however_they_are_written() {
    let index = world();
    for (text, label) in [
        (
            "г Ульяновск, ул. Гончарова, д.12 корп. 1, кв 45, подъезд 2, этаж 5, домофон 45В1234",
            "улица Гончарова, 12 к1",
        ),
        ("Гончарова ул., 12, корпус 2", "улица Гончарова, 12 к2"),
        ("УЛЬЯНОВСК ГОНЧАРОВА 14 КВ 3", "ул. Гончарова, 14"),
        ("гончарова д 14", "ул. Гончарова, 14"),
        ("пер. Гончарова, 16", "переулок Гончарова, 16"),
        ("пр Нариманова 13, стр.2", "проспект Нариманова, 13 с2"),
        ("Нариманова пр-т, 15 а", "Нариманова пр., 15А"),
        ("Ульяновск 50-летия ВЛКСМ 10/2-17", "50-летия ВЛКСМ, 10/2"),
        ("50 лет ВЛКСМ, дом 10/2", "50-летия ВЛКСМ, 10/2"),
        ("5-й мкр, 41", "мкр 5, 41"),
        ("мкн № 5, д 42", "5-й микрорайон, 42"),
        ("микрорайон 5, 41, кв.17, под. 6", "мкр 5, 41"),
        ("7 мкр 12", "мкр. 7, 12"),
        ("Жетысу-2 21, кв 31", "Жетысу-2, 21"),
        ("ул. Жетысу-2, д. 21", "Жетысу-2, 21"),
        ("Жетысу 2, 21", "Жетысу-2, 21"),
        ("ул. Королева, 5", "улица Академика Королёва, 5"),
        ("ак. Королёва ул. 5", "улица Академика Королёва, 5"),
        ("2-я Садовая, 8", "2-я Садовая улица, 8"),
        ("Садовая 2-я ул., д.8", "2-я Садовая улица, 8"),
        ("Вторая Садовая 8", "2-я Садовая улица, 8"),
        ("Титова 33-115", "улица Титова, 33"),
        ("Титова 14-1", "улица Титова, 14-1"),
        ("Мурманский пр-д, вл. 4", "Мурманский проезд, вл4"),
        ("проезд Мурманский 4", "Мурманский проезд, вл4"),
        ("просп. Достык 188", "пр. Достык (Ленина), 188"),
        ("достык (ленина) просп. д.188 кв.97", "пр. Достык (Ленина), 188"),
        (
            "Б. Новодмитровская, 36 строение 5",
            "Большая Новодмитровская улица, 36 с5",
        ),
        ("Ади Шарипова 117", "Шарипова Ади, 117"),
        ("Набережная ул., 3", "Набережная, 3"),
        ("пр-д 17-й Марьиной Рощи, д 9А", "17-й проезд Марьиной Рощи, 9А"),
        ("8 Марта, 20", "улица 8 Марта, 20"),
        ("Байтурсынова д.87, 89 кв 87", "Байтурсынова, 87, 89"),
        ("Муратбаева 71Б(неточно)", "ул. Муратбаева, 71Б(неточно)"),
        ("пр-т абая д.52 \"б\"", "пр. Абая, 52 \"Б\""),
        ("Самал-2, д. 58", "Самал-2, 58"),
        ("Самал 2-58", "Самал-2, 58"),
        ("ул. Коктем-2, мкр д 9", "Коктем-2, мкр, 9"),
        ("22 линия 45, 6 подъезд, 6 этаж, кв. 58", "22 линия, 45"),
        ("дом 33, улица Титова", "улица Титова, 33"),
        (
            "432000, Ульяновская обл., г. Ульяновск, Засвияжский р-н, ул. Титова, 33",
            "улица Титова, 33",
        ),
        ("Симбирск, Титова 33", "улица Титова, 33"),
        ("с. Архангельское, ул. Мира, д 5", "улица Мира, 5"),
        ("п. Ленинский, д. 4", "п. Ленинский, 4"),
        ("ул. Связная 77", "улица Связная, 77"),
        ("улциа Титова 33", "улица Титова, 33"),
        ("ulitsa Titova 33", "улица Титова, 33"),
    ] {
        assert_eq!(found(&index, text), label, "{text}");
    }
}

#[test]
fn slips_are_forgiven_in_long_names_and_never_in_numbers() {
    let index = world();
    for (text, label) in [
        ("Гнчарова 14", "ул. Гончарова, 14"),          // о left out
        ("Гоначрова ул. 14", "ул. Гончарова, 14"),     // ч and а swapped
        ("Куролева 5", "улица Академика Королёва, 5"), // о as у, title left out
        ("Жетыус-2, 21", "Жетысу-2, 21"),
        ("Новодмитрвоская Большая 36 с5", "Большая Новодмитровская улица, 36 с5"),
        ("Толеби 12", "Толе би, 12"), // the space left out
        ("Муратбаеа 71Б", "ул. Муратбаева, 71Б(неточно)"),
    ] {
        assert_eq!(found(&index, text), label, "{text}");
    }
    assert_eq!(reason(&index, "Жетысу-3, 21"), NotFoundReason::NoStreet);
    assert_eq!(reason(&index, "9 мкр, 41"), NotFoundReason::NoStreet);
    // «Макрова» is one slip from Макарова and from Маркова, and only one has a house 7: the map may lack the other.
    assert_eq!(candidates(&index, "Макрова 7"), ["улица Макарова, 7 (Ульяновск)"]);
}

#[test]
fn two_places_are_shown_and_not_guessed() {
    let index = world();
    assert_eq!(
        candidates(&index, "Гончарова 16"),
        ["Гончарова, 16 (Ульяновск)", "переулок Гончарова, 16 (Ульяновск)"]
    );
    assert_eq!(candidates(&index, "Садовая 8").len(), 2); // 1-я or 2-я
    assert_eq!(candidates(&index, "Федерации 1").len(), 2); // 1,000 m apart
    assert_eq!(candidates(&index, "Гончарова 12").len(), 2); // к1 or к2
    let mira = candidates(&index, "ул. Мира, 5");
    assert!(mira.contains(&"улица Мира, 5 (Ульяновск)".to_owned()), "{mira:?}");
    assert!(
        mira.contains(&"улица Мира, 5 (село Архангельское)".to_owned()),
        "{mira:?}"
    );
    // A town that this map does not know: its street is another street.
    assert!(!matches!(index.find("г. Саратов, ул. Титова 33"), Answer::Found(_)));
}

#[test]
fn objects_near_each_other_are_one_place_and_the_building_stands_for_it() {
    let Answer::Found(place) = world().find("Минаева 6") else {
        panic!("two objects 60 m apart are one place")
    };
    let building = at(48.4501, 54.28 + north(65.0)); // the middle of the outline
    assert!(place.point.distance_meters(building) < 1.0, "{place:?}");
    assert_eq!(place.precision, Precision::House);
}

#[test]
fn what_is_not_on_the_map_is_said_so() {
    let index = world();
    for text in [
        "пер. Вымышленный, д. 12, кв. 3",
        "ул. Небывальская, 5",
        "Задонщинская 44",
    ] {
        assert_eq!(reason(&index, text), NotFoundReason::NoStreet, "{text}");
    }
    for text in ["около магазина, спросить", "", "  , . ", "позвонить дочери"] {
        assert_eq!(reason(&index, text), NotFoundReason::NoAddress, "{text}");
    }
    for text in [
        "ул. Титова, 987",
        "Пустынная 3",
        "ул. Титова",
        "Жетысу-2, 987",
        "12 мкр, 987",
    ] {
        assert_eq!(reason(&index, text), NotFoundReason::NoHouse, "{text}");
    }
    let Answer::NotFound { candidates, .. } = index.find("улица Титова, 34") else {
        panic!()
    };
    let shown: Vec<(&str, Precision)> = candidates
        .iter()
        .map(|one| (one.label.as_str(), one.precision))
        .collect();
    assert_eq!(shown[0], ("улица Титова (Ульяновск)", Precision::Street));
    assert_eq!(shown[1], ("улица Титова, 33", Precision::House)); // |34 - 33| = 1 is nearest
}

#[test]
fn the_door_is_kept_whatever_the_answer() {
    let index = world();
    let located = index.locate("пер. Вымышленный, д. 12, кв. 3, код 3к45, во дворе");
    assert!(matches!(located.answer, Answer::NotFound { .. }));
    assert_eq!(located.parsed.door.flat.as_deref(), Some("3"));
    assert_eq!(located.parsed.door.intercom.as_deref(), Some("3к45"));
    assert_eq!(located.parsed.door.note.as_deref(), Some("во дворе"));
    // A dash is a flat only when the map has no such house.
    assert_eq!(index.locate("Титова 33-115").parsed.door.flat.as_deref(), Some("115"));
    assert_eq!(index.locate("Титова 14-1").parsed.door.flat, None);
    assert_eq!(index.locate("Титова 14-1").parsed.house.as_deref(), Some("14-1"));
}

#[test]
fn an_exact_address_is_more_certain_than_one_with_slips() {
    let index = world();
    let confidence = |text: &str| match index.find(text) {
        Answer::Found(place) => place.confidence,
        other => panic!("{text}: {other:?}"),
    };
    assert!((confidence("улица Титова, 33") - 0.98).abs() < 1e-9);
    assert!(confidence("улица Тиитова, 33") < 0.98);
    assert!(confidence("Гончарова 14") > confidence("Гнчарова 14"));
}

#[test]
fn bytes_give_the_same_index_back() {
    let index = world();
    let again = over(index.bytes().to_vec()).unwrap();
    assert_eq!(again.bytes(), index.bytes());
    assert_eq!(
        (again.house_count(), again.street_count()),
        (index.house_count(), index.street_count())
    );
    for text in ["Титова 33", "Гнчарова 14", "Садовая 8"] {
        assert_eq!(again.find(text), index.find(text));
    }
}

fn over(bytes: Vec<u8>) -> Result<AddressIndex, GeocodeError> {
    AddressIndex::over(SharedBytes::of(bytes))
}

#[test]
fn hostile_bytes_are_refused_or_harmless() {
    let bytes = world().bytes().to_vec();
    assert!(over(bytes[..bytes.len() - 1].to_vec()).is_err());
    assert!(over([bytes.clone(), vec![0]].concat()).is_err());
    assert!(over(vec![0xff; 64]).is_err());
    // Every byte bent in turn: an error or an index that still answers.
    for i in 0..bytes.len() {
        let mut bent = bytes.clone();
        bent[i] ^= 0x41;
        if let Ok(index) = over(bent) {
            let _ = index.find("ул. Титова 33");
            let _ = index.find("Гнчарова 13");
        }
    }
}

#[test]
fn a_number_further_on_is_never_the_house() {
    let index = world();
    assert_eq!(reason(&index, "ул. Титова 987, 33"), NotFoundReason::NoHouse);
    assert_eq!(reason(&index, "Титова 987 кв 33"), NotFoundReason::NoHouse);
    assert_eq!(reason(&index, "Титова 98/33"), NotFoundReason::NoHouse);
}
