//! `barriers_of_node`: what bars a node of a road for a profile (closed, or a gate with deciseconds to get through),
//! now and by the hour; a barrier that the table lacks counts as a gate.

use super::access::Access;
use super::profile_name::Profile;
use super::reader::Reader;
use super::week_course::{ORDINARY, course, is_conditional};
use super::{access, opening_hours};
use crate::week::{Moment, When};
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

/// What bars a node, and what does instead now and then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Barriers {
    /// Closed only if it never opens; `None` when nothing bars it.
    pub(crate) usual: Option<Barrier>,
    /// Parts of the week, apart from one another, on which it is another.
    pub(crate) instead: Vec<(When, Option<Barrier>)>,
}

/// What bars the node with these tags; `None` when nothing ever does.
pub(crate) fn barriers_of_node(profile: Profile, tags: &Tags) -> Option<Barriers> {
    tags.get("barrier")?;
    let judge = |moment| barrier_at(Reader { profile, moment }, tags);
    let mut usual = judge(ORDINARY);
    let mut instead = Vec::new();
    if is_conditional(tags) {
        instead = course(tags, &judge);
        let mut open = instead.iter().map(|&(_, barrier)| barrier);
        if usual == Some(Barrier::Closed) {
            usual = open.find(|barrier| *barrier != Some(Barrier::Closed)).unwrap_or(usual);
        }
        instead.retain(|(_, barrier)| *barrier != usual);
    }
    (usual.is_some() || !instead.is_empty()).then_some(Barriers { usual, instead })
}

/// Whether the gate has hours, and these are others.
fn is_shut(tags: &Tags, moment: Moment) -> bool {
    let hours = tags.get("opening_hours");
    hours.and_then(|hours| opening_hours::holds(hours, moment)) == Some(false)
}

fn barrier_at(reader: Reader, tags: &Tags) -> Option<Barrier> {
    let name = tags.get("barrier")?;
    let access = access::of_node(reader, tags);
    let kind = match KINDS.iter().find(|(kind, _)| *kind == name) {
        // A rising bollard goes down for those who may pass.
        Some((_, Kind::Blocked)) if tags.is("bollard", "rising") || tags.is("bollard", "removable") => Kind::Gate,
        Some((_, kind)) => *kind,
        None => Kind::Gate,
    };
    let kind = match (kind, reader.profile) {
        (Kind::Narrow, Profile::Car) => Kind::Blocked,
        (Kind::Blocked, Profile::Bicycle | Profile::Foot) => Kind::Open,
        (Kind::Wall, _) => Kind::Blocked,
        (kind, _) => kind,
    };
    let prices = prices(reader.profile);
    let gate = |deciseconds, is_restricted| {
        Some(Barrier::Gate {
            deciseconds,
            is_restricted,
        })
    };
    match (kind, access) {
        (_, Some(Access::Closed)) | (Kind::Blocked | Kind::Wall, None | Some(Access::Private)) => Some(Barrier::Closed),
        // Outside its hours a gate is a locked one.
        (Kind::Open | Kind::Gate, _) if is_shut(tags, reader.moment) => gate(prices.private, true),
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
