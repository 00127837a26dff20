//! A tour with one job more: all the places it may stand at, with one more load for it or without. The order of the
//! other steps stays. Whether a tour keeps the rules is not asked here.

use crate::ix::{DepotIx, JobIx};
use crate::plan::{Route, StepKind};
use crate::problem::Problem;
use std::collections::BTreeMap;

/// The loads and jobs of a route.
#[must_use]
pub fn tour_of(route: &Route) -> Vec<StepKind> {
    let kinds = route.steps.iter().map(|step| step.kind);
    kinds
        .filter(|kind| matches!(kind, StepKind::Load(_) | StepKind::Job(_)))
        .collect()
}

/// The tour with one more step in it, before the step that is at `at` now.
#[must_use]
pub fn with_step(tour: &[StepKind], at: usize, kind: StepKind) -> Vec<StepKind> {
    let mut longer = Vec::with_capacity(tour.len() + 1);
    longer.extend_from_slice(&tour[..at]);
    longer.push(kind);
    longer.extend_from_slice(&tour[at..]);
    longer
}

/// The same tour without loads that supply no job.
///
/// # Panics
/// When an index is not of this problem.
#[must_use]
pub fn without_useless(problem: &Problem, tour: &[StepKind]) -> Vec<StepKind> {
    let mut last: BTreeMap<DepotIx, usize> = BTreeMap::new();
    let mut is_kept = vec![false; tour.len()];
    for (at, kind) in tour.iter().enumerate() {
        match *kind {
            StepKind::Load(depot) => {
                last.insert(depot, at);
            }
            StepKind::Job(job) => {
                is_kept[at] = true;
                if problem.needs_loading(job) {
                    let depots = problem.jobs()[job.at()].depots;
                    let able = last.iter().filter(|(depot, _)| depots.contains(**depot));
                    if let Some(at) = able.map(|(_, at)| *at).max() {
                        is_kept[at] = true;
                    }
                }
            }
            StepKind::Start | StepKind::Break(_) | StepKind::End => {}
        }
    }
    let kept = tour.iter().zip(is_kept).filter(|(_, is_kept)| *is_kept);
    kept.map(|(kind, _)| *kind).collect()
}

/// Where in the steps of a tour a job may stand: after `place` other jobs, or anywhere.
#[must_use]
pub fn slots(tour: &[StepKind], place: Option<usize>) -> Vec<usize> {
    let is_job = |kind: &&StepKind| matches!(kind, StepKind::Job(_));
    let before = |at: usize| tour[..at].iter().filter(is_job).count();
    let most = before(tour.len());
    (0..=tour.len())
        .filter(|at| place.is_none_or(|place| before(*at) == place.min(most)))
        .collect()
}

/// The tours with the job more and no load more: those in which a load before it has its goods.
///
/// # Panics
/// When an index is not of this problem.
pub fn supplied<'a>(
    problem: &'a Problem,
    tour: &'a [StepKind],
    job: JobIx,
    place: Option<usize>,
) -> impl Iterator<Item = Vec<StepKind>> + 'a {
    let slots = slots(tour, place).into_iter();
    let able = slots.filter(move |at| is_supplied(problem, &tour[..*at], job));
    able.map(move |at| with_step(tour, at, StepKind::Job(job)))
}

/// The tours with the job more and its goods loaded on purpose somewhere before; loads that supply nobody then are left
/// out.
///
/// # Panics
/// When an index is not of this problem.
pub fn loaded<'a>(
    problem: &'a Problem,
    tour: &'a [StepKind],
    job: JobIx,
    place: Option<usize>,
) -> impl Iterator<Item = Vec<StepKind>> + 'a {
    let depots: Vec<DepotIx> = problem.jobs()[job.at()].depots.iter().collect();
    slots(tour, place).into_iter().flat_map(move |at| {
        let longer = with_step(tour, at, StepKind::Job(job));
        let depots = depots.clone();
        let each = (0..=at).flat_map(move |load| depots.clone().into_iter().map(move |depot| (load, depot)));
        each.map(move |(load, depot)| without_useless(problem, &with_step(&longer, load, StepKind::Load(depot))))
    })
}

/// Every tour with the job more: first those without another load.
///
/// # Panics
/// When an index is not of this problem.
pub fn insertions<'a>(
    problem: &'a Problem,
    tour: &'a [StepKind],
    job: JobIx,
) -> impl Iterator<Item = Vec<StepKind>> + 'a {
    let loads = problem.needs_loading(job).then(|| loaded(problem, tour, job, None));
    supplied(problem, tour, job, None).chain(loads.into_iter().flatten())
}

/// Whether a load among these steps has the goods of a job.
fn is_supplied(problem: &Problem, steps: &[StepKind], job: JobIx) -> bool {
    let depots = problem.jobs()[job.at()].depots;
    let has = |kind: &StepKind| matches!(kind, StepKind::Load(depot) if depots.contains(*depot));
    !problem.needs_loading(job) || steps.iter().any(has)
}
