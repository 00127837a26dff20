//! What the place of a job costs, and the second best.

use super::ask::{Here, WhyAsk};
use crate::moves::{MoveFault, Scales, allowed_offers, difference, is_job, without};
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::insertion::tour_of;
use karavan_plan::{Plan, Problem, Route, VehicleIx};

/// Of a job on this route. Others to whom nothing may be added, or who may not do it, are left aside.
pub(super) fn here(problem: &Problem, plan: &Plan, route: &Route, ask: &WhyAsk) -> Result<Here, MoveFault> {
    let job = ask.job;
    let is_free = |vehicle: VehicleIx| !ask.closed.contains(&vehicle) && ask.only.is_none_or(|only| only == vehicle);
    let mut scales = Scales::new(problem, plan.routes.iter());
    let rest = without(&mut scales, route.vehicle, &tour_of(route), job);
    let after = rest.iter().any(is_job).then(|| scales.route(route.vehicle, &rest));
    let saved = difference(problem, Some(route), after.as_ref());
    let mut others = allowed_offers(problem, plan, job)?;
    others.retain(|offer| offer.is_allowed && is_free(offer.vehicle));
    Ok(Here {
        vehicle: route.vehicle,
        price: crate::moves::Price {
            cost: Cost(-saved.cost.0),
            travel: Seconds(-saved.travel.0),
            distance: Meters(-saved.distance.0),
        },
        second: others.first().copied(),
        others: others.len(),
    })
}
