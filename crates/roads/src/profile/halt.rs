//! Where cars wait or slow down: signals, stop signs, level crossings, humps.

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

const KINDS: [(&str, &str, u32); 12] = [
    ("highway", "traffic_signals", SIGNALS),
    ("crossing", "traffic_signals", SIGNALS / 2),
    ("highway", "stop", 40),
    ("highway", "give_way", 20),
    ("highway", "mini_roundabout", 20),
    ("railway", "level_crossing", 150),
    ("railway", "tram_level_crossing", 30),
    ("traffic_calming", "bump", 30),
    ("traffic_calming", "hump", 20),
    ("traffic_calming", "table", 20),
    ("traffic_calming", "cushion", 10),
    ("ford", "yes", 200),
];

/// What is lost at the node with these tags; `None` when nothing is.
pub(crate) fn halt_of_node(tags: &Tags) -> Option<Halt> {
    let &(.., deciseconds) = KINDS.iter().find(|(key, value, _)| tags.is(key, value))?;
    let is_signal = tags.is("highway", "traffic_signals");
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
