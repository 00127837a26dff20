//! `alone` moves a job to an unused vehicle or leaves it out, `reassign` exchanges the days of two vehicles, and
//! `bring_in` puts an absent job in, perhaps in the place of another.
//!
//! Supports every problem that explorers see.

use super::{LocalSearch, load};
use crate::penalised::plan::fitter::Mix;
use crate::penalised::plan::relaxed_plan::RelaxedPlan;
use crate::penalised::problem::relaxed_problem::RelaxedProblem;
use crate::shared::rng::Rng;

/// How many other vehicles are offered a whole day, besides unused ones.
const REASSIGNED: usize = 6;

impl LocalSearch {
    /// A job goes to an unused vehicle, alone or with all that follows it, or is left out when its way costs more
    /// than its prize.
    pub(super) fn alone(&mut self, problem: &RelaxedProblem<'_>, plan: &mut RelaxedPlan, job: u32, rng: &mut Rng) {
        let Some((v, i)) = plan.at(job) else {
            return;
        };
        if load::supports(problem) && self.load(problem, plan, (v, i)) {
            return;
        }
        let toll = plan.days[v].toll;
        if toll.is_fined() || (problem.is_spread() && toll.timed > 0) {
            for w in plan.unused.some(rng).into_iter().flatten() {
                let w = w as usize;
                let loaded = i > 1 && problem.is_spread() && problem.is_load(plan.days[v].jobs[i - 1]);
                if self.carry(problem, plan, (v, i, i + 1), (w, 0))
                    || (i > 0 && self.tails(problem, plan, (v, i), (w, 0)))
                    || (loaded && self.tails(problem, plan, (v, i - 1), (w, 0)))
                {
                    return;
                }
            }
        }
        if i == 0 && self.reassign(problem, plan, v, rng) {
            return;
        }
        let day = &plan.days[v];
        let prize = problem.jobs[job as usize].prize;
        let fined = plan.penalties.fined(&toll);
        let goes = day.count() == 1;
        let leaves = if goes {
            -toll.price
        } else {
            let way = problem.way(day.stops[i].place, day.stops[i + 2].place);
            problem.cars[v].per_second * (way - (day.stops[i + 2].way - day.stops[i].way))
                - problem.preferences.of(&[job], v)
        };
        let delta = prize + leaves - fined;
        if delta >= 0 {
            return;
        }
        let fine = if goes {
            0
        } else {
            let over = plan.over(problem, v, &[], &[job]);
            let mix = Mix::new((day, i), (day, i + 1));
            plan.penalties.of(0, over) + self.fitter.fine(problem, &plan.penalties, v, mix, -delta)
        };
        let cost = plan.cost() + delta + fine;
        if cost >= plan.cost() {
            return;
        }
        self.mine.clear();
        if !goes {
            self.mine.extend_from_slice(&day.jobs);
            self.mine.remove(i);
        }
        plan.replace(problem, v, &self.mine);
        plan.leave(problem, job);
        plan.assert_cost(cost);
        self.ask_around(plan, v, i);
    }

    /// A whole day goes to another vehicle, which gives back its own: decisive where vehicles start in different
    /// places.
    fn reassign(&mut self, problem: &RelaxedProblem<'_>, plan: &mut RelaxedPlan, v: usize, rng: &mut Rng) -> bool {
        let unused = plan.unused.some(rng);
        let any: [u32; REASSIGNED] = std::array::from_fn(|_| rng.below(problem.cars.len()) as u32);
        unused.into_iter().flatten().chain(any).any(|w| {
            let w = w as usize;
            w != v
                && plan.is_own[w]
                && problem.cars[w].twin != problem.cars[v].twin
                && self.tails(problem, plan, (v, 0), (w, 0))
        })
    }

    /// An absent job goes next to a served one, or takes its place or that of a job beside it.
    pub(super) fn bring_in(
        &mut self,
        problem: &RelaxedProblem<'_>,
        plan: &mut RelaxedPlan,
        served: u32,
        absent: u32,
    ) -> bool {
        let Some((v, i)) = plan.at(served) else {
            return false;
        };
        if !problem.is_able(absent, v) {
            return false;
        }
        let jobs = plan.days[v].jobs.len();
        [
            (i + 1, i + 1),
            (i, i),
            (i, i + 1),
            (i + 1, i + 2),
            (i.wrapping_sub(1), i),
        ]
        .iter()
        .any(|(from, to)| *from <= jobs && *to <= jobs && self.take(problem, plan, v, (*from, *to), absent))
    }

    /// An absent job in place of the jobs of a range, of which there is one or none.
    fn take(
        &mut self,
        problem: &RelaxedProblem<'_>,
        plan: &mut RelaxedPlan,
        v: usize,
        (from, to): (usize, usize),
        absent: u32,
    ) -> bool {
        let day = &plan.days[v];
        let car = &problem.cars[v];
        let out = &day.jobs[from..to];
        let place = problem.jobs[absent as usize].place;
        let missed =
            out.iter().map(|job| problem.jobs[*job as usize].prize).sum::<i64>() - problem.jobs[absent as usize].prize;
        let fined = plan.penalties.fined(&day.toll);
        let old = car.per_second * (day.stops[to + 1].way - day.stops[from].way);
        let over = plan.penalties.of(0, plan.over(problem, v, &[absent], out));
        if over + missed - old - fined - problem.preferences.of(out, v) >= 0 {
            return false;
        }
        let way = problem.way(day.stops[from].place, place) + problem.way(place, day.stops[to + 1].place);
        let delta = car.per_second * way - old + missed + problem.preferences.of(&[absent], v)
            - problem.preferences.of(out, v)
            - fined;
        if delta >= 0 || day.count() + 1 - problem.jobs_of(out) > car.jobs_max as usize {
            return false;
        }
        if delta + over >= 0 {
            return false;
        }
        let come = [absent];
        let mix = Mix::new((day, from), (day, to)).with(&come);
        let fine = over + self.fitter.fine(problem, &plan.penalties, v, mix, -delta);
        let cost = plan.cost() + delta + fine;
        if cost >= plan.cost() {
            return false;
        }
        self.mine.clear();
        self.mine.extend_from_slice(&day.jobs[..from]);
        self.mine.push(absent);
        self.mine.extend_from_slice(&day.jobs[to..]);
        let gone = out.first().copied().filter(|gone| !problem.is_load(*gone));
        plan.join(problem, absent);
        plan.replace(problem, v, &self.mine);
        if let Some(gone) = gone {
            plan.leave(problem, gone);
        }
        plan.assert_cost(cost);
        self.ask(absent);
        self.ask_around(plan, v, from);
        self.ask_around(plan, v, from + 1);
        true
    }
}
