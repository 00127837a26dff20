//! `RelaxedPlan`: an explorer's plan, late or overloaded perhaps: the days of all vehicles, where each job is (`Spot`),
//! absent jobs, costs and fines. `begin` and `undo` take changes back.

use crate::penalised::plan::penalties::Penalties;
use crate::penalised::plan::relaxed_tour::RelaxedTour;
use crate::penalised::plan::toll::Toll;
use crate::penalised::plan::unused_vehicles::UnusedVehicles;
use crate::penalised::plan::walker::Walker;
use crate::penalised::problem::relaxed_problem::RelaxedProblem;

/// The mark of a job that is in no day.
pub(crate) const ABSENT: u32 = u32::MAX;
/// The mark of a job that another thread plans.
pub(crate) const FOREIGN: u32 = u32::MAX - 1;

/// Where a job is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    /// Its day, or [`ABSENT`].
    pub(crate) day: u32,
    /// Its position there.
    pub(crate) at: u32,
    /// Price of the legs to it and from it.
    pub(crate) before: i64,
    pub(crate) after: i64,
}

const NOWHERE: Spot = Spot {
    day: ABSENT,
    at: 0,
    before: 0,
    after: 0,
};

/// All days, one per vehicle, and the jobs left out.
#[derive(Clone, Debug)]
pub(crate) struct RelaxedPlan {
    pub(crate) days: Vec<RelaxedTour>,
    pub(crate) spots: Vec<Spot>,
    /// The jobs left out, in no order.
    pub(crate) absent: Vec<u32>,
    absent_at: Vec<u32>,
    /// How many days have jobs.
    pub(crate) days_used: usize,
    /// Sum over all days.
    pub(crate) toll: Toll,
    /// Prizes of all absent jobs.
    pub(crate) missed: i64,
    pub(crate) penalties: Penalties,
    stamp: u64,
    saved: Vec<(u32, RelaxedTour)>,
    spare: Vec<RelaxedTour>,
    is_saved: Vec<bool>,
    /// Jobs that came in (true) or were left out, in order.
    moves: Vec<(u32, bool)>,
    pub(crate) unused: UnusedVehicles,
    /// Whether each vehicle is this thread's to plan.
    pub(crate) is_own: Vec<bool>,
    walker: Walker,
    /// How many jobs are this thread's to plan, and how many of them are left to the worker: those stay absent.
    own: usize,
    left: usize,
    /// What still fits in each vehicle, per dimension; less than nothing when there is too much. Unused where days
    /// have trips.
    rooms: Vec<i64>,
}

impl RelaxedPlan {
    /// Nobody drives, everything is left out.
    pub(crate) fn empty(problem: &RelaxedProblem<'_>) -> Self {
        let jobs = problem.count();
        let mut plan = Self {
            days: vec![RelaxedTour::default(); problem.cars.len()],
            spots: vec![NOWHERE; jobs],
            absent: (0..jobs as u32).collect(),
            absent_at: (0..jobs as u32).collect(),
            days_used: 0,
            toll: Toll::default(),
            missed: problem.jobs.iter().map(|job| job.prize).sum(),
            penalties: Penalties { late: 0, over: 0 },
            stamp: 0,
            saved: Vec::new(),
            spare: Vec::new(),
            is_saved: vec![false; problem.cars.len()],
            moves: Vec::new(),
            unused: UnusedVehicles::new(problem),
            is_own: vec![true; problem.cars.len()],
            walker: Walker::default(),
            own: jobs,
            left: problem.scope.left(),
            rooms: problem.whole.capacities().to_vec(),
        };
        for (v, day) in plan.days.iter_mut().enumerate() {
            day.refresh(problem, v, 0, &RelaxedTour::default(), &mut plan.walker);
        }
        plan
    }

    /// Takes over other days; loading visits are skipped unless days have trips. O(jobs).
    pub(crate) fn adopt(&mut self, problem: &RelaxedProblem<'_>, tours: &[Vec<u32>]) {
        let (penalties, stamp) = (self.penalties, self.stamp);
        *self = Self::empty(problem);
        (self.penalties, self.stamp) = (penalties, stamp);
        for (v, nodes) in tours.iter().enumerate().filter(|(_, nodes)| !nodes.is_empty()) {
            let skipped = problem.job_sources.is_none() && problem.is_load(nodes[0]);
            let jobs = &nodes[usize::from(skipped)..];
            let joins = jobs.iter().filter(|job| !problem.is_load(**job));
            joins.for_each(|job| self.join(problem, *job));
            self.replace(problem, v, jobs);
        }
        self.begin();
    }

    /// Takes over some of the days and absent jobs; all others are none of its business. O(jobs + vehicles).
    pub(crate) fn take(
        &mut self,
        problem: &RelaxedProblem<'_>,
        tours: &[Vec<u32>],
        absent: &[u32],
        is_own: &dyn Fn(usize) -> bool,
    ) {
        let (penalties, stamp) = (self.penalties, self.stamp);
        *self = Self::empty(problem);
        (self.penalties, self.stamp) = (penalties, stamp);
        self.spots.fill(Spot {
            day: FOREIGN,
            ..NOWHERE
        });
        self.absent.clear();
        self.missed = 0;
        self.own = absent.len();
        self.left = absent.iter().filter(|job| problem.scope.leaves(**job)).count();
        for job in absent {
            self.spots[*job as usize].day = ABSENT;
            self.absent_at[*job as usize] = self.absent.len() as u32;
            self.absent.push(*job);
            self.missed += problem.jobs[*job as usize].prize;
        }
        for (v, jobs) in tours.iter().enumerate() {
            if !is_own(v) {
                self.is_own[v] = false;
                self.unused.remove(problem, v as u32);
            } else if !jobs.is_empty() {
                self.own += problem.jobs_of(jobs);
                self.replace(problem, v, jobs);
            }
        }
        self.begin();
    }

    /// How many of its jobs are in a day.
    pub(crate) fn served(&self) -> usize {
        self.own - self.absent.len()
    }

    /// How many of its jobs are absent and might be served.
    pub(crate) fn missing(&self) -> usize {
        self.absent.len() - self.left
    }

    /// What it comes to, fines and missed prizes included.
    pub(crate) fn cost(&self) -> i64 {
        self.penalties.toll(&self.toll) + self.missed
    }

    /// What two days are fined together.
    #[inline]
    pub(crate) fn fined(&self, v: usize, w: usize) -> i64 {
        let (one, other) = (&self.days[v].toll, &self.days[w].toll);
        self.penalties.of(one.late_by + other.late_by, one.over + other.over) + one.timed + other.timed
    }

    /// In debug builds: a move costs what was worked out.
    pub(crate) fn assert_cost(&self, cost: i64) {
        debug_assert!(
            self.cost() == cost || self.penalties.are_forbidding(),
            "a move costs {}, and {cost} was worked out",
            self.cost()
        );
    }

    /// Whether nobody is late and nothing too much.
    pub(crate) const fn is_allowed(&self) -> bool {
        self.toll.late_by == 0 && self.toll.over == 0
    }

    /// From here on changes can be taken back.
    pub(crate) fn begin(&mut self) {
        for (v, day) in self.saved.drain(..) {
            self.is_saved[v as usize] = false;
            self.spare.push(day);
        }
        self.moves.clear();
    }

    /// Takes back everything since [`RelaxedPlan::begin`]. O(jobs of the days changed).
    pub(crate) fn undo(&mut self, problem: &RelaxedProblem<'_>) {
        while let Some((job, came)) = self.moves.pop() {
            if came {
                self.leave(problem, job);
            } else {
                self.join(problem, job);
            }
            self.moves.pop();
        }
        while let Some((v, day)) = self.saved.pop() {
            self.is_saved[v as usize] = false;
            let v = v as usize;
            let changed = self.exchange(problem, v, day);
            self.spare.push(changed);
            self.write_spots(problem, v);
        }
    }

    fn exchange(&mut self, problem: &RelaxedProblem<'_>, v: usize, day: RelaxedTour) -> RelaxedTour {
        let old = std::mem::replace(&mut self.days[v], day);
        let new = &self.days[v];
        if problem.job_sources.is_none() {
            let dims = problem.whole.dims;
            let loads = &new.loads[new.jobs.len() * dims..];
            let rooms = self.rooms[v * dims..].iter_mut().zip(problem.whole.capacity(v));
            for ((room, most), load) in rooms.zip(loads) {
                *room = most - load;
            }
        }
        self.toll.price += new.toll.price - old.toll.price;
        self.toll.late_by += new.toll.late_by - old.toll.late_by;
        self.toll.over += new.toll.over - old.toll.over;
        self.toll.timed += new.toll.timed - old.toll.timed;
        if old.jobs.is_empty() != new.jobs.is_empty() {
            if new.jobs.is_empty() {
                self.unused.add(problem, v as u32);
            } else {
                self.unused.remove(problem, v as u32);
            }
            self.days_used = self.days_used + 1 - 2 * usize::from(new.jobs.is_empty());
        }
        old
    }

    fn write_spots(&mut self, problem: &RelaxedProblem<'_>, v: usize) {
        let rate = problem.cars[v].per_second;
        let day = &self.days[v];
        for (at, (job, stops)) in day.jobs.iter().zip(day.stops.windows(3)).enumerate() {
            // Loading visits have no spot.
            let Some(spot) = self.spots.get_mut(*job as usize) else {
                continue;
            };
            *spot = Spot {
                day: v as u32,
                at: at as u32,
                before: rate * (stops[1].way - stops[0].way),
                after: rate * (stops[2].way - stops[1].way),
            };
        }
    }

    /// Days changed since [`RelaxedPlan::begin`] that are fined.
    pub(crate) fn fined_now(&self) -> impl Iterator<Item = &RelaxedTour> {
        let days = self.saved.iter().map(|(v, _)| &self.days[*v as usize]);
        days.filter(|day| day.toll.is_fined())
    }

    /// Gives a vehicle other jobs. Who comes in or is left out is said by [`RelaxedPlan::join`] before and
    /// [`RelaxedPlan::leave`] after.
    pub(crate) fn replace(&mut self, problem: &RelaxedProblem<'_>, v: usize, jobs: &[u32]) {
        let mut day = self.spare.pop().unwrap_or_default();
        day.jobs.clear();
        day.jobs.extend_from_slice(jobs);
        self.stamp += 1;
        day.refresh(problem, v, self.stamp, &self.days[v], &mut self.walker);
        let old = self.exchange(problem, v, day);
        self.write_spots(problem, v);
        if self.is_saved[v] {
            self.spare.push(old);
        } else {
            self.is_saved[v] = true;
            self.saved.push((v as u32, old));
        }
    }

    /// The job is no longer absent.
    pub(crate) fn join(&mut self, problem: &RelaxedProblem<'_>, job: u32) {
        let hole = self.absent_at[job as usize] as usize;
        self.absent.swap_remove(hole);
        if let Some(moved) = self.absent.get(hole) {
            self.absent_at[*moved as usize] = hole as u32;
        }
        self.missed -= problem.jobs[job as usize].prize;
        self.moves.push((job, true));
    }

    /// The job is in no day any more.
    pub(crate) fn leave(&mut self, problem: &RelaxedProblem<'_>, job: u32) {
        self.spots[job as usize].day = ABSENT;
        self.absent_at[job as usize] = self.absent.len() as u32;
        self.absent.push(job);
        self.missed += problem.jobs[job as usize].prize;
        self.moves.push((job, false));
    }

    /// The day and position of a job, unless it is absent.
    #[inline]
    pub(crate) fn at(&self, job: u32) -> Option<(usize, usize)> {
        let spot = &self.spots[job as usize];
        (spot.day < FOREIGN).then_some((spot.day as usize, spot.at as usize))
    }

    /// Whether the job is left out.
    #[inline]
    pub(crate) fn is_absent(&self, job: u32) -> bool {
        self.spots[job as usize].day == ABSENT
    }

    /// What does not fit in a vehicle when some jobs come and others go; nothing where days have trips and are walked.
    #[inline]
    pub(crate) fn over(&self, problem: &RelaxedProblem<'_>, v: usize, come: &[u32], go: &[u32]) -> i64 {
        if problem.job_sources.is_some() {
            return 0;
        }
        let whole = problem.whole;
        let rooms = &self.rooms[v * whole.dims..][..whole.dims];
        let weigh = |jobs: &[u32], dim: usize| jobs.iter().map(|job| whole.load(*job)[dim]).sum::<i64>();
        let over = |(dim, room): (usize, &i64)| (weigh(come, dim) - weigh(go, dim) - room).max(0);
        rooms.iter().enumerate().map(over).sum()
    }

    /// What does not fit in vehicle `v` with its first `i` jobs and the jobs of `w` from the `k`-th on; nothing where
    /// days have trips.
    #[inline]
    pub(crate) fn over_headed(
        &self,
        problem: &RelaxedProblem<'_>,
        (v, i): (usize, usize),
        (w, k): (usize, usize),
    ) -> i64 {
        if problem.job_sources.is_some() {
            return 0;
        }
        let whole = problem.whole;
        let (mine, theirs) = (&self.days[v], &self.days[w]);
        let capacity = whole.capacity(v);
        let all = theirs.jobs.len() * whole.dims;
        (0..whole.dims)
            .map(|dim| {
                let load =
                    mine.loads[i * whole.dims + dim] + theirs.loads[all + dim] - theirs.loads[k * whole.dims + dim];
                (load - capacity[dim]).max(0)
            })
            .sum()
    }
}
