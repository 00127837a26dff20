//! Buildings put in their place by hand, and doors learnt from visits.

use crate::v1::place::Point;
use karavan_store as store;
use serde::Serialize;
use utoipa::ToSchema;

/// A building put in its place.
#[derive(Serialize, ToSchema)]
pub(crate) struct Correction {
    /// `settlement|kind|street|house`, the same however the address is written.
    #[schema(example = "||2 жетысу|78")]
    id: String,
    /// The address as people read it.
    label: String,
    point: Point,
    /// Whose it is: it wins over the map for this organisation alone.
    organisation: String,
    /// Who put it there.
    made_by: String,
    made_at: String,
}

impl Correction {
    pub(crate) fn of(organisation: &str, made: &store::Correction) -> Self {
        Self {
            organisation: organisation.to_owned(),
            id: made.id.clone(),
            label: made.label.clone(),
            point: made.point.into(),
            made_by: made.made_by.clone(),
            made_at: made.made_at.to_rfc3339(),
        }
    }
}

/// A door that visits have taught.
#[derive(Serialize, ToSchema)]
pub(crate) struct LearntDoor {
    /// Of which building, as in a correction.
    id: String,
    /// How many visits.
    presses: i64,
    /// Their middle.
    point: Point,
}

impl From<&store::DoorPin> for LearntDoor {
    fn from(pin: &store::DoorPin) -> Self {
        Self {
            id: pin.id.clone(),
            presses: pin.presses,
            point: pin.point.into(),
        }
    }
}
