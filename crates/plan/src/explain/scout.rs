//! `Scout` finds vehicles that surely can do a job alone (`about`, `Question::surely_can`), without timing a route: it
//! adds up ways and waits by way of each depot. When it cannot tell, a timed route must (`explain.rs`).

use super::limits::has_limits;
use crate::ix::{DepotIx, JobIx, LocationIx, VehicleIx};
use crate::problem::{Problem, TimeWindow, Vehicle};
use karavan_model::Seconds;

/// When every vehicle could be away from every depot at the earliest, its route begun as its shift opens.
#[derive(Clone, Debug)]
pub struct Scout<'p> {
    problem: &'p Problem,
    /// By vehicle, then depot; `None` when it cannot load there, or when only a timed route can tell.
    loaded: Vec<Option<Seconds>>,
    /// Whether the vehicle has no limits of its own beyond hours, skills and size.
    is_plain: Vec<bool>,
}

impl<'p> Scout<'p> {
    /// O(vehicles · depots).
    #[must_use]
    pub fn new(problem: &'p Problem) -> Self {
        let vehicles = problem.vehicles();
        let mut loaded = Vec::with_capacity(vehicles.len() * problem.depots().len());
        for vehicle in vehicles {
            for depot in problem.depots() {
                let arrives = arrival(problem, vehicle, depot.location);
                let begins = arrives.and_then(|ready| opened(&depot.windows, ready));
                loaded.push(begins.map(|begins| begins + depot.service));
            }
        }
        let is_plain = |vehicle: &Vehicle| problem.rules().is_empty() && !has_limits(vehicle);
        Self {
            problem,
            loaded,
            is_plain: vehicles.iter().map(is_plain).collect(),
        }
    }

    /// The problem it looks at.
    pub(super) const fn problem(&self) -> &'p Problem {
        self.problem
    }

    /// To ask about one job. O(depots · profiles).
    pub(super) fn about(&self, job: JobIx) -> Question<'_, 'p> {
        let wanted = &self.problem.jobs()[job.at()];
        let mut ways = Vec::new();
        if wanted.needs_loading() {
            for travel in self.problem.travel() {
                let depots = self.problem.depots().iter();
                ways.extend(depots.map(|depot| travel.leg(depot.location, wanted.location).map(|leg| leg.seconds)));
            }
        }
        Question { scout: self, job, ways }
    }

    /// Whether the job is done and the shift ended in time by one who arrives from a place at a moment.
    fn is_in_time(&self, job: JobIx, vehicle: &Vehicle, from: LocationIx, arrives: Seconds) -> bool {
        let job = &self.problem.jobs()[job.at()];
        // Who begins at the job's own door has nobody before it, and pays the setup.
        let stays = from == job.location && (vehicle.start.is_some() || job.needs_loading());
        let setup = if stays { Seconds::ZERO } else { job.setup };
        let Some(begins) = opened(&job.windows, arrives + setup) else {
            return false;
        };
        let home = match vehicle.end {
            Some(end) => self.problem.leg(vehicle, job.location, end).map(|leg| leg.seconds),
            None => Some(Seconds::ZERO),
        };
        home.is_some_and(|home| begins + job.service + home <= vehicle.shift.closes)
    }
}

/// What a job asks of all vehicles.
pub(super) struct Question<'s, 'p> {
    scout: &'s Scout<'p>,
    job: JobIx,
    /// From every depot to the job, by profile, then depot; empty when it needs none.
    ways: Vec<Option<Seconds>>,
}

impl Question<'_, '_> {
    /// Whether the vehicle, of the right skills and size, surely can do the job alone. When not, a timed route must
    /// tell.
    pub(super) fn surely_can(&self, ix: VehicleIx) -> bool {
        let Self { scout, job, ways } = self;
        if !scout.is_plain[ix.at()] {
            return false;
        }
        let (problem, wanted) = (scout.problem, &scout.problem.jobs()[job.at()]);
        let vehicle = &problem.vehicles()[ix.at()];
        if !wanted.needs_loading() {
            let start = vehicle.start.unwrap_or(wanted.location);
            return arrival(problem, vehicle, wanted.location)
                .is_some_and(|at| scout.is_in_time(*job, vehicle, start, at));
        }
        let depots = problem.depots().len();
        wanted.depots.iter().any(|depot: DepotIx| {
            let leaves = scout.loaded[ix.at() * depots + depot.at()];
            let way = ways[vehicle.profile.at() * depots + depot.at()];
            leaves.zip(way).is_some_and(|(leaves, way)| {
                scout.is_in_time(*job, vehicle, problem.depots()[depot.at()].location, leaves + way)
            })
        })
    }
}

/// When a vehicle that leaves as its shift opens is at a place; one without a start begins there.
fn arrival(problem: &Problem, vehicle: &Vehicle, place: LocationIx) -> Option<Seconds> {
    let leg = match vehicle.start {
        Some(start) => problem.leg(vehicle, start, place)?.seconds,
        None => Seconds::ZERO,
    };
    Some(vehicle.shift.opens + leg)
}

/// The first moment from `ready` on that lies in a window.
fn opened(windows: &[TimeWindow], ready: Seconds) -> Option<Seconds> {
    let window = windows.iter().find(|window| ready <= window.closes)?;
    Some(ready.max(window.opens))
}
