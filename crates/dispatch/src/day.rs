//! The coordinator's morning, top to bottom.

use crate::document::PlanDocument;
use crate::locate::locate;
use crate::translate::{Arranged, Customs, into_order, into_words, unplannable};
use crate::{DispatchError, Intake};
use karavan_map::Map;
use karavan_solver::{Budget, SolveOptions, Watch};
use std::time::Duration;

/// A stage of the morning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Addresses to places.
    Locate,
    /// People's words to the planner's.
    Arrange,
    /// Places to travel times.
    Measure,
    /// Looking for the plan.
    Solve,
    /// Judging it.
    Judge,
}

impl From<karavan_planner::Stage> for Stage {
    fn from(stage: karavan_planner::Stage) -> Self {
        match stage {
            karavan_planner::Stage::Measure => Self::Measure,
            karavan_planner::Stage::Solve => Self::Solve,
            karavan_planner::Stage::Judge => Self::Judge,
        }
    }
}

/// Who watches the morning: hears its stages and the search, gives the clock, may call it off.
pub trait DayWatch: Watch {
    /// A stage begins.
    fn stage(&self, _stage: Stage) {}
}

/// How to plan.
#[derive(Clone, Copy, Debug)]
pub struct PlanOptions {
    /// Chance begins here.
    pub seed: u64,
    /// Search threads, at least one.
    pub threads: usize,
    /// How long to search.
    pub budget: Budget,
    /// What the region is used to.
    pub customs: Customs,
}

impl Default for PlanOptions {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            seed: 1,
            threads,
            budget: Budget::Time(Duration::from_secs(10)),
            customs: Customs::default(),
        }
    }
}

/// A planned day.
pub struct PlannedDay {
    /// For people.
    pub document: PlanDocument,
    /// Rounds the search made.
    pub rounds: u64,
}

/// The whole morning: addresses, travel times, plan, verdict. Nothing of the intake is lost on the way.
///
/// # Errors
/// When the day cannot be put into a problem, or was called off.
pub fn plan_day(
    map: &Map,
    intake: Intake,
    options: &PlanOptions,
    watch: &dyn DayWatch,
) -> Result<PlannedDay, DispatchError> {
    begin(watch, Stage::Locate)?;
    let located = locate(map, intake);

    begin(watch, Stage::Arrange)?;
    let Arranged { order, legend } = into_order(&located, options.customs)?;

    // Measures, solves and judges: the planner knows positions, no people.
    let search = SolveOptions {
        seed: options.seed,
        threads: options.threads,
        budget: options.budget,
    };
    let answer = karavan_planner::plan(map, order, &search, watch, &|stage| watch.stage(stage.into()))
        .map_err(|error| unplannable(&legend, error))?;

    Ok(PlannedDay {
        document: into_words(&located, legend, &answer),
        rounds: answer.rounds,
    })
}

fn begin(watch: &dyn DayWatch, stage: Stage) -> Result<(), DispatchError> {
    if watch.is_cancelled() {
        return Err(DispatchError::Cancelled);
    }
    watch.stage(stage);
    Ok(())
}
