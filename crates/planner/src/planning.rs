//! An order from its places to a judged plan, top to bottom.

use crate::watch::OfSearch;
use crate::{Answer, Order, PlannerError, Stage, Watch, measure};
use karavan_map::Map;
use karavan_plan::{judge, used_travel};
use karavan_solver::solve;

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
