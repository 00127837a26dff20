//! Rule `NoReason`: every unassigned job has at least one reason. Whether the reason is true is not judged; reasons
//! are found in `explain.rs`.

use super::violation::{Rule, Violation};
use crate::plan::Plan;

pub(super) fn check(plan: &Plan) -> Vec<Violation> {
    let silent = plan.unassigned.iter().filter(|left| left.reasons.is_empty());
    silent
        .map(|left| Violation::of_job(Rule::NoReason, left.job, 0))
        .collect()
}
