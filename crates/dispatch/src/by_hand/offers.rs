//! `offers`: the volunteers a request could be given to, each as an `OfferTold` with what it costs or what stands in
//! the way.

use super::change::job_of;
use super::draft::Draft;
use super::fault::ChangeFault;
use crate::day_time::DayTime;
use crate::document::{PlanDocument, ReasonText};
use crate::messages;
use karavan_model::{Cost, Meters, RequestId, Seconds, VolunteerId};
use karavan_plan::Reason;
use karavan_planner::{MoveAnswer, MoveAsk, MoveOrder, PlannerError};

/// What it costs to give a request to a volunteer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferTold {
    /// To whom.
    pub volunteer: VolunteerId,
    /// What keeps them from it even on an empty route; nothing else is known then.
    pub obstacle: Option<ReasonText>,
    /// Whether their route then keeps all rules.
    pub is_allowed: bool,
    /// Whether their route is locked.
    pub is_locked: bool,
    /// After how many visits of their route it costs least.
    pub place: usize,
    /// When they would begin.
    pub begins_at: DayTime,
    /// How much more is driven.
    pub travel_seconds: Seconds,
    /// How much further.
    pub distance_meters: Meters,
    /// What the plan costs more.
    pub cost: Cost,
}

/// Whom a request could be given to: first those whose route then keeps all rules, the least driving first.
///
/// # Errors
/// When the plan does not know the request, or the planner fails.
pub fn offers(
    (table, document): (&str, &PlanDocument),
    (request, is_second): (&RequestId, bool),
    ask: impl FnOnce(MoveOrder) -> Result<MoveAnswer, PlannerError>,
) -> Result<Vec<OfferTold>, ChangeFault> {
    let draft = Draft::read(document)?;
    let job = job_of(&draft, request, is_second)?;
    let MoveAnswer::Offers(offers) = ask(draft.question(table, MoveAsk::Offers(job)))? else {
        return Err(PlannerError::Lost.into());
    };
    let told = offers.into_iter().map(|offer| {
        let volunteer = draft.legend().volunteers[offer.vehicle.at()].clone();
        let obstacle = offer
            .obstacle
            .map(|code| messages::reason(Reason { code, vehicles: 1 }));
        OfferTold {
            is_locked: document.marks.is_locked(&volunteer),
            volunteer,
            obstacle,
            is_allowed: offer.is_allowed,
            place: offer.place,
            begins_at: DayTime(offer.begins),
            travel_seconds: offer.price.travel,
            distance_meters: offer.price.distance,
            cost: offer.price.cost,
        }
    });
    Ok(told.collect())
}
