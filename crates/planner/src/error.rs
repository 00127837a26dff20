//! `PlannerError`: why an order or a question has no answer, such as another map, other roads, no roads, unfit parts,
//! no measured table, an unreadable message, a change that makes no sense, lost or cancelled. It names parts by
//! position.

use crate::moves::MoveFault;
use karavan_map::MapHash;
use karavan_plan::ProblemError;
use karavan_roads::Profile;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An order that cannot be planned. What it is about is told by position, never by name.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum PlannerError {
    /// The order was made on another map.
    #[error("the order is for the map {ordered}, this planner has the map {own}")]
    OtherMap {
        /// The map of the order.
        ordered: MapHash,
        /// The map of the planner.
        own: MapHash,
    },
    /// The map was not built for a way to travel.
    #[error("the map has no roads for {}", .0.name())]
    NoRoads(Profile),
    /// The parts make no problem; all faults at once.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Unfit(Vec<ProblemError>),
    /// A travel table has another size than asked for.
    #[error("the travel table has a wrong size")]
    Table,
    /// A message is not one of this version, or is damaged.
    #[error("a message between service and planner cannot be read: {0}")]
    Message(String),
    /// The planner stopped in the middle of the order.
    #[error("the planner stopped before the plan was ready")]
    Lost,
    /// A change by hand that makes no sense.
    #[error(transparent)]
    Move(#[from] MoveFault),
    /// Nothing was measured under this name, or it was let go of.
    #[error("the planner has no travel table of this name")]
    NoTable,
    /// The map says something else of the legs of a plan than when it was made.
    #[error("roads are not as they were when the plan was made")]
    OtherRoads,
    /// It was called off.
    #[error("the run was cancelled")]
    Cancelled,
}
