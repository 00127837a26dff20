//! A million address strings that nobody would write: none may panic, none may take longer than 50 ms.
//!
//! `KARAVAN_FUZZ_STRINGS` changes their number, `KARAVAN_FUZZ_SEED` where chance begins.
#![allow(clippy::expect_used, clippy::panic, reason = "a benchmark fails loudly")]

use karavan_benches::{report, timed};
use karavan_city::{City, CityOptions};
use karavan_geocode::{AddressIndex, parse};
use karavan_osm::Extract;
use serde_json::json;

const SLOW_SECONDS: f64 = 0.050;
const TRIES: usize = 5;

const WORDS: [&str; 64] = [
    "ул",
    "ул.",
    "улица",
    "пр",
    "пр.",
    "пр-т",
    "мкр",
    "мкр.",
    "д",
    "д.",
    "дом",
    "кв",
    "кв.",
    "к",
    "корп",
    "с",
    "стр",
    "лит",
    "вл",
    "г",
    "г.",
    "под",
    "эт",
    "код",
    "домофон",
    "тел",
    "им.",
    "1-я",
    "2-й",
    "вторая",
    "50 лет",
    "Октября",
    "Гоголя",
    "Садовая",
    "Ленина",
    "Мира",
    "Победы",
    "Лесная",
    "Школьная",
    "Центральная",
    "район",
    "обл.",
    "с.",
    "п.",
    "СНТ",
    "уч.",
    "около",
    "магазина",
    "спросить",
    "F,fz",
    "ek/",
    "12",
    "12-45",
    "12/3",
    "12А",
    "к1",
    "8 900 123-45-67",
    "050000",
    "№",
    "«",
    "»",
    "(",
    ")",
    "#",
];

struct Dice(u64);

impl Dice {
    /// splitmix64 (Steele, Lea and Flood 2014).
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % sides as u64) as usize
    }

    fn letter(&mut self) -> char {
        match self.roll(8) {
            0 => char::from_u32(self.roll(0x11_0000) as u32).unwrap_or('\u{fffd}'),
            1 => char::from_u32(0x20 + self.roll(0x5f) as u32).unwrap_or(' '),
            2 => char::from_u32(0x30 + self.roll(10) as u32).unwrap_or('0'),
            _ => char::from_u32(0x430 + self.roll(32) as u32).unwrap_or('а'),
        }
    }

    /// Words, letters and signs in any order; now and then very many of them.
    fn text(&mut self, streets: &[String]) -> String {
        let parts = match self.roll(50) {
            0 => 200,
            1 => 60,
            _ => 1 + self.roll(14),
        };
        let mut text = String::new();
        for _ in 0..parts {
            match self.roll(10) {
                0..4 => text.push_str(WORDS[self.roll(WORDS.len())]),
                4 | 5 => text.push_str(&streets[self.roll(streets.len())]),
                6 => text.push_str(&self.roll(10_000).to_string()),
                _ => (0..1 + self.roll(12)).for_each(|_| {
                    let letter = self.letter();
                    text.push(letter);
                }),
            }
            text.push_str([" ", ", ", "-", "/", "", ".", ","][self.roll(7)]);
        }
        text
    }
}

fn main() {
    let number = |name: &str, usual: u64| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(usual)
    };
    let (count, seed) = (
        number("KARAVAN_FUZZ_STRINGS", 1_000_000),
        number("KARAVAN_FUZZ_SEED", 1),
    );
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = CityOptions {
        seed: 5,
        people: 100_000,
        requests: 10,
        volunteers: 2,
    };
    City::generate(&options)
        .expect("a city")
        .write(folder.path())
        .expect("the city is written");
    let extract = Extract::open(&folder.path().join("city.osm.pbf")).expect("the extract opens");
    let index = AddressIndex::build(&extract).expect("the index is built");
    let streets: Vec<String> = index
        .suggest("а", None, 50)
        .iter()
        .map(karavan_geocode::Feature::label)
        .collect();
    let streets = if streets.is_empty() {
        vec!["Гоголя".to_owned()]
    } else {
        streets
    };
    let mut dice = Dice(seed);
    let (mut slowest, mut slowest_text, mut total, mut slow) = (0.0_f64, String::new(), 0.0, 0_u64);
    let ask = |text: &str| timed(|| (index.locate(text), parse(text))).0;
    for _ in 0..count {
        let text = dice.text(&streets);
        let mut seconds = ask(&text);
        total += seconds;
        if seconds > slowest.max(SLOW_SECONDS / 10.0) {
            // The machine may have been busy with other things: the best of several tries is what the text takes.
            seconds = (0..TRIES).map(|_| ask(&text)).fold(seconds, f64::min);
        }
        slow += u64::from(seconds > SLOW_SECONDS);
        if seconds > slowest {
            (slowest, slowest_text) = (seconds, text);
        }
    }
    report(
        "address_fuzz",
        &json!({
            "bench": "address_fuzz", "strings": count, "seed": seed, "houses": index.house_count(), "slower_than_50_ms": slow,
            "slowest_ms": slowest * 1e3, "slowest_letters": slowest_text.chars().count(), "mean_microseconds": total / count as f64 * 1e6,
        }),
    );
    assert_eq!(slow, 0, "{slowest} s for: {slowest_text}");
}
