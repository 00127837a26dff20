//! Loading stops that follow the jobs of a tour: `without_useless` drops loads that supply no job, `reloaded` adds up
//! to four that are missing where the tour is best, `pruned` leaves out loads without which it is better.

use super::worth::{Scales, Worth};
use karavan_plan::insertion::{with_step, without_useless};
use karavan_plan::{DepotSet, StepKind, VehicleIx};

/// How many loading stops one change may add to a route.
const ADDED_MAX: usize = 4;

/// Mends the loads of a tour whose jobs stay in their order: useless ones go, missing ones come where that is best, and
/// whatever is loaded for nothing goes again.
pub(super) fn reloaded(scales: &mut Scales<'_>, vehicle: VehicleIx, tour: &[StepKind]) -> Vec<StepKind> {
    let mut best = without_useless(scales.problem, tour);
    let mut worth = scales.worth(vehicle, &best);
    for _ in 0..ADDED_MAX {
        if !worth.is_broken {
            break;
        }
        let Some((other, better)) = one_more_load(scales, vehicle, &best).filter(|(_, other)| *other < worth) else {
            break;
        };
        (best, worth) = (other, better);
    }
    pruned(scales, vehicle, best, worth)
}

/// The best tour with one more load.
fn one_more_load(scales: &mut Scales<'_>, vehicle: VehicleIx, tour: &[StepKind]) -> Option<(Vec<StepKind>, Worth)> {
    let mut best: Option<(Vec<StepKind>, Worth)> = None;
    let mut wanted = DepotSet::NONE;
    for at in (0..tour.len()).rev() {
        if let StepKind::Job(job) = tour[at] {
            for depot in scales.problem.jobs()[job.at()].depots.iter() {
                wanted = wanted.with(depot);
            }
        }
        for depot in wanted.iter() {
            let other = without_useless(scales.problem, &with_step(tour, at, StepKind::Load(depot)));
            let worth = scales.worth(vehicle, &other);
            if best.as_ref().is_none_or(|(_, least)| worth < *least) {
                best = Some((other, worth));
            }
        }
    }
    best
}

/// Leaves out loads without which the tour is better.
pub(crate) fn pruned(
    scales: &mut Scales<'_>,
    vehicle: VehicleIx,
    mut tour: Vec<StepKind>,
    mut worth: Worth,
) -> Vec<StepKind> {
    for at in (0..tour.len()).rev() {
        if !matches!(tour[at], StepKind::Load(_)) {
            continue;
        }
        let mut other = tour.clone();
        other.remove(at);
        let without = scales.worth(vehicle, &other);
        if without < worth {
            (tour, worth) = (other, without);
        }
    }
    tour
}
