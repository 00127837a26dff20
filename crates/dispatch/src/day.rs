//! The coordinator's morning, top to bottom.

use crate::arrange::{Arranged, Customs, arrange};
use crate::document::PlanDocument;
use crate::locate::{Located, locate};
use crate::measure::{Measured, measure};
use crate::{DispatchError, Intake};
use karavan_map::Map;
use karavan_solver::{Budget, Progress, SolveOptions, Watch, solve};
use std::time::Duration;

/// A stage of the morning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Addresses to places.
    Locate,
    /// Places to travel times.
    Measure,
    /// People's words to the solver's.
    Arrange,
    /// Looking for the plan.
    Solve,
    /// Judging it.
    Judge,
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

/// A planned day, with what later stages need.
pub struct PlannedDay {
    /// For people.
    pub document: PlanDocument,
    /// Where everything is.
    pub located: Located,
    /// Travel between the places.
    pub measured: Measured,
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

    begin(watch, Stage::Measure)?;
    let measured = measure(map, &located)?;

    begin(watch, Stage::Arrange)?;
    let arranged: Arranged = arrange(&located, &measured, options.customs)?;

    begin(watch, Stage::Solve)?;
    let search = SolveOptions {
        seed: options.seed,
        threads: options.threads,
        budget: options.budget,
    };
    let solution = solve(
        &arranged.problem,
        &search,
        &Search {
            watch,
            began: watch.elapsed(),
        },
    );

    begin(watch, Stage::Judge)?;
    let document = PlanDocument::new(&located, &arranged, &solution.plan);
    Ok(PlannedDay {
        document,
        located,
        measured,
        rounds: solution.rounds,
    })
}

fn begin(watch: &dyn DayWatch, stage: Stage) -> Result<(), DispatchError> {
    if watch.is_cancelled() {
        return Err(DispatchError::Cancelled);
    }
    watch.stage(stage);
    Ok(())
}

/// The solver's view of the one who watches: its clock begins with the search.
struct Search<'a> {
    watch: &'a dyn DayWatch,
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
