//! `schedule`: times the loads and jobs of a vehicle, in the order given, as a `Route` with the best clock, or returns
//! the first rule that forbids them. The work is done by `Timer`; `schedule_late` times tours that break rules.

mod appointed;
mod breaks;
mod cargo;
mod clock;
mod fault;
mod halt;
mod late;
mod layout;
mod rests;
mod step_times;
mod timer;
mod work;

pub use appointed::Appointed;
pub use fault::ScheduleFault;
pub use late::schedule_late;
pub use timer::Timer;

use crate::ix::VehicleIx;
use crate::plan::{Route, StepKind};
use crate::problem::Problem;

/// Times the tour of a vehicle. `tour` holds loads and jobs only; `Start`, `End` and breaks are added as the vehicle
/// has them.
///
/// The clock is the one described in the conventions of this crate: earliest end, then latest leaving, then everything
/// as early as it can be. It takes time in proportion to the steps (times the windows, when a longest duration and
/// several windows meet). Jobs of two people are timed as if the other one were free: see [`Timer::route`] for their
/// moment.
///
/// # Errors
/// The first rule that the tour breaks on this vehicle. A tour that is refused cannot be driven at any time of the day
/// (of three breaks and more, not every way to place them is tried on a long day).
///
/// # Panics
/// When an index is not of this problem.
pub fn schedule(problem: &Problem, vehicle: VehicleIx, tour: &[StepKind]) -> Result<Route, ScheduleFault> {
    Timer::default().route(problem, vehicle, tour, &|_| None)
}
