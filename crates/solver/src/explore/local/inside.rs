//! Moves inside a day.

use super::{CHAIN_MAX, Local, Pair};
use crate::explore::day::Piece;
use crate::explore::plain::Plain;
use crate::explore::sketch::Sketch;

impl Local {
    /// Or-opt inside a day.
    pub(super) fn shift(&mut self, plain: &Plain<'_>, sketch: &mut Sketch, Pair { v, i, k, .. }: Pair) -> bool {
        for length in 1..=CHAIN_MAX {
            let (from, to) = (i, i + length);
            if to > sketch.days[v].jobs.len() {
                break;
            }
            for gap in [k + 1, k] {
                if !(from..=to).contains(&gap) && self.move_inside(plain, sketch, v, (from, to), gap) {
                    return true;
                }
            }
        }
        false
    }

    fn move_inside(
        &mut self,
        plain: &Plain<'_>,
        sketch: &mut Sketch,
        v: usize,
        (from, to): (usize, usize),
        gap: usize,
    ) -> bool {
        let day = &sketch.days[v];
        let car = &plain.cars[v];
        let leg = |a: usize, b: usize| plain.price(day.stops[a].place, day.stops[b].place);
        let old = |at: usize| day.stops[at + 1].price - day.stops[at].price;
        let delta = leg(from, to + 1) - old(from) - old(to) + leg(gap, from + 1) + leg(to, gap + 1) - old(gap);
        if delta - sketch.fines.of(day.toll.late_by, 0) >= 0 {
            return false;
        }
        let jobs = &day.jobs;
        let piece = if gap > to {
            Piece::head(day, from)
                .jobs(plain, &jobs[to..gap])
                .jobs(plain, &jobs[from..to])
                .tail(plain, day, gap)
        } else {
            Piece::head(day, gap)
                .jobs(plain, &jobs[from..to])
                .jobs(plain, &jobs[gap..from])
                .tail(plain, day, to)
        };
        let late = piece.late_by(plain, car) - day.toll.late_by;
        let cost = sketch.cost() + delta + sketch.fines.of(late, 0);
        if cost >= sketch.cost() {
            return false;
        }
        self.mine.clear();
        self.mine.extend_from_slice(jobs);
        if gap > to {
            self.mine[from..gap].rotate_left(to - from);
        } else {
            self.mine[gap..to].rotate_right(to - from);
        }
        sketch.replace(plain, v, &self.mine);
        sketch.assert_cost(cost);
        for at in [from, to, gap] {
            self.ask_around(sketch, v, at);
        }
        true
    }

    /// 2-opt inside a day: what lies between is driven the other way round.
    pub(super) fn turn(&mut self, plain: &Plain<'_>, sketch: &mut Sketch, Pair { v, i, k, .. }: Pair) -> bool {
        let (low, high) = (i.min(k), i.max(k));
        [(low + 1, high + 1), (low, high)].iter().any(|(from, to)| {
            if to - from < 2 {
                return false;
            }
            let day = &sketch.days[v];
            let leg = |a: usize, b: usize| plain.price(day.stops[a].place, day.stops[b].place);
            let old = |at: usize| day.stops[at + 1].price - day.stops[at].price;
            let mut delta = leg(*from, *to) + leg(from + 1, to + 1) - old(*from) - old(*to);
            let fine = sketch.fines.of(day.toll.late_by, 0);
            if delta - fine >= 0 {
                return false;
            }
            if !plain.is_symmetric {
                delta += (from + 1..*to).map(|at| leg(at + 1, at) - old(at)).sum::<i64>();
                if delta - fine >= 0 {
                    return false;
                }
            }
            let late = Piece::head(day, *from)
                .jobs(plain, day.jobs[*from..*to].iter().rev())
                .tail(plain, day, *to)
                .late_by(plain, &plain.cars[v]);
            let cost = sketch.cost() + delta + sketch.fines.of(late, 0) - fine;
            if cost >= sketch.cost() {
                return false;
            }
            self.mine.clear();
            self.mine.extend_from_slice(&day.jobs);
            self.mine[*from..*to].reverse();
            sketch.replace(plain, v, &self.mine);
            sketch.assert_cost(cost);
            self.ask_around(sketch, v, *from);
            self.ask_around(sketch, v, *to);
            true
        })
    }
}
