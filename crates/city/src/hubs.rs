//! `open_hubs`: the rows of `hubs.csv`: 3 to 24 works and other buildings spread over the town, and which goods each
//! hands out.

use crate::address_book::{AddressBook, Dwelling};
use crate::map_address::label;
use crate::rows::HubRow;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

/// What hubs offer, in turn: all goods are somewhere, and medicine and food are not all in one place.
const OFFERS: [&str; 3] = ["food;essentials;equipment", "medicine", "food;medicine"];
/// People to each hub, but at least three hubs and at most as many as a planning problem takes with ease.
const PEOPLE_PER_HUB: u32 = 40_000;
const HUBS: std::ops::RangeInclusive<u32> = 3..=24;

/// Works, and as many other buildings, among which each hub is chosen.
const CANDIDATES: usize = 4;

/// Writes the hubs.
pub(crate) fn open_hubs(book: &AddressBook, people: u32, rng: &mut ChaCha8Rng) -> Vec<HubRow> {
    let count = (people / PEOPLE_PER_HUB).clamp(*HUBS.start(), *HUBS.end()) as usize;
    let in_town = |dwelling: &&Dwelling| book.settlement(book.thoroughfare(dwelling)).is_main;
    let (works, homes): (Vec<&Dwelling>, Vec<&Dwelling>) =
        book.dwellings.iter().filter(in_town).partition(|site| site.people == 0);
    let mut sites: Vec<&Dwelling> = Vec::with_capacity(count);
    for _ in 0..count {
        // Of a few sites the one farthest from the hubs there are, so that they spread over the town.
        let drawn = works
            .sample(rng, CANDIDATES)
            .chain(homes.sample(rng, CANDIDATES))
            .copied()
            .collect::<Vec<_>>();
        let near = |site: &Dwelling| {
            sites
                .iter()
                .map(|hub| hub.point.distance_meters(site.point))
                .fold(f64::INFINITY, f64::min)
        };
        let farthest = drawn.into_iter().max_by(|one, other| near(one).total_cmp(&near(other)));
        sites.extend(farthest);
    }
    sites
        .into_iter()
        .zip(1..)
        .map(|(site, number)| HubRow {
            id: format!("H{number}"),
            name: format!("Пункт выдачи {number}"),
            address: label(book, site),
            point: site.point,
            hours: ["08:00", "19:00"],
            offers: OFFERS[(number - 1) % OFFERS.len()],
        })
        .collect()
}
