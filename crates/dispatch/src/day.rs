//! `plan_day`: plans one day from an intake: locate, arrange, let a planner answer, write the document. Also its
//! `Stage`s, `PlanOptions`, `PlannedDay`, and `DayWatch`, which is told of the first two stages and may cancel before
//! each. The search itself is in `karavan_planner`.

use crate::DispatchError;
use crate::by_hand::Kept;
use crate::document::PlanDocument;
use crate::locate::locate;
use crate::translate::{Customs, NamedOrder, into_order, into_words, unplannable};
use karavan_intake::Intake;
use karavan_map::Map;
use karavan_model::Policy;
use karavan_planner::{Answer, Order, PlannerError, Search};
use serde::{Deserialize, Serialize};

/// A stage of the morning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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

/// Who watches the morning until the planner has the order, and may call it off. The planner tells its own stages.
pub trait DayWatch {
    /// A stage begins.
    fn stage(&self, _stage: Stage) {}

    /// Whether to stop now.
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// How to plan.
#[derive(Clone, Debug, Default)]
pub struct PlanOptions {
    /// How the planner searches.
    pub search: Search,
    /// What the region is used to.
    pub customs: Customs,
    /// What the plan is to be good at.
    pub policy: Policy,
    /// What of a draft is to stay.
    pub kept: Kept,
}

/// A planned day.
pub struct PlannedDay {
    /// For people.
    pub document: PlanDocument,
    /// Rounds the search made.
    pub rounds: u64,
}

/// The whole morning: addresses, travel times, plan, verdict. Nothing of the intake is lost on the way. `ask` gives
/// the order to a planner, here or elsewhere, and waits for its answer; the planner knows positions and points, no
/// people.
///
/// # Errors
/// When no problem can be made of the day, or the run was cancelled.
pub fn plan_day(
    map: &Map,
    intake: Intake,
    options: &PlanOptions,
    watch: &dyn DayWatch,
    ask: impl FnOnce(&Order) -> Result<Answer, PlannerError>,
) -> Result<PlannedDay, DispatchError> {
    begin(watch, Stage::Locate)?;
    let located = locate(map, intake);

    begin(watch, Stage::Arrange)?;
    let NamedOrder { order, legend } = into_order(&located, options.customs, (map.hash(), options.search))?;
    let policy = options.policy;
    let order = Order { policy, ..order };

    // Measures, solves and judges.
    let (asked, marks) = options.kept.applied(&order, &legend);
    let answer = ask(&asked).map_err(|error| unplannable(&legend, error))?;

    let problem = answer
        .problem(order)
        .map_err(|error| DispatchError::Internal(error.to_string()))?;
    Ok(PlannedDay {
        document: PlanDocument {
            marks,
            ..into_words(&located, legend, &problem, &answer)
        },
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
