//! `StatusEvent` (of a visit, with its `StatusKind` and `Outcome`) and `LoadingEvent` (of a loading, with its
//! `LoadingKind`): what volunteers report from the road. A mistake is told by another event, `Undone`.

use crate::id::{EventId, PlanId, RequestId, VolunteerId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What came of a visit; first where the person got help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Given to the person.
    InHand,
    /// Left at the door, as agreed.
    AtDoor,
    /// Some of it given.
    Partial,
    /// Nobody opened.
    NotHome,
    /// Nobody answered the telephone.
    NoAnswer,
    /// The person did not want it.
    Refused,
    /// The address is wrong.
    WrongAddress,
    /// It was not safe to go in.
    Unsafe,
    /// The goods could not be had.
    NotAvailable,
    /// Called off by the one who asked.
    Cancelled,
}

impl Outcome {
    /// Whether the person got help.
    #[must_use]
    pub const fn is_served(self) -> bool {
        matches!(self, Self::InHand | Self::AtDoor | Self::Partial)
    }
}

/// What an event says, in the order of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "outcome")]
pub enum StatusKind {
    /// The volunteer opened the route and takes it.
    Accepted,
    /// The volunteer is driving to this request.
    EnRoute,
    /// The visit ended.
    Closed(Outcome),
    /// The last outcome was pressed by mistake.
    Undone,
}

/// What a volunteer says of a loading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadingKind {
    /// The goods of this stop are on board.
    Loaded,
    /// That was pressed by mistake.
    Undone,
}

/// One thing that happened at a loading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadingEvent {
    /// Made on the phone before sending, so that a repeat is recognised.
    pub id: EventId,
    /// The plan the volunteer was following.
    pub plan: PlanId,
    /// Who reports.
    pub volunteer: VolunteerId,
    /// Which stop of their route, counted from 0.
    pub stop: u32,
    /// What happened.
    pub kind: LoadingKind,
    /// When it happened, by the phone's clock, never later than received.
    pub occurred_at: Timestamp,
    /// When it reached us.
    pub received_at: Timestamp,
    /// A few words.
    pub note: String,
}

/// One thing that happened, where and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatusEvent {
    /// Made on the phone before sending, so that a repeat is recognised.
    pub id: EventId,
    /// The plan the volunteer was following.
    pub plan: PlanId,
    /// Who reports.
    pub volunteer: VolunteerId,
    /// Which request it is about.
    pub request: RequestId,
    /// What happened.
    #[serde(flatten)]
    pub kind: StatusKind,
    /// When it happened, by the phone's clock as it was put right.
    pub occurred_at: Timestamp,
    /// When it reached us.
    pub received_at: Timestamp,
    /// A few words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
