//! What bars a node of a road, and what passing it costs.

use super::{Access, Profile, Reader, Season, access};
use karavan_osm::Tags;

/// What a traveller meets at a barred node.
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
    /// Not for cars, unless a tag says so. People walk through, bicycles are led.
    Blocked,
    /// One climbs or turns; a bicycle is lifted.
    Narrow,
    /// Nobody gets through, unless a tag says so.
    Wall,
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
    ("fence", Kind::Wall),
    ("wall", Kind::Wall),
    ("hedge", Kind::Wall),
    ("retaining_wall", Kind::Wall),
    ("guard_rail", Kind::Wall),
    ("cycle_barrier", Kind::Narrow),
    ("motorcycle_barrier", Kind::Narrow),
    ("kissing_gate", Kind::Narrow),
    ("wicket_gate", Kind::Narrow),
    ("turnstile", Kind::Narrow),
    ("full-height_turnstile", Kind::Narrow),
    ("stile", Kind::Narrow),
    ("debris", Kind::Narrow),
    ("log", Kind::Narrow),
    ("ditch", Kind::Wall),
    ("rope", Kind::Narrow),
];

/// Deciseconds to get through.
struct Prices {
    /// A gate that stands open to all: slow down.
    open: u32,
    /// A gate in a yard: a driver calls the resident.
    gate: u32,
    /// A private or locked gate: one calls, explains and waits.
    private: u32,
    /// Something narrow.
    narrow: u32,
}

const fn prices(profile: Profile) -> Prices {
    match profile {
        Profile::Car => Prices {
            open: 100,
            gate: 400,
            private: 750,
            narrow: 400,
        },
        Profile::Bicycle => Prices {
            open: 30,
            gate: 100,
            private: 450,
            narrow: 150,
        },
        Profile::Foot => Prices {
            open: 0,
            gate: 50,
            private: 300,
            narrow: 30,
        },
    }
}

/// What bars the node with these tags; `None` when nothing does.
pub(crate) fn barrier_of_node(profile: Profile, tags: &Tags) -> Option<Barrier> {
    let name = tags.get("barrier")?;
    let reader = Reader {
        profile,
        season: Season::Summer,
    };
    let access = access::of_node(reader, tags);
    let kind = match KINDS.iter().find(|(kind, _)| *kind == name) {
        // A rising bollard goes down for those who may pass.
        Some((_, Kind::Blocked)) if tags.is("bollard", "rising") || tags.is("bollard", "removable") => Kind::Gate,
        Some((_, kind)) => *kind,
        None => Kind::Gate,
    };
    let kind = match (kind, profile) {
        (Kind::Narrow, Profile::Car) => Kind::Blocked,
        (Kind::Blocked, Profile::Bicycle | Profile::Foot) => Kind::Open,
        (Kind::Wall, _) => Kind::Blocked,
        (kind, _) => kind,
    };
    let prices = prices(profile);
    let gate = |deciseconds, is_restricted| {
        Some(Barrier::Gate {
            deciseconds,
            is_restricted,
        })
    };
    match (kind, access) {
        (_, Some(Access::Closed)) | (Kind::Blocked | Kind::Wall, None | Some(Access::Private)) => Some(Barrier::Closed),
        (Kind::Open, Some(Access::Private)) => gate(prices.open, true),
        (Kind::Open, _) => None,
        (Kind::Narrow, access) => gate(prices.narrow, access > Some(Access::Open)),
        (Kind::Gate, Some(Access::Private)) => gate(prices.private, true),
        (Kind::Gate, _) if tags.is("locked", "yes") => gate(prices.private, true),
        (Kind::Gate, Some(Access::Open)) => gate(prices.open, false),
        (Kind::Gate, None) => gate(prices.gate, false),
        (Kind::Gate | Kind::Blocked | Kind::Wall, Some(Access::Destination)) => gate(prices.gate, true),
        (Kind::Blocked | Kind::Wall, Some(Access::Open)) => gate(prices.open, false),
    }
}
