//! The day of one vehicle while it is being explored: late or overloaded, perhaps.

use super::plain::{Car, Plain};
use super::warp::Warp;

/// A piece of a day being put together: what it comes to, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    warp: Warp,
    place: u32,
    class: u8,
}

impl Piece {
    /// The start and the first `jobs` jobs of a day.
    #[inline]
    pub(crate) fn head(day: &Day, jobs: usize) -> Self {
        Self {
            warp: day.stops[jobs].head,
            place: day.stops[jobs].place,
            class: day.stops[jobs].class,
        }
    }

    /// Then one job.
    #[inline]
    pub(crate) fn job(self, plain: &Plain<'_>, job: u32) -> Self {
        let job = &plain.jobs[job as usize];
        Self {
            warp: plain.join((self.warp, self.place, self.class), job, job.visit),
            place: job.place,
            class: job.class,
        }
    }

    /// Then some jobs.
    #[inline]
    pub(crate) fn jobs<'a>(self, plain: &Plain<'_>, jobs: impl IntoIterator<Item = &'a u32>) -> Self {
        jobs.into_iter().fold(self, |piece, job| piece.job(plain, *job))
    }

    /// Then all jobs of a day from the `first` on.
    #[inline]
    pub(crate) fn tail(self, plain: &Plain<'_>, day: &Day, first: usize) -> Self {
        let Some(job) = day.jobs.get(first) else {
            return self;
        };
        let (job, last) = (&plain.jobs[*job as usize], &day.stops[day.jobs.len()]);
        Self {
            warp: plain.join((self.warp, self.place, self.class), job, day.stops[first + 1].tail),
            place: last.place,
            class: last.class,
        }
    }

    /// How late the day gets when it ends here.
    #[inline]
    pub(crate) fn late_by(self, plain: &Plain<'_>, car: &Car) -> i64 {
        let ends = Warp::visit(-(1 << 29), car.closes, 0);
        i64::from(self.warp.join(plain.leg(self.place, car.to), ends).late_by)
    }
}

/// What a day comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Toll {
    /// What is paid: legs and fixed costs.
    pub(crate) price: i64,
    /// Seconds of lateness.
    pub(crate) late_by: i64,
    /// What does not fit, over all dimensions.
    pub(crate) over: i64,
}

/// One place on the way, and what lies before and after it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stop {
    pub(crate) place: u32,
    /// The class of the last job up to here.
    pub(crate) class: u8,
    /// The start and all jobs up to here.
    pub(crate) head: Warp,
    /// From here to the last job; the end of the day is not included.
    pub(crate) tail: Warp,
    /// Price of all legs up to here.
    pub(crate) price: i64,
}

impl Toll {
    /// Whether something is late or too much.
    #[inline(always)]
    pub(crate) const fn is_fined(&self) -> bool {
        self.late_by > 0 || self.over > 0
    }
}

/// The day of one vehicle. An empty one costs nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Day {
    pub(crate) jobs: Vec<u32>,
    /// The start, every job, the end.
    pub(crate) stops: Vec<Stop>,
    /// What the first `i` jobs weigh, per dimension.
    pub(crate) loads: Vec<i64>,
    pub(crate) toll: Toll,
    /// Changes whenever the jobs do.
    pub(crate) stamp: u64,
}

impl Day {
    /// Works out everything from the jobs. O(jobs).
    pub(crate) fn refresh(&mut self, plain: &Plain<'_>, v: usize, stamp: u64) {
        let (field, car) = (plain.field, &plain.cars[v]);
        self.stamp = stamp;
        self.stops.clear();
        self.loads.clear();
        self.loads.resize(field.dims, 0);
        let (mut from, mut class, mut head, mut price) = (car.from, 0, car.begins, 0);
        self.stops.push(Stop {
            place: from,
            class,
            head,
            tail: head,
            price,
        });
        for (at, job) in self.jobs.iter().enumerate() {
            let stop = &plain.jobs[*job as usize];
            head = plain.join((head, from, class), stop, stop.visit);
            price += plain.price(from, stop.place);
            from = stop.place;
            class = stop.class;
            self.stops.push(Stop {
                place: from,
                class,
                head,
                tail: stop.visit,
                price,
            });
            for (dim, amount) in field.load(*job).iter().enumerate() {
                self.loads.push(self.loads[at * field.dims + dim] + amount);
            }
        }
        let whole = price + plain.price(from, car.to);
        self.stops.push(Stop {
            place: car.to,
            class,
            head,
            tail: car.begins,
            price: whole,
        });
        for at in (1..self.jobs.len()).rev() {
            let next = self.stops[at + 1];
            let here = &mut self.stops[at];
            let job = &plain.jobs[self.jobs[at] as usize];
            here.tail = plain.join((here.tail, here.place, here.class), job, next.tail);
        }
        self.toll = if self.jobs.is_empty() {
            Toll::default()
        } else {
            Toll {
                price: car.starts + whole,
                late_by: Piece {
                    warp: head,
                    place: from,
                    class,
                }
                .late_by(plain, car),
                over: over(&self.loads[self.jobs.len() * field.dims..], field.capacity(v)),
            }
        };
    }
}

/// What does not fit, over all dimensions.
#[inline]
pub(crate) fn over(load: &[i64], capacity: &[i64]) -> i64 {
    load.iter().zip(capacity).map(|(load, most)| (load - most).max(0)).sum()
}
