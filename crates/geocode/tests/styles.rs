//! Tests that rewrite the addresses of a small and of real maps as people write them, slips included: none may be Found
//! in a wrong place, and nearly all are found or shown. And that random texts do not make the geocoder panic.
//!
//! The map's addresses are gathered and rewritten here by plain code that shares nothing with the geocoder.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

#[path = "ground/addressed.rs"]
mod addressed;
#[path = "ground/dice.rs"]
mod dice;
#[path = "ground/kinds.rs"]
mod kinds;
#[path = "ground/slip.rs"]
mod slip;

use addressed::each_placed;
use dice::Dice;
use karavan_geocode::{AddressIndex, Answer, NotFoundReason, Precision, parse};
use karavan_model::Point;
use karavan_osm::{Element, Extract, Node, Tags};
use kinds::KINDS;
use proptest::prelude::*;
use slip::with_slip;
use std::collections::HashSet;
use std::path::PathBuf;

#[derive(Clone, Debug)]
struct Known {
    street: String,
    house: String,
    at: Point,
}

/// Every addressed node and outline whose street and house are written in Russian letters.
fn known(extract: &Extract) -> Vec<Known> {
    let mut all = Vec::new();
    let is_russian = |text: &str| text.chars().any(|one| matches!(one, 'а'..='я' | 'А'..='Я'));
    each_placed(extract, |tags, at| {
        if let (Some(street), Some(house)) = (tags.get("addr:street"), tags.get("addr:housenumber"))
            && is_russian(street)
            && street.chars().count() > 2
        {
            all.push(Known {
                street: street.to_owned(),
                house: house.to_owned(),
                at,
            });
        }
    });
    all
}

/// A street label as its kinds and its name.
fn taken_apart(label: &str) -> (Option<&'static [&'static str]>, String) {
    let spaced = label.replace("ул.", "ул. ").replace("мкн №", "мкн");
    let words: Vec<&str> = spaced
        .split_whitespace()
        .map(|word| word.trim_end_matches(','))
        .collect();
    let kind = KINDS
        .iter()
        .find(|(written, _)| words.iter().any(|word| written.contains(word)));
    let Some((written, said)) = kind else {
        return (None, spaced.trim().to_owned());
    };
    let name: Vec<&str> = words.iter().copied().filter(|word| !written.contains(word)).collect();
    (Some(said), name.join(" "))
}

fn house_said(house: &str, dice: &mut Dice) -> String {
    let corpus = dice.pick(&[" к", "к", " корп. ", ", корпус ", " корп ", " к."]);
    let building = dice.pick(&[" с", " стр. ", ", строение ", " стр.", " строение "]);
    let house = house.replace(" стр.", " с").replace(" стр", " с");
    house.replace(" к", "к").replace('к', corpus).replace(" с", building)
}

struct Said {
    text: String,
    has_slip: bool,
    name: String,
}

fn said(known: &Known, city: &str, dice: &mut Dice) -> Said {
    let (kinds, whole) = taken_apart(&known.street);
    let is_number = !whole
        .split(|one: char| !one.is_alphabetic())
        .any(|word| word.chars().count() > 2);
    let slip = if dice.one_in(3) {
        with_slip(&whole, 6, dice)
    } else {
        None
    };
    let has_slip = slip.is_some();
    let name = slip.unwrap_or(whole);
    let street = match (kinds, dice.roll(4)) {
        (Some(said), 0) => format!("{name} {}", dice.pick(said)),
        (Some(_), 1) if !is_number => name.clone(),
        (Some(said), 2) if is_number => format!("{}-й {}", name.trim_end_matches("-й"), dice.pick(said)),
        (Some(said), _) => format!("{} {name}", dice.pick(said)),
        (None, 0) => format!("ул. {name}"),
        (None, _) => name.clone(),
    };
    let before = dice
        .pick(&["", "", "г. {}, ", "{}, ", "г.{} ", "г. {} "])
        .replace("{}", city);
    let join = dice.pick(&[", ", " ", ", д. ", ", дом ", " д.", " д ", ", д.", " дом "]);
    let flat = 1 + dice.roll(120);
    let tail = dice.pick(&[
        "",
        "",
        ", кв. {}",
        " кв {}",
        ", кв.{}, под. 2, эт. 3",
        ", 5 подъезд, 3 этаж, кв. {}, код {}к4821",
        " кв {} подъезд 3 домофон {}",
    ]);
    let mut text = format!(
        "{before}{street}{join}{}{}",
        house_said(&known.house, dice),
        tail.replace("{}", &flat.to_string())
    );
    match dice.roll(6) {
        0 => text = text.to_lowercase(),
        1 => text = text.to_uppercase(),
        2 => text = text.replace('ё', "е"),
        _ => {}
    }
    Said { text, has_slip, name }
}

/// How many of the rewritten addresses were found, or shown among others.
#[derive(Debug, Default)]
struct Tally {
    all: usize,
    found: usize,
    shown: usize,
}

/// No street here is so long: its house 987 is not on the map, the street is.
fn no_house_987(index: &AddressIndex, known: &[Known]) {
    for one in known {
        let text = format!("{}, 987", one.street);
        let answer = index.find(&text);
        let is_right = matches!(&answer, Answer::NotFound { why: NotFoundReason::NoHouse, candidates }
            if candidates.first().is_some_and(|one| one.precision == Precision::Street));
        assert!(is_right, "{text}: {answer:?}");
    }
}

fn judge(extract: &Extract, city: &str, rounds: usize, seed: u64) -> Tally {
    let index = AddressIndex::build(extract).unwrap();
    let known = known(extract);
    assert!(!known.is_empty());
    no_house_987(&index, &known);
    let names: HashSet<String> = known
        .iter()
        .map(|one| taken_apart(&one.street).1.to_lowercase())
        .collect();
    let mut dice = Dice(seed);
    let mut tally = Tally::default();
    for _ in 0..rounds {
        for one in &known {
            let said = said(one, city, &mut dice);
            if said.has_slip && names.contains(&said.name.to_lowercase()) {
                continue; // The slip made another real street.
            }
            tally.all += 1;
            let is_right = |point: Point| point.distance_meters(one.at) <= 160.0;
            match index.find(&said.text) {
                Answer::Found(place) if is_right(place.point) => tally.found += 1,
                Answer::Found(place) => panic!("{} | {}, {} | wrong: {place:?}", said.text, one.street, one.house),
                Answer::Ambiguous(all) if all.iter().any(|place| is_right(place.point)) => tally.shown += 1,
                other => eprintln!("{} | {}, {} | {other:?}", said.text, one.street, one.house),
            }
        }
    }
    tally
}

/// A grid of streets with names that are easy to mix up.
fn small_world() -> Extract {
    let streets = [
        "улица Гончарова",
        "переулок Гончарова",
        "Гончаровская улица",
        "проспект Нариманова",
        "улица Наримана",
        "5-й мкр",
        "мкр 6",
        "Жетысу-2",
        "Жетысу-4",
        "1-я Новоостанкинская улица",
        "2-я Новоостанкинская улица",
        "улица Академика Королёва",
        "17-й проезд Марьиной Рощи",
        "Звёздный бульвар",
        "ул. Кунаева",
        "Кунаева ул.",
        "Толе би",
        "улица 50 лет Октября",
        "Аксай 3",
        "Аксай 3Б мкр",
        "22 линия",
        "пр. Достык (Ленина)",
        "улица Муратбаева",
        "Кабанбай батыра",
    ];
    let houses = [
        "1",
        "2А",
        "3/5",
        "7 к1",
        "7 к2",
        "12 с3",
        "14-1",
        "15А с1",
        "25 к1 с2",
        "108",
    ];
    let mut elements = Vec::new();
    for (row, street) in streets.iter().enumerate() {
        for (column, house) in houses.iter().enumerate() {
            // 0.005 degrees are 556 m of latitude and at least 300 m of longitude: no two houses are one place.
            let point = Point {
                lon: 48.4 + 0.005 * column as f64,
                lat: 54.3 + 0.005 * row as f64,
            };
            let tags = [
                ("addr:street", *street),
                ("addr:housenumber", *house),
                ("addr:city", "Ульяновск"),
            ];
            let id = i64::try_from(row * houses.len() + column + 1).unwrap();
            elements.push(Element::Node(Node {
                id,
                point,
                tags: tags.into_iter().collect::<Tags>(),
            }));
        }
    }
    Extract::from_elements(elements)
}

#[test]
fn rewritten_addresses_of_a_small_world_are_never_found_in_a_wrong_place() {
    let tally = judge(&small_world(), "Ульяновск", 20, 1);
    eprintln!("small world: {tally:?}");
    assert!((tally.found + tally.shown) * 100 >= tally.all * 97, "{tally:?}");
}

#[test]
fn rewritten_addresses_of_real_maps_are_never_found_in_a_wrong_place() {
    let Some(data) = std::env::var_os("KARAVAN_DATA").map(PathBuf::from) else {
        eprintln!("SKIPPED: set KARAVAN_DATA to the directory with map extracts to rewrite real addresses");
        return;
    };
    for (extract, city) in [("almaty.osm.pbf", "Алматы"), ("moscow.osm.pbf", "Москва")] {
        let tally = judge(&Extract::open(&data.join(extract)).unwrap(), city, 6, 7);
        eprintln!("{extract}: {tally:?}");
        assert!(
            (tally.found + tally.shown) * 100 >= tally.all * 97,
            "{extract}: {tally:?}"
        );
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(
        text in "(ул|пр-т|мкр|д|дом|кв|к|с|г|под|эт|код|вл|им|Абая|Гончарова|[0-9]{1,7}|[ ,./()№#*\"-]|-я|\\PC){0,30}",
    ) {
        thread_local!(static INDEX: AddressIndex = AddressIndex::build(&small_world()).unwrap());
        let _ = parse(&text);
        INDEX.with(|index| index.locate(&text));
    }
}
