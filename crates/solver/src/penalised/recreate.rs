//! `cheapest`: the `Place` where an absent job costs an explorer least, fines counted, among places beside its
//! neighbours, some unused vehicles, and vehicles that had better come. `explorer.rs` puts it there.
//!
//! Supports every problem that explorers see. Greedy insertion with blinks: Christiaens and Vanden Berghe, “Slack
//! induction by string removals for vehicle routing problems” (2020).

use crate::penalised::plan::fitter::{Fitter, Mix};
use crate::penalised::plan::relaxed_plan::{FOREIGN, RelaxedPlan};
use crate::penalised::problem::relaxed_problem::RelaxedProblem;
use crate::shared::rng::Rng;

/// How often a place is overlooked (a blink of Christiaens and Vanden Berghe).
const BLINK: f64 = 0.01;

/// A place for a job: before the job at a position of a day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) v: u32,
    pub(crate) at: u32,
    /// A loading visit right before it.
    pub(crate) load: Option<u32>,
}

/// The cheapest place of an absent job beside its neighbours, or with an unused vehicle, where that costs less than
/// it is worth.
pub(crate) fn cheapest(
    problem: &RelaxedProblem<'_>,
    plan: &RelaxedPlan,
    fitter: &mut Fitter,
    job: u32,
    worth: i64,
    rng: &mut Rng,
) -> Option<Place> {
    let mut scan = Scan {
        problem,
        plan,
        fitter,
        job,
        limit: worth,
        best: None,
    };
    for v in plan.unused.some(rng).into_iter().flatten() {
        scan.weigh(v as usize, 0);
    }
    for beside in problem.near(job) {
        if rng.chance(BLINK) {
            continue;
        }
        let spot = plan.spots[beside.job as usize];
        if spot.day >= FOREIGN {
            continue;
        }
        let rate = problem.cars[spot.day as usize].per_second;
        let goes = i64::from(beside.goes) * rate - spot.before;
        let comes = i64::from(beside.comes) * rate - spot.after;
        if goes.min(comes) - scan.spared(spot.day as usize) >= scan.limit {
            continue;
        }
        // A full day is fined whatever the other leg is.
        let (v, at) = (spot.day as usize, spot.at as usize);
        let fined = scan.fined(v);
        if goes + fined < scan.limit {
            scan.weigh(v, at);
        }
        if comes + fined < scan.limit {
            scan.weigh(v, at + 1);
        }
    }
    for v in problem.preferences.preferred(job).filter(|v| plan.is_own[*v]) {
        (0..=plan.days[v].jobs.len()).for_each(|at| scan.weigh(v, at));
    }
    scan.best
}

/// Places of a job, and the cheapest so far.
struct Scan<'a, 'p> {
    problem: &'a RelaxedProblem<'p>,
    plan: &'a RelaxedPlan,
    fitter: &'a mut Fitter,
    job: u32,
    /// What the next must cost less than.
    limit: i64,
    best: Option<Place>,
}

impl Scan<'_, '_> {
    /// What a vehicle is fined more, at least, with the job among its own: less than nothing where fines may go.
    #[inline]
    fn fined(&self, v: usize) -> i64 {
        let (plan, penalties) = (self.plan, &self.plan.penalties);
        penalties.of(0, plan.over(self.problem, v, &[self.job], &[])) - penalties.fined(&plan.days[v].toll)
    }

    /// What a longer way to a vehicle may save at most in hours and waits, where they are paid.
    #[inline]
    fn spared(&self, v: usize) -> i64 {
        if self.problem.is_spread() {
            self.plan.days[v].toll.timed
        } else {
            0
        }
    }

    /// Before the node at a position of a day; where it does not fit without, with a loading visit before it.
    #[inline]
    fn weigh(&mut self, v: usize, at: usize) {
        let (problem, day, car) = (self.problem, &self.plan.days[v], &self.problem.cars[v]);
        let (before, behind) = (day.stops[at].place, day.stops[at + 1].place);
        let place = problem.jobs[self.job as usize].place;
        let old = if day.jobs.is_empty() {
            -car.starts
        } else {
            car.per_second * (day.stops[at + 1].way - day.stops[at].way)
        };
        let rest = car.per_second * problem.way(place, behind) - old + problem.preferences.of(&[self.job], v);
        let detour = car.per_second * problem.way(before, place) + rest;
        if detour - self.spared(v) >= self.limit
            || day.count() >= car.jobs_max as usize
            || !problem.is_able(self.job, v)
        {
            return;
        }
        self.offer(v, at, None, detour);
        if problem.job_sources.is_none() || self.fitter.over <= day.toll.over {
            return;
        }
        for load in problem.loads(problem.whole.nodes[self.job as usize].supply) {
            let hub = problem.jobs[load as usize].place;
            let detour = car.per_second * (problem.way(before, hub) + problem.way(hub, place)) + rest;
            if detour - self.spared(v) < self.limit {
                self.offer(v, at, Some(load), detour);
            }
        }
    }

    /// Takes the place when it is cheaper, fines counted.
    #[inline]
    fn offer(&mut self, v: usize, at: usize, load: Option<u32>, detour: i64) {
        let (problem, plan) = (self.problem, self.plan);
        let day = &plan.days[v];
        let delta = detour + self.fined(v);
        if problem.job_sources.is_none() && delta >= self.limit {
            return;
        }
        let come = [load.unwrap_or_default(), self.job];
        let come = &come[usize::from(load.is_none())..];
        let mix = Mix::new((day, at), (day, at)).with(come);
        let left = self.limit.saturating_sub(delta);
        let delta = delta + self.fitter.fine(problem, &plan.penalties, v, mix, left);
        if delta < self.limit {
            self.limit = delta;
            self.best = Some(Place {
                v: v as u32,
                at: at as u32,
                load,
            });
        }
    }
}
