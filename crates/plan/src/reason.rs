//! `Reason` and `ReasonCode`: why a job is left out of a plan, and how many vehicles each reason stops. Most reasons
//! are found in `explain.rs`.

use serde::{Deserialize, Serialize};

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    /// No vehicle has the skills (the red zone is one of them).
    Skills,
    /// It is more than the vehicle takes.
    TooLarge,
    /// No depot supplies it.
    NoDepot,
    /// There is no road to it, or none back.
    NoRoad,
    /// The window and the shift do not meet, even with an empty route.
    Window,
    /// The depot's hours do not allow it.
    DepotHours,
    /// The shift is too short for the way there and back and the work there.
    ShiftTooShort,
    /// The longest allowed duration, distance or number of tasks is too small even for it alone.
    Limit,
    /// The coordinator has pinned it to somebody else, or forbidden this one.
    Restricted,
    /// The passenger would ride longer than allowed.
    Ride,
    /// The break leaves no time for it.
    Break,
    /// It needs two people, and there is no second one.
    SecondPerson,
    /// Nobody drives at all.
    NoVehicles,
    /// Time was over, or the search called off, before vehicles could be asked; nothing stands in its way as far as is
    /// known.
    Unasked,
    /// The coordinator left it out by hand.
    ByHand,
    /// It could be done by somebody, but everyone who could is busy with what matters more.
    NoTimeLeft,
}

/// One reason, with how many vehicles it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The obstacle.
    pub code: ReasonCode,
    /// How many vehicles are stopped by it first; for `NoTimeLeft`, how many could do it on an empty route; for
    /// `Unasked` and `ByHand` none.
    pub vehicles: u32,
}
