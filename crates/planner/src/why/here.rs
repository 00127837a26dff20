//! What the place of a job costs, and the second best.

use super::ask::Here;
use crate::moves::{MoveFault, Scales, allowed_offers, difference, is_job, without};
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::insertion::tour_of;
use karavan_plan::{JobIx, Plan, Problem, Route, VehicleIx};

/// Of a job on this route. To the others in `closed` nothing is added.
pub(super) fn here(
    problem: &Problem,
    plan: &Plan,
    route: &Route,
    job: JobIx,
    closed: &[VehicleIx],
) -> Result<Here, MoveFault> {
    let mut scales = Scales::new(problem, plan.routes.iter());
    let rest = without(&mut scales, route.vehicle, &tour_of(route), job);
    let after = rest.iter().any(is_job).then(|| scales.route(route.vehicle, &rest));
    let saved = difference(problem, Some(route), after.as_ref());
    let mut others = allowed_offers(problem, plan, job)?;
    others.retain(|offer| offer.is_allowed && !closed.contains(&offer.vehicle));
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
