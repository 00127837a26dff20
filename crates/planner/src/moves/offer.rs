//! `Offer` and `Price`: what it costs to give a job to a vehicle.

use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{ReasonCode, VehicleIx};
use serde::{Deserialize, Serialize};

/// A difference between two plans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// Of the objective.
    pub cost: Cost,
    /// Of driving.
    pub travel: Seconds,
    /// Of driving.
    pub distance: Meters,
}

/// What it costs to give a job to a vehicle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Which vehicle.
    pub vehicle: VehicleIx,
    /// What stops it even on an empty route; nothing else is worked out then.
    pub obstacle: Option<ReasonCode>,
    /// Whether its route then keeps all rules of one route.
    pub is_allowed: bool,
    /// After how many jobs of its route the job costs least.
    pub place: usize,
    /// When the job begins there.
    pub begins: Seconds,
    /// What the whole plan costs more, the place that the job leaves included; what several routes pay together is
    /// left out.
    pub price: Price,
}
