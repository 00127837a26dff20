//! `decide`: from weighed hits to Found, Ambiguous or NotFound: hits within 150 m with one address are one place, and
//! one place must stand clear of all others. When no house fits, `alternatives.rs` answers.

use crate::answer::Answer;
use crate::ask::alternatives;
use crate::ask::chosen::Chosen;
use crate::ask::door_point;
use crate::ask::feature::Feature;
use crate::ask::houses::HouseHit;
use crate::ask::one_address;
use crate::ask::street_search::StreetHit;
use crate::index::AddressIndex;
use crate::read::reading::Reading;
use karavan_model::DoorCard;

/// Objects with the same address nearer than this, in metres, are one place.
const ONE_PLACE_METERS: f64 = 150.0;
/// The share of exact matches that are right.
const CERTAIN: f64 = 0.98;
/// From this confidence on an answer is Found.
const FOUND_MIN: f64 = 0.8;
/// A rival this near to the best, as a share of its weight, makes the answer ambiguous.
const RIVAL_SHARE: f64 = 0.93;
/// A house with less than this share of the weight of a street that lacks it is dropped.
const CLEARLY_LESS: f64 = 0.5;
/// Candidates with less than this share of the weight of the best are dropped.
const SHOWN_SHARE: f64 = 0.6;
const CANDIDATES_MAX: usize = 5;
const HITS_MAX: usize = 300;

/// Hits at one place; the first is the likeliest.
struct Cluster<'h, 'a> {
    hits: Vec<&'h HouseHit<'a>>,
    weight: f64,
    spread_meters: f64,
}

/// Turns weighed hits into Found, Ambiguous or NotFound.
pub(crate) fn decide<'a>(
    index: &'a AddressIndex,
    readings: &[Reading],
    streets: &[StreetHit],
    houses: &[HouseHit<'a>],
    door: &DoorCard,
) -> (Answer<Feature<'a>>, Chosen) {
    let clusters = clusters(index, houses);
    let Some(best) = clusters.first() else {
        return alternatives::no_house(index, readings, streets);
    };
    if best.weight < CLEARLY_LESS * alternatives::known_street(readings, streets) {
        return alternatives::no_house(index, readings, streets);
    }
    let rivals = clusters[1..]
        .iter()
        .take_while(|one| one.weight >= RIVAL_SHARE * best.weight)
        .count();
    let confidence = |cluster: &Cluster<'_, '_>| {
        let blur = if cluster.spread_meters > ONE_PLACE_METERS / 2.0 {
            0.95
        } else {
            1.0
        };
        CERTAIN * cluster.weight * blur
    };
    let first = best.hits[0];
    let chosen = Some((first.by.reading, first.way));
    let place = |hit: &HouseHit<'a>, confidence: f64| {
        let street = index.book.street(hit.by.street)?;
        Some(Feature::house(index, street, hit.house, door_point::of(&hit.house, door)).with_confidence(confidence))
    };
    if rivals == 0
        && confidence(best) >= FOUND_MIN
        && let Some(found) = place(first, confidence(best))
    {
        return (Answer::Found(found), chosen);
    }
    // Rivals share the certainty between them.
    let share = f64::from(u32::try_from(rivals + 1).unwrap_or(u32::MAX));
    let is_worth_showing = |cluster: &&Cluster<'_, '_>| cluster.weight >= SHOWN_SHARE * best.weight;
    let shown = clusters
        .iter()
        .take_while(is_worth_showing)
        .take(CANDIDATES_MAX.max((rivals + 1).min(10)));
    let candidates = shown
        .filter_map(|cluster| Some(place(cluster.hits[0], confidence(cluster) / share)?.with_settlement_in_label()));
    (Answer::Ambiguous(candidates.collect()), chosen)
}

/// Groups hits with one address by distance, the heaviest first; a building stands for its group rather than a lone
/// point.
fn clusters<'h, 'a>(index: &'a AddressIndex, houses: &'h [HouseHit<'a>]) -> Vec<Cluster<'h, 'a>> {
    let point = |hit: &HouseHit<'_>| hit.house.at.point();
    let mut ordered: Vec<&HouseHit<'_>> = houses.iter().collect();
    ordered.sort_by(|a, b| {
        let building = |hit: &HouseHit<'_>| hit.house.is_building();
        let place = |hit: &HouseHit<'a>| (hit.by.street, hit.house.key, hit.house.at);
        let by_weight = b.weight.total_cmp(&a.weight);
        by_weight
            .then(building(b).cmp(&building(a)))
            .then_with(|| place(a).cmp(&place(b)))
    });
    ordered.truncate(HITS_MAX);
    let mut clusters: Vec<Cluster<'h, 'a>> = Vec::new();
    for hit in ordered {
        let weight = hit.weight;
        let here = point(hit);
        let is_one_place = |cluster: &&mut Cluster<'_, 'a>| {
            let mut others = cluster.hits.iter();
            others.any(|other| {
                point(other).distance_meters(here) <= ONE_PLACE_METERS && one_address::is_one(index, other, hit)
            })
        };
        match clusters.iter_mut().find(is_one_place) {
            Some(cluster) => {
                let from_first = point(cluster.hits[0]).distance_meters(here);
                if weight >= 0.9 * cluster.weight {
                    cluster.spread_meters = cluster.spread_meters.max(from_first);
                }
                cluster.hits.push(hit);
            }
            None => clusters.push(Cluster {
                hits: vec![hit],
                weight,
                spread_meters: 0.0,
            }),
        }
    }
    clusters
}
