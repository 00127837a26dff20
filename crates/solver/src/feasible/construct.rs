//! `construct`: the first draft of a worker: jobs with larger prizes and fewer able vehicles first, each where it costs
//! least, or, where there is time for it, by regret-2. `complete` puts the absent jobs of a given draft where they cost
//! least.
//!
//! Supports every problem; by regret those without shipments and visits of two (`supports_regret`).
//!
//! Regret: Potvin and Rousseau, “A parallel route building algorithm for the vehicle routing and scheduling problem
//! with time windows” (1993).

use crate::feasible::insertion::{Inserter, Insertion};
use crate::feasible::plan::draft::Draft;
use crate::feasible::recreate::Recreator;
use crate::shared::budget_meter::BudgetMeter;
use crate::shared::insertion_orders::Orders;
use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::rng::Rng;
use rayon::prelude::*;

/// What one insertion, tried and remembered, counts against [`BudgetMeter::affords`].
const INSERTION_WORK: f64 = 50.0;

/// The two best tours for a job.
#[derive(Clone, Copy, Debug)]
struct Choice {
    best: Option<(usize, Insertion)>,
    second: Option<(usize, i64)>,
}

/// Whether every job can be put in by itself.
const fn supports_regret(problem: &SearchProblem<'_>) -> bool {
    !problem.linked.has_together && !problem.linked.has_shipments
}

/// Builds a draft. Jobs with larger prizes go first by order of magnitude, then those that fewer vehicles can take:
/// otherwise skilled vehicles fill up with what anybody could do.
pub(crate) fn construct(problem: &SearchProblem<'_>, orders: &Orders, clock: &BudgetMeter<'_>) -> Draft {
    let mut draft = Draft::empty(problem);
    let jobs = sorted(problem, orders, &draft.absent);
    let work = (problem.jobs * problem.jobs) as f64 * INSERTION_WORK;
    if supports_regret(problem) && clock.affords(work) {
        for group in jobs.chunk_by(|a, b| orders.tier(*a) == orders.tier(*b)) {
            fill_by_regret(problem, &mut draft, group, clock);
        }
    } else {
        complete(problem, orders, &mut draft, clock);
    }
    draft.begin();
    draft
}

/// Puts every absent job where it costs least, if that is less than its prize.
pub(crate) fn complete(problem: &SearchProblem<'_>, orders: &Orders, draft: &mut Draft, clock: &BudgetMeter<'_>) {
    let jobs = sorted(problem, orders, &draft.absent);
    Recreator::new(problem).fill(problem, draft, &jobs, &mut Rng::new(0, 0), &|| clock.is_over());
    draft.begin();
}

/// Larger prizes first by order of magnitude, then what fewer vehicles can take.
fn sorted(problem: &SearchProblem<'_>, orders: &Orders, jobs: &[u32]) -> Vec<u32> {
    let mut jobs = jobs.to_vec();
    jobs.sort_by_key(|job| {
        let load = problem.load(*job).iter().sum::<i64>();
        (orders.tier(*job), scarcity(problem, *job), load, *job)
    });
    jobs
}

/// How many vehicles can take a job, in steps of powers of two.
fn scarcity(problem: &SearchProblem<'_>, job: u32) -> u32 {
    problem.able_count(job).checked_ilog2().map_or(0, |log| log + 1)
}

/// Regret-2: again and again the job that would lose most by not going to its best tour now. O(jobs²) insertions.
fn fill_by_regret(problem: &SearchProblem<'_>, draft: &mut Draft, jobs: &[u32], clock: &BudgetMeter<'_>) {
    let mut recreator = Recreator::new(problem);
    let mut left: Vec<u32> = jobs.to_vec();
    let tours = draft.open(problem).to_vec();
    let mut choices: Vec<Choice> = left
        .par_iter()
        .map_init(Inserter::default, |inserter, job| {
            if clock.is_over() {
                return Choice {
                    best: None,
                    second: None,
                };
            }
            choose(*job, &tours, |v, job| inserter.best(problem, v, draft, job, i64::MAX))
        })
        .collect();
    while !clock.is_over() {
        let worst =
            (0..left.len()).max_by_key(|at| (regret(problem, left[*at], &choices[*at]), std::cmp::Reverse(left[*at])));
        let Some(at) = worst else {
            return;
        };
        let (job, choice) = (left.swap_remove(at), choices.swap_remove(at));
        let Some((v, place)) = choice
            .best
            .filter(|(_, place)| place.delta < problem.prizes[job as usize])
        else {
            continue;
        };
        recreator.insert(problem, draft, v, job, &place);
        let tours = draft.open(problem).to_vec();
        let Recreator { places, .. } = &mut recreator;
        for (job, choice) in left.iter().zip(&mut choices) {
            let was =
                choice.best.is_some_and(|(best, _)| best == v) || choice.second.is_some_and(|(second, _)| second == v);
            if was {
                *choice = choose(*job, &tours, |v, job| places.best(problem, draft, v, job, i64::MAX));
            } else {
                // A tour that got fuller is hardly ever a better place, but an equal empty vehicle may have appeared.
                for v in std::iter::once(v).chain(draft.twin_of(problem, v)) {
                    if let Some(place) = places.best(problem, draft, v, *job, i64::MAX) {
                        consider(choice, v, place);
                    }
                }
            }
        }
    }
}

fn choose(job: u32, tours: &[usize], mut best: impl FnMut(usize, u32) -> Option<Insertion>) -> Choice {
    let mut choice = Choice {
        best: None,
        second: None,
    };
    for v in tours {
        if let Some(place) = best(*v, job) {
            consider(&mut choice, *v, place);
        }
    }
    choice
}

fn consider(choice: &mut Choice, v: usize, place: Insertion) {
    match choice.best {
        Some((best, old)) if place.delta >= old.delta => {
            if best != v && choice.second.is_none_or(|(_, delta)| place.delta < delta) {
                choice.second = Some((v, place.delta));
            }
        }
        old => {
            choice.second = old.map(|(best, old)| (best, old.delta));
            choice.best = Some((v, place));
        }
    }
}

/// What is lost when the job must go elsewhere: first whether there is an elsewhere at all, then how scarce, then how
/// much.
fn regret(problem: &SearchProblem<'_>, job: u32, choice: &Choice) -> (bool, bool, std::cmp::Reverse<u32>, i64) {
    let Some((_, place)) = choice.best else {
        return (false, false, std::cmp::Reverse(0), 0);
    };
    let scarce = std::cmp::Reverse(scarcity(problem, job));
    match choice.second {
        None => (true, true, scarce, -place.delta),
        Some((_, second)) => (true, false, scarce, second - place.delta),
    }
}
