//! Where a job goes in a tour: `with_job` puts it at a given place, or where it costs least, with the loading it needs;
//! `allowed_with_job` does so only while the rules are kept; `without` takes it out.

use super::loading::{pruned, reloaded, with, without_useless};
use super::worth::{Scales, Worth, is_job};
use karavan_plan::{DepotIx, JobIx, Problem, Route, StepKind, VehicleIx};
use std::collections::BTreeSet;

/// The loads and jobs of a route.
pub(super) fn tour_of(route: &Route) -> Vec<StepKind> {
    let kinds = route.steps.iter().map(|step| step.kind);
    kinds
        .filter(|kind| matches!(kind, StepKind::Load(_) | StepKind::Job(_)))
        .collect()
}

/// A tour without a job, and without the loads that supplied only it.
pub(super) fn without(scales: &mut Scales<'_>, vehicle: VehicleIx, tour: &[StepKind], job: JobIx) -> Vec<StepKind> {
    let others: Vec<StepKind> = tour
        .iter()
        .copied()
        .filter(|kind| *kind != StepKind::Job(job))
        .collect();
    let others = without_useless(scales.problem, &others);
    let worth = scales.worth(vehicle, &others);
    pruned(scales, vehicle, others, worth)
}

/// The tour with a job more: after `place` other jobs, or anywhere. Of all tours that keep the rules the cheapest, with
/// no more loads than it must have; where none keeps them, the one that is the least late.
pub(super) fn with_job(
    scales: &mut Scales<'_>,
    vehicle: VehicleIx,
    tour: &[StepKind],
    job: JobIx,
    place: Option<usize>,
) -> Vec<StepKind> {
    if let Some((best, worth)) = allowed_with_job(scales, vehicle, tour, job, place) {
        return pruned(scales, vehicle, best, worth);
    }
    let problem = scales.problem;
    let plain = slots(tour, place)
        .into_iter()
        .map(|at| with(tour, at, StepKind::Job(job)));
    let loaded = slots(tour, place)
        .into_iter()
        .flat_map(|at| loaded_for(problem, tour, job, at));
    let all: Vec<Vec<StepKind>> = plain.chain(loaded).collect();
    let weighed = all.into_iter().map(|other| {
        let worth = scales.worth(vehicle, &other);
        (other, worth)
    });
    let least = weighed.min_by_key(|(_, worth)| *worth);
    let least = least.map_or_else(|| with(tour, tour.len(), StepKind::Job(job)), |(best, _)| best);
    reloaded(scales, vehicle, &least)
}

/// The cheapest tour with a job more that keeps the rules: without another load if there is any.
pub(super) fn allowed_with_job(
    scales: &mut Scales<'_>,
    vehicle: VehicleIx,
    tour: &[StepKind],
    job: JobIx,
    place: Option<usize>,
) -> Option<(Vec<StepKind>, Worth)> {
    let problem = scales.problem;
    let slots = slots(tour, place);
    let supplied = slots.iter().filter(|at| is_supplied(problem, &tour[..**at], job));
    let plain: Vec<Vec<StepKind>> = supplied.map(|at| with(tour, *at, StepKind::Job(job))).collect();
    let found = cheapest(scales, vehicle, plain.into_iter());
    if found.is_some() || !problem.needs_loading(job) {
        return found;
    }
    let loaded = slots.iter().flat_map(|at| loaded_for(problem, tour, job, *at));
    cheapest(scales, vehicle, loaded)
}

fn cheapest(
    scales: &mut Scales<'_>,
    vehicle: VehicleIx,
    tours: impl Iterator<Item = Vec<StepKind>>,
) -> Option<(Vec<StepKind>, Worth)> {
    let allowed = tours.filter_map(|tour| {
        let worth = scales.allowed(vehicle, &tour)?;
        Some((tour, worth))
    });
    allowed.min_by_key(|(_, worth)| *worth)
}

/// Where in the steps of a tour a job may stand.
fn slots(tour: &[StepKind], place: Option<usize>) -> Vec<usize> {
    let all = 0..=tour.len();
    let before = |at: usize| tour[..at].iter().filter(|kind| is_job(kind)).count();
    let most = before(tour.len());
    all.filter(|at| place.is_none_or(|place| before(*at) == place.min(most)))
        .collect()
}

/// Whether a load among these steps has the goods of a job.
fn is_supplied(problem: &Problem, steps: &[StepKind], job: JobIx) -> bool {
    let depots = problem.jobs()[job.at()].depots;
    let has = |kind: &StepKind| matches!(kind, StepKind::Load(depot) if depots.contains(*depot));
    !problem.needs_loading(job) || steps.iter().any(has)
}

/// The tours in which a job stands at a place and its goods are loaded on purpose somewhere before.
fn loaded_for(problem: &Problem, tour: &[StepKind], job: JobIx, at: usize) -> impl Iterator<Item = Vec<StepKind>> {
    let longer = with(tour, at, StepKind::Job(job));
    let depots: BTreeSet<DepotIx> = problem.jobs()[job.at()].depots.iter().collect();
    let each = (0..=at).flat_map(move |load| depots.clone().into_iter().map(move |depot| (load, depot)));
    each.map(move |(load, depot)| without_useless(problem, &with(&longer, load, StepKind::Load(depot))))
}
