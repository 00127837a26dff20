//! The town, village or district written beside the street, and whether a street of the map agrees with it.

use crate::gazetteer::{Rank, Settlement};
use crate::index::AddressIndex;
use crate::reading::Skip;
use crate::slips;
use karavan_model::Point;
use std::collections::HashMap;

/// What stands beside the street.
#[derive(Debug)]
pub(crate) struct Surroundings {
    /// How likely the words left out are surroundings and not part of the street.
    pub weight: f64,
    /// Settlements meant, one set for each that was written.
    meant: Vec<Vec<u32>>,
}

/// People in a village write the name of the city near by; so far from its middle that is likely.
const AROUND_CITY_METERS: f64 = 40_000.0;
/// A district's streets lie so near to its middle.
const AROUND_DISTRICT_METERS: f64 = 6_000.0;

/// What settlements words name: which, by how many of the words, how certainly.
type Known = Option<(Vec<u32>, usize, f64)>;

/// What was already looked up for this address: its readings leave out the same words again and again.
#[derive(Debug, Default)]
pub(crate) struct Memory(HashMap<Vec<String>, Known>);

/// Looks the words left out up among the settlements.
pub(crate) fn of(index: &AddressIndex, skips: &[Skip], memory: &mut Memory) -> Surroundings {
    let mut all = Surroundings {
        weight: 1.0,
        meant: Vec::new(),
    };
    for skip in skips {
        if skip.words.is_empty() {
            // A kind alone, cut off its name.
            all.weight *= 0.85;
            continue;
        }
        if !memory.0.contains_key(&skip.words) {
            memory.0.insert(skip.words.clone(), known(index, &skip.words));
        }
        match memory.0.get(&skip.words).and_then(Option::as_ref) {
            Some((meant, used, weight)) => {
                all.meant.push(meant.clone());
                all.weight *= weight;
                if *used < skip.words.len() || !skip.kinds.is_empty() {
                    all.weight *= Skip {
                        is_marked: false,
                        ..skip.clone()
                    }
                    .weight();
                }
            }
            None if skip.is_marked && index.gazetteer.settlements.is_empty() => all.weight *= 0.96,
            // A town this map does not know: the street of the same name here is another street.
            None if skip.is_marked => all.weight *= 0.6,
            None => all.weight *= skip.weight(),
        }
    }
    all
}

/// The settlements that the first words name.
fn known(index: &AddressIndex, words: &[String]) -> Known {
    let exact = |count: &usize| {
        index
            .settlements
            .get(&words[..*count].concat())
            .map(|meant| (meant.clone(), *count, 1.0))
    };
    let counts = (1..=words.len().min(3)).rev();
    counts.clone().find_map(|count| exact(&count)).or_else(|| {
        let whole = words.concat();
        let is_near = |name: &&String| name.chars().count() >= 6 && slips::is_one_slip(name, &whole);
        let name = index.settlements.keys().filter(is_near).min()?;
        Some((index.settlements[name].clone(), words.len(), 0.97))
    })
}

impl Surroundings {
    /// How well a street's settlement agrees with what was written.
    pub(crate) fn agreement(&self, index: &AddressIndex, street: u32) -> f64 {
        let street = &index.gazetteer.streets[street as usize];
        let at = street.at.point();
        let one = |&ix: &u32| {
            let place = &index.gazetteer.settlements[ix as usize];
            if street.settlement == Some(ix) {
                1.0
            } else {
                near(place, at, street.settlement.is_some())
            }
        };
        let best = |meant: &Vec<u32>| meant.iter().map(one).fold(0.0, f64::max);
        self.meant.iter().map(best).product()
    }
}

fn near(place: &Settlement, at: Point, is_elsewhere: bool) -> f64 {
    let distance = place.at.point().distance_meters(at);
    match place.rank {
        Rank::District => {
            if distance <= AROUND_DISTRICT_METERS {
                1.0
            } else {
                0.87
            }
        }
        Rank::City if distance <= AROUND_CITY_METERS => 0.92,
        _ if !is_elsewhere && distance <= 2.0 * place.rank.reach_meters() => 0.97,
        _ => 0.6,
    }
}
