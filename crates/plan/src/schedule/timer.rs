//! The one who times tours, again and again, without allocating anew.

use super::Appointed;
use super::breaks::Rests;
use super::clock::Moment;
use super::fault::ScheduleFault;
use super::goods::Goods;
use super::halt::{Halt, Ride};
use super::work::{self, Work};
use crate::ix::VehicleIx;
use crate::objective;
use crate::plan::{Route, Step, StepKind};
use crate::problem::{Problem, TimeWindow};
use crate::rules::Slot;
use karavan_model::{Cost, Meters, Seconds};

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
    pub(super) moments: Vec<Moment>,
    pub(super) rests: Rests,
    goods: Goods,
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
        !problem.rules().wishes.is_empty()
            && self.halts.iter().any(|halt| match halt.kind {
                StepKind::Job(job) => !problem.of_job(job).wishes.is_empty(),
                _ => false,
            })
    }

    /// Where moments have prices, the latest leaving is only one of the clocks to choose from: everything as early as it can
    /// be is another, and jobs that had better begin later may wait for that, or as long as the rest of the day allows.
    fn weigh_clocks(&mut self, problem: &Problem, ix: VehicleIx, slots: &[Slot], from: Seconds) {
        let vehicle = &problem.vehicles()[ix.at()];
        let distance = self.halts.iter().map(|halt| halt.meters).sum();
        let price = |route: &Option<Route>| route.as_ref().map(|route| objective::route_cost(problem, route));
        let mut best = self.route.clone();
        let mut leaves = self.moments.first().map_or(from, |first| first.arrives);
        let fits = |timer: &Self, leaves: Seconds| {
            let ends = timer.ends().unwrap_or(leaves);
            ends <= vehicle.shift.closes
                && vehicle.duration_max.is_none_or(|most| ends - leaves <= most)
                && timer.missing(problem, ix).is_none()
        };
        if self.earliest(slots, from).is_ok() && fits(self, from) {
            self.write(ix, distance);
            if price(&self.route) < price(&best) {
                (best, leaves) = (self.route.clone(), from);
            }
        }
        let is_known = self.latest_leaving(slots, vehicle.shift.closes).is_some();
        for at in (0..self.halts.len()).rev() {
            let StepKind::Job(job) = self.halts[at].kind else {
                continue;
            };
            for (window, _) in &problem.of_job(job).wishes {
                let latest = if is_known { self.latest[at] } else { window.opens };
                let floor = window.opens.min(latest);
                let before = std::mem::replace(&mut self.floors[at], floor);
                if before < floor && self.earliest(slots, leaves).is_ok() && fits(self, leaves) {
                    self.write(ix, distance);
                    if price(&self.route) < price(&best) {
                        best.clone_from(&self.route);
                        continue;
                    }
                }
                self.floors[at] = before;
            }
        }
        self.route = best;
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
