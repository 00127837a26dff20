//! `Marks`: what a coordinator wants kept of a draft when the day is planned again: a `Pin` for each request that stays
//! with its volunteer, and the volunteers whose route is locked.

use karavan_model::{RequestId, VolunteerId};
use serde::{Deserialize, Serialize};

/// Pins and locks of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// Requests that stay with their volunteer, by request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<Pin>,
    /// Volunteers whose route stays as it is, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locked: Vec<VolunteerId>,
}

/// A request that stays with its volunteer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pin {
    /// Which request.
    pub request: RequestId,
    /// With whom.
    pub volunteer: VolunteerId,
}

impl Marks {
    /// Whether nothing is marked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pins.is_empty() && self.locked.is_empty()
    }

    /// Who a request is pinned to.
    #[must_use]
    pub fn pinned_to(&self, request: &RequestId) -> Option<&VolunteerId> {
        let own = self.pins.iter().find(|pin| pin.request == *request);
        own.map(|pin| &pin.volunteer)
    }

    /// Whether the route of a volunteer is locked.
    #[must_use]
    pub fn is_locked(&self, volunteer: &VolunteerId) -> bool {
        self.locked.contains(volunteer)
    }
}
