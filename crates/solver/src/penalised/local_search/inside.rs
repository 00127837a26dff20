//! Moves of explorers inside one day: `shift` (or-opt) and `turn` (2-opt).
//!
//! Supports every problem that explorers see. Or-opt: Or (1976); 2-opt: Croes, “A method for solving
//! traveling-salesman problems” (1958).

use super::{CHAIN_MAX, LocalSearch, Pair};
use crate::penalised::plan::fitter::Mix;
use crate::penalised::plan::relaxed_plan::RelaxedPlan;
use crate::penalised::problem::relaxed_problem::RelaxedProblem;

impl LocalSearch {
    /// Or-opt inside a day.
    pub(super) fn shift(
        &mut self,
        problem: &RelaxedProblem<'_>,
        plan: &mut RelaxedPlan,
        Pair { v, i, k, .. }: Pair,
    ) -> bool {
        for length in 1..=CHAIN_MAX {
            let (from, to) = (i, i + length);
            if to > plan.days[v].jobs.len() {
                break;
            }
            for gap in [k + 1, k] {
                if !(from..=to).contains(&gap) && self.move_inside(problem, plan, v, (from, to), gap) {
                    return true;
                }
            }
        }
        false
    }

    pub(super) fn move_inside(
        &mut self,
        problem: &RelaxedProblem<'_>,
        plan: &mut RelaxedPlan,
        v: usize,
        (from, to): (usize, usize),
        gap: usize,
    ) -> bool {
        let day = &plan.days[v];
        let fined = walked(problem, plan, v);
        let leg = |a: usize, b: usize| problem.way(day.stops[a].place, day.stops[b].place);
        let old = |at: usize| day.stops[at + 1].way - day.stops[at].way;
        let way = leg(from, to + 1) - old(from) - old(to) + leg(gap, from + 1) + leg(to, gap + 1) - old(gap);
        let delta = problem.cars[v].per_second * way;
        if delta - fined >= 0 {
            return false;
        }
        let jobs = &day.jobs;
        let mix = if gap > to {
            Mix::new((day, from), (day, gap)).with_both(&jobs[to..gap], &jobs[from..to])
        } else {
            Mix::new((day, gap), (day, to)).with_both(&jobs[from..to], &jobs[gap..from])
        };
        let delta = delta - fined;
        let cost = plan.cost() + delta + self.fitter.fine(problem, &plan.penalties, v, mix, -delta);
        if cost >= plan.cost() {
            return false;
        }
        self.mine.clear();
        self.mine.extend_from_slice(jobs);
        if gap > to {
            self.mine[from..gap].rotate_left(to - from);
        } else {
            self.mine[gap..to].rotate_right(to - from);
        }
        plan.replace(problem, v, &self.mine);
        plan.assert_cost(cost);
        for at in [from, to, gap] {
            self.ask_around(plan, v, at);
        }
        true
    }

    /// 2-opt inside a day: what lies between is driven the other way round.
    pub(super) fn turn(
        &mut self,
        problem: &RelaxedProblem<'_>,
        plan: &mut RelaxedPlan,
        Pair { v, i, k, .. }: Pair,
    ) -> bool {
        let (low, high) = (i.min(k), i.max(k));
        [(low + 1, high + 1), (low, high)].iter().any(|(from, to)| {
            if to - from < 2 {
                return false;
            }
            let day = &plan.days[v];
            let leg = |a: usize, b: usize| problem.way(day.stops[a].place, day.stops[b].place);
            let old = |at: usize| day.stops[at + 1].way - day.stops[at].way;
            let rate = problem.cars[v].per_second;
            let mut delta = rate * (leg(*from, *to) + leg(from + 1, to + 1) - old(*from) - old(*to));
            let fine = walked(problem, plan, v);
            if delta - fine >= 0 {
                return false;
            }
            if !problem.is_symmetric {
                delta += rate * (from + 1..*to).map(|at| leg(at + 1, at) - old(at)).sum::<i64>();
                if delta - fine >= 0 {
                    return false;
                }
            }
            let mix = Mix::new((day, *from), (day, *to)).turned(&day.jobs[*from..*to]);
            let delta = delta - fine;
            let cost = plan.cost() + delta + self.fitter.fine(problem, &plan.penalties, v, mix, -delta);
            if cost >= plan.cost() {
                return false;
            }
            self.mine.clear();
            self.mine.extend_from_slice(&day.jobs);
            self.mine[*from..*to].reverse();
            plan.replace(problem, v, &self.mine);
            plan.assert_cost(cost);
            self.ask_around(plan, v, *from);
            self.ask_around(plan, v, *to);
            true
        })
    }
}

/// What another order of a day could save in fines: what does not fit stays so, unless loading is moved too.
fn walked(problem: &RelaxedProblem<'_>, plan: &RelaxedPlan, v: usize) -> i64 {
    let toll = &plan.days[v].toll;
    let over = if problem.job_sources.is_some() { toll.over } else { 0 };
    plan.penalties.of(toll.late_by, over) + toll.timed
}
