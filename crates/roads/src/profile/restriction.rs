//! What a turn restriction says to a car.

use super::condition::held;
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
const KEYS: [&str; 4] = [
    "restriction:motorcar",
    "restriction:motor_vehicle",
    "restriction:vehicle",
    "restriction",
];

/// Words in `except` that let an ordinary car through.
const EXCEPTED: [&str; 3] = ["motorcar", "motor_vehicle", "vehicle"];

/// The rule of a relation; `None` when it is no turn restriction for an ordinary car.
pub(crate) fn rule_of_relation(tags: &Tags) -> Option<Rule> {
    let is_restriction = tags
        .get("type")
        .is_some_and(|kind| kind == "restriction" || kind.starts_with("restriction:"));
    let mut excepted = tags.get("except").into_iter().flat_map(|words| words.split(';'));
    if !is_restriction || excepted.any(|word| EXCEPTED.contains(&word.trim())) {
        return None;
    }
    let by_the_hour = tags.get("restriction:conditional").and_then(held);
    let value = by_the_hour.or_else(|| KEYS.iter().find_map(|key| tags.get(key)))?;
    match value {
        "no_u_turn" => Some(Rule::No { is_u_turn: true }),
        "no_left_turn" | "no_right_turn" | "no_straight_on" | "no_entry" | "no_exit" => {
            Some(Rule::No { is_u_turn: false })
        }
        _ if value.starts_with("only_") => Some(Rule::Only),
        _ => None,
    }
}
