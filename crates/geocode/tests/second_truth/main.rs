//! Tests the geocoder on addresses of real maps and of a synthetic city, rewritten in many ways, with invented streets
//! and houses among them. Judges what is found, what is not, and whether what is said with a confidence of 0.9 and more
//! is right.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

#[path = "../ground/addressed.rs"]
mod addressed;
mod asked;
#[path = "../ground/dice.rs"]
mod dice;
#[path = "../ground/kinds.rs"]
mod kinds;
mod known;
#[path = "../ground/slip.rs"]
mod slip;
mod ways;

use asked::Asked;
use dice::Dice;
use karavan_city::{City, CityOptions};
use karavan_geocode::{AddressIndex, Answer, Precision};
use karavan_osm::Extract;
use known::{Known, core, known};
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use ways::{said, taken_apart};

const NEAR_METERS: f64 = 150.0;

/// Streets that no map has.
const INVENTED: [&str; 12] = [
    "ул. Небывальская",
    "пер. Вымышленный",
    "Задонщинская улица",
    "проспект Кукурузоводов",
    "улица Трёх Пингвинов",
    "Лунтиковый бульвар",
    "ул. Жирафова",
    "Перпендикулярный проезд",
    "ул. им. Чебурашкина",
    "набережная Сновидений",
    "мкр Зазеркальный",
    "СНТ Фантазёр",
];

#[derive(Debug, Default)]
struct Tally {
    asked: usize,
    right: usize,
    wrong: usize,
    shown: usize,
    faults: Vec<String>,
}

/// Answers by confidence, in tenths and above 0.9 in hundredths: how many, and how many right.
type Calibration = BTreeMap<u32, (usize, usize)>;

struct Judge<'a> {
    index: &'a AddressIndex,
    tallies: BTreeMap<&'static str, Tally>,
    calibration: Calibration,
    asked: Asked,
}

impl Judge<'_> {
    fn found(&mut self, text: &str, way: &'static str, truth: &Known) {
        self.asked.add(text, "found", Some(truth));
        let tally = self.tallies.entry(way).or_default();
        tally.asked += 1;
        let is_near = |point: karavan_model::Point| point.distance_meters(truth.at) <= NEAR_METERS;
        let answer = self.index.find(text);
        match &answer {
            Answer::Found(place) => {
                let is_right = is_near(place.point);
                let counted = self.calibration.entry(bucket(place.confidence)).or_default();
                counted.0 += 1;
                counted.1 += usize::from(is_right);
                tally.right += usize::from(is_right);
                tally.wrong += usize::from(!is_right);
                if is_right {
                    return;
                }
            }
            Answer::Ambiguous(all) if all.iter().any(|one| is_near(one.point)) => tally.shown += 1,
            _ => {}
        }
        tally
            .faults
            .push(format!("{text} | {}, {} | {answer:?}", truth.street, truth.house));
    }

    /// An address that is not there must not get a place.
    fn absent(&mut self, text: &str, way: &'static str) {
        self.asked.add(text, "not_found", None);
        let answer = self.index.find(text);
        let tally = self.tallies.entry(way).or_default();
        tally.asked += 1;
        if let Answer::Found(place) = &answer {
            tally.wrong += 1;
            let counted = self.calibration.entry(bucket(place.confidence)).or_default();
            counted.0 += 1;
            tally.faults.push(format!("{text} | nowhere | {place:?}"));
        } else {
            tally.right += 1;
        }
    }

    /// A house that is not there must not be called one; its street must be known.
    fn street_only(&mut self, text: &str, truth: &Known) {
        self.asked.add(text, "street_only", Some(truth));
        let answer = self.index.find(text);
        let tally = self.tallies.entry("street only").or_default();
        tally.asked += 1;
        let is_right = match &answer {
            Answer::Found(place) => place.precision > Precision::House,
            Answer::Ambiguous(_) => false,
            Answer::NotFound { candidates, .. } => {
                candidates.first().is_some_and(|one| one.precision > Precision::House)
            }
        };
        tally.right += usize::from(is_right);
        tally.wrong += usize::from(matches!(&answer, Answer::Found(place) if place.precision <= Precision::House));
        if !is_right {
            tally.faults.push(format!("{text} | no such house | {answer:?}"));
        }
    }
}

fn bucket(confidence: f64) -> u32 {
    let hundredths = (confidence * 100.0).floor() as u32;
    if hundredths >= 90 {
        hundredths
    } else {
        hundredths / 10 * 10
    }
}

fn judge(name: &str, extract: &Extract, city: &str, region: &str, rounds: usize) {
    let index = AddressIndex::build(extract).unwrap();
    let known = known(extract);
    assert!(known.len() > 100, "{name}: {} addresses", known.len());
    let cores: HashSet<String> = known.iter().map(|one| core(&one.street)).collect();
    let mut dice = Dice(2026);
    let mut judge = Judge {
        index: &index,
        tallies: BTreeMap::new(),
        calibration: BTreeMap::new(),
        asked: Asked::default(),
    };
    for round in 0..rounds {
        for one in &known {
            let street = taken_apart(&one.street);
            let city = if name == "synthetic" { one.city.as_str() } else { city };
            let said = said(&street, &one.house, city, region, &mut dice);
            // A slip may make another real street.
            let is_other = said.way == "typo" && cores.contains(&core(&said.name));
            if !is_other {
                judge.found(&said.text, said.way, one);
            }
            if round == 0 {
                let absent = said_house(&one.street, 900 + dice.roll(90), &mut dice);
                judge.street_only(&absent, one);
            }
        }
    }
    for turn in 0..600 {
        let street = INVENTED[turn % INVENTED.len()];
        let text = said_house(street, 1 + dice.roll(60), &mut dice);
        let before = dice.pick(&["", "{}, ", "г. {}, "]).replace("{}", city);
        judge.absent(&format!("{before}{text}"), "not found");
    }
    report(name, &judge);
    if let Some(folder) = std::env::var_os("KARAVAN_TRUTH_OUT").map(PathBuf::from) {
        judge.asked.write(&folder.join(format!("second-{name}")));
    }
}

fn said_house(street: &str, house: usize, dice: &mut Dice) -> String {
    let join = dice.pick(&[", ", " ", ", д. ", ", дом "]);
    let tail = dice.pick(&["", ", кв. 5", " кв 7", ", 3 подъезд, кв. 12"]);
    format!("{street}{join}{house}{tail}")
}

fn report(name: &str, judge: &Judge<'_>) {
    let (mut asked, mut right) = (0, 0);
    for (way, tally) in &judge.tallies {
        eprintln!(
            "{name}: {way}: {} of {} (wrong {}, shown {})",
            tally.right, tally.asked, tally.wrong, tally.shown
        );
        tally
            .faults
            .iter()
            .take(shown())
            .for_each(|fault| eprintln!("    {fault}"));
        if ["street only", "not found"].contains(way) {
            assert_eq!(tally.right, tally.asked, "{name}: {way}: {:#?}", tally.faults.first());
        } else {
            (asked, right) = (asked + tally.asked, right + tally.right);
        }
    }
    let (mut sure, mut sure_right) = (0, 0);
    for (bucket, (count, good)) in &judge.calibration {
        eprintln!(
            "{name}: said {:.2}: {good} of {count} right",
            f64::from(*bucket) / 100.0
        );
        if *bucket >= 90 {
            (sure, sure_right) = (sure + count, sure_right + good);
        }
    }
    eprintln!("{name}: found {right} of {asked}; of {sure} said with 0.9 and more {sure_right} right");
    assert!(right * 100 >= asked * 97, "{name}: {right} of {asked}");
    assert!(sure_right * 100 >= sure * 97, "{name}: {sure_right} of {sure}");
}

/// How many faults to show of each kind.
fn shown() -> usize {
    std::env::var("KARAVAN_FAULTS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(3)
}

#[test]
fn a_synthetic_city_is_found_however_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let options = CityOptions {
        seed: 11,
        people: 4_000,
        requests: 5,
        volunteers: 2,
    };
    City::generate(&options).unwrap().write(folder.path()).unwrap();
    let extract = Extract::open(&folder.path().join("city.osm.pbf")).unwrap();
    let town = first_town(&extract);
    judge("synthetic", &extract, &town, "Приволжская обл.", 2);
}

/// The first town of an extract.
fn first_town(extract: &Extract) -> String {
    let mut town = String::new();
    extract
        .each(karavan_osm::Kinds::NODES, &mut |element| {
            if let karavan_osm::Element::Node(node) = element
                && let (Some("city" | "town" | "village"), Some(name)) = (node.tags.get("place"), node.tags.get("name"))
                && town.is_empty()
            {
                name.clone_into(&mut town);
            }
        })
        .unwrap();
    town
}

#[test]
fn real_cities_are_found_however_they_are_written() {
    let Some(data) = std::env::var_os("KARAVAN_DATA").map(PathBuf::from) else {
        eprintln!(
            "SKIPPED: set KARAVAN_DATA to the directory with map extracts to judge the geocoder by real addresses"
        );
        return;
    };
    for (extract, city, region) in [
        ("almaty.osm.pbf", "Алматы", "Алматинская обл."),
        ("moscow.osm.pbf", "Москва", "Московская обл."),
    ] {
        judge(extract, &Extract::open(&data.join(extract)).unwrap(), city, region, 10);
    }
}
