//! Loading visits of a day: dropped, moved, done elsewhere, or one more.
//!
//! Supports problems whose days load on their way. Our own.

use super::LocalSearch;
use crate::penalised::plan::fitter::Mix;
use crate::penalised::plan::relaxed_plan::RelaxedPlan;
use crate::penalised::problem::relaxed_problem::RelaxedProblem;

/// Whether days load on their way; else each loads once, before all jobs, and nothing is to be moved.
#[inline]
pub(super) const fn supports(plain: &RelaxedProblem<'_>) -> bool {
    plain.trips.is_some()
}

impl LocalSearch {
    /// Looks at the loading visits beside a job, and at loading right before it.
    pub(super) fn load(
        &mut self,
        plain: &RelaxedProblem<'_>,
        sketch: &mut RelaxedPlan,
        (v, i): (usize, usize),
    ) -> bool {
        let beside = [i.wrapping_sub(1), i + 1];
        let is_load = |at: &usize| sketch.days[v].jobs.get(*at).is_some_and(|node| plain.is_load(*node));
        let [one, other] = beside.map(|at| is_load(&at).then_some(at));
        for at in [one, other].into_iter().flatten() {
            if self.drop_or_change(plain, sketch, v, at) || self.move_load(plain, sketch, v, at) {
                return true;
            }
        }
        let supply = plain.field.nodes[sketch.days[v].jobs[i] as usize].supply;
        let is_over = sketch.days[v].toll.over > 0;
        is_over
            && plain
                .loads(supply)
                .any(|load| self.put(plain, sketch, v, (i, i), Some(load)))
    }

    /// No load here, or one elsewhere.
    fn drop_or_change(&mut self, plain: &RelaxedProblem<'_>, sketch: &mut RelaxedPlan, v: usize, at: usize) -> bool {
        let node = sketch.days[v].jobs[at];
        let mut others = plain.loads(u64::MAX).filter(|load| *load != node);
        self.put(plain, sketch, v, (at, at + 1), None)
            || others.any(|load| self.put(plain, sketch, v, (at, at + 1), Some(load)))
    }

    /// The load earlier or later.
    fn move_load(&mut self, plain: &RelaxedProblem<'_>, sketch: &mut RelaxedPlan, v: usize, at: usize) -> bool {
        let mut gaps = (0..=sketch.days[v].jobs.len()).filter(|gap| !(at..=at + 1).contains(gap));
        gaps.any(|gap| self.move_inside(plain, sketch, v, (at, at + 1), gap))
    }

    /// A loading visit, or none, in place of a range of nodes without jobs.
    fn put(
        &mut self,
        plain: &RelaxedProblem<'_>,
        sketch: &mut RelaxedPlan,
        v: usize,
        (from, to): (usize, usize),
        load: Option<u32>,
    ) -> bool {
        let day = &sketch.days[v];
        let fined = sketch.fines.fined(&day.toll);
        let (before, behind) = (&day.stops[from], &day.stops[to + 1]);
        let way = match load {
            Some(load) => {
                let place = plain.jobs[load as usize].place;
                plain.way(before.place, place) + plain.way(place, behind.place)
            }
            None => plain.way(before.place, behind.place),
        };
        let delta = plain.cars[v].per_second * (way - (behind.way - before.way)) - fined;
        if delta >= 0 {
            return false;
        }
        let mix = Mix::new((day, from), (day, to)).with(load.as_slice());
        let delta = delta + self.fitter.fine(plain, &sketch.fines, v, mix, -delta);
        if delta >= 0 {
            return false;
        }
        let cost = sketch.cost() + delta;
        self.mine.clear();
        self.mine.extend_from_slice(&day.jobs[..from]);
        self.mine.extend(load);
        self.mine.extend_from_slice(&day.jobs[to..]);
        sketch.replace(plain, v, &self.mine);
        sketch.assert_cost(cost);
        self.ask_around(sketch, v, from);
        true
    }
}
