//! What a turn restriction says to a traveller.

use super::condition::held;
use super::{Profile, Season};
use karavan_osm::Tags;

/// A rule about one way of turning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Not this turn.
    No {
        /// Whether it is the turn back that is meant.
        is_u_turn: bool,
    },
    /// No turn but this.
    Only,
}

/// The most specific key that is present decides.
const OF_CARS: [&str; 4] = [
    "restriction:motorcar",
    "restriction:motor_vehicle",
    "restriction:vehicle",
    "restriction",
];
const OF_BICYCLES: [&str; 3] = ["restriction:bicycle", "restriction:vehicle", "restriction"];
const OF_PEOPLE: [&str; 1] = ["restriction:foot"];

/// The rule of a relation; `None` when it is no turn restriction for the traveller.
pub(crate) fn rule_of_relation(profile: Profile, tags: &Tags) -> Option<Rule> {
    let is_restriction = tags
        .get("type")
        .is_some_and(|kind| kind == "restriction" || kind.starts_with("restriction:"));
    let (keys, excepted): (&[&str], &[&str]) = match profile {
        Profile::Car => (&OF_CARS, &["motorcar", "motor_vehicle", "vehicle"]),
        Profile::Bicycle => (&OF_BICYCLES, &["bicycle", "vehicle"]),
        Profile::Foot => (&OF_PEOPLE, &["foot"]),
    };
    let mut words = tags.get("except").into_iter().flat_map(|words| words.split(';'));
    if !is_restriction || words.any(|word| excepted.contains(&word.trim())) {
        return None;
    }
    let conditional = tags.get("restriction:conditional").filter(|_| profile != Profile::Foot);
    let by_the_hour = conditional.and_then(|text| held(text, Season::Summer));
    let value = by_the_hour.or_else(|| keys.iter().find_map(|key| tags.get(key)))?;
    match value {
        "no_u_turn" => Some(Rule::No { is_u_turn: true }),
        "no_left_turn" | "no_right_turn" | "no_straight_on" | "no_entry" | "no_exit" => {
            Some(Rule::No { is_u_turn: false })
        }
        _ if value.starts_with("only_") => Some(Rule::Only),
        _ => None,
    }
}
