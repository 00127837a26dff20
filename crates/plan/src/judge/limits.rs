//! Rules `TasksMax`, `LoadsMax`, `DurationMax` and `DistanceMax`: a route has no more jobs, loads, seconds and
//! metres than its vehicle may do. Capacity is judged in `capacity.rs`, the shift in `shift.rs`.

use super::judged_route::JudgedRoute;
use super::totals::legs;
use super::violation::{Rule, Violation};
use crate::plan::{Step, StepKind};

pub(super) fn check(judged: &JudgedRoute<'_>) -> Vec<Violation> {
    let count = i64::try_from(judged.route.jobs().count()).unwrap_or(i64::MAX);
    let steps = &judged.route.steps;
    let is_load = |step: &&Step| matches!(step.kind, StepKind::Load(_));
    let loads = i64::try_from(steps.iter().filter(is_load).count()).unwrap_or(i64::MAX);
    let lasts = match (steps.first(), steps.last()) {
        (Some(first), Some(last)) => last.departs.0 - first.arrives.0,
        _ => 0,
    };
    let vehicle = judged.vehicle;
    [
        (Rule::TasksMax, count, vehicle.tasks_max.map(i64::from)),
        (Rule::LoadsMax, loads, vehicle.loads_max.map(i64::from)),
        (Rule::DurationMax, lasts, vehicle.duration_max.map(|most| most.0)),
        (
            Rule::DistanceMax,
            legs(judged).1,
            vehicle.distance_max.map(|most| most.0),
        ),
    ]
    .into_iter()
    .filter_map(|(rule, amount, most)| {
        let over = amount.saturating_sub(most?);
        (over > 0).then(|| Violation::of_route(rule, judged.route, over))
    })
    .collect()
}
