//! Why an order cannot be planned.

use karavan_plan::ProblemError;
use karavan_roads::Profile;
use thiserror::Error;

/// An order that cannot be planned. What it is about is told by position, never by name.
#[derive(Debug, Error)]
pub enum PlannerError {
    /// The map was not built for a way to travel.
    #[error("the map has no roads for {}", .0.name())]
    NoRoads(Profile),
    /// The parts make no problem; all faults at once.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Unfit(Vec<ProblemError>),
    /// A travel table has another size than asked for.
    #[error("the travel table has a wrong size")]
    Table,
    /// It was called off.
    #[error("the run was cancelled")]
    Cancelled,
}
