//! Where a job goes in a tour: `with_job` puts it at a given place, or where it costs least, with the loading it needs;
//! `allowed_with_job` does so only while the rules are kept; `without` takes it out.

use super::loading::{pruned, reloaded};
use super::worth::{Scales, Worth};
use karavan_plan::insertion::{loaded, slots, supplied, with_step, without_useless};
use karavan_plan::{JobIx, StepKind, VehicleIx};

/// A tour without a job, and without the loads that supplied only it.
pub(crate) fn without(scales: &mut Scales<'_>, vehicle: VehicleIx, tour: &[StepKind], job: JobIx) -> Vec<StepKind> {
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
        .map(|at| with_step(tour, at, StepKind::Job(job)));
    let all: Vec<Vec<StepKind>> = plain.chain(loaded(problem, tour, job, place)).collect();
    let weighed = all.into_iter().map(|other| {
        let worth = scales.worth(vehicle, &other);
        (other, worth)
    });
    let least = weighed.min_by_key(|(_, worth)| *worth);
    let least = least.map_or_else(|| with_step(tour, tour.len(), StepKind::Job(job)), |(best, _)| best);
    reloaded(scales, vehicle, &least)
}

/// The cheapest tour with a job more that keeps the rules: without another load if there is any.
pub(crate) fn allowed_with_job(
    scales: &mut Scales<'_>,
    vehicle: VehicleIx,
    tour: &[StepKind],
    job: JobIx,
    place: Option<usize>,
) -> Option<(Vec<StepKind>, Worth)> {
    let problem = scales.problem;
    let found = cheapest(scales, vehicle, supplied(problem, tour, job, place));
    if found.is_some() || !problem.needs_loading(job) {
        return found;
    }
    cheapest(scales, vehicle, loaded(problem, tour, job, place))
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
