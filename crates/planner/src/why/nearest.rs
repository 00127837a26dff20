//! Vehicles by how far a job is from their way.

use karavan_plan::{JobIx, LocationIx, Problem, Route, VehicleIx};

/// Seconds that a vehicle would at least go round for a job, as its route is driven; beyond all others where no road
/// leads. Loading for it is not counted.
pub(super) fn detour(problem: &Problem, vehicle: VehicleIx, route: Option<&Route>, job: JobIx) -> i64 {
    let own = &problem.vehicles()[vehicle.at()];
    let there = problem.jobs()[job.at()].location;
    let way = |from: LocationIx, to: LocationIx| problem.leg(own, from, to).map(|leg| leg.seconds.0);
    let stops: Vec<LocationIx> = match route {
        Some(route) => route.steps.iter().map(|step| step.location).collect(),
        None => own.start.into_iter().chain(own.end).collect(),
    };
    let between = stops.windows(2).filter_map(|pair| {
        let round = way(pair[0], there)? + way(there, pair[1])?;
        Some(round - way(pair[0], pair[1])?)
    });
    let at_the_end = stops
        .last()
        .filter(|_| own.end.is_none())
        .and_then(|last| way(*last, there));
    let at_the_start = stops
        .first()
        .filter(|_| own.start.is_none())
        .and_then(|first| way(there, *first));
    let nothing = stops.is_empty().then_some(0);
    let all = between.chain(at_the_end).chain(at_the_start).chain(nothing);
    all.min().unwrap_or(i64::MAX)
}
