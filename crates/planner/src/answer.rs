//! `Answer`: a judged plan with the legs it drives, its violations, the `Terms` of its policy and the shortest plan to
//! compare with. Also `Stage` and `Progress`, told while it is searched for.

use crate::{Order, PlannerError, Terms};
use karavan_model::{Cost, Policy, Seconds};
use karavan_plan::{Plan, Problem, Travel, Violation};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A stage of planning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Places to travel times.
    Measure,
    /// Looking for the plan.
    Solve,
    /// Judging it.
    Judge,
}

/// How far a search is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Since the search began.
    pub elapsed: Duration,
    /// Rounds of the reporting thread.
    pub rounds: u64,
    /// Jobs in routes, in its best plan so far.
    pub served: usize,
    /// Jobs left out.
    pub unassigned: usize,
    /// The objective.
    pub cost: Cost,
    /// Travel time of all routes.
    pub travel: Seconds,
}

/// A plan with all that is needed to tell it and to judge it again, beside its order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Who does what, when.
    pub plan: Plan,
    /// The legs that it drives, for each profile of the order.
    pub legs: Vec<Travel>,
    /// Rules that it breaks: none, unless a part of ours is wrong.
    #[serde(with = "rows")]
    pub violations: Vec<Violation>,
    /// Rounds the search made.
    pub rounds: u64,
    /// The policy of the order.
    pub policy: Policy,
    /// What it prices besides driving.
    pub terms: Terms,
    /// The shortest plan found on the way, to hold this one against; nothing where that was the policy.
    pub shortest: Option<Plan>,
}

impl Answer {
    /// The problem of the order with what its policy prices, of its travel the legs of the plan alone: enough for the
    /// judge.
    ///
    /// # Errors
    /// When the answer is not of this order.
    pub fn problem(&self, order: Order) -> Result<Problem, PlannerError> {
        self.terms.priced(order.with_travel(self.legs.clone()))
    }
}

/// Violations as rows of all their fields. In JSON they leave out what they do not have, which a message without names
/// of fields cannot.
mod rows {
    use karavan_plan::{JobIx, Rule, VehicleIx, Violation};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    type Row = (Rule, Option<VehicleIx>, Option<usize>, Option<JobIx>, i64);

    pub(super) fn serialize<S: Serializer>(violations: &[Violation], serializer: S) -> Result<S::Ok, S::Error> {
        let row = |one: &Violation| -> Row { (one.rule, one.vehicle, one.step, one.job, one.excess) };
        violations.iter().map(row).collect::<Vec<Row>>().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Violation>, D::Error> {
        let rows = Vec::<Row>::deserialize(deserializer)?.into_iter();
        let violation = |(rule, vehicle, step, job, excess)| Violation {
            rule,
            vehicle,
            step,
            job,
            excess,
        };
        Ok(rows.map(violation).collect())
    }
}
