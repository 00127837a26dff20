//! `ask`: writes the requests of a synthetic morning (source, phone, address, goods, hours, urgency and more), some
//! with a street or a house that is not on the map, and for each the truth about its address. `Homes` draws dwellings
//! by how many people live there.

use crate::address_book::{AddressBook, Dwelling};
use crate::names::Names;
use crate::phones::synthetic_phone;
use crate::rows::{ExpectedAnswer, RequestRow, TruthRow};
use crate::spelling::{Pen, Style};
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

const SOURCES: [&str; 5] = ["112", "Горячая линия", "Соцзащита", "ОНФ Помощь", "Почта"];
const COMMENTS: [&str; 8] = [
    "",
    "",
    "",
    "",
    "не слышит звонок, стучать",
    "собака",
    "позвонить за 15 минут",
    "лифт не работает",
];
const WINDOWS: [(&str, &str); 4] = [
    ("09:00", "13:00"),
    ("10:00", "12:00"),
    ("12:00", "14:00"),
    ("14:00", "18:00"),
];
/// Texts that name no place on any map.
const NOWHERE: [&str; 4] = [
    "ул. Небывальская, 5",
    "пер. Вымышленный, д. 12, кв. 3",
    "Задонщинская 44",
    "около магазина, спросить",
];
/// A number that no street reaches.
const NO_SUCH_HOUSE: &str = "987";

/// Writes the requests and the truth about each, in the same order.
pub(crate) fn ask(
    book: &AddressBook,
    names: &Names,
    count: u32,
    rng: &mut ChaCha8Rng,
) -> (Vec<RequestRow>, Vec<TruthRow>) {
    let pen = Pen { book, names };
    let homes = Homes::new(book);
    (1..=count).map(|number| one(&pen, &homes, number, rng)).unzip()
}

fn one(pen: &Pen<'_>, homes: &Homes<'_>, number: u32, rng: &mut ChaCha8Rng) -> (RequestRow, TruthRow) {
    let id = format!("R{number:04}");
    let home = homes.any(rng);
    let street = pen.book.thoroughfare(home);
    let (address, truth) = match rng.random_range(0..1000) {
        0..45 => {
            let nowhere = NOWHERE.choose(rng).copied().unwrap_or(NOWHERE[0]).to_owned();
            let truth = TruthRow {
                request: id.clone(),
                point: None,
                expected: ExpectedAnswer::NotFound,
                kind: "nostreet",
                street: String::new(),
                house: String::new(),
            };
            (nowhere, truth)
        }
        45..90 => {
            let address = format!("{}, {NO_SUCH_HOUSE}", pen.street(street, None, rng));
            let truth = TruthRow {
                request: id.clone(),
                point: Some(home.point),
                expected: ExpectedAnswer::StreetOnly,
                kind: "nohouse",
                street: street.name.full(),
                house: NO_SUCH_HOUSE.to_owned(),
            };
            (address, truth)
        }
        _ => {
            let wanted = Style::any(rng);
            let (address, style) = pen.write(home, wanted, rng);
            let truth = TruthRow {
                request: id.clone(),
                point: Some(home.point),
                expected: ExpectedAnswer::Found,
                kind: style.word(),
                street: street.name.full(),
                house: home.house.clone(),
            };
            (address, truth)
        }
    };
    let (need, quantity) = need(rng);
    let window = rng.random_bool(0.4).then(|| WINDOWS.choose(rng).copied()).flatten();
    let request = RequestRow {
        id,
        source: SOURCES.choose(rng).copied().unwrap_or(SOURCES[0]),
        recipient: format!("Получатель {number:04}"),
        phone: synthetic_phone(number, rng),
        address,
        need,
        quantity,
        window,
        is_urgent: rng.random_bool(0.08),
        quarantine: rng.random_bool(0.08),
        comment: COMMENTS.choose(rng).copied().unwrap_or_default(),
    };
    (request, truth)
}

fn need(rng: &mut ChaCha8Rng) -> (&'static str, u32) {
    match rng.random_range(0..100) {
        0..59 => ("food", if rng.random_bool(0.75) { 2 } else { 3 }),
        59..83 => ("medicine", if rng.random_bool(0.7) { 1 } else { 2 }),
        83..97 => ("essentials", if rng.random_bool(0.7) { 2 } else { 3 }),
        _ => ("equipment", if rng.random_bool(0.6) { 6 } else { 7 }),
    }
}

/// Dwellings to be drawn by how many people live in each.
pub(crate) struct Homes<'a> {
    dwellings: &'a [Dwelling],
    /// People in this dwelling and all before it.
    up_to: Vec<u64>,
}

impl<'a> Homes<'a> {
    pub(crate) fn new(book: &'a AddressBook) -> Self {
        let mut all = 0;
        let up_to = book
            .dwellings
            .iter()
            .map(|dwelling| {
                all += u64::from(dwelling.people);
                all
            })
            .collect();
        Self {
            dwellings: &book.dwellings,
            up_to,
        }
    }

    /// The home of a person drawn by lot.
    pub(crate) fn any(&self, rng: &mut ChaCha8Rng) -> &'a Dwelling {
        let all = self.up_to.last().copied().unwrap_or_default();
        let lot = rng.random_range(0..all.max(1));
        &self.dwellings[self
            .up_to
            .partition_point(|up_to| *up_to <= lot)
            .min(self.dwellings.len() - 1)]
    }
}
