//! The hubs: works and shops in the town that hand goods out.

use crate::address_book::{AddressBook, Dwelling};
use crate::rows::HubRow;
use crate::written::label;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

/// What hubs offer, in turn: all goods are somewhere, and medicine and food are not all in one place.
const OFFERS: [&str; 3] = ["food;essentials;equipment", "medicine", "food;medicine"];
/// People to each hub, but at least three hubs and at most as many as a planning problem takes with ease.
const PEOPLE_PER_HUB: u32 = 40_000;
const HUBS: std::ops::RangeInclusive<u32> = 3..=24;

/// Writes the hubs.
pub(crate) fn open_hubs(book: &AddressBook, people: u32, rng: &mut ChaCha8Rng) -> Vec<HubRow> {
    let count = (people / PEOPLE_PER_HUB).clamp(*HUBS.start(), *HUBS.end()) as usize;
    let in_town = |dwelling: &&Dwelling| book.settlement(book.thoroughfare(dwelling)).is_main;
    let works: Vec<&Dwelling> = book.dwellings.iter().filter(|site| site.people == 0).filter(in_town).collect();
    let town: Vec<&Dwelling> = book.dwellings.iter().filter(in_town).collect();
    let mut sites: Vec<&Dwelling> = works.sample(rng, count).copied().collect();
    let others: Vec<&Dwelling> = town.sample(rng, count - sites.len()).copied().collect();
    sites.extend(others);
    sites.into_iter().zip(1..).map(|(site, number)| HubRow {
        id: format!("H{number}"),
        name: format!("Пункт выдачи {number}"),
        address: label(book, site),
        point: site.point,
        hours: ["08:00", "19:00"],
        offers: OFFERS[(number - 1) % OFFERS.len()],
    }).collect()
}
