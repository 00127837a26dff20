//! Who may drive: the hierarchy of access tags.

use super::condition::held;
use super::{Direction, class::Class};
use karavan_osm::Tags;

/// Who may drive somewhere, from everyone to no one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Anyone.
    Open,
    /// Whoever has business there: yards, customers, deliveries. A trip may begin or end there; crossing is penalised.
    Destination,
    /// Whoever the owner lets in. A trip may begin or end there; crossing is penalised twice as much.
    Private,
    /// No car.
    Closed,
}

/// The most specific key that is present decides; its conditional twin before it, where the condition holds.
const KEYS: [[&str; 4]; 4] = [
    [
        "motorcar",
        "motorcar:forward",
        "motorcar:backward",
        "motorcar:conditional",
    ],
    [
        "motor_vehicle",
        "motor_vehicle:forward",
        "motor_vehicle:backward",
        "motor_vehicle:conditional",
    ],
    ["vehicle", "vehicle:forward", "vehicle:backward", "vehicle:conditional"],
    ["access", "access:forward", "access:backward", "access:conditional"],
];

const VALUES: [(&str, Access); 32] = [
    ("yes", Access::Open),
    ("permissive", Access::Open),
    ("designated", Access::Open),
    ("official", Access::Open),
    ("public", Access::Open),
    ("destination", Access::Destination),
    ("customers", Access::Destination),
    ("delivery", Access::Destination),
    ("visitors", Access::Destination),
    ("discouraged", Access::Destination),
    ("private", Access::Private),
    ("permit", Access::Private),
    ("residents", Access::Private),
    ("members", Access::Private),
    ("employees", Access::Private),
    ("staff", Access::Private),
    ("no", Access::Closed),
    ("agricultural", Access::Closed),
    ("forestry", Access::Closed),
    ("military", Access::Closed),
    ("emergency", Access::Closed),
    ("psv", Access::Closed),
    ("bus", Access::Closed),
    ("taxi", Access::Closed),
    ("hov", Access::Closed),
    ("hgv", Access::Closed),
    ("foot", Access::Closed),
    ("bicycle", Access::Closed),
    ("use_sidepath", Access::Closed),
    ("restricted", Access::Private),
    ("school", Access::Private),
    ("university", Access::Private),
];

/// Who may drive along a way in a direction.
pub(super) fn of_way(tags: &Tags, class: &Class, direction: Direction) -> Access {
    let Some((key, access)) = stated(tags, Some(direction)) else {
        return class.access;
    };
    match class.access {
        // `access=yes` on a pedestrian street speaks of people: only a key of vehicles lets a car in.
        Access::Closed if key == "access" => Access::Closed,
        Access::Closed => access.max(Access::Destination),
        // “Yes” does not make a yard a thoroughfare.
        usual => access.max(usual),
    }
}

/// Who may pass, by the tags alone; `None` when they do not say.
pub(super) fn of_node(tags: &Tags) -> Option<Access> {
    stated(tags, None).map(|(_, access)| access)
}

fn stated(tags: &Tags, direction: Option<Direction>) -> Option<(&'static str, Access)> {
    KEYS.iter().find_map(|&[key, forward, backward, conditional]| {
        let by_the_hour = tags.get(conditional).and_then(held).and_then(meaning);
        let in_direction = match direction {
            Some(Direction::Forward) => tags.get(forward),
            Some(Direction::Backward) => tags.get(backward),
            None => None,
        };
        let value = by_the_hour
            .or_else(|| in_direction.and_then(meaning))
            .or_else(|| tags.get(key).and_then(meaning));
        value.map(|access| (key, access))
    })
}

/// The widest of the values in a list `a;b`; `None` when none is known.
fn meaning(value: &str) -> Option<Access> {
    value
        .split(';')
        .filter_map(|word| {
            let word = word.trim();
            VALUES.iter().find(|(name, _)| *name == word).map(|&(_, access)| access)
        })
        .min()
}
