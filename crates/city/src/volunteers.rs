//! `gather`: the rows of `volunteers.csv`: homes, hours of shifts, capacities and skills of made-up people.

use crate::address_book::AddressBook;
use crate::demand::Homes;
use crate::map_address::label;
use crate::phones::synthetic_phone;
use crate::rows::VolunteerRow;
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

const ORGANISATIONS: [&str; 4] = ["Волонтеры Победы", "Караван добра", "Волонтеры-медики", "Лиза Алерт"];
/// When shifts begin, in minutes after midnight.
const STARTS: [u32; 6] = [510, 540, 540, 600, 600, 720];
const HOURS: [u32; 5] = [3, 4, 5, 6, 6];
const CAPACITIES: [u32; 4] = [12, 16, 20, 30];
const STOPS_MAX: [Option<u32>; 3] = [None, Some(15), Some(20)];
const SKILLS: [&str; 6] = ["", "", "", "", "lift", "medic"];
/// Far from the numbers of recipients, so that a table shows whose a telephone is.
const PHONES_FROM: u32 = 500;

/// Writes the volunteers.
pub(crate) fn gather(book: &AddressBook, count: u32, rng: &mut ChaCha8Rng) -> Vec<VolunteerRow> {
    let homes = Homes::new(book);
    (1..=count)
        .map(|number| {
            let start = STARTS.choose(rng).copied().unwrap_or(540);
            let end = start + 60 * HOURS.choose(rng).copied().unwrap_or(4);
            VolunteerRow {
                id: format!("V{number:03}"),
                name: format!("Волонтёр {number:03}"),
                organisation: ORGANISATIONS.choose(rng).copied().unwrap_or(ORGANISATIONS[0]),
                phone: synthetic_phone(PHONES_FROM + number, rng),
                home: label(book, homes.any(rng)),
                end: if rng.random_bool(0.25) { "anywhere" } else { "home" },
                shift: [clock(start), clock(end)],
                capacity: CAPACITIES.choose(rng).copied().unwrap_or(12),
                stops_max: STOPS_MAX.choose(rng).copied().flatten(),
                skills: SKILLS.choose(rng).copied().unwrap_or_default(),
                red_zone: rng.random_bool(0.45),
            }
        })
        .collect()
}

fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
