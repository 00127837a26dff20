//! `LocalSearch::load`: loading visits of a day dropped, moved, done at another depot, or one more. Amounts on board
//! are counted in `plan/walker.rs`.
//!
//! Supports problems whose days load on their way. Our own.

use super::LocalSearch;
use crate::penalised::plan::fitter::Mix;
use crate::penalised::plan::relaxed_plan::RelaxedPlan;
use crate::penalised::problem::relaxed_problem::RelaxedProblem;

/// Whether days load on their way; else each loads once, before all jobs, and nothing is to be moved.
#[inline]
pub(super) const fn supports(problem: &RelaxedProblem<'_>) -> bool {
    problem.job_sources.is_some()
}

impl LocalSearch {
    /// Looks at the loading visits beside a job, and at loading right before it.
    pub(super) fn load(
        &mut self,
        problem: &RelaxedProblem<'_>,
        plan: &mut RelaxedPlan,
        (v, i): (usize, usize),
    ) -> bool {
        let beside = [i.wrapping_sub(1), i + 1];
        let is_load = |at: &usize| plan.days[v].jobs.get(*at).is_some_and(|node| problem.is_load(*node));
        let [one, other] = beside.map(|at| is_load(&at).then_some(at));
        for at in [one, other].into_iter().flatten() {
            if self.drop_or_change(problem, plan, v, at) || self.move_load(problem, plan, v, at) {
                return true;
            }
        }
        let supply = problem.whole.nodes[plan.days[v].jobs[i] as usize].supply;
        let is_over = plan.days[v].toll.over > 0;
        is_over
            && problem
                .loads(supply)
                .any(|load| self.put(problem, plan, v, (i, i), Some(load)))
    }

    /// No load here, or one elsewhere.
    fn drop_or_change(&mut self, problem: &RelaxedProblem<'_>, plan: &mut RelaxedPlan, v: usize, at: usize) -> bool {
        let node = plan.days[v].jobs[at];
        let mut others = problem.loads(u64::MAX).filter(|load| *load != node);
        self.put(problem, plan, v, (at, at + 1), None)
            || others.any(|load| self.put(problem, plan, v, (at, at + 1), Some(load)))
    }

    /// The load earlier or later.
    fn move_load(&mut self, problem: &RelaxedProblem<'_>, plan: &mut RelaxedPlan, v: usize, at: usize) -> bool {
        let mut gaps = (0..=plan.days[v].jobs.len()).filter(|gap| !(at..=at + 1).contains(gap));
        gaps.any(|gap| self.move_inside(problem, plan, v, (at, at + 1), gap))
    }

    /// A loading visit, or none, in place of a range of nodes without jobs.
    fn put(
        &mut self,
        problem: &RelaxedProblem<'_>,
        plan: &mut RelaxedPlan,
        v: usize,
        (from, to): (usize, usize),
        load: Option<u32>,
    ) -> bool {
        let day = &plan.days[v];
        let fined = plan.penalties.fined(&day.toll);
        let (before, behind) = (&day.stops[from], &day.stops[to + 1]);
        let way = match load {
            Some(load) => {
                let place = problem.jobs[load as usize].place;
                problem.way(before.place, place) + problem.way(place, behind.place)
            }
            None => problem.way(before.place, behind.place),
        };
        let delta = problem.cars[v].per_second * (way - (behind.way - before.way)) - fined;
        if delta >= 0 {
            return false;
        }
        let mix = Mix::new((day, from), (day, to)).with(load.as_slice());
        let delta = delta + self.fitter.fine(problem, &plan.penalties, v, mix, -delta);
        if delta >= 0 {
            return false;
        }
        let cost = plan.cost() + delta;
        self.mine.clear();
        self.mine.extend_from_slice(&day.jobs[..from]);
        self.mine.extend(load);
        self.mine.extend_from_slice(&day.jobs[to..]);
        plan.replace(problem, v, &self.mine);
        plan.assert_cost(cost);
        self.ask_around(plan, v, from);
        true
    }
}
