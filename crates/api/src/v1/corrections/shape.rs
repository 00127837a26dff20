//! JSON shapes `Correction`, a position of a building corrected by hand, and `LearntDoor`, the mean point where
//! volunteers delivered at a building. The calls are in `mod.rs`.

use crate::v1::place::Point;
use karavan_store as store;
use serde::Serialize;
use utoipa::ToSchema;

/// A position of a building corrected by hand.
#[derive(Serialize, ToSchema)]
pub(crate) struct Correction {
    /// `settlement|kind|street|house`, the same for all spellings of the address.
    #[schema(example = "||2 жетысу|78")]
    id: String,
    /// The address as people write it.
    label: String,
    point: Point,
    /// The organisation that it applies to.
    organisation: String,
    /// Login of the person who corrected it.
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

/// A door learnt from visits.
#[derive(Serialize, ToSchema)]
pub(crate) struct LearntDoor {
    /// Id of the building, as in a correction.
    id: String,
    /// Number of visits.
    presses: i64,
    /// The mean of their points.
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
