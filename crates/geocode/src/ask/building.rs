//! `building_names`: names for a building (`settlement|kind|street|house`) under which one keeps what is known of it:
//! first as the map calls its street, where the map is sure of it, then by the grammar of the text alone.
//! `building_label`: the address as people write it, without flat, note or telephone.

use crate::answer::{Answer, NotFoundReason};
use crate::ask::feature::{Feature, What};
use crate::ask::search;
use crate::ask::step_budget::Efforts;
use crate::gazetteer::Rank;
use crate::index::AddressIndex;
use crate::read::kind::KindSet;
use crate::read::parse::{ParsedAddress, parse};

/// A street found with less than this may be another one, which only the map lacks.
const SURE: f64 = 0.88;

impl AddressIndex {
    /// The names of the building that an address means, the one to keep it under first; none for a text without a
    /// house. The first is the map's own where the map knows the street; the last comes of the grammar alone and stays
    /// the same with every map.
    #[must_use]
    pub fn building_names(&self, text: &str) -> Vec<String> {
        let search::Sought {
            answer, parsed: read, ..
        } = search::look(self, text, &Efforts::asked());
        let best = match &answer {
            Answer::Found(feature) => Some(feature),
            Answer::NotFound {
                why: NotFoundReason::NoHouse,
                candidates,
            } => candidates.first(),
            Answer::Ambiguous(_) | Answer::NotFound { .. } => None,
        };
        let street = best.filter(|one| one.confidence >= SURE).and_then(known_street);
        let by_grammar = parse(text);
        let of_map = street.and_then(|(label, city)| {
            let label = parse(&format!("{label}, д. 1"));
            let house = read.house.or_else(|| by_grammar.house.clone());
            self.building_name(&ParsedAddress {
                settlement: city.map(crate::build::settlement_of::key),
                house,
                ..label
            })
        });
        let mut names: Vec<String> = of_map.into_iter().collect();
        names.extend(self.building_name(&by_grammar).filter(|name| !names.contains(name)));
        names
    }

    /// The building that an address means as people write it, the street called as on the map where the map has it;
    /// `None` for a text without a house. Neither flat nor note nor telephone is told.
    #[must_use]
    pub fn building_label(&self, text: &str) -> Option<String> {
        let search::Sought { answer, parsed, .. } = search::look(self, text, &Efforts::asked());
        if let Answer::Found(feature) = &answer {
            return Some(feature.place().label);
        }
        let street = match &answer {
            Answer::NotFound {
                why: NotFoundReason::NoHouse,
                candidates,
            } => candidates.first().and_then(known_street),
            _ => None,
        };
        match street {
            Some((street, _)) => Some(format!("{street}, {}", parsed.house_label()?)),
            None => parse(text).building_label(),
        }
    }

    /// `settlement|kind|street|house`. A big town goes without saying, and so does улица.
    fn building_name(&self, parsed: &ParsedAddress) -> Option<String> {
        let house = parsed.house.as_deref()?;
        if parsed.street.is_empty() {
            return None;
        }
        let town = parsed
            .settlement
            .as_deref()
            .map(crate::build::settlement_of::key)
            .unwrap_or_default();
        let known = self.settlement_names.get(&town).unwrap_or_default();
        let is_big = known
            .iter()
            .any(|&ix| self.book.settlement(ix).is_some_and(|one| one.rank == Rank::City));
        let town = if is_big { "" } else { &town };
        let kind = parsed
            .kinds
            .own_name()
            .filter(|_| parsed.kinds != KindSet::STREET)
            .unwrap_or_default();
        let mut words = parsed.street.clone();
        words.sort();
        Some(format!("{town}|{kind}|{}|{house}", words.join(" ")))
    }
}

/// Label and town of the street that a feature stands on.
fn known_street<'a>(feature: &Feature<'a>) -> Option<(&'a str, Option<&'a str>)> {
    match &feature.what {
        What::House(street, _) | What::Between(street, _) | What::Street(street) => {
            Some((street.label, feature.city()))
        }
        What::Settlement(_) | What::Poi(_) => None,
    }
}
