//! `Timer`: times tours one after the other and keeps its buffers; `route` gives the timed route, `cost` its cost
//! without what routes share. Where moments have prices, and in traffic, it weighs several clocks and keeps the
//! cheapest; the best clock itself is in `clock.rs`.

use super::appointed::Appointed;
use super::cargo::CargoCheck;
use super::fault::ScheduleFault;
use super::halt::{Halt, Ride};
use super::rests::Rests;
use super::step_times::StepTimes;
use super::work::{self, Work};
use crate::ix::VehicleIx;
use crate::objective;
use crate::plan::{Route, Step, StepKind};
use crate::problem::{Problem, TimeWindow};
use crate::rules::Slot;
use karavan_model::{Cost, Meters, Seconds};

/// What a clock is weighed for.
struct VehicleDay<'a> {
    problem: &'a Problem,
    ix: VehicleIx,
    slots: &'a [Slot],
    distance: Meters,
}

impl VehicleDay<'_> {
    fn price(&self, route: &Option<Route>) -> Option<Cost> {
        let route = route.as_ref()?;
        Some(objective::clock_cost(self.problem, route))
    }
}

/// Times tours; its buffers are kept.
#[derive(Clone, Debug, Default)]
pub struct Timer {
    pub(super) halts: Vec<Halt>,
    pub(super) windows: Vec<TimeWindow>,
    pub(super) rides: Vec<Ride>,
    /// No step begins before its floor, and in the way back none after its ceiling.
    pub(super) floors: Vec<Seconds>,
    pub(super) ceilings: Vec<Seconds>,
    pub(super) latest: Vec<Seconds>,
    pub(super) moments: Vec<StepTimes>,
    pub(super) rests: Rests,
    goods: CargoCheck,
    work: Work,
    route: Option<Route>,
}

impl Timer {
    /// Times the tour of a vehicle as [`super::schedule`] does; jobs with an appointment begin at that moment.
    ///
    /// # Errors
    /// The first rule that the tour breaks on this vehicle.
    ///
    /// # Panics
    /// When an index is not of this problem.
    pub fn route(
        &mut self,
        problem: &Problem,
        vehicle: VehicleIx,
        tour: &[StepKind],
        appointed: Appointed<'_>,
    ) -> Result<Route, ScheduleFault> {
        self.run(problem, vehicle, tour, appointed)?;
        self.route.clone().ok_or(ScheduleFault::NoJob)
    }

    /// What that route costs, without the prices that several routes share, and how long it lasts.
    ///
    /// # Errors
    /// As [`Timer::route`].
    ///
    /// # Panics
    /// When an index is not of this problem.
    pub fn cost(
        &mut self,
        problem: &Problem,
        vehicle: VehicleIx,
        tour: &[StepKind],
        appointed: Appointed<'_>,
    ) -> Result<(Cost, Seconds), ScheduleFault> {
        self.run(problem, vehicle, tour, appointed)?;
        let route = self.route.as_ref().ok_or(ScheduleFault::NoJob)?;
        Ok((objective::route_cost(problem, route), route.duration()))
    }

    /// The route last timed.
    #[must_use]
    pub const fn last(&self) -> Option<&Route> {
        self.route.as_ref()
    }

    fn run(
        &mut self,
        problem: &Problem,
        ix: VehicleIx,
        tour: &[StepKind],
        appointed: Appointed<'_>,
    ) -> Result<(), ScheduleFault> {
        work::check_prefix(problem, ix, tour)?;
        self.run_alone(problem, ix, tour, appointed)
    }

    /// Whether the vehicle could drive the tour if nothing were promised to others.
    pub(crate) fn alone(&mut self, problem: &Problem, ix: VehicleIx, tour: &[StepKind]) -> Result<(), ScheduleFault> {
        self.run_alone(problem, ix, tour, &|_| None)
    }

    fn run_alone(
        &mut self,
        problem: &Problem,
        ix: VehicleIx,
        tour: &[StepKind],
        appointed: Appointed<'_>,
    ) -> Result<(), ScheduleFault> {
        let vehicle = &problem.vehicles()[ix.at()];
        self.work.check(problem, ix, tour)?;
        self.goods.check(problem, vehicle, tour)?;
        self.lay_out(problem, ix, tour, appointed)?;
        let first = usize::from(vehicle.start.is_some());
        for (halt, released) in self.halts[first..].iter_mut().zip(&self.goods.released) {
            halt.not_before = *released;
        }
        let distance: Meters = self.halts.iter().map(|halt| halt.meters).sum();
        if vehicle.distance_max.is_some_and(|most| distance > most) {
            return Err(ScheduleFault::Distance);
        }
        let slots = problem.traffic(vehicle.profile);
        let from = self.settle_rested(problem, ix, slots)?;
        self.write(ix, distance);
        if !slots.is_empty() || self.has_wishes(problem) {
            self.weigh_clocks(problem, ix, slots, from);
        }
        Ok(())
    }

    /// Whether what it costs depends on when jobs begin.
    fn has_wishes(&self, problem: &Problem) -> bool {
        let rules = problem.rules();
        !(rules.wishes.is_empty() && rules.delays.is_empty())
            && self.halts.iter().any(|halt| match halt.kind {
                StepKind::Job(job) => {
                    let rules = problem.of_job(job);
                    !rules.wishes.is_empty() || rules.delay.is_some()
                }
                _ => false,
            })
    }

    /// Where moments have prices, the latest leaving is only one of the clocks to choose from: everything as early as
    /// it can be is another, and jobs that had better begin later may wait for that, or as long as the rest of the day
    /// allows.
    fn weigh_clocks(&mut self, problem: &Problem, ix: VehicleIx, slots: &[Slot], from: Seconds) {
        let day = VehicleDay {
            problem,
            ix,
            slots,
            distance: self.halts.iter().map(|halt| halt.meters).sum(),
        };
        let mut best = self.route.clone();
        let mut leaves = self.moments.first().map_or(from, |first| first.arrives);
        if self.offer(&day, from, &mut best, false) {
            leaves = from;
        }
        let closes = problem.vehicles()[ix.at()].shift.closes;
        let is_known = self.latest_leaving(slots, closes).is_some();
        let latest = is_known.then(|| self.latest.clone());
        let (floors, mut other) = (self.floors.clone(), best.clone());
        self.wait_for_wishes(&day, latest.as_deref(), (leaves, false), &mut best);
        if best.as_ref().is_some_and(|route| misses_wishes(problem, route)) {
            self.floors = floors;
            self.wait_for_wishes(&day, latest.as_deref(), (leaves, true), &mut other);
            if day.price(&other) < day.price(&best) {
                best = other;
            }
        }
        self.route = best;
    }

    /// Lets jobs wait for their wished hours, the last first, as long as that makes the route cheaper; who does not
    /// leave later for each of them does so at last, rather than wait at a door for nothing. `latest` is when every
    /// step may begin at most.
    fn wait_for_wishes(
        &mut self,
        day: &VehicleDay<'_>,
        latest: Option<&[Seconds]>,
        (mut leaves, leaves_later): (Seconds, bool),
        best: &mut Option<Route>,
    ) {
        for at in (0..self.halts.len()).rev() {
            let StepKind::Job(job) = self.halts[at].kind else {
                continue;
            };
            for (window, _) in &day.problem.of_job(job).wishes {
                let floor = latest.map_or(window.opens, |latest| window.opens.min(latest[at]));
                if floor <= self.floors[at] {
                    continue;
                }
                let before = std::mem::replace(&mut self.floors[at], floor);
                let trial = if leaves_later {
                    self.later(day.slots, leaves)
                } else {
                    leaves
                };
                if self.offer(day, trial, best, false) {
                    leaves = trial;
                } else {
                    self.floors[at] = before;
                }
            }
        }
        let trial = self.later(day.slots, leaves);
        self.offer(day, trial, best, true);
    }

    /// The latest leaving with the end that leaving at a moment has.
    fn later(&mut self, slots: &[Slot], leaves: Seconds) -> Seconds {
        let is_in_time = self.earliest(slots, leaves).is_ok();
        let ends = self.ends().filter(|_| is_in_time);
        ends.and_then(|ends| self.latest_leaving(slots, ends)).unwrap_or(leaves)
    }

    /// Takes everything as early as it can be after leaving at a moment, when that is allowed and cheaper, or as cheap.
    fn offer(&mut self, day: &VehicleDay<'_>, leaves: Seconds, best: &mut Option<Route>, or_equal: bool) -> bool {
        let vehicle = &day.problem.vehicles()[day.ix.at()];
        if self.earliest(day.slots, leaves).is_err() {
            return false;
        }
        let ends = self.ends().unwrap_or(leaves);
        let is_allowed = ends <= vehicle.shift.closes
            && vehicle.duration_max.is_none_or(|most| ends - leaves <= most)
            && self.missing(day.problem, day.ix).is_none();
        if !is_allowed {
            return false;
        }
        self.write(day.ix, day.distance);
        let (new, old) = (day.price(&self.route), day.price(best));
        let is_taken = new < old || (or_equal && new == old);
        if is_taken {
            best.clone_from(&self.route);
        }
        is_taken
    }

    /// Writes the moments worked out as the route.
    fn write(&mut self, vehicle: VehicleIx, distance: Meters) {
        let route = self.route.get_or_insert_with(|| Route {
            vehicle,
            steps: Vec::new(),
            travel: Seconds::ZERO,
            distance,
        });
        (route.vehicle, route.distance, route.travel) = (vehicle, distance, Seconds::ZERO);
        route.steps.clear();
        let mut before = None;
        for (halt, moment) in self.halts.iter().zip(&self.moments) {
            route.travel += before.map_or(Seconds::ZERO, |before| moment.arrives - before);
            before = Some(moment.departs);
            route.steps.push(Step {
                kind: halt.kind,
                location: halt.location,
                arrives: moment.arrives,
                begins: moment.begins,
                departs: moment.departs,
            });
        }
    }
}

/// Whether some job of the route begins outside its wished hours.
fn misses_wishes(problem: &Problem, route: &Route) -> bool {
    route.steps.iter().any(|step| match step.kind {
        StepKind::Job(job) => problem.of_job(job).price_of_wishes_at(step.begins) > 0,
        _ => false,
    })
}
