//! `ChangeFault`: why a change by hand cannot be made; also which errors of the planner become which fault.

use crate::DispatchError;
use karavan_model::{RequestId, VolunteerId};
use karavan_planner::{MoveFault, PlannerError};

/// A change that cannot be made. Broken rules are none: they are told with the changed draft.
#[derive(Debug)]
pub enum ChangeFault {
    /// The plan was not made from such a request.
    UnknownRequest(RequestId),
    /// The plan was made without such a volunteer.
    UnknownVolunteer(VolunteerId),
    /// The request is on no route.
    NotOnRoute(RequestId),
    /// A second person is named for a request that needs but one.
    NoSecond(RequestId),
    /// The request is pinned to this volunteer.
    Pinned(RequestId, VolunteerId),
    /// The route of this volunteer is locked.
    Locked(VolunteerId),
    /// This volunteer has no route.
    NoRoute(VolunteerId),
    /// The plan was made by a version that did not keep what is needed.
    TooOld,
    /// The map says something else of roads than when the plan was made.
    OtherRoads,
    /// Something of ours failed.
    Failed(DispatchError),
}

impl From<DispatchError> for ChangeFault {
    fn from(error: DispatchError) -> Self {
        Self::Failed(error)
    }
}

impl From<PlannerError> for ChangeFault {
    fn from(error: PlannerError) -> Self {
        match error {
            PlannerError::OtherRoads | PlannerError::OtherMap { .. } | PlannerError::NoRoads(_) => Self::OtherRoads,
            PlannerError::Cancelled => Self::Failed(DispatchError::Cancelled),
            PlannerError::Move(MoveFault::Unknown | MoveFault::Left(_))
            | PlannerError::Unfit(_)
            | PlannerError::Table
            | PlannerError::Message(_)
            | PlannerError::NoTable
            | PlannerError::Lost => Self::Failed(DispatchError::Internal(error.to_string())),
        }
    }
}
