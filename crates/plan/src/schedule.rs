//! From the order of loads and jobs to a timed route: the best clock of a tour, or the first thing that forbids it.

mod clock;
mod fault;
mod work;

pub(crate) use clock::{Halt, earliest_end};
pub use fault::ScheduleFault;

use crate::ix::VehicleIx;
use crate::plan::{Route, StepKind};
use crate::problem::Problem;
use karavan_model::{Meters, Seconds};

/// Times the tour of a vehicle. `tour` holds loads and jobs only; `Start` and `End` are added when the vehicle has them.
///
/// The clock is the one described in the conventions of this crate: earliest end, then latest leaving, then everything as
/// early as it can be. It takes time in proportion to the steps (times the windows, when a longest duration and several
/// windows meet).
///
/// # Errors
/// The first rule that the tour breaks on this vehicle. A tour that is refused cannot be driven at any time of the day.
///
/// # Panics
/// When an index is not of this problem.
pub fn schedule(problem: &Problem, vehicle: VehicleIx, tour: &[StepKind]) -> Result<Route, ScheduleFault> {
    let shift = &problem.vehicles()[vehicle.at()];
    work::check_jobs(problem, shift, tour)?;
    work::check_goods(problem, shift, tour)?;
    let halts = Halt::all(problem, shift, tour)?;
    let travel: Seconds = halts.iter().map(|halt| halt.way.seconds).sum();
    let distance: Meters = halts.iter().map(|halt| halt.way.meters).sum();
    if shift.distance_max.is_some_and(|most| distance > most) {
        return Err(ScheduleFault::Distance);
    }
    let steps = clock::best(&halts, shift)?;
    Ok(Route {
        vehicle,
        steps,
        travel,
        distance,
    })
}
