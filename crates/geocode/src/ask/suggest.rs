//! `suggest` (what an address may become while it is being typed), `named` (settlements and named places called so),
//! `settlement_at` (the settlement of the nearest street) and `reverse` (what stands nearest to a point). Streets and
//! houses that begin as typed are found in `prefix_search.rs`.

use crate::answer::{Answer, NotFoundReason};
use crate::ask::door_point;
use crate::ask::feature::{Feature, What};
use crate::ask::prefix_search;
use crate::ask::search;
use crate::ask::step_budget::Efforts;
use crate::bytes::grid;
use crate::index::AddressIndex;
use crate::read::keyboard;
use karavan_model::{DoorCard, Point};
use std::collections::HashSet;

const NAMED_MAX: usize = 10;
/// A kilometre nearer to where people look is worth this much.
const NEAR_KILOMETERS: f64 = 10.0;

impl AddressIndex {
    /// What a text may mean, the likeliest first: an address written whole, streets and settlements that begin so,
    /// houses of the street whose numbers begin so, named places. `near` brings what is close to it forward.
    #[must_use]
    pub fn suggest(&self, text: &str, near: Option<Point>, limit: usize) -> Vec<Feature<'_>> {
        let efforts = Efforts::typed();
        let answer = search::look(self, text, &efforts).answer;
        let is_found = matches!(answer, Answer::Found(_) | Answer::Ambiguous(_));
        let mut all: Vec<(f64, Feature<'_>)> = Vec::new();
        // Of what was not found only the street, and the place between two known houses, are ways to go on typing.
        let is_street_known = |answer: &Answer<Feature<'_>>| {
            let why = NotFoundReason::NoHouse;
            matches!(answer, Answer::NotFound { why: known, .. } if *known == why)
        };
        let is_worth = is_found || is_street_known(&answer);
        for feature in answer.into_candidates() {
            let is_beside = !is_found && matches!(feature.what, What::House(..));
            if is_worth && !is_beside {
                all.push((1.0 + feature.confidence, feature.with_settlement_in_label()));
            }
        }
        let mut begun = prefix_search::of(self, text);
        if begun.is_empty() {
            // Perhaps the other keyboard layout is on.
            let retyped = keyboard::in_russian(text);
            begun = retyped.map_or_else(Vec::new, |text| prefix_search::of(self, &text));
        }
        all.extend(begun);
        let settlements = self.settlement_names_begun(text);
        all.extend(settlements.into_iter().map(|feature| (0.75, feature)));
        let pois = self.poi_names.find(text, limit);
        let pois = pois
            .into_iter()
            .filter_map(|(ix, is_whole)| Some((self.book.pois.get(ix as usize)?, is_whole)));
        all.extend(pois.map(|(poi, is_whole)| {
            let weight = if is_whole { 0.9 } else { 0.6 };
            (weight, Feature::poi(self, poi).with_confidence(weight))
        }));
        for (weight, feature) in &mut all {
            let kilometers = near.map_or(0.0, |near| near.distance_meters(feature.point) / 1000.0);
            *weight *= 0.5 + 0.5 / (1.0 + kilometers / NEAR_KILOMETERS);
        }
        all.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut seen = HashSet::new();
        let features = all.into_iter().map(|(_, feature)| feature);
        let distinct = features.filter(|feature| seen.insert((feature.label(), feature.tag())));
        distinct.take(limit).collect()
    }

    fn settlement_names_begun(&self, text: &str) -> Vec<Feature<'_>> {
        let key = crate::build::settlement_of::key(text);
        if key.chars().count() < 2 {
            return Vec::new();
        }
        let mut begun: Vec<(usize, u32)> = self
            .settlement_names
            .beginning(&key)
            .map(|(name, ix)| (name.chars().count(), ix))
            .collect();
        begun.sort_unstable();
        let mut seen = HashSet::new();
        let all = begun.into_iter().filter(|&(_, ix)| seen.insert(ix)).take(10);
        let found = all.filter_map(|(_, ix)| self.book.settlement(ix));
        found
            .map(|settlement| Feature::settlement(self, settlement).with_confidence(0.5))
            .collect()
    }

    /// Settlements, districts and named places called exactly so.
    #[must_use]
    pub fn named(&self, text: &str) -> Vec<Feature<'_>> {
        let key = crate::build::settlement_of::key(text);
        let settlements = self.settlement_names.get(&key).unwrap_or_default().iter();
        let settlements = settlements.filter_map(|&ix| self.book.settlement(ix));
        let pois = self.poi_names.find(text, NAMED_MAX).into_iter();
        let pois = pois.filter_map(|(ix, is_whole)| self.book.pois.get(ix as usize).filter(|_| is_whole));
        let mut all: Vec<Feature<'_>> = settlements
            .map(|one| Feature::settlement(self, one).with_confidence(0.5))
            .collect();
        all.extend(pois.map(|poi| Feature::poi(self, poi).with_confidence(0.5)));
        all.truncate(NAMED_MAX);
        all
    }

    /// The settlement that a point belongs to, as the nearest street says.
    #[must_use]
    pub fn settlement_at(&self, point: Point) -> Option<Feature<'_>> {
        let near = grid::nearest(&self.book, point, 30);
        let settlement = near.iter().find_map(|one| one.street.settlement)?;
        Some(Feature::settlement(self, self.book.settlement(settlement)?))
    }

    /// What stands nearest to a point, nearest first: houses, or streets where there are none. The confidence falls
    /// with the distance.
    #[must_use]
    pub fn reverse(&self, point: Point, limit: usize) -> Vec<Feature<'_>> {
        let near = grid::nearest(&self.book, point, limit).into_iter();
        let named = near.map(|one| {
            let feature = match one.house {
                Some(house) => {
                    let at = door_point::of(&house, &DoorCard::default());
                    Feature::house(self, one.street, house, at)
                }
                None => Feature::street(self, one.street),
            };
            feature
                .with_confidence(1.0 / (1.0 + one.meters / 50.0))
                .with_settlement_in_label()
        });
        named.collect()
    }
}
