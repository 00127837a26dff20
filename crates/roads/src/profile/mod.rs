//! What a volunteer's car may use, and how fast: the meaning of tags.
//!
//! Every rule is a table of data in a file of its own: [`class`] (which roads), [`access`] (who may), [`oneway`],
//! [`maxspeed`] (what the sign says), [`condition`] (tags that hold by the hour), [`surface`] (what the ground allows), [`barrier`] (what bars a node), [`halt`] (where cars wait),
//! [`restriction`] (forbidden turns). This file only asks them in order.

mod access;
mod barrier;
mod class;
mod condition;
mod halt;
mod hours;
mod maxspeed;
mod oneway;
mod restriction;
mod surface;

pub use access::Access;
pub(crate) use barrier::{Barrier, barrier_of_node};
pub(crate) use class::{CLASS_COUNT, class_of_name, is_ferry_class, is_yard_class};
pub(crate) use halt::{Halt, halt_of_node};
pub(crate) use hours::factor_at;
pub(crate) use restriction::{Rule, rule_of_relation};

use class::Class;
use karavan_osm::Tags;

/// A direction along a way, in the order of its nodes or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Forward,
    Backward,
}

/// How a car may use a way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Passage {
    /// Kilometres an hour in the order of the way's nodes; `None` when closed.
    pub(crate) forward: Option<f64>,
    /// Kilometres an hour against the order of the way's nodes; `None` when closed.
    pub(crate) backward: Option<f64>,
    /// Who may.
    pub(crate) access: Access,
    /// The class of road, by its place in the table.
    pub(crate) class: u8,
}

/// How a car may use the way with these tags; `None` when it may not.
pub(crate) fn passage_of_way(tags: &Tags) -> Option<Passage> {
    let class = Class::of(tags)?;
    let ground = surface::cap_of(tags)?;
    let open = oneway::directions(tags);
    let drive = |direction: Direction, is_open: bool| {
        let access = access::of_way(tags, class, direction);
        let speed = class.speed(maxspeed::limit_of(tags, direction)).min(ground);
        (is_open && access != Access::Closed).then_some((speed, access))
    };
    let forward = drive(Direction::Forward, open.forward);
    let backward = drive(Direction::Backward, open.backward);
    let access = forward.iter().chain(&backward).map(|&(_, access)| access).max()?;
    Some(Passage {
        forward: forward.map(|(speed, _)| speed),
        backward: backward.map(|(speed, _)| speed),
        access,
        class: class.number(),
    })
}

#[cfg(test)]
mod tests;
