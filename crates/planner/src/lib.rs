//! An order of work in, a judged plan out: travel is measured on the map, the plan searched for and judged.
//!
//! An order speaks of jobs, vehicles and depots by position; it and what comes back are messages ([`message`]), so that a
//! planner may work on another machine ([`Worker`]). This crate never knows a person, an address or a database.

mod answer;
mod error;
mod measure;
pub mod message;
mod order;
mod watch;
mod worker;

pub use answer::{Answer, Progress, Stage};
pub use error::PlannerError;
pub use measure::{between, measure};
pub use order::{Budget, Order, Search};
pub use watch::Watch;
pub use worker::{StartClock, Tell, Worker};

use karavan_map::Map;
use karavan_plan::{judge, used_travel};
use karavan_solver::solve;
use watch::OfSearch;

/// Measures, solves, judges.
///
/// # Errors
/// When the order is for another map, the map has no roads for a way to travel, the parts make no problem, or it was called
/// off.
pub fn plan(map: &Map, order: Order, watch: &dyn Watch) -> Result<Answer, PlannerError> {
    let begin = |stage| {
        if watch.is_cancelled() {
            return Err(PlannerError::Cancelled);
        }
        watch.stage(stage);
        Ok(())
    };
    if order.map != map.hash() {
        return Err(PlannerError::OtherMap {
            ordered: order.map,
            own: map.hash(),
        });
    }
    begin(Stage::Measure)?;
    let options = order.search.into();
    let problem = measure(map, order)?;

    begin(Stage::Solve)?;
    let solution = solve(&problem, &options, &OfSearch::begin(watch));

    begin(Stage::Judge)?;
    Ok(Answer {
        violations: judge(&problem, &solution.plan),
        legs: used_travel(&problem, &solution.plan),
        plan: solution.plan,
        rounds: solution.rounds,
    })
}
