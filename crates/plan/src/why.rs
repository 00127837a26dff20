//! Why a job is left out, asked of one plan: what stops each vehicle first, with its day as planned and with an empty
//! one; instead of which jobs it could come; and which rules together make the job impossible.
//!
//! A vehicle **could** do the job when the job can be put into its day, somewhere among the steps that keep their
//! order, with one more load for it or without, so that all rules are kept. Rules are put in force in the order of [`ORDER`],
//! one more each time; the **first rule** that stops a vehicle is the one with which it could no more. With an empty
//! day nothing else is done.
//!
//! - The job is **impossible** (red) when no vehicle could do it even with an empty day, and **sacrificed** (yellow)
//!   when some vehicle could then, but not as its day is planned.
//! - It is sacrificed to the jobs of [`instead`]: with them off the day the vehicle could; with any one of them back it
//!   could not.
//! - [`conflict`] of an impossible job is a set of rules: with only these in force nobody could do it, and with any one
//!   of them lifted somebody could.

mod asked_day;
mod conflict;
mod first_rule;

pub use asked_day::{AskedDay, Moments};
pub use conflict::conflict;
pub use first_rule::{first_rule, instead};

use crate::reason::ReasonCode;

/// The rules that may stop a vehicle, in the order in which they are put in force. What each lifts:
///
/// | rule | lifted |
/// |---|---|
/// | `Skills`, `Restricted`, `Window` | what the job asks for: skills, who comes, its hours |
/// | `TooLarge` | the vehicle takes any amount |
/// | `NoDepot` | the job need not be loaded for; it still must fit |
/// | `NoRoad` | a missing road takes no time |
/// | `ShiftTooShort` | the vehicle drives at any hour |
/// | `NoTimeLeft` | the other jobs of the day may be done at any hour |
/// | `DepotHours` | depots are open always, and have all goods |
/// | `Ride`, `Break` | passengers ride as long as it takes; nobody rests |
/// | `Limit` | no most of jobs, loads, duration and distance |
///
/// The order of classes and what a day must begin with are always in force.
pub const ORDER: [ReasonCode; 12] = [
    ReasonCode::Skills,
    ReasonCode::Restricted,
    ReasonCode::TooLarge,
    ReasonCode::NoDepot,
    ReasonCode::NoRoad,
    ReasonCode::ShiftTooShort,
    ReasonCode::NoTimeLeft,
    ReasonCode::Window,
    ReasonCode::DepotHours,
    ReasonCode::Ride,
    ReasonCode::Break,
    ReasonCode::Limit,
];
