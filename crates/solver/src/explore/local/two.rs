//! Moves between two days.

use super::{CHAIN_MAX, Local, Pair};
use crate::explore::day::Day;
use crate::explore::fitter::Mix;
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
        let other = &plain.cars[w];
        let fined = sketch.fined(v, w);
        let inside = mine.stops[to].price - mine.stops[from + 1].price;
        let chain = &mine.jobs[from..to];
        let carried = plain.jobs_of(chain);
        let goes = carried == mine.count();
        let leaves = if goes {
            -mine.toll.price
        } else {
            plain.price(mine.stops[from].place, mine.stops[to + 1].place)
                - (mine.stops[to + 1].price - mine.stops[from].price)
                - plain.favours.of(chain, v)
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
            + plain.favours.of(chain, w)
            + starts;
        let delta = leaves + comes;
        if delta - fined >= 0
            || carried == 0
            || theirs.count() + carried > other.jobs_max as usize
            || !plain.are_able(chain, w)
        {
            return false;
        }
        let over = sketch.over(plain, w, chain, &[]) + sketch.over(plain, v, &[], chain);
        let delta = delta - fined + sketch.fines.of(0, over);
        if delta >= 0 {
            return false;
        }
        let mix = Mix::new((theirs, at), (theirs, at)).with(chain);
        let delta = delta + self.fitter.fine(plain, &sketch.fines, w, mix, -delta);
        if delta >= 0 {
            return false;
        }
        let rest = Mix::new((mine, from), (mine, to));
        let delta = delta
            + if goes {
                0
            } else {
                self.fitter.fine(plain, &sketch.fines, v, rest, -delta)
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
        let (here, there) = (&mine.jobs[a..b], &theirs.jobs[c..d]);
        let my_inside = mine.stops[b].price - mine.stops[a + 1].price;
        let their_inside = theirs.stops[d].price - theirs.stops[c + 1].price;
        let delta = plain.price(mine.stops[a].place, theirs.stops[c + 1].place)
            + their_inside
            + plain.price(theirs.stops[d].place, mine.stops[b + 1].place)
            - (mine.stops[b + 1].price - mine.stops[a].price)
            + plain.price(theirs.stops[c].place, mine.stops[a + 1].place)
            + my_inside
            + plain.price(mine.stops[b].place, theirs.stops[d + 1].place)
            - (theirs.stops[d + 1].price - theirs.stops[c].price)
            + plain.favours.of(there, v)
            + plain.favours.of(here, w)
            - plain.favours.of(here, v)
            - plain.favours.of(there, w);
        if delta - fined >= 0 {
            return false;
        }
        let over = sketch.over(plain, v, there, here) + sketch.over(plain, w, here, there);
        let delta = delta - fined + sketch.fines.of(0, over);
        let (go, come) = (plain.jobs_of(here), plain.jobs_of(there));
        if delta >= 0
            || go == 0
            || come == 0
            || !plain.are_able(here, w)
            || !plain.are_able(there, v)
            || mine.count() + come - go > plain.cars[v].jobs_max as usize
            || theirs.count() + go - come > plain.cars[w].jobs_max as usize
        {
            return false;
        }
        let mix = Mix::new((mine, a), (mine, b)).with(there);
        let delta = delta + self.fitter.fine(plain, &sketch.fines, v, mix, -delta);
        if delta >= 0 {
            return false;
        }
        let mix = Mix::new((theirs, c), (theirs, d)).with(here);
        let delta = delta + self.fitter.fine(plain, &sketch.fines, w, mix, -delta);
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
        let (my_head, their_head) = (mine.stops[i].count as usize, theirs.stops[k].count as usize);
        let (my_rest, their_rest) = (mine.count() - my_head, theirs.count() - their_head);
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
        let (my_count, their_count) = (my_head + their_rest, their_head + my_rest);
        let my_new = if my_count == 0 {
            0
        } else {
            own.starts + mine.stops[i].price + ended(mine, i, theirs, k, own)
        };
        let their_new = if their_count == 0 {
            0
        } else {
            other.starts + theirs.stops[k].price + ended(theirs, k, mine, i, other)
        };
        let favours = plain.favours.of(&mine.jobs[..i], v)
            + plain.favours.of(&theirs.jobs[k..], v)
            + plain.favours.of(&theirs.jobs[..k], w)
            + plain.favours.of(&mine.jobs[i..], w);
        let delta = my_new + their_new + favours - mine.toll.price - theirs.toll.price - fined;
        if delta >= 0 || my_count > own.jobs_max as usize || their_count > other.jobs_max as usize {
            return false;
        }
        let over = sketch.over_headed(plain, (v, i), (w, k)) + sketch.over_headed(plain, (w, k), (v, i));
        let delta = delta + sketch.fines.of(0, over);
        if delta >= 0 {
            return false;
        }
        let mix = Mix::new((mine, i), (theirs, k));
        let delta = delta
            + if my_count == 0 {
                0
            } else {
                self.fitter.fine(plain, &sketch.fines, v, mix, -delta)
            };
        if delta >= 0 {
            return false;
        }
        let mix = Mix::new((theirs, k), (mine, i));
        let delta = delta
            + if their_count == 0 {
                0
            } else {
                self.fitter.fine(plain, &sketch.fines, w, mix, -delta)
            };
        if delta >= 0 {
            return false;
        }
        if own.twin != other.twin && !(plain.are_able(&mine.jobs[i..], w) && plain.are_able(&theirs.jobs[k..], v)) {
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
        self.write(plain, sketch, (v, w), delta);
        self.ask_around(sketch, v, i);
        self.ask_around(sketch, w, k);
        true
    }
}
