//! Types of runs: what is asked for (`RunOrder`, `RunBudget`), how it is kept (`KeptOrder`), how far a run is and what
//! it found (`RunView`, `RunFigures`), the answer to asking (`RunStarted`), and conversions to and from the store.

use crate::texts::{Pair, server_stopped};
use karavan_dispatch::Stage;
use karavan_model::{Cost, Date, PlanId, Policy, RunId, Seconds};
use karavan_planner::Budget;
use karavan_store::{Run, RunClass, RunState};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long a run searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunBudget {
    /// This long.
    Time(Duration),
    /// So many rounds: the same seed and threads give the same plan.
    Rounds(u64),
}

impl From<RunBudget> for Budget {
    fn from(budget: RunBudget) -> Self {
        match budget {
            RunBudget::Time(limit) => Self::Time(limit),
            RunBudget::Rounds(rounds) => Self::Rounds(rounds),
        }
    }
}

/// What to plan, and how long to search.
#[derive(Clone, Debug)]
pub struct RunOrder {
    /// The day.
    pub date: Date,
    /// How long to search.
    pub budget: RunBudget,
    /// What the plan is to be good at; as the region chose last unless told.
    pub policy: Option<Policy>,
    /// Where chance begins.
    pub seed: u64,
    /// Search threads; the service's own number unless told otherwise.
    pub threads: Option<usize>,
    /// What it comes before in the queue.
    pub class: RunClass,
    /// The draft whose pins and locks are kept.
    pub from: Option<PlanId>,
}

/// An order as it is kept beside its run: what is to be planned, told in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptOrder {
    pub(crate) budget: RunBudget,
    pub(crate) policy: Policy,
    pub(crate) seed: u64,
    pub(crate) threads: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<PlanId>,
}

/// How far a run is, and what it found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunFigures {
    /// The stage it is in.
    pub stage: Stage,
    /// 0 to 1.
    pub progress: f64,
    /// Since it began.
    pub elapsed_seconds: f64,
    /// The limit of its search, when it has one.
    pub limit_seconds: Option<f64>,
    /// Rounds of the search so far.
    pub rounds: u64,
    /// Requests in routes so far.
    pub served: usize,
    /// Requests left out so far.
    pub unassigned: usize,
    /// The objective so far.
    pub cost: Cost,
    /// Driving so far.
    pub travel_seconds: Seconds,
    /// Why it failed, in English.
    pub failure: Option<String>,
    /// Why it failed, in Russian.
    #[serde(default)]
    pub failure_ru: Option<String>,
}

/// A run as others see it.
#[derive(Clone, Debug, PartialEq)]
pub struct RunView {
    /// Its id.
    pub id: RunId,
    /// The day.
    pub date: Date,
    /// Where it stands.
    pub state: RunState,
    /// The plan it made.
    pub plan: Option<PlanId>,
    /// While it waits: how many runs are at work or come before it.
    pub before: Option<usize>,
    /// How far the search came, and why it failed if it did.
    pub figures: RunFigures,
}

/// What came of asking for a run.
#[derive(Clone, Debug, PartialEq)]
pub enum RunStarted {
    /// It is kept, and waits for its turn.
    Begun(RunView),
    /// Another run of the day has not ended.
    Busy(RunView),
}

impl RunFigures {
    /// The figures of a run that has not begun.
    pub(crate) fn at_start(budget: Option<RunBudget>) -> Self {
        let limit_seconds = match budget {
            Some(RunBudget::Time(limit)) => Some(limit.as_secs_f64()),
            Some(RunBudget::Rounds(_)) | None => None,
        };
        Self {
            stage: Stage::Locate,
            progress: 0.0,
            elapsed_seconds: 0.0,
            limit_seconds,
            rounds: 0,
            served: 0,
            unassigned: 0,
            cost: Cost::ZERO,
            travel_seconds: Seconds::ZERO,
            failure: None,
            failure_ru: None,
        }
    }

    /// As the store kept them; those of a run that has not begun when they cannot be read.
    pub(crate) fn from_body(body: &serde_json::Value) -> Self {
        Self::deserialize(body).unwrap_or_else(|_| Self::at_start(None))
    }

    /// Says why the run failed.
    pub(crate) fn fail(&mut self, (why, why_ru): Pair) {
        self.failure = Some(why);
        self.failure_ru = Some(why_ru);
    }

    /// As the store keeps them.
    pub(crate) fn to_body(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

impl From<Run> for RunView {
    fn from(run: Run) -> Self {
        let mut figures = RunFigures::from_body(&run.body);
        if run.state == RunState::Failed && figures.failure.is_none() {
            figures.fail(server_stopped());
        }
        Self {
            id: run.id,
            date: run.date,
            state: run.state,
            plan: run.plan,
            before: None,
            figures,
        }
    }
}
