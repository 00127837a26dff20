//! Moves between two days.

use super::{CHAIN_MAX, Local, Pair};
use crate::explore::day::{Day, Piece};
use crate::explore::plain::{Car, Plain};
use crate::explore::sketch::Sketch;

/// How many jobs in a row change places with how many.
const SWAPS: [(usize, usize); 4] = [(1, 1), (2, 1), (1, 2), (2, 2)];

impl Local {
    /// Moves that put the first job right behind the second.
    pub(super) fn behind(&mut self, plain: &Plain<'_>, sketch: &mut Sketch, Pair { v, i, w, k }: Pair) -> bool {
        let (mine, theirs) = (sketch.days[v].jobs.len(), sketch.days[w].jobs.len());
        (1..=CHAIN_MAX.min(mine - i)).any(|length| self.carry(plain, sketch, (v, i, i + length), (w, k + 1)))
            || self.tails(plain, sketch, (v, i), (w, k + 1))
            || SWAPS.iter().any(|(a, b)| {
                i + a <= mine
                    && k + 1 + b <= theirs
                    && self.exchange(plain, sketch, (v, i, i + a), (w, k + 1, k + 1 + b))
            })
    }

    /// Moves that put the first job right before the second.
    pub(super) fn before(&mut self, plain: &Plain<'_>, sketch: &mut Sketch, Pair { v, i, w, k }: Pair) -> bool {
        (1..=CHAIN_MAX.min(i + 1)).any(|length| self.carry(plain, sketch, (v, i + 1 - length, i + 1), (w, k)))
            || self.tails(plain, sketch, (v, i + 1), (w, k))
            || SWAPS.iter().any(|(a, b)| {
                i + 1 >= *a && k >= *b && self.exchange(plain, sketch, (v, i + 1 - a, i + 1), (w, k - b, k))
            })
    }

    /// Jobs of one day go to another, before the job at a position.
    pub(super) fn carry(
        &mut self,
        plain: &Plain<'_>,
        sketch: &mut Sketch,
        (v, from, to): (usize, usize, usize),
        (w, at): (usize, usize),
    ) -> bool {
        let (mine, theirs) = (&sketch.days[v], &sketch.days[w]);
        let (own, other) = (&plain.cars[v], &plain.cars[w]);
        let fined = sketch.fined(v, w);
        let inside = mine.stops[to].price - mine.stops[from + 1].price;
        let goes = to - from == mine.jobs.len();
        let leaves = if goes {
            -mine.toll.price
        } else {
            plain.price(mine.stops[from].place, mine.stops[to + 1].place)
                - (mine.stops[to + 1].price - mine.stops[from].price)
        };
        if leaves - fined >= 0 {
            return false;
        }
        let starts = if theirs.jobs.is_empty() {
            other.starts
        } else {
            theirs.stops[at].price - theirs.stops[at + 1].price
        };
        let comes = plain.price(theirs.stops[at].place, mine.stops[from + 1].place)
            + inside
            + plain.price(mine.stops[to].place, theirs.stops[at + 1].place)
            + starts;
        let delta = leaves + comes;
        if delta - fined >= 0 || theirs.jobs.len() + to - from > other.jobs_max as usize {
            return false;
        }
        let chain = &mine.jobs[from..to];
        if !chain.iter().all(|job| plain.field.is_able(*job, w)) {
            return false;
        }
        let over = sketch.over(plain, w, chain, &[]) + sketch.over(plain, v, &[], chain);
        let delta = delta - fined + sketch.fines.of(0, over);
        if delta >= 0 {
            return false;
        }
        let late = Piece::head(theirs, at)
            .jobs(plain, chain)
            .tail(plain, theirs, at)
            .late_by(plain, other);
        if delta + sketch.fines.of(late, 0) >= 0 {
            return false;
        }
        let late = late
            + if goes {
                0
            } else {
                Piece::head(mine, from).tail(plain, mine, to).late_by(plain, own)
            };
        let delta = delta + sketch.fines.of(late, 0);
        if delta >= 0 {
            return false;
        }
        self.theirs.clear();
        self.theirs.extend_from_slice(&theirs.jobs[..at]);
        self.theirs.extend_from_slice(chain);
        self.theirs.extend_from_slice(&theirs.jobs[at..]);
        self.mine.clear();
        self.mine.extend_from_slice(&mine.jobs[..from]);
        self.mine.extend_from_slice(&mine.jobs[to..]);
        self.write(plain, sketch, (v, w), delta);
        self.ask_around(sketch, v, from);
        self.ask_around(sketch, w, at);
        self.ask_around(sketch, w, at + to - from);
        true
    }

    /// Gives both days their new jobs, which makes the sketch cheaper by what was worked out.
    fn write(&mut self, plain: &Plain<'_>, sketch: &mut Sketch, (v, w): (usize, usize), delta: i64) {
        let cost = sketch.cost() + delta;
        sketch.replace(plain, v, &self.mine);
        sketch.replace(plain, w, &self.theirs);
        sketch.assert_cost(cost);
    }

    /// Jobs of two days change places.
    fn exchange(
        &mut self,
        plain: &Plain<'_>,
        sketch: &mut Sketch,
        (v, a, b): (usize, usize, usize),
        (w, c, d): (usize, usize, usize),
    ) -> bool {
        let (mine, theirs) = (&sketch.days[v], &sketch.days[w]);
        let fined = sketch.fined(v, w);
        let my_inside = mine.stops[b].price - mine.stops[a + 1].price;
        let their_inside = theirs.stops[d].price - theirs.stops[c + 1].price;
        let delta = plain.price(mine.stops[a].place, theirs.stops[c + 1].place)
            + their_inside
            + plain.price(theirs.stops[d].place, mine.stops[b + 1].place)
            - (mine.stops[b + 1].price - mine.stops[a].price)
            + plain.price(theirs.stops[c].place, mine.stops[a + 1].place)
            + my_inside
            + plain.price(mine.stops[b].place, theirs.stops[d + 1].place)
            - (theirs.stops[d + 1].price - theirs.stops[c].price);
        if delta - fined >= 0 {
            return false;
        }
        let (here, there) = (&mine.jobs[a..b], &theirs.jobs[c..d]);
        let over = sketch.over(plain, v, there, here) + sketch.over(plain, w, here, there);
        let delta = delta - fined + sketch.fines.of(0, over);
        if delta >= 0
            || !here.iter().all(|job| plain.field.is_able(*job, w))
            || !there.iter().all(|job| plain.field.is_able(*job, v))
            || mine.jobs.len() + there.len() - here.len() > plain.cars[v].jobs_max as usize
            || theirs.jobs.len() + here.len() - there.len() > plain.cars[w].jobs_max as usize
        {
            return false;
        }
        let late = Piece::head(mine, a)
            .jobs(plain, there)
            .tail(plain, mine, b)
            .late_by(plain, &plain.cars[v]);
        if delta + sketch.fines.of(late, 0) >= 0 {
            return false;
        }
        let late = late
            + Piece::head(theirs, c)
                .jobs(plain, here)
                .tail(plain, theirs, d)
                .late_by(plain, &plain.cars[w]);
        let delta = delta + sketch.fines.of(late, 0);
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
        self.write(plain, sketch, (v, w), delta);
        self.ask_around(sketch, v, a);
        self.ask_around(sketch, v, a + d - c);
        self.ask_around(sketch, w, c);
        self.ask_around(sketch, w, c + b - a);
        true
    }

    /// 2-opt*: two days change their ends.
    pub(super) fn tails(
        &mut self,
        plain: &Plain<'_>,
        sketch: &mut Sketch,
        (v, i): (usize, usize),
        (w, k): (usize, usize),
    ) -> bool {
        let (mine, theirs) = (&sketch.days[v], &sketch.days[w]);
        let (own, other) = (&plain.cars[v], &plain.cars[w]);
        let fined = sketch.fined(v, w);
        let (my_rest, their_rest) = (mine.jobs.len() - i, theirs.jobs.len() - k);
        // The end of a day stays its own: only jobs change hands.
        let ended = |head: &Day, at: usize, tail: &Day, first: usize, car: &Car| {
            let last = tail.jobs.len();
            if first < last {
                plain.price(head.stops[at].place, tail.stops[first + 1].place)
                    + (tail.stops[last].price - tail.stops[first + 1].price)
                    + plain.price(tail.stops[last].place, car.to)
            } else {
                plain.price(head.stops[at].place, car.to)
            }
        };
        let empties = |at: usize, rest: usize| at + rest == 0;
        let my_new = if empties(i, their_rest) {
            0
        } else {
            own.starts + mine.stops[i].price + ended(mine, i, theirs, k, own)
        };
        let their_new = if empties(k, my_rest) {
            0
        } else {
            other.starts + theirs.stops[k].price + ended(theirs, k, mine, i, other)
        };
        let delta = my_new + their_new - mine.toll.price - theirs.toll.price - fined;
        if delta >= 0 || i + their_rest > own.jobs_max as usize || k + my_rest > other.jobs_max as usize {
            return false;
        }
        let over = sketch.over_headed(plain, (v, i), (w, k)) + sketch.over_headed(plain, (w, k), (v, i));
        let delta = delta + sketch.fines.of(0, over);
        if delta >= 0 {
            return false;
        }
        let mut late = 0;
        if !empties(i, their_rest) {
            late += Piece::head(mine, i).tail(plain, theirs, k).late_by(plain, own);
        }
        if delta + sketch.fines.of(late, 0) >= 0 {
            return false;
        }
        if !empties(k, my_rest) {
            late += Piece::head(theirs, k).tail(plain, mine, i).late_by(plain, other);
        }
        let delta = delta + sketch.fines.of(late, 0);
        if delta >= 0 {
            return false;
        }
        if own.twin != other.twin
            && !(mine.jobs[i..].iter().all(|job| plain.field.is_able(*job, w))
                && theirs.jobs[k..].iter().all(|job| plain.field.is_able(*job, v)))
        {
            return false;
        }
        self.mine.clear();
        self.mine.extend_from_slice(&mine.jobs[..i]);
        self.mine.extend_from_slice(&theirs.jobs[k..]);
        self.theirs.clear();
        self.theirs.extend_from_slice(&theirs.jobs[..k]);
        self.theirs.extend_from_slice(&mine.jobs[i..]);
        self.write(plain, sketch, (v, w), delta);
        self.ask_around(sketch, v, i);
        self.ask_around(sketch, w, k);
        true
    }
}
