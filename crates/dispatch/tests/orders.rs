//! Test of privacy: of the people and hubs of a synthetic city, no word of four bytes or more (names, telephones,
//! addresses, ids) is in the order that goes to a planner or in its answer.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod world;

use karavan_city::{City, CityOptions};
use karavan_connect::{join_day, read_hubs, read_requests, read_volunteers};
use karavan_dispatch::{PlanOptions, plan_day};
use karavan_intake::Intake;
use karavan_map::Map;
use karavan_planner::message::{Report, Task, encode};
use std::path::Path;
use world::{DATE, Still, rounds};

/// So long a word comes into a message by no chance.
const LETTERS_MIN: usize = 4;

/// The morning of a synthetic city, with its map.
fn city(folder: &Path) -> (Map, Intake) {
    let options = CityOptions {
        seed: 11,
        people: 2_000,
        requests: 120,
        volunteers: 12,
    };
    City::generate(&options).unwrap().write(folder).unwrap();
    let bytes = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let requests = read_requests("requests.csv", &bytes("requests.csv"), *DATE).unwrap();
    let volunteers = read_volunteers("volunteers.csv", &bytes("volunteers.csv"), *DATE).unwrap();
    let hubs = read_hubs("hubs.csv", &bytes("hubs.csv")).unwrap();
    let map = Map::build(&folder.join("city.osm.pbf"), &|_| ()).unwrap();
    let intake = join_day(*DATE, ("requests.csv", requests), ("volunteers.csv", volunteers), hubs);
    (map, intake)
}

/// All that is said of people, in words, and every part of it that has a few letters.
fn said(intake: &Intake) -> Vec<String> {
    let mut said = Vec::new();
    for one in &intake.requests {
        said.extend(
            [
                &one.id.0,
                &one.recipient,
                &one.phone,
                &one.address,
                &one.comment,
                &one.source,
            ]
            .map(Clone::clone),
        );
        said.extend(one.source_ref.clone());
        said.extend(one.skills.iter().map(|skill| skill.0.clone()));
    }
    for (one, _) in &intake.volunteers {
        said.extend([&one.id.0, &one.name, &one.phone, &one.home, &one.organisation].map(Clone::clone));
    }
    for one in &intake.hubs {
        said.extend([&one.id.0, &one.name, &one.address].map(Clone::clone));
        said.extend(one.offers.iter().map(|goods| goods.0.clone()));
    }
    let parts = said.iter().flat_map(|text| text.split([' ', ',', '.', '"', '«', '»']));
    let mut words: Vec<String> = parts.map(str::to_owned).chain(said.iter().cloned()).collect();
    words.retain(|word| word.len() >= LETTERS_MIN);
    words.sort();
    words.dedup();
    words
}

fn holds(message: &[u8], word: &str) -> bool {
    message.windows(word.len()).any(|bytes| bytes == word.as_bytes())
}

#[test]
fn no_name_telephone_address_or_id_of_a_city_is_in_its_order_or_in_the_answer() {
    let folder = tempfile::tempdir().unwrap();
    let (map, intake) = city(folder.path());
    let words = said(&intake);
    assert!(words.len() > 300, "{}", words.len());
    let options = PlanOptions {
        search: rounds(30),
        ..PlanOptions::default()
    };
    let mut messages = Vec::new();
    let day = plan_day(&map, intake, &options, &Still, |order| {
        messages.push(encode(&Task::Plan(order)).unwrap());
        let answer = karavan_planner::plan(&map, order.clone(), &Still)?;
        messages.push(encode(&Report::Ended(Ok(answer.clone()))).unwrap());
        Ok(answer)
    });
    let document = day.unwrap().document;
    assert!(document.summary.served > 60, "{:?}", document.summary);
    for (message, name) in messages.iter().zip(["order", "answer"]) {
        let told: Vec<&String> = words.iter().filter(|word| holds(message, word)).collect();
        assert!(told.is_empty(), "the {name} tells {told:?}");
    }
    // The words are those that the document is full of.
    let told = serde_json::to_string(&document).unwrap();
    assert!(words.iter().filter(|word| holds(told.as_bytes(), word)).count() > 100);
}
