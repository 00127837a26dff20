//! `RelaxedTour`: the day of one vehicle, late or overloaded perhaps, with times, loads and ways of its prefixes and
//! times of its suffixes. `Piece` joins parts of days.
//!
//! “Jobs” of a day are its nodes, loading visits among them where days have trips.

use crate::penalised::plan::toll::Toll;
use crate::penalised::plan::walker::Walker;
use crate::penalised::problem::relaxed_problem::{Car, RelaxedProblem};
use crate::penalised::problem::time_warp::TimeWarp;
use crate::penalised::problem::units::ANY_CLASS;

/// The class of the last job behind a node.
const fn passed(class: u8, next: u8) -> u8 {
    if next == ANY_CLASS { class } else { next }
}

/// A piece of a day being put together: what it comes to, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    warp: TimeWarp,
    place: u32,
    class: u8,
}

impl Piece {
    /// The start and the first `jobs` jobs of a day.
    #[inline]
    pub(crate) fn head(day: &RelaxedTour, jobs: usize) -> Self {
        Self {
            warp: day.stops[jobs].head,
            place: day.stops[jobs].place,
            class: day.stops[jobs].class,
        }
    }

    /// Then one job.
    #[inline]
    pub(crate) fn job(self, problem: &RelaxedProblem<'_>, job: u32) -> Self {
        let job = &problem.jobs[job as usize];
        Self {
            warp: problem.join((self.warp, self.place, self.class), job, job.class, job.visit),
            place: job.place,
            class: passed(self.class, job.class),
        }
    }

    /// Then some jobs.
    #[inline]
    pub(crate) fn jobs<'a>(self, problem: &RelaxedProblem<'_>, jobs: impl IntoIterator<Item = &'a u32>) -> Self {
        jobs.into_iter().fold(self, |piece, job| piece.job(problem, *job))
    }

    /// Then all jobs of a day from the `first` on.
    #[inline]
    pub(crate) fn tail(self, problem: &RelaxedProblem<'_>, day: &RelaxedTour, first: usize) -> Self {
        let Some(job) = day.jobs.get(first) else {
            return self;
        };
        let (job, last) = (&problem.jobs[*job as usize], &day.stops[day.jobs.len()]);
        let next = &day.stops[first + 1];
        Self {
            warp: problem.join((self.warp, self.place, self.class), job, next.class_next, next.tail),
            place: last.place,
            class: if next.class_next == ANY_CLASS {
                self.class
            } else {
                last.class
            },
        }
    }

    /// How late the day gets when it ends here, what it lasts too long included; and how long it lasts, rests not
    /// included.
    #[inline]
    pub(crate) fn end(self, problem: &RelaxedProblem<'_>, car: &Car) -> (i64, i32) {
        let ends = TimeWarp::visit(-(1 << 29), car.closes, 0);
        let day = self.warp.join(problem.leg(self.place, car.to), ends);
        let lasts = day.lasts - day.late_by;
        (
            i64::from(day.late_by) + i64::from((lasts - car.lasts_max).max(0)),
            lasts,
        )
    }
}

/// One place on the way, and what lies before and after it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stop {
    pub(crate) place: u32,
    /// The class of the last job up to here.
    pub(crate) class: u8,
    /// The class of the first job from here on, or [`ANY_CLASS`].
    pub(crate) class_next: u8,
    /// Travel and setup since the stop before; nothing at the end.
    pub(crate) gap: i32,
    /// The start and all jobs up to here.
    pub(crate) head: TimeWarp,
    /// From here to the last job; the end of the day is not included.
    pub(crate) tail: TimeWarp,
    /// How many jobs there are up to here.
    pub(crate) count: u32,
    /// Seconds of all legs up to here.
    pub(crate) way: i64,
}

/// The day of one vehicle. An empty one costs nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct RelaxedTour {
    pub(crate) jobs: Vec<u32>,
    /// The start, every job, the end.
    pub(crate) stops: Vec<Stop>,
    /// What the first `i` jobs weigh, per dimension.
    pub(crate) loads: Vec<i64>,
    pub(crate) toll: Toll,
    /// Changes whenever the jobs do.
    pub(crate) stamp: u64,
}

impl RelaxedTour {
    /// How many jobs it has, loading visits not counted.
    #[inline]
    pub(crate) fn count(&self) -> usize {
        self.stops[self.jobs.len()].count as usize
    }

    /// Works out everything from the jobs; what another day of the same vehicle has in common with it at both ends is
    /// taken over. O(jobs), but legs are looked up only where the days differ.
    pub(crate) fn refresh(
        &mut self,
        problem: &RelaxedProblem<'_>,
        v: usize,
        stamp: u64,
        old: &Self,
        walker: &mut Walker,
    ) {
        let car = &problem.cars[v];
        self.stamp = stamp;
        let same = Common::of(old, self);
        self.go_forward(problem, v, old, same);
        self.go_backward(problem, same);
        if self.jobs.is_empty() {
            self.toll = Toll::default();
            return;
        }
        let last = self.stops[self.jobs.len()];
        let day = Piece {
            warp: last.head,
            place: last.place,
            class: last.class,
        };
        let (late_by, lasts) = day.end(problem, car);
        self.toll = Toll {
            late_by,
            ..Toll::default()
        };
        if problem.is_walked(v) {
            walker.nodes.clone_from(&self.jobs);
            self.toll = walker.toll(problem, v, late_by);
        }
        self.toll.timed += problem.hours_price(v, lasts);
        if problem.job_sources.is_none() {
            let load = &self.loads[self.jobs.len() * problem.whole.dims..];
            self.toll.over = over(load, problem.whole.capacity(v));
        }
        let legs = self.stops[self.jobs.len() + 1].way;
        self.toll.price = car.starts + car.per_second * legs + problem.preferences.of(&self.jobs, v);
    }

    /// Heads, prices and weights.
    fn go_forward(&mut self, problem: &RelaxedProblem<'_>, v: usize, old: &Self, same: Common) {
        let (whole, car, jobs) = (problem.whole, &problem.cars[v], self.jobs.len());
        self.stops.clear();
        self.loads.clear();
        if old.stops.is_empty() {
            self.stops.push(Stop {
                place: car.from,
                class: 0,
                class_next: ANY_CLASS,
                gap: 0,
                head: car.begins,
                tail: car.begins,
                count: 0,
                way: 0,
            });
            self.loads.resize(whole.dims, 0);
        } else {
            self.stops.extend_from_slice(&old.stops[..=same.first]);
            let known = ((same.first + 1) * whole.dims).min(old.loads.len());
            self.loads.extend_from_slice(&old.loads[..known]);
        }
        for at in same.first..jobs {
            let (before, job) = (self.stops[at], self.jobs[at]);
            let stop = &problem.jobs[job as usize];
            let twin = (at + same.last > jobs).then(|| at + old.jobs.len() - jobs);
            let (gap, leg, (tail, class_next)) = match twin {
                Some(twin) => {
                    let known = &old.stops[twin + 1];
                    let tail = (known.tail, known.class_next);
                    (known.gap, known.way - old.stops[twin].way, tail)
                }
                None => {
                    let leg = problem.leg(before.place, stop.place);
                    let tail = if at + same.last == jobs && same.last > 0 {
                        let known = &old.stops[at + old.jobs.len() - jobs + 1];
                        (known.tail, known.class_next)
                    } else {
                        (stop.visit, stop.class)
                    };
                    let setup = problem.setup(before.place, stop);
                    (leg + setup, i64::from(leg), tail)
                }
            };
            self.stops.push(Stop {
                place: stop.place,
                class: passed(before.class, stop.class),
                class_next,
                gap,
                head: RelaxedProblem::joined(before.head, before.class, gap, stop.class, stop.visit),
                tail,
                count: before.count + u32::from(!problem.is_load(job)),
                way: before.way + leg,
            });
            if problem.job_sources.is_some() {
                continue;
            }
            for (dim, amount) in whole.load(job).iter().enumerate() {
                self.loads.push(self.loads[at * whole.dims + dim] + amount);
            }
        }
        let last = self.stops[jobs];
        self.stops.push(Stop {
            place: car.to,
            class_next: ANY_CLASS,
            gap: 0,
            tail: car.begins,
            way: last.way + problem.way(last.place, car.to),
            ..last
        });
    }

    /// Tails of all jobs before those whose tails are known.
    fn go_backward(&mut self, problem: &RelaxedProblem<'_>, same: Common) {
        let jobs = self.jobs.len();
        if same.last == 0 && jobs > 0 {
            let job = &problem.jobs[self.jobs[jobs - 1] as usize];
            (self.stops[jobs].tail, self.stops[jobs].class_next) = (job.visit, job.class);
        }
        for at in (1..jobs.min(jobs + 1 - same.last.max(1))).rev() {
            let next = self.stops[at + 1];
            let job = &problem.jobs[self.jobs[at - 1] as usize];
            let class = passed(0, job.class);
            self.stops[at].tail = RelaxedProblem::joined(job.visit, class, next.gap, next.class_next, next.tail);
            self.stops[at].class_next = passed(next.class_next, job.class);
        }
    }
}

/// How many jobs two days have in common at the beginning and, besides, at the end.
#[derive(Clone, Copy)]
struct Common {
    first: usize,
    last: usize,
}

impl Common {
    fn of(old: &RelaxedTour, new: &RelaxedTour) -> Self {
        let (a, b) = (&old.jobs, &new.jobs);
        let first = a.iter().zip(b).take_while(|(one, other)| one == other).count();
        let (a, b) = (&a[first..], &b[first..]);
        let last = a
            .iter()
            .rev()
            .zip(b.iter().rev())
            .take_while(|(one, other)| one == other)
            .count();
        Self { first, last }
    }
}

/// What does not fit, over all dimensions.
#[inline]
pub(crate) fn over(load: &[i64], capacity: &[i64]) -> i64 {
    load.iter().zip(capacity).map(|(load, most)| (load - most).max(0)).sum()
}
