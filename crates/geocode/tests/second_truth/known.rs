//! `known`: the addresses of a map in Russian letters, gathered by plain code that shares nothing with the geocoder;
//! addresses that two places share are left out. `core` is a street's name without its kind.

use crate::addressed::each_placed;
use karavan_model::Point;
use karavan_osm::Extract;
use std::collections::{HashMap, HashSet};

/// An address of the map.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub street: String,
    pub house: String,
    /// Empty when the map does not say it.
    pub city: String,
    pub at: Point,
}

const KINDS: [&str; 40] = [
    "улица",
    "ул.",
    "ул",
    "проспект",
    "просп.",
    "пр-т",
    "пр.",
    "прс.",
    "переулок",
    "пер.",
    "проезд",
    "пр-д",
    "бульвар",
    "б-р",
    "шоссе",
    "ш.",
    "набережная",
    "наб.",
    "площадь",
    "пл.",
    "тупик",
    "туп.",
    "микрорайон",
    "мкр.",
    "мкр",
    "мкн.",
    "мкн",
    "мкрн",
    "квартал",
    "кв-л",
    "аллея",
    "снт",
    "днт",
    "тер.",
    "им.",
    "№",
    "жк",
    "линия",
    "street",
    "avenue",
];

/// A street's words without its kind, in one order: labels of one street are alike.
pub(crate) fn core(street: &str) -> String {
    let spaced = street
        .to_lowercase()
        .replace('ё', "е")
        .replace('.', ". ")
        .replace('№', " ");
    let kept = spaced.split_whitespace().filter(|word| !KINDS.contains(word));
    let mut words: Vec<&str> = kept.collect();
    words.sort_unstable();
    words.concat().replace(['-', '.', ','], "")
}

fn plain(house: &str) -> String {
    house.to_lowercase().replace([' ', '"', '.', '-'], "")
}

/// Every addressed node and outline in Russian letters, those left out that two places share.
pub(crate) fn known(extract: &Extract) -> Vec<Known> {
    let mut all: Vec<Known> = Vec::new();
    let is_russian = |text: &str| text.chars().any(|one| matches!(one, 'а'..='я' | 'А'..='Я'));
    each_placed(extract, |tags, at| {
        let street = tags.get("addr:street").or_else(|| tags.get("addr:place"));
        if let (Some(street), Some(house)) = (street, tags.get("addr:housenumber"))
            && is_russian(street)
            && street.chars().count() > 2
            && !street.contains(';')
            && house.starts_with(|one: char| one.is_ascii_digit())
            && !house.contains([';', ',', '('])
        {
            all.push(Known {
                street: street.to_owned(),
                house: house.to_owned(),
                city: tags.get("addr:city").unwrap_or_default().to_owned(),
                at,
            });
        }
    });
    let mut places: HashMap<(String, String), Vec<Point>> = HashMap::new();
    for one in &all {
        places
            .entry((core(&one.street), plain(&one.house)))
            .or_default()
            .push(one.at);
    }
    let mut seen = HashSet::new();
    all.retain(|one| {
        let key = (core(&one.street), plain(&one.house));
        let is_one_place = places[&key].iter().all(|at| at.distance_meters(one.at) < 120.0);
        is_one_place && seen.insert(key)
    });
    all
}
