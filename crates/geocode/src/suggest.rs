//! What an address may become while it is being typed, and what stands at a point of the map.

use crate::answer::{Answer, NotFoundReason};
use crate::door_point;
use crate::effort::{Effort, Efforts};
use crate::feature::{Feature, What};
use crate::index::AddressIndex;
use crate::name::Grade;
use crate::number;
use crate::pieces::Spelling;
use crate::reading::{Reading, Written};
use crate::search;
use crate::surroundings::{self, Memory};
use crate::vicinity;
use karavan_model::{DoorCard, Point};
use std::collections::HashSet;

/// Streets that begin so; more of them tell nothing until another letter is typed.
const STREETS_MAX: usize = 1_500;
const NAMED_MAX: usize = 10;
/// How much work is done for a letter, in the steps of [`Effort`], and what it is spent on: reading a posting, reading and
/// weighing a street, looking through its houses.
const BEGUN_STEPS: usize = 300_000;
const POSTING_STEPS: usize = 2;
const STREET_STEPS: usize = 40;
const WEIGH_STEPS: usize = 12;
const HOUSES_USUAL: usize = 200;
/// A kilometre nearer to where people look is worth this much.
const NEAR_KILOMETERS: f64 = 10.0;

impl AddressIndex {
    /// What a text may mean, the likeliest first: an address written whole, streets and settlements that begin so, houses of
    /// the street whose numbers begin so, named places. `near` brings what is close to it forward.
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
                all.push((1.0 + feature.confidence, feature.among_others()));
            }
        }
        self.begun(text, &Effort::of(BEGUN_STEPS), &mut all);
        let settlements = self.settlement_names_begun(text);
        all.extend(settlements.into_iter().map(|feature| (0.75, feature)));
        let pois = self.poi_names.find(text, limit);
        let pois = pois
            .into_iter()
            .filter_map(|(ix, is_whole)| Some((self.book.pois.get(ix as usize)?, is_whole)));
        all.extend(pois.map(|(poi, is_whole)| {
            let weight = if is_whole { 0.9 } else { 0.6 };
            (weight, Feature::poi(self, poi).sure(weight))
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

    /// Streets whose names begin as typed; houses whose numbers do.
    fn begun<'a>(&'a self, text: &str, effort: &Effort, all: &mut Vec<(f64, Feature<'a>)>) {
        let written = Written::of(text);
        let mut memory = Memory::default();
        let readings = written.readings(Spelling::Strict);
        let mut seen: HashSet<(u32, bool)> = HashSet::new();
        for reading in &readings {
            let Some(surroundings) = surroundings::of(self, &reading.skips, &mut memory, effort) else {
                return;
            };
            let fit = reading.fit * surroundings.weight;
            if fit < 0.5 || reading.rest < written.tokens.len() {
                continue;
            }
            let typed = reading.name.core.concat();
            let spellings = self.spellings();
            let found = match &reading.house {
                None => spellings.beginning(&typed).take(STREETS_MAX).collect::<Vec<_>>(),
                Some(_) => spellings.exact(&typed).map(|near| near.postings).into_iter().collect(),
            };
            let postings = found.iter().flat_map(|postings| postings.iter().take(STREETS_MAX));
            let postings = postings.take_while(|_| effort.take(POSTING_STEPS));
            let worth = postings.filter(|one| {
                let is_kind =
                    reading.name.kinds.is_empty() || one.kinds.is_empty() || one.kinds.meets(reading.name.kinds);
                is_kind && one.grade <= Grade::Former && (!one.is_number || one.kinds.meets(reading.name.kinds))
            });
            for posting in worth.take(STREETS_MAX) {
                if !seen.insert((posting.street, reading.house.is_some())) {
                    continue;
                }
                let houses = reading.house.as_ref().map_or(0, |_| HOUSES_USUAL);
                if !effort.take(STREET_STEPS + WEIGH_STEPS * surroundings.meant_count() + houses) {
                    return;
                }
                let agreement = surroundings.agreement(self, &posting);
                let Some(street) = self.book.street(posting.street) else {
                    continue;
                };
                let weight = fit * agreement * posting.grade.weight();
                match &reading.house {
                    // A street with more houses is asked for more often.
                    None => {
                        let size = f64::from(street.house_count + 1).ln() / 100.0;
                        all.push((0.8 * weight + size, Feature::street(self, street).sure(weight * 0.5)));
                    }
                    Some(_) => self.houses_begun(reading, street, 0.95 * weight, all),
                }
            }
        }
    }

    fn houses_begun<'a>(
        &'a self,
        reading: &Reading,
        street: crate::street_record::Street<'a>,
        weight: f64,
        all: &mut Vec<(f64, Feature<'a>)>,
    ) {
        let Some((_, found)) = &reading.house else { return };
        let key = &found.readings[0].key;
        let begun = street.houses_where(|one| one.starts_with(key.as_bytes()));
        let mut houses: Vec<_> = begun.collect();
        houses.sort_by_key(|house| (number::leading(house.key), house.key));
        houses.dedup_by_key(|house| house.key);
        for (house, nth) in houses.into_iter().zip(0_u32..30) {
            let at = door_point::of(&house, &DoorCard::default());
            let feature = Feature::house(self, street, house, at)
                .sure(weight * 0.5)
                .among_others();
            all.push((weight - f64::from(nth) / 1000.0, feature));
        }
    }

    fn settlement_names_begun(&self, text: &str) -> Vec<Feature<'_>> {
        let key = crate::settle::key(text);
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
            .map(|settlement| Feature::settlement(self, settlement).sure(0.5))
            .collect()
    }

    /// Settlements, districts and named places called exactly so.
    #[must_use]
    pub fn named(&self, text: &str) -> Vec<Feature<'_>> {
        let key = crate::settle::key(text);
        let settlements = self.settlement_names.get(&key).unwrap_or_default().iter();
        let settlements = settlements.filter_map(|&ix| self.book.settlement(ix));
        let pois = self.poi_names.find(text, NAMED_MAX).into_iter();
        let pois = pois.filter_map(|(ix, is_whole)| self.book.pois.get(ix as usize).filter(|_| is_whole));
        let mut all: Vec<Feature<'_>> = settlements
            .map(|one| Feature::settlement(self, one).sure(0.5))
            .collect();
        all.extend(pois.map(|poi| Feature::poi(self, poi).sure(0.5)));
        all.truncate(NAMED_MAX);
        all
    }

    /// The settlement that a point belongs to, as the nearest street says.
    #[must_use]
    pub fn settlement_at(&self, point: Point) -> Option<Feature<'_>> {
        let near = vicinity::nearest(&self.book, point, 30);
        let settlement = near.iter().find_map(|one| one.street.settlement)?;
        Some(Feature::settlement(self, self.book.settlement(settlement)?))
    }

    /// What stands nearest to a point, nearest first: houses, or streets where there are none. The confidence falls with the
    /// distance.
    #[must_use]
    pub fn reverse(&self, point: Point, limit: usize) -> Vec<Feature<'_>> {
        let near = vicinity::nearest(&self.book, point, limit).into_iter();
        let named = near.map(|one| {
            let feature = match one.house {
                Some(house) => {
                    let at = door_point::of(&house, &DoorCard::default());
                    Feature::house(self, one.street, house, at)
                }
                None => Feature::street(self, one.street),
            };
            feature.sure(1.0 / (1.0 + one.meters / 50.0)).among_others()
        });
        named.collect()
    }
}
