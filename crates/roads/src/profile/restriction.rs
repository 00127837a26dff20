//! `rules_of_relation`: what the tags of a turn restriction forbid or prescribe to a profile, and when. Its members,
//! and the lanes they make, are read in `build/restrictions.rs`.

use super::condition::held;
use super::opening_hours;
use super::profile_name::Profile;
use super::week_course::{ORDINARY, course, is_conditional};
use crate::week::{Moment, When};
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

/// A key and its conditional twin.
type Key = [&'static str; 2];

macro_rules! key {
    ($name:literal) => {
        [$name, concat!($name, ":conditional")]
    };
}

/// The most specific key that is present decides; its conditional twin before it, where the condition holds.
const OF_CARS: [Key; 4] = [
    key!("restriction:motorcar"),
    key!("restriction:motor_vehicle"),
    key!("restriction:vehicle"),
    key!("restriction"),
];
const OF_BICYCLES: [Key; 3] = [
    key!("restriction:bicycle"),
    key!("restriction:vehicle"),
    key!("restriction"),
];
const OF_PEOPLE: [Key; 1] = [key!("restriction:foot")];

/// The rules of a relation and when they hold, always where there is no when; none when it is no turn restriction for
/// the traveller.
pub(crate) fn rules_of_relation(profile: Profile, tags: &Tags) -> Vec<(Option<When>, Rule)> {
    let judge = |moment| rule_at(profile, tags, moment);
    if !is_conditional(tags) {
        return judge(ORDINARY).map(|rule| (None, rule)).into_iter().collect();
    }
    let course = course(tags, &judge);
    if let [(_, rule)] = course[..] {
        return rule.map(|rule| (None, rule)).into_iter().collect();
    }
    let held = course.into_iter().filter_map(|(when, rule)| Some((Some(when), rule?)));
    held.collect()
}

fn rule_at(profile: Profile, tags: &Tags, moment: Moment) -> Option<Rule> {
    let is_restriction = tags
        .get("type")
        .is_some_and(|kind| kind == "restriction" || kind.starts_with("restriction:"));
    let (keys, excepted): (&[Key], &[&str]) = match profile {
        Profile::Car => (&OF_CARS, &["motorcar", "motor_vehicle", "vehicle"]),
        Profile::Bicycle => (&OF_BICYCLES, &["bicycle", "vehicle"]),
        Profile::Foot => (&OF_PEOPLE, &["foot"]),
    };
    let mut words = tags.get("except").into_iter().flat_map(|words| words.split(';'));
    if !is_restriction || words.any(|word| excepted.contains(&word.trim())) || !in_old_words(tags, moment) {
        return None;
    }
    let value = keys.iter().find_map(|&[key, conditional]| {
        let by_the_hour = tags.get(conditional).and_then(|text| held(text, moment));
        by_the_hour.or_else(|| tags.get(key))
    })?;
    match value {
        "no_u_turn" => Some(Rule::No { is_u_turn: true }),
        "no_left_turn" | "no_right_turn" | "no_straight_on" | "no_entry" | "no_exit" => {
            Some(Rule::No { is_u_turn: false })
        }
        _ if value.starts_with("only_") => Some(Rule::Only),
        _ => None,
    }
}

/// Whether `day_on=Monday`, `day_off=Friday`, `hour_on=7:00`, `hour_off=19:00`, as maps said before there were
/// conditions, hold the moment.
fn in_old_words(tags: &Tags, moment: Moment) -> bool {
    let span = |on, off| {
        let (from, to) = (tags.get(on)?, tags.get(off)?);
        Some((from.trim(), to.trim()))
    };
    let day = |name: &str| name.get(..2).unwrap_or(name).to_owned();
    let days = span("day_on", "day_off").map(|(from, to)| format!("{}-{}", day(from), day(to)));
    let hours = span("hour_on", "hour_off").map(|(from, to)| format!("{from}-{to}"));
    let mut texts = days.iter().chain(&hours);
    texts.all(|text| opening_hours::holds(text, moment) != Some(false))
}
