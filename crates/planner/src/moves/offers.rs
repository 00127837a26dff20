//! `offers`: what it costs to give a job to each vehicle that does not have it, or what stops it; those that keep the
//! rules first, then by driving added.

use super::ask::MoveFault;
use super::loading::pruned;
use super::offer::{Offer, Price};
use super::tours::{allowed_with_job, with_job, without};
use super::worth::{Scales, is_job};
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::insertion::tour_of;
use karavan_plan::objective::route_cost;
use karavan_plan::{JobIx, Plan, Problem, Route, StepKind, VehicleIx, obstacle};
use std::collections::BTreeMap;

/// One offer for each vehicle that does not have the job: first those that keep the rules, the least driving first.
///
/// It takes time in proportion to vehicles × steps of a route, squared where something must be loaded for the job.
///
/// # Errors
/// When the job is not in the problem.
///
/// # Panics
/// When the plan is not of this problem.
pub fn offers(problem: &Problem, plan: &Plan, job: JobIx) -> Result<Vec<Offer>, MoveFault> {
    told(problem, plan, job, false)
}

/// Only those that keep the rules: quicker, because no place is looked for where none keeps them.
pub(crate) fn allowed_offers(problem: &Problem, plan: &Plan, job: JobIx) -> Result<Vec<Offer>, MoveFault> {
    told(problem, plan, job, true)
}

fn told(problem: &Problem, plan: &Plan, job: JobIx, only_allowed: bool) -> Result<Vec<Offer>, MoveFault> {
    if job.at() >= problem.jobs().len() {
        return Err(MoveFault::Unknown);
    }
    let mut scales = Scales::new(problem, plan.routes.iter());
    let routes: BTreeMap<VehicleIx, &Route> = plan.routes.iter().map(|route| (route.vehicle, route)).collect();
    let from = plan.routes.iter().find(|route| route.jobs().any(|own| own == job));
    let saved = match from {
        Some(route) => {
            let rest = without(&mut scales, route.vehicle, &tour_of(route), job);
            let after = rest.iter().any(is_job).then(|| scales.route(route.vehicle, &rest));
            difference(problem, Some(route), after.as_ref())
        }
        None => Price {
            cost: Cost(-problem.jobs()[job.at()].prize.0),
            ..Price::default()
        },
    };
    let others = (0..problem.vehicles().len()).map(VehicleIx::from);
    let others = others.filter(|vehicle| from.is_none_or(|route| route.vehicle != *vehicle));
    let mut all: Vec<Offer> = others
        .filter_map(|vehicle| {
            let own = (vehicle, routes.get(&vehicle).copied());
            offer(&mut scales, own, job, (saved, only_allowed))
        })
        .collect();
    all.sort_by_key(|offer| {
        let rank = (offer.obstacle.is_some(), !offer.is_allowed);
        (rank, offer.price.travel, offer.price.cost, offer.vehicle)
    });
    Ok(all)
}

fn offer(
    scales: &mut Scales<'_>,
    (vehicle, route): (VehicleIx, Option<&Route>),
    job: JobIx,
    (saved, only_allowed): (Price, bool),
) -> Option<Offer> {
    let problem = scales.problem;
    let stopped = obstacle(problem, job, vehicle);
    if stopped.is_some() {
        return Some(Offer {
            vehicle,
            obstacle: stopped,
            is_allowed: false,
            place: 0,
            begins: Seconds::ZERO,
            price: Price::default(),
        });
    }
    let tour = route.map(tour_of).unwrap_or_default();
    let allowed = allowed_with_job(scales, vehicle, &tour, job, None);
    let is_allowed = allowed.is_some();
    if only_allowed && !is_allowed {
        return None;
    }
    let longer = match allowed {
        Some((best, worth)) => pruned(scales, vehicle, best, worth),
        None => with_job(scales, vehicle, &tour, job, None),
    };
    let after = scales.route(vehicle, &longer);
    let added = difference(problem, route, Some(&after));
    let own = after.steps.iter().find(|step| step.kind == StepKind::Job(job));
    Some(Offer {
        vehicle,
        obstacle: None,
        is_allowed,
        place: after.jobs().take_while(|other| *other != job).count(),
        begins: own.map_or(Seconds::ZERO, |step| step.begins),
        price: Price {
            cost: added.cost + saved.cost,
            travel: added.travel + saved.travel,
            distance: added.distance + saved.distance,
        },
    })
}

/// How much more one route costs than another, or than none.
pub(crate) fn difference(problem: &Problem, before: Option<&Route>, after: Option<&Route>) -> Price {
    let of = |route: Option<&Route>| {
        route.map_or((Cost::ZERO, Seconds::ZERO, Meters::ZERO), |route| {
            (route_cost(problem, route), route.travel, route.distance)
        })
    };
    let (before, after) = (of(before), of(after));
    Price {
        cost: after.0 - before.0,
        travel: after.1 - before.1,
        distance: after.2 - before.2,
    }
}
