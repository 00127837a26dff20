//! What bars a node of a road, and what passing it costs.

use super::{Access, access};
use karavan_osm::Tags;

/// What a car meets at a barred node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Barrier {
    /// Nobody passes.
    Closed,
    /// Passable, at a price.
    Gate {
        /// Time to get it opened.
        deciseconds: u32,
        /// Whether only those with business behind it are let through, so that no through traffic goes here.
        is_restricted: bool,
    },
}

/// How a kind of barrier behaves when no access tag speaks.
#[derive(Clone, Copy)]
enum Kind {
    /// Not in a car's way.
    Open,
    /// Somebody must open it.
    Gate,
    /// Not for cars, unless a tag says so.
    Blocked,
}

/// A barrier not listed is treated as a gate: a wrong closure cuts off homes, a wrong gate costs a minute.
const KINDS: [(&str, Kind); 32] = [
    ("entrance", Kind::Open),
    ("no", Kind::Open),
    ("cattle_grid", Kind::Open),
    ("height_restrictor", Kind::Open),
    ("kerb", Kind::Open),
    ("border_control", Kind::Gate),
    ("toll_booth", Kind::Gate),
    ("gate", Kind::Gate),
    ("lift_gate", Kind::Gate),
    ("swing_gate", Kind::Gate),
    ("sliding_gate", Kind::Gate),
    ("sally_port", Kind::Gate),
    ("bollard", Kind::Blocked),
    ("block", Kind::Blocked),
    ("chain", Kind::Blocked),
    ("jersey_barrier", Kind::Blocked),
    ("fence", Kind::Blocked),
    ("wall", Kind::Blocked),
    ("hedge", Kind::Blocked),
    ("retaining_wall", Kind::Blocked),
    ("guard_rail", Kind::Blocked),
    ("cycle_barrier", Kind::Blocked),
    ("motorcycle_barrier", Kind::Blocked),
    ("kissing_gate", Kind::Blocked),
    ("wicket_gate", Kind::Blocked),
    ("turnstile", Kind::Blocked),
    ("full-height_turnstile", Kind::Blocked),
    ("stile", Kind::Blocked),
    ("debris", Kind::Blocked),
    ("log", Kind::Blocked),
    ("ditch", Kind::Blocked),
    ("rope", Kind::Blocked),
];

/// A gate that stands open to all: slow down.
const OPEN_GATE: u32 = 100;
/// A gate in a yard: the volunteer calls the resident.
const GATE: u32 = 400;
/// A private or locked gate: the volunteer calls, explains and waits.
const PRIVATE_GATE: u32 = 750;

/// What bars the node with these tags; `None` when nothing does.
pub(crate) fn barrier_of_node(tags: &Tags) -> Option<Barrier> {
    let name = tags.get("barrier")?;
    let kind = match KINDS.iter().find(|(kind, _)| *kind == name) {
        // A rising bollard goes down for those who may pass.
        Some((_, Kind::Blocked)) if tags.is("bollard", "rising") || tags.is("bollard", "removable") => Kind::Gate,
        Some((_, kind)) => *kind,
        None => Kind::Gate,
    };
    let gate = |deciseconds, is_restricted| {
        Some(Barrier::Gate {
            deciseconds,
            is_restricted,
        })
    };
    match (kind, access::of_node(tags)) {
        (_, Some(Access::Closed)) | (Kind::Blocked, None | Some(Access::Private)) => Some(Barrier::Closed),
        (Kind::Open, Some(Access::Private)) => gate(OPEN_GATE, true),
        (Kind::Open, _) => None,
        (Kind::Gate, Some(Access::Private)) => gate(PRIVATE_GATE, true),
        (Kind::Gate, _) if tags.is("locked", "yes") => gate(PRIVATE_GATE, true),
        (Kind::Gate, Some(Access::Open)) => gate(OPEN_GATE, false),
        (Kind::Gate, None) => gate(GATE, false),
        (Kind::Gate | Kind::Blocked, Some(Access::Destination)) => gate(GATE, true),
        (Kind::Blocked, Some(Access::Open)) => gate(OPEN_GATE, false),
    }
}
