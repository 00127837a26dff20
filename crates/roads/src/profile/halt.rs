//! `Halt`: deciseconds lost at a node (signals, stop signs, level crossings, humps, fords and the like), by profile and
//! direction. Gates are in `barrier.rs`, turns in `turn_graph/turns.rs`.

use super::profile_name::Profile;
use karavan_osm::Tags;

/// Deciseconds lost at a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Halt {
    /// In the order of the way's nodes.
    pub(crate) forward: u32,
    /// Against it.
    pub(crate) backward: u32,
    /// Whether these are traffic signals, of which a junction may have several.
    pub(crate) is_signal: bool,
}

/// A cycle of 80 s, red for half of it, is waited for 10 s on average.
const SIGNALS: u32 = 100;

/// A key, its value, and deciseconds for a car, a bicycle and a person on foot, who waits where the street is crossed.
const KINDS: [(&str, &str, [u32; 3]); 14] = [
    ("crossing", "traffic_signals", [SIGNALS / 2, SIGNALS / 2, 2 * SIGNALS]),
    ("highway", "traffic_signals", [SIGNALS, SIGNALS, 0]),
    ("highway", "stop", [40, 20, 0]),
    ("highway", "give_way", [20, 10, 0]),
    ("highway", "mini_roundabout", [20, 10, 0]),
    ("highway", "crossing", [0, 0, 30]),
    ("highway", "elevator", [0, 400, 400]),
    ("railway", "level_crossing", [150, 100, 50]),
    ("railway", "crossing", [0, 50, 50]),
    ("railway", "tram_level_crossing", [30, 30, 0]),
    ("traffic_calming", "bump", [30, 0, 0]),
    ("traffic_calming", "hump", [20, 0, 0]),
    ("traffic_calming", "table", [20, 0, 0]),
    ("traffic_calming", "cushion", [10, 0, 0]),
];
/// Through the water, on any road.
const FORD: [u32; 3] = [200, 300, 600];

/// What is lost at the node with these tags; `None` when nothing is.
pub(crate) fn halt_of_node(profile: Profile, tags: &Tags) -> Option<Halt> {
    let of_traveller = |[car, bicycle, foot]: [u32; 3]| match profile {
        Profile::Car => car,
        Profile::Bicycle => bicycle,
        Profile::Foot => foot,
    };
    // At a crossing with signals on the carriageway the signals are those of the cars.
    let is_meant = |key: &str, value: &str| {
        let are_for_cars = key == "crossing" && profile != Profile::Foot && tags.is("highway", "traffic_signals");
        tags.is(key, value) && !are_for_cars
    };
    let kinds = KINDS.iter().filter(|(key, value, _)| is_meant(key, value));
    let found = kinds
        .map(|&(.., deciseconds)| of_traveller(deciseconds))
        .find(|&lost| lost > 0);
    let ford = tags.get("ford").is_some_and(|ford| ford != "no");
    let deciseconds = found.or_else(|| ford.then(|| of_traveller(FORD)))?;
    let is_signal = tags.is("highway", "traffic_signals") && profile != Profile::Foot;
    let direction = ["traffic_signals:direction", "direction"]
        .into_iter()
        .find_map(|key| tags.get(key));
    let when = |is_meant: bool| if is_meant { deciseconds } else { 0 };
    Some(Halt {
        forward: when(direction != Some("backward")),
        backward: when(direction != Some("forward")),
        is_signal,
    })
}
