//! Who may use what, and how fast: the meaning of tags for a car, a bicycle and a person on foot ([`profile_name`]).
//!
//! Most rules are tables of data in files of their own: [`class`] (which roads), [`access`] (who may), [`oneway`],
//! [`maxspeed`] (what the sign says), [`condition`] (tags that hold by the hour or the month), [`opening_hours`] (how
//! hours are written), [`week_course`] (what follows for the week and the year), [`season`], [`winter`] (snow),
//! [`rush_hours`] (rush hours), [`surface`] (what the ground allows), [`barrier`] (what bars a node), [`halt`] (where
//! people wait), [`restriction`] (forbidden turns), [`ferry`]. [`car`], [`bicycle`] and [`foot`] combine them into the
//! [`passage`] along a way, [`passages`] through the week.

mod access;
mod barrier;
mod bicycle;
mod car;
mod class;
mod condition;
mod ferry;
mod foot;
mod halt;
mod maxspeed;
mod oneway;
mod opening_hours;
mod passage;
mod passages;
mod profile_name;
mod reader;
mod restriction;
mod rush_hours;
mod season;
mod surface;
mod week_course;
mod winter;

pub use access::Access;
pub(crate) use barrier::{Barrier, Barriers, barriers_of_node};
pub(crate) use class::{CLASS_COUNT, class_of_links, class_of_name, is_ferry_class, is_yard_class, stop_meters};
pub(crate) use halt::{Halt, halt_of_node};
pub(crate) use passage::Passage;
pub(crate) use passages::passages_of_way;
pub use profile_name::Profile;
pub(crate) use restriction::{Rule, rules_of_relation};
pub(crate) use rush_hours::factor_at;
pub use season::Season;
pub(crate) use season::Seasons;
pub(crate) use winter::winter_factor;

#[cfg(test)]
mod tests;
