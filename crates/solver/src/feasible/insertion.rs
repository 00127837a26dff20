//! `Inserter::best`: the cheapest `Insertion` it finds of a job into one tour, with the loading visit or delivery it
//! needs; a new loading visit is tried where no place without one is found. Supports every problem: what sums cannot
//! tell is walked. Cheapest insertion of Solomon, “Algorithms for the vehicle routing and scheduling problems with time
//! window constraints” (1987), over concatenated segments.

mod dropoffs;
mod pair;

use crate::feasible::plan::draft::Draft;
use crate::feasible::plan::segment::Segment;
use crate::feasible::plan::tour::{Stop, Tour};
use crate::feasible::plan::walk::Walk;
use crate::shared::problem::car::Car;
use crate::shared::problem::linked_jobs::Tie;
use crate::shared::problem::search_problem::{Ride, SearchProblem};
use crate::shared::problem::travel_rows::NO_ROAD;

/// A place for a job. Positions count the nodes of the tour before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Insertion {
    /// What the tour costs more.
    pub(crate) delta: i64,
    /// Before which node the job goes; of a shipment, its delivery.
    pub(crate) at: u32,
    /// Before which node a new loading visit to a depot or the pickup of the shipment goes, not after the job.
    pub(crate) first: Option<(u32, u8)>,
}

impl Insertion {
    /// The job alone, not yet priced.
    const fn job(at: usize) -> Self {
        Self {
            delta: 0,
            at: at as u32,
            first: None,
        }
    }

    /// The job behind a new loading visit, not yet priced.
    const fn loaded(at: usize, (load_at, depot): (usize, u8)) -> Self {
        Self {
            first: Some((load_at as u32, depot)),
            ..Self::job(at)
        }
    }

    /// The nodes of the tour with the job in it.
    pub(crate) fn write(&self, problem: &SearchProblem<'_>, tour: &Tour, job: u32, out: &mut Vec<u32>) {
        let delivery = match problem.linked.of(job) {
            Tie::Pickup => problem.linked.partner(job),
            _ => None,
        };
        out.clear();
        out.extend_from_slice(&tour.nodes[..self.at as usize]);
        out.push(delivery.unwrap_or(job));
        out.extend_from_slice(&tour.nodes[self.at as usize..]);
        if let Some((at, depot)) = self.first {
            let load = problem.jobs as u32 + u32::from(depot);
            out.insert(at as usize, if delivery.is_some() { job } else { load });
        }
    }
}

/// Searches for insertions; its buffers are kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inserter {
    walk: Walk,
    nodes: Vec<u32>,
    drops: dropoffs::Dropoffs,
}

/// One job looking for its place in one tour.
struct Seek<'a> {
    problem: &'a SearchProblem<'a>,
    car: &'a Car,
    v: usize,
    tour: &'a Tour,
    job: u32,
    /// Moments of jobs of two people.
    appointed: &'a [i64],
    /// Whether a found place must be walked because sums cannot tell all.
    must_walk: bool,
    /// Only cheaper places are of interest.
    most: i64,
    best: Option<Insertion>,
}

impl Inserter {
    /// The cheapest allowed insertion of an absent job into the tour of a vehicle that costs less than `most`. Of a
    /// shipment the pickup is asked about, for both ends.
    pub(crate) fn best(
        &mut self,
        problem: &SearchProblem<'_>,
        v: usize,
        draft: &Draft,
        job: u32,
        most: i64,
    ) -> Option<Insertion> {
        let (car, tour) = (&problem.cars[v], &draft.tours[v]);
        if !problem.is_able(job, v) || tour.jobs >= car.tasks_max {
            return None;
        }
        let supply = problem.nodes[job as usize].supply;
        let mut seek = Seek {
            problem,
            car,
            v,
            tour,
            job,
            appointed: &draft.appointed,
            must_walk: problem.linked.needs_timer
                || problem.linked.has_releases()
                || !tour.is_fronted
                || (car.is_timed() && tour.is_windowed)
                || (car.is_timed() && problem.nodes[job as usize].is_windowed()),
            most,
            best: None,
        };
        if problem.linked.of(job) == Tie::Pickup {
            seek.must_walk |= problem.classed || car.is_timed() || car.is_metered();
            seek.with_delivery(self);
            return seek.best;
        }
        if tour.nodes.is_empty() {
            seek.fill_empty(self, supply);
            return seek.best;
        }
        let has_room = tour.fits_more(problem.capacity(v), problem.load(job));
        let is_supplied = supply == 0 || supply & tour.depots != 0;
        let is_ready = is_supplied && (has_room || !tour.is_fronted);
        if is_ready {
            seek.without_load(self, supply);
        }
        let may_be_dearer = is_ready && most < i64::MAX;
        if seek.best.is_none() && !may_be_dearer && supply != 0 && tour.visits < car.loads_max {
            seek.with_load(self, supply);
        }
        seek.best
    }
}

impl Seek<'_> {
    fn limit(&self) -> i64 {
        self.best.map_or(self.most, |best| best.delta)
    }

    /// Whether a second of travel costs one, and nothing else is paid for it.
    const fn is_plain(&self) -> bool {
        !self.car.is_metered() && self.car.per_travel == 1
    }

    /// Asks the exact walk; keeps the place when it is allowed and better.
    fn try_walk(&mut self, inserter: &mut Inserter, place: Insertion) {
        place.write(self.problem, self.tour, self.job, &mut inserter.nodes);
        if let Some(cost) = inserter
            .walk
            .price(self.problem, self.v, &inserter.nodes, self.appointed)
        {
            let delta = cost - self.tour.cost;
            if delta < self.limit() {
                self.best = Some(Insertion { delta, ..place });
            }
        }
    }

    fn fill_empty(&mut self, inserter: &mut Inserter, supply: u64) {
        if supply == 0 {
            self.try_walk(inserter, Insertion::job(0));
        }
        for depot in depots(supply) {
            self.try_walk(inserter, Insertion::loaded(0, (0, depot)));
        }
    }

    fn without_load(&mut self, inserter: &mut Inserter, supply: u64) {
        let (problem, tour) = (self.problem, self.tour);
        let job = &problem.nodes[self.job as usize];
        let loaded = if supply != 0 && tour.is_fronted { tour.loaded } else { 0 };
        let first = loaded.max(problem.linked.prefixes[self.v].len());
        for at in first..=tour.nodes.len() {
            let (before, after) = (&tour.stops[at], &tour.stops[at + 1]);
            if before.departs > job.closes {
                break;
            }
            if before.class > job.class || after.class_next < job.class {
                continue;
            }
            if let (Some(here), Some(on)) = self.rides(self.job, at) {
                self.weigh(inserter, at, &here, &on);
            }
        }
    }

    /// The drives to a job from the stop before a place of the tour, and on from it. Where the vehicle has no start
    /// or end, the row of its place has no such number, and there is no way to go.
    #[inline]
    fn rides(&self, job: u32, at: usize) -> (Option<Ride>, Option<Ride>) {
        let (problem, car) = (self.problem, self.car);
        let (before, after) = (&self.tour.stops[at], &self.tour.stops[at + 1]);
        let place = problem.nodes[job as usize].location;
        if let (true, Some((into, out))) = (self.is_plain(), problem.roads[car.road as usize].around(place)) {
            let ride = |row: &[u32], other: u32| {
                let seconds = row.get(other as usize).copied().unwrap_or(0);
                let ride = Ride {
                    seconds: i64::from(seconds),
                    meters: 0,
                    price: i64::from(seconds),
                };
                (seconds != NO_ROAD).then_some(ride)
            };
            return (ride(into, before.location), ride(out, after.location));
        }
        (
            problem.ride(car, before.location, place),
            problem.ride(car, place, after.location),
        )
    }

    /// Price and rules of one place whose legs are known.
    fn weigh(&mut self, inserter: &mut Inserter, at: usize, to: &Ride, from: &Ride) {
        let (problem, car, tour) = (self.problem, self.car, self.tour);
        let job = &problem.nodes[self.job as usize];
        let (before, after) = (&tour.stops[at], &tour.stops[at + 1]);
        let (here, on) = (to.seconds, from.seconds);
        let detour = to.price + from.price - (after.price - before.price);
        let meters = to.meters + from.meters - (tour.spans[at + 1].meters - tour.spans[at].meters);
        if detour >= self.limit() && car.per_route == 0 {
            return;
        }
        if tour.spans[tour.nodes.len() + 1].meters + meters > car.meters_max {
            return;
        }
        let setup = if before.location == job.location { 0 } else { job.setup };
        let Some(begins) = problem.begin(self.job, before.departs + here + setup) else {
            return;
        };
        let setup_on = if after.location == job.location { 0 } else { after.setup };
        if begins + job.service + on + setup_on > after.latest {
            return;
        }
        if self.must_walk {
            self.try_walk(inserter, Insertion::job(at));
            return;
        }
        let mut delta = detour;
        if car.is_timed() {
            let Some(lasts) = self.lasts(at, here + setup, on + setup_on) else {
                return;
            };
            if lasts > car.duration_max {
                return;
            }
            delta = tour.stops[tour.nodes.len() + 1].price + detour + car.fixed + car.per_route * lasts - tour.cost;
        }
        if delta < self.limit() {
            self.best = Some(Insertion {
                delta,
                at: at as u32,
                first: None,
            });
        }
    }

    /// How long the day lasts with the job, by segments.
    fn lasts(&self, at: usize, gap: i64, gap_on: i64) -> Option<i64> {
        let tour = self.tour;
        let visit = Segment::visit(&self.problem.nodes[self.job as usize]);
        let head = tour.spans[at].head.join(gap, visit)?;
        let end = Segment::end(self.car.closes);
        if at == tour.nodes.len() {
            return Some(head.join(gap_on, end)?.lasts);
        }
        let last = &tour.stops[tour.nodes.len()];
        let home = self.problem.ride(self.car, last.location, self.car.end)?;
        Some(
            head.join(gap_on, tour.spans[at + 1].tail)?
                .join(home.seconds, end)?
                .lasts,
        )
    }

    /// Every depot at every position, then the job behind it: what a tour without the goods, or without room, needs.
    fn with_load(&mut self, inserter: &mut Inserter, supply: u64) {
        let tour = self.tour;
        // More goods at the front would be on board together with all others: only a load further on makes room.
        let lacks_room = tour.is_fronted && supply & tour.depots != 0;
        let first = if lacks_room { tour.loaded + 1 } else { 0 };
        for depot in depots(supply) {
            let is_returnable = self.problem.returnable >> depot & 1 == 1;
            let last = if is_returnable { tour.nodes.len() } else { tour.loaded };
            for at in first..=last {
                self.behind_load(inserter, depot, at);
            }
        }
    }

    /// A visit to the depot before node `at`, the job anywhere behind it.
    fn behind_load(&mut self, inserter: &mut Inserter, depot: u8, at: usize) {
        let (problem, car, tour) = (self.problem, self.car, self.tour);
        let load = problem.jobs as u32 + u32::from(depot);
        let place = problem.nodes[load as usize].location;
        let (before, after) = (&tour.stops[at], &tour.stops[at + 1]);
        let Some(to_load) = problem.ride(car, before.location, place) else {
            return;
        };
        let Some(begins) = problem.begin(load, before.departs + to_load.seconds) else {
            return;
        };
        let mut now = begins + problem.nodes[load as usize].service;
        self.right_behind(inserter, (depot, at), to_load.price, place, now);
        let Some(from_load) = problem.ride(car, place, after.location) else {
            return;
        };
        let detour = to_load.price + from_load.price - (after.price - before.price);
        let mut from = place;
        for next in at..tour.nodes.len() {
            let node = tour.nodes[next];
            let Some(ride) = problem.ride(car, from, problem.nodes[node as usize].location) else {
                return;
            };
            let Some(begins) = problem.begin(node, now + ride.seconds + problem.setup(from, node)) else {
                return;
            };
            if begins > tour.stops[next + 1].latest {
                return;
            }
            now = begins + problem.nodes[node as usize].service;
            from = problem.nodes[node as usize].location;
            self.further_behind(inserter, (depot, at), detour, next + 1, now);
        }
    }

    /// The job directly after the new load.
    fn right_behind(&mut self, inserter: &mut Inserter, (depot, at): (u8, usize), to_load: i64, place: u32, now: i64) {
        let (problem, car, tour) = (self.problem, self.car, self.tour);
        let job = &problem.nodes[self.job as usize];
        let (before, after) = (&tour.stops[at], &tour.stops[at + 1]);
        let (Some(here), Some(on)) = (
            problem.ride(car, place, job.location),
            problem.ride(car, job.location, after.location),
        ) else {
            return;
        };
        let delta = to_load + here.price + on.price - (after.price - before.price);
        let ready = now + here.seconds + problem.setup(place, self.job);
        if self.is_in_time(delta, ready, &on, after) {
            self.try_walk(inserter, Insertion::loaded(at, (at, depot)));
        }
    }

    /// The job before node `next`, behind other nodes; `now` is the departure from the node before it.
    fn further_behind(
        &mut self,
        inserter: &mut Inserter,
        (depot, at): (u8, usize),
        detour: i64,
        next: usize,
        now: i64,
    ) {
        let (problem, car, tour) = (self.problem, self.car, self.tour);
        let job = &problem.nodes[self.job as usize];
        let (before, after) = (&tour.stops[next], &tour.stops[next + 1]);
        if before.class > job.class || after.class_next < job.class {
            return;
        }
        let (Some(here), Some(on)) = (
            problem.ride(car, before.location, job.location),
            problem.ride(car, job.location, after.location),
        ) else {
            return;
        };
        let delta = detour + here.price + on.price - (after.price - before.price);
        let ready = now + here.seconds + problem.setup(before.location, self.job);
        if self.is_in_time(delta, ready, &on, after) {
            self.try_walk(inserter, Insertion::loaded(next, (at, depot)));
        }
    }

    fn is_in_time(&self, delta: i64, ready: i64, on: &Ride, after: &Stop) -> bool {
        let job = &self.problem.nodes[self.job as usize];
        if delta >= self.limit() && self.car.per_route == 0 {
            return false;
        }
        let setup_on = if after.location == job.location { 0 } else { after.setup };
        self.problem
            .begin(self.job, ready)
            .is_some_and(|begins| begins + job.service + on.seconds + setup_on <= after.latest)
    }
}

/// The depots of a set, in order.
fn depots(mut bits: u64) -> impl Iterator<Item = u8> {
    std::iter::from_fn(move || {
        let depot = bits.trailing_zeros() as u8;
        (bits != 0).then(|| {
            bits &= bits - 1;
            depot
        })
    })
}
