//! `of_routes`: the part of a summary that follows from the routes. `day_figures`: a plan in a few numbers (requests
//! served, routes, driving, longest and mean day, when visits begin). The volunteers without a route are found here
//! too.

use crate::day_time::DayTime;
use crate::document::{DayFigures, Legend, Summary, VolunteerRoute};
use crate::shortage::shortages;
use karavan_model::{Seconds, Stock, VolunteerId};
use karavan_plan::{Plan, Problem, Route, StepKind};
use std::collections::BTreeSet;

/// What a summary says of the routes: everything but what was left out before, the policy and the judge's count.
pub(crate) fn of_routes(
    problem: &Problem,
    plan: &Plan,
    (legend, routes, stock): (&Legend, &[VolunteerRoute], &[Stock]),
) -> Summary {
    let requests = problem.jobs().len() - problem.rules().together.len();
    let stops = routes.iter().flat_map(|route| &route.stops);
    Summary {
        day: day_figures(plan, requests),
        idle: idle(plan, legend),
        served: stops.map(|stop| stop.held().count()).sum(),
        routes: routes.len(),
        travel_seconds: plan.routes.iter().map(|route| route.travel).sum(),
        distance_meters: plan.routes.iter().map(|route| route.distance).sum(),
        cost: plan.cost,
        shortages: shortages(routes, stock),
        ..Summary::default()
    }
}

/// The figures of a plan. The first `requests` jobs are the requests; second people come after them and are not
/// counted.
pub(super) fn day_figures(plan: &Plan, requests: usize) -> DayFigures {
    let begins = plan
        .routes
        .iter()
        .flat_map(|route| &route.steps)
        .filter_map(|step| match step.kind {
            StepKind::Job(job) if job.at() < requests => Some(step.begins),
            _ => None,
        });
    let begins: Vec<Seconds> = begins.collect();
    let days: Vec<Seconds> = plan.routes.iter().map(Route::duration).collect();
    DayFigures {
        served: begins.len(),
        routes: days.len(),
        travel_seconds: plan.routes.iter().map(|route| route.travel).sum(),
        longest_seconds: days.iter().copied().max().unwrap_or_default(),
        mean_seconds: mean(&days).unwrap_or_default(),
        last_at: begins.iter().copied().max().map(DayTime),
        mean_at: mean(&begins).map(DayTime),
    }
}

/// Who came and has no route.
fn idle(plan: &Plan, legend: &Legend) -> Vec<VolunteerId> {
    let used: BTreeSet<usize> = plan.routes.iter().map(|route| route.vehicle.at()).collect();
    let all = legend.volunteers.iter().enumerate();
    all.filter(|(at, _)| !used.contains(at))
        .map(|(_, volunteer)| volunteer.clone())
        .collect()
}

fn mean(all: &[Seconds]) -> Option<Seconds> {
    let count = i64::try_from(all.len()).ok().filter(|count| *count > 0)?;
    Some(Seconds(all.iter().map(|one| one.0).sum::<i64>() / count))
}
