//! Moves between those served and those left out, and to vehicles not used yet.
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
    /// A job goes to an unused vehicle, alone or with all that follows it, or is left out when its way costs more than its
    /// prize.
    pub(super) fn alone(&mut self, plain: &RelaxedProblem<'_>, sketch: &mut RelaxedPlan, job: u32, rng: &mut Rng) {
        let Some((v, i)) = sketch.at(job) else {
            return;
        };
        if load::supports(plain) && self.load(plain, sketch, (v, i)) {
            return;
        }
        let toll = sketch.days[v].toll;
        if toll.late_by > 0 || toll.over > 0 {
            for w in sketch.idle.some(rng).into_iter().flatten() {
                let w = w as usize;
                if self.carry(plain, sketch, (v, i, i + 1), (w, 0))
                    || (i > 0 && self.tails(plain, sketch, (v, i), (w, 0)))
                {
                    return;
                }
            }
        }
        if i == 0 && self.reassign(plain, sketch, v, rng) {
            return;
        }
        let day = &sketch.days[v];
        let prize = plain.jobs[job as usize].prize;
        let fined = sketch.fines.fined(&toll);
        let goes = day.count() == 1;
        let leaves = if goes {
            -toll.price
        } else {
            let way = plain.way(day.stops[i].place, day.stops[i + 2].place);
            plain.cars[v].per_second * (way - (day.stops[i + 2].way - day.stops[i].way)) - plain.favours.of(&[job], v)
        };
        let delta = prize + leaves - fined;
        if delta >= 0 {
            return;
        }
        let fine = if goes {
            0
        } else {
            let over = sketch.over(plain, v, &[], &[job]);
            let mix = Mix::new((day, i), (day, i + 1));
            sketch.fines.of(0, over) + self.fitter.fine(plain, &sketch.fines, v, mix, -delta)
        };
        let cost = sketch.cost() + delta + fine;
        if cost >= sketch.cost() {
            return;
        }
        self.mine.clear();
        if !goes {
            self.mine.extend_from_slice(&day.jobs);
            self.mine.remove(i);
        }
        sketch.replace(plain, v, &self.mine);
        sketch.leave(plain, job);
        sketch.assert_cost(cost);
        self.ask_around(sketch, v, i);
    }

    /// A whole day goes to another vehicle, which gives back its own: decisive where vehicles start in different places.
    fn reassign(&mut self, plain: &RelaxedProblem<'_>, sketch: &mut RelaxedPlan, v: usize, rng: &mut Rng) -> bool {
        let unused = sketch.idle.some(rng);
        let any: [u32; REASSIGNED] = std::array::from_fn(|_| rng.below(plain.cars.len()) as u32);
        unused.into_iter().flatten().chain(any).any(|w| {
            let w = w as usize;
            w != v
                && sketch.is_own[w]
                && plain.cars[w].twin != plain.cars[v].twin
                && self.tails(plain, sketch, (v, 0), (w, 0))
        })
    }

    /// An absent job goes next to a served one, or takes its place or that of a job beside it.
    pub(super) fn bring_in(
        &mut self,
        plain: &RelaxedProblem<'_>,
        sketch: &mut RelaxedPlan,
        served: u32,
        absent: u32,
    ) -> bool {
        let Some((v, i)) = sketch.at(served) else {
            return false;
        };
        if !plain.is_able(absent, v) {
            return false;
        }
        let jobs = sketch.days[v].jobs.len();
        [
            (i + 1, i + 1),
            (i, i),
            (i, i + 1),
            (i + 1, i + 2),
            (i.wrapping_sub(1), i),
        ]
        .iter()
        .any(|(from, to)| *from <= jobs && *to <= jobs && self.take(plain, sketch, v, (*from, *to), absent))
    }

    /// An absent job in place of the jobs of a range, of which there is one or none.
    fn take(
        &mut self,
        plain: &RelaxedProblem<'_>,
        sketch: &mut RelaxedPlan,
        v: usize,
        (from, to): (usize, usize),
        absent: u32,
    ) -> bool {
        let day = &sketch.days[v];
        let car = &plain.cars[v];
        let out = &day.jobs[from..to];
        let place = plain.jobs[absent as usize].place;
        let missed =
            out.iter().map(|job| plain.jobs[*job as usize].prize).sum::<i64>() - plain.jobs[absent as usize].prize;
        let fined = sketch.fines.fined(&day.toll);
        let old = car.per_second * (day.stops[to + 1].way - day.stops[from].way);
        let over = sketch.fines.of(0, sketch.over(plain, v, &[absent], out));
        if over + missed - old - fined - plain.favours.of(out, v) >= 0 {
            return false;
        }
        let way = plain.way(day.stops[from].place, place) + plain.way(place, day.stops[to + 1].place);
        let delta =
            car.per_second * way - old + missed + plain.favours.of(&[absent], v) - plain.favours.of(out, v) - fined;
        if delta >= 0 || day.count() + 1 - plain.jobs_of(out) > car.jobs_max as usize {
            return false;
        }
        if delta + over >= 0 {
            return false;
        }
        let come = [absent];
        let mix = Mix::new((day, from), (day, to)).with(&come);
        let fine = over + self.fitter.fine(plain, &sketch.fines, v, mix, -delta);
        let cost = sketch.cost() + delta + fine;
        if cost >= sketch.cost() {
            return false;
        }
        self.mine.clear();
        self.mine.extend_from_slice(&day.jobs[..from]);
        self.mine.push(absent);
        self.mine.extend_from_slice(&day.jobs[to..]);
        let gone = out.first().copied().filter(|gone| !plain.is_load(*gone));
        sketch.join(plain, absent);
        sketch.replace(plain, v, &self.mine);
        if let Some(gone) = gone {
            sketch.leave(plain, gone);
        }
        sketch.assert_cost(cost);
        self.ask(absent);
        self.ask_around(sketch, v, from);
        self.ask_around(sketch, v, from + 1);
        true
    }
}
