//! An order of work in, a judged plan out: travel is measured on the map, the plan searched for and judged.
//!
//! An order speaks of jobs, vehicles and depots by position. This crate never knows a person, an address or a database.

mod error;
mod measure;
mod order;

pub use error::PlannerError;
pub use measure::{between, measure};
pub use order::Order;

use karavan_map::Map;
use karavan_plan::{Plan, Problem, Violation, judge};
use karavan_solver::{Progress, SolveOptions, Watch, solve};
use std::time::Duration;

/// A stage of planning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Places to travel times.
    Measure,
    /// Looking for the plan.
    Solve,
    /// Judging it.
    Judge,
}

/// A plan, the problem it is for, and what the judge says.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What was planned.
    pub problem: Problem,
    /// How.
    pub plan: Plan,
    /// Rules the plan breaks: none, unless a part of ours is wrong.
    pub violations: Vec<Violation>,
    /// Rounds the search made.
    pub rounds: u64,
}

/// Measures, solves, judges. `watch` gives the clock and may call it off; `begins` hears each stage.
///
/// # Errors
/// When the map has no roads for a way to travel, the parts make no problem, or it was called off.
pub fn plan(
    map: &Map,
    order: Order,
    options: &SolveOptions,
    watch: &dyn Watch,
    begins: &dyn Fn(Stage),
) -> Result<Answer, PlannerError> {
    let begin = |stage| {
        if watch.is_cancelled() {
            return Err(PlannerError::Cancelled);
        }
        begins(stage);
        Ok(())
    };
    begin(Stage::Measure)?;
    let problem = measure(map, order)?;

    begin(Stage::Solve)?;
    let search = Search {
        watch,
        began: watch.elapsed(),
    };
    let solution = solve(&problem, options, &search);

    begin(Stage::Judge)?;
    let violations = judge(&problem, &solution.plan);
    Ok(Answer {
        problem,
        plan: solution.plan,
        violations,
        rounds: solution.rounds,
    })
}

/// The solver's view of the one who watches: its clock begins with the search.
struct Search<'a> {
    watch: &'a dyn Watch,
    began: Duration,
}

impl Watch for Search<'_> {
    fn elapsed(&self) -> Duration {
        self.watch.elapsed().saturating_sub(self.began)
    }

    fn is_cancelled(&self) -> bool {
        self.watch.is_cancelled()
    }

    fn progress(&self, progress: &Progress) {
        self.watch.progress(progress);
    }
}
