//! `limit_of`: the speed limit along a way in km/h, from the tags `maxspeed`, its conditional twins and zones of
//! nineteen countries. How fast a car goes under a limit is decided in `class.rs`.

use super::condition::held;
use super::reader::{Direction, Reader};
use karavan_osm::Tags;

const KMH_PER_MPH: f64 = 1.609_344;
/// Signs outside this range are mistakes of the map.
const CREDIBLE: std::ops::RangeInclusive<f64> = 5.0..=150.0;
/// `none`: no limit; a car of a volunteer does not go faster.
const UNLIMITED: f64 = 130.0;

/// What a country's rules allow by zone.
struct Country {
    code: &'static str,
    urban: f64,
    rural: f64,
    /// With carriageways apart.
    trunk: f64,
    motorway: f64,
    living_street: f64,
}

const fn country(code: &'static str, urban: f64, rural: f64, trunk: f64, motorway: f64, living_street: f64) -> Country {
    Country {
        code,
        urban,
        rural,
        trunk,
        motorway,
        living_street,
    }
}

/// By the traffic rules of each country (of Russia: 10.2 and 10.3), cars without a trailer.
const COUNTRIES: [Country; 20] = [
    country("RU", 60.0, 90.0, 90.0, 110.0, 20.0),
    country("BY", 60.0, 90.0, 90.0, 110.0, 20.0),
    country("KZ", 60.0, 100.0, 110.0, 140.0, 20.0),
    country("KG", 60.0, 90.0, 90.0, 110.0, 20.0),
    country("UZ", 60.0, 100.0, 100.0, 110.0, 30.0),
    country("AM", 60.0, 90.0, 90.0, 110.0, 20.0),
    country("AZ", 60.0, 90.0, 90.0, 110.0, 20.0),
    country("GE", 60.0, 80.0, 90.0, 110.0, 20.0),
    country("UA", 50.0, 90.0, 110.0, 130.0, 20.0),
    country("MD", 50.0, 90.0, 90.0, 110.0, 20.0),
    country("CZ", 50.0, 90.0, 110.0, 130.0, 20.0),
    country("SK", 50.0, 90.0, 90.0, 130.0, 20.0),
    country("PL", 50.0, 90.0, 100.0, 140.0, 20.0),
    country("PT", 50.0, 90.0, 100.0, 120.0, 20.0),
    country("DE", 50.0, 100.0, 130.0, 130.0, 7.0),
    country("FI", 50.0, 80.0, 100.0, 120.0, 20.0),
    country("EE", 50.0, 90.0, 110.0, 110.0, 20.0),
    country("LV", 50.0, 90.0, 100.0, 110.0, 20.0),
    country("LT", 50.0, 90.0, 110.0, 130.0, 20.0),
    // Where a country is not listed: what most of Europe allows.
    country("", 50.0, 90.0, 100.0, 130.0, 20.0),
];

/// Keys that name a zone when `maxspeed` itself says nothing.
const ZONE_KEYS: [&str; 5] = [
    "maxspeed:type",
    "source:maxspeed",
    "zone:maxspeed",
    "zone:traffic",
    "traffic_zone",
];

/// The limit along a way in a direction; `None` when no tag says a credible one.
pub(super) fn limit_of(reader: Reader, tags: &Tags, direction: Direction) -> Option<f64> {
    let (directed, directed_conditional) = match direction {
        Direction::Forward => ("maxspeed:forward", "maxspeed:forward:conditional"),
        Direction::Backward => ("maxspeed:backward", "maxspeed:backward:conditional"),
    };
    let conditional = [directed_conditional, "maxspeed:conditional"];
    let by_the_hour = conditional
        .into_iter()
        .find_map(|key| held(tags.get(key)?, reader.moment).and_then(limit));
    let mut always = [directed, "maxspeed"].into_iter().chain(ZONE_KEYS);
    by_the_hour.or_else(|| always.find_map(|key| tags.get(key).and_then(limit)))
}

/// The first readable value of a list `60;80`.
fn limit(value: &str) -> Option<f64> {
    value.split([';', '|']).find_map(|word| {
        let word = word.trim();
        zone(word).or_else(|| number(word))
    })
}

fn number(word: &str) -> Option<f64> {
    let digits = word
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(word.len());
    let (amount, unit) = word.split_at(digits);
    let amount: f64 = amount.parse().ok()?;
    let kmh = match unit.trim() {
        "" | "km/h" | "kmh" | "kph" => amount,
        "mph" => amount * KMH_PER_MPH,
        _ => return None,
    };
    CREDIBLE.contains(&kmh).then_some(kmh)
}

/// `walk`, `none`, `RU:urban`, `DE:zone30`, `de:zone:30`, ….
fn zone(word: &str) -> Option<f64> {
    match word {
        "walk" => return Some(5.0),
        "none" => return Some(UNLIMITED),
        _ => {}
    }
    let (code, name) = word.split_once(':')?;
    let of_code = |country: &&Country| country.code.eq_ignore_ascii_case(code) || country.code.is_empty();
    let country = COUNTRIES.iter().find(of_code)?;
    match name {
        "urban" => Some(country.urban),
        "rural" | "nsl_single" => Some(country.rural),
        "trunk" | "nsl_dual" => Some(country.trunk),
        "motorway" => Some(country.motorway),
        "living_street" => Some(country.living_street),
        "bicycle_road" | "pedestrian_zone" => Some(20.0),
        "school" => Some(30.0),
        "walk" => Some(5.0),
        _ => number(name.strip_prefix("zone").unwrap_or(name).trim_start_matches(':')),
    }
}
