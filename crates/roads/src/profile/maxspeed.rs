//! What the sign says, in kilometres an hour.

use super::Direction;
use super::condition::held;
use karavan_osm::Tags;

const KMH_PER_MPH: f64 = 1.609_344;
/// Signs outside this range are mistakes of the map.
const CREDIBLE: std::ops::RangeInclusive<f64> = 5.0..=150.0;
/// `none`: no limit; a car of a volunteer does not go faster.
const UNLIMITED: f64 = 130.0;

/// Zones of Russian traffic rules 10.1–10.3, and what other countries commonly mean by the same word.
const ZONES: [(&str, f64, f64); 9] = [
    ("urban", 60.0, 50.0),
    ("rural", 90.0, 90.0),
    ("trunk", 90.0, 100.0),
    ("motorway", 110.0, 130.0),
    ("living_street", 20.0, 20.0),
    ("bicycle_road", 20.0, 30.0),
    ("pedestrian_zone", 20.0, 20.0),
    ("school", 40.0, 30.0),
    ("nsl_single", 90.0, 96.0),
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
pub(super) fn limit_of(tags: &Tags, direction: Direction) -> Option<f64> {
    let directed = match direction {
        Direction::Forward => "maxspeed:forward",
        Direction::Backward => "maxspeed:backward",
    };
    let by_the_hour = tags.get("maxspeed:conditional").and_then(held).and_then(limit);
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
    let (country, name) = word.split_once(':')?;
    if let Some(limit) = name.strip_prefix("zone") {
        return number(limit.trim_start_matches(':'));
    }
    let is_russian = country.eq_ignore_ascii_case("RU");
    let &(_, russian, elsewhere) = ZONES.iter().find(|(zone, ..)| *zone == name)?;
    Some(if is_russian { russian } else { elsewhere })
}
