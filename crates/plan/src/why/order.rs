//! `ORDER`: the rules that may stop a vehicle, in the order in which they are put in force, and what each lifts.

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
