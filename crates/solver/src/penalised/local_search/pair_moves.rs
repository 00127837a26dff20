//! Moves of explorers between the days of two vehicles: `carry` (or-opt), `exchange` (CROSS) and `tails` (2-opt*).
//!
//! Supports every problem that explorers see.
//!
//! Or-opt: Or (1976). 2-opt* (`tails`): Potvin and Rousseau, “An exchange heuristic for routeing problems with time
//! windows” (1995). Exchange of segments (CROSS): Taillard, Badeau, Gendreau, Guertin and Potvin (1997).

use super::{CHAIN_MAX, LocalSearch, Pair};
use crate::penalised::plan::fitter::Mix;
use crate::penalised::plan::relaxed_plan::RelaxedPlan;
use crate::penalised::plan::relaxed_tour::RelaxedTour;
use crate::penalised::problem::relaxed_problem::{Car, RelaxedProblem};

/// How many jobs in a row change places with how many.
const SWAPS: [(usize, usize); 4] = [(1, 1), (2, 1), (1, 2), (2, 2)];

impl LocalSearch {
    /// Moves that put the first job right behind the second.
    pub(super) fn behind(
        &mut self,
        problem: &RelaxedProblem<'_>,
        plan: &mut RelaxedPlan,
        Pair { v, i, w, k }: Pair,
    ) -> bool {
        let (mine, theirs) = (plan.days[v].jobs.len(), plan.days[w].jobs.len());
        (1..=CHAIN_MAX.min(mine - i)).any(|length| self.carry(problem, plan, (v, i, i + length), (w, k + 1)))
            || self.tails(problem, plan, (v, i), (w, k + 1))
            || SWAPS.iter().any(|(a, b)| {
                i + a <= mine
                    && k + 1 + b <= theirs
                    && self.exchange(problem, plan, (v, i, i + a), (w, k + 1, k + 1 + b))
            })
    }

    /// Moves that put the first job right before the second.
    pub(super) fn before(
        &mut self,
        problem: &RelaxedProblem<'_>,
        plan: &mut RelaxedPlan,
        Pair { v, i, w, k }: Pair,
    ) -> bool {
        (1..=CHAIN_MAX.min(i + 1)).any(|length| self.carry(problem, plan, (v, i + 1 - length, i + 1), (w, k)))
            || self.tails(problem, plan, (v, i + 1), (w, k))
            || SWAPS.iter().any(|(a, b)| {
                i + 1 >= *a && k >= *b && self.exchange(problem, plan, (v, i + 1 - a, i + 1), (w, k - b, k))
            })
    }

    /// Jobs of one day go to another, before the job at a position.
    pub(super) fn carry(
        &mut self,
        problem: &RelaxedProblem<'_>,
        plan: &mut RelaxedPlan,
        (v, from, to): (usize, usize, usize),
        (w, at): (usize, usize),
    ) -> bool {
        let (mine, theirs) = (&plan.days[v], &plan.days[w]);
        let (own, other) = (&problem.cars[v], &problem.cars[w]);
        let fined = plan.fined(v, w);
        let inside = mine.stops[to].way - mine.stops[from + 1].way;
        let chain = &mine.jobs[from..to];
        let carried = problem.jobs_of(chain);
        let goes = carried == mine.count();
        let leaves = if goes {
            -mine.toll.price
        } else {
            let way = problem.way(mine.stops[from].place, mine.stops[to + 1].place);
            own.per_second * (way - (mine.stops[to + 1].way - mine.stops[from].way)) - problem.preferences.of(chain, v)
        };
        if leaves - fined >= 0 {
            return false;
        }
        let starts = if theirs.jobs.is_empty() {
            other.starts
        } else {
            other.per_second * (theirs.stops[at].way - theirs.stops[at + 1].way)
        };
        let way = problem.way(theirs.stops[at].place, mine.stops[from + 1].place)
            + inside
            + problem.way(mine.stops[to].place, theirs.stops[at + 1].place);
        let comes = other.per_second * way + problem.preferences.of(chain, w) + starts;
        let delta = leaves + comes;
        if delta - fined >= 0
            || carried == 0
            || theirs.count() + carried > other.jobs_max as usize
            || !problem.are_able(chain, w)
        {
            return false;
        }
        let over = plan.over(problem, w, chain, &[]) + plan.over(problem, v, &[], chain);
        let delta = delta - fined + plan.penalties.of(0, over);
        if delta >= 0 {
            return false;
        }
        let mix = Mix::new((theirs, at), (theirs, at)).with(chain);
        let delta = delta + self.fitter.fine(problem, &plan.penalties, w, mix, -delta);
        if delta >= 0 {
            return false;
        }
        let rest = Mix::new((mine, from), (mine, to));
        let delta = delta
            + if goes {
                0
            } else {
                self.fitter.fine(problem, &plan.penalties, v, rest, -delta)
            };
        if delta >= 0 {
            return false;
        }
        self.theirs.clear();
        self.theirs.extend_from_slice(&theirs.jobs[..at]);
        self.theirs.extend_from_slice(chain);
        self.theirs.extend_from_slice(&theirs.jobs[at..]);
        self.mine.clear();
        if !goes {
            self.mine.extend_from_slice(&mine.jobs[..from]);
            self.mine.extend_from_slice(&mine.jobs[to..]);
        }
        self.write(problem, plan, (v, w), delta);
        self.ask_around(plan, v, from);
        self.ask_around(plan, w, at);
        self.ask_around(plan, w, at + to - from);
        true
    }

    /// Gives both days their new jobs, which makes the sketch cheaper by what was worked out.
    fn write(&mut self, problem: &RelaxedProblem<'_>, plan: &mut RelaxedPlan, (v, w): (usize, usize), delta: i64) {
        let cost = plan.cost() + delta;
        plan.replace(problem, v, &self.mine);
        plan.replace(problem, w, &self.theirs);
        plan.assert_cost(cost);
    }

    /// Jobs of two days change places.
    fn exchange(
        &mut self,
        problem: &RelaxedProblem<'_>,
        plan: &mut RelaxedPlan,
        (v, a, b): (usize, usize, usize),
        (w, c, d): (usize, usize, usize),
    ) -> bool {
        let (mine, theirs) = (&plan.days[v], &plan.days[w]);
        let fined = plan.fined(v, w);
        let (here, there) = (&mine.jobs[a..b], &theirs.jobs[c..d]);
        let my_inside = mine.stops[b].way - mine.stops[a + 1].way;
        let their_inside = theirs.stops[d].way - theirs.stops[c + 1].way;
        let my_way = problem.way(mine.stops[a].place, theirs.stops[c + 1].place)
            + their_inside
            + problem.way(theirs.stops[d].place, mine.stops[b + 1].place)
            - (mine.stops[b + 1].way - mine.stops[a].way);
        let their_way = problem.way(theirs.stops[c].place, mine.stops[a + 1].place)
            + my_inside
            + problem.way(mine.stops[b].place, theirs.stops[d + 1].place)
            - (theirs.stops[d + 1].way - theirs.stops[c].way);
        let delta = problem.cars[v].per_second * my_way
            + problem.cars[w].per_second * their_way
            + problem.preferences.of(there, v)
            + problem.preferences.of(here, w)
            - problem.preferences.of(here, v)
            - problem.preferences.of(there, w);
        if delta - fined >= 0 {
            return false;
        }
        let over = plan.over(problem, v, there, here) + plan.over(problem, w, here, there);
        let delta = delta - fined + plan.penalties.of(0, over);
        let (go, come) = (problem.jobs_of(here), problem.jobs_of(there));
        if delta >= 0
            || go == 0
            || come == 0
            || !problem.are_able(here, w)
            || !problem.are_able(there, v)
            || mine.count() + come - go > problem.cars[v].jobs_max as usize
            || theirs.count() + go - come > problem.cars[w].jobs_max as usize
        {
            return false;
        }
        let mix = Mix::new((mine, a), (mine, b)).with(there);
        let delta = delta + self.fitter.fine(problem, &plan.penalties, v, mix, -delta);
        if delta >= 0 {
            return false;
        }
        let mix = Mix::new((theirs, c), (theirs, d)).with(here);
        let delta = delta + self.fitter.fine(problem, &plan.penalties, w, mix, -delta);
        if delta >= 0 {
            return false;
        }
        let put = |buffer: &mut Vec<u32>, own: &[u32], cut: (usize, usize), other: &[u32]| {
            buffer.clear();
            buffer.extend_from_slice(&own[..cut.0]);
            buffer.extend_from_slice(other);
            buffer.extend_from_slice(&own[cut.1..]);
        };
        put(&mut self.mine, &mine.jobs, (a, b), there);
        put(&mut self.theirs, &theirs.jobs, (c, d), here);
        self.write(problem, plan, (v, w), delta);
        self.ask_around(plan, v, a);
        self.ask_around(plan, v, a + d - c);
        self.ask_around(plan, w, c);
        self.ask_around(plan, w, c + b - a);
        true
    }

    /// 2-opt*: two days change their ends.
    pub(super) fn tails(
        &mut self,
        problem: &RelaxedProblem<'_>,
        plan: &mut RelaxedPlan,
        (v, i): (usize, usize),
        (w, k): (usize, usize),
    ) -> bool {
        let (mine, theirs) = (&plan.days[v], &plan.days[w]);
        let (own, other) = (&problem.cars[v], &problem.cars[w]);
        let fined = plan.fined(v, w);
        let (my_head, their_head) = (mine.stops[i].count as usize, theirs.stops[k].count as usize);
        let (my_rest, their_rest) = (mine.count() - my_head, theirs.count() - their_head);
        // The end of a day stays its own: only jobs change hands.
        let ended = |head: &RelaxedTour, at: usize, tail: &RelaxedTour, first: usize, car: &Car| {
            let last = tail.jobs.len();
            if first < last {
                problem.way(head.stops[at].place, tail.stops[first + 1].place)
                    + (tail.stops[last].way - tail.stops[first + 1].way)
                    + problem.way(tail.stops[last].place, car.to)
            } else {
                problem.way(head.stops[at].place, car.to)
            }
        };
        let (my_count, their_count) = (my_head + their_rest, their_head + my_rest);
        let my_new = if my_count == 0 {
            0
        } else {
            own.starts + own.per_second * (mine.stops[i].way + ended(mine, i, theirs, k, own))
        };
        let their_new = if their_count == 0 {
            0
        } else {
            other.starts + other.per_second * (theirs.stops[k].way + ended(theirs, k, mine, i, other))
        };
        let preferences = problem.preferences.of(&mine.jobs[..i], v)
            + problem.preferences.of(&theirs.jobs[k..], v)
            + problem.preferences.of(&theirs.jobs[..k], w)
            + problem.preferences.of(&mine.jobs[i..], w);
        let delta = my_new + their_new + preferences - mine.toll.price - theirs.toll.price - fined;
        if delta >= 0 || my_count > own.jobs_max as usize || their_count > other.jobs_max as usize {
            return false;
        }
        let over = plan.over_headed(problem, (v, i), (w, k)) + plan.over_headed(problem, (w, k), (v, i));
        let delta = delta + plan.penalties.of(0, over);
        if delta >= 0 {
            return false;
        }
        let mix = Mix::new((mine, i), (theirs, k));
        let delta = delta
            + if my_count == 0 {
                0
            } else {
                self.fitter.fine(problem, &plan.penalties, v, mix, -delta)
            };
        if delta >= 0 {
            return false;
        }
        let mix = Mix::new((theirs, k), (mine, i));
        let delta = delta
            + if their_count == 0 {
                0
            } else {
                self.fitter.fine(problem, &plan.penalties, w, mix, -delta)
            };
        if delta >= 0 {
            return false;
        }
        if own.twin != other.twin && !(problem.are_able(&mine.jobs[i..], w) && problem.are_able(&theirs.jobs[k..], v)) {
            return false;
        }
        self.mine.clear();
        if my_count > 0 {
            self.mine.extend_from_slice(&mine.jobs[..i]);
            self.mine.extend_from_slice(&theirs.jobs[k..]);
        }
        self.theirs.clear();
        if their_count > 0 {
            self.theirs.extend_from_slice(&theirs.jobs[..k]);
            self.theirs.extend_from_slice(&mine.jobs[i..]);
        }
        self.write(problem, plan, (v, w), delta);
        self.ask_around(plan, v, i);
        self.ask_around(plan, w, k);
        true
    }
}
