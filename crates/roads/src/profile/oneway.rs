//! In which directions a way is open.

use super::condition::held;
use karavan_osm::Tags;

/// Whether a way is open in the order of its nodes and against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Directions {
    pub(super) forward: bool,
    pub(super) backward: bool,
}

const BOTH: Directions = Directions {
    forward: true,
    backward: true,
};
const FORWARD: Directions = Directions {
    forward: true,
    backward: false,
};
const BACKWARD: Directions = Directions {
    forward: false,
    backward: true,
};
const NEITHER: Directions = Directions {
    forward: false,
    backward: false,
};

/// The most specific key that is present decides.
const KEYS: [&str; 4] = ["oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway"];

/// `alternating` takes turns and is open both ways; which way `reversible` is open no map can tell.
const VALUES: [(&str, Directions); 11] = [
    ("yes", FORWARD),
    ("true", FORWARD),
    ("1", FORWARD),
    ("-1", BACKWARD),
    ("reverse", BACKWARD),
    ("no", BOTH),
    ("false", BOTH),
    ("0", BOTH),
    ("alternating", BOTH),
    ("alternate", BOTH),
    ("reversible", NEITHER),
];

/// The open directions: as tagged, else along a roundabout or a motorway, else both.
pub(super) fn directions(tags: &Tags) -> Directions {
    let by_the_hour = tags.get("oneway:conditional").and_then(held);
    let values = by_the_hour
        .into_iter()
        .chain(KEYS.iter().filter_map(|key| tags.get(key)));
    let tagged = values
        .into_iter()
        .find_map(|value| VALUES.iter().find(|(name, _)| *name == value).map(|&(_, open)| open));
    let is_implied =
        tags.is("junction", "roundabout") || tags.is("junction", "circular") || tags.is("highway", "motorway");
    tagged.unwrap_or(if is_implied { FORWARD } else { BOTH })
}
