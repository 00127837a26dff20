//! Rule `Together`: two jobs that need two people at once are done by different vehicles that begin at the same
//! moment, or neither is done.

use super::violation::{Rule, Violation};
use super::visits::visits;
use crate::plan::Plan;
use crate::problem::Problem;

pub(super) fn check(problem: &Problem, plan: &Plan) -> Vec<Violation> {
    let all = visits(plan);
    let mut violations = Vec::new();
    for one in &problem.rules().together {
        let [a, b] = one.jobs;
        match (all.get(&a), all.get(&b)) {
            (None, None) => {}
            (Some(first), Some(second)) => {
                let same = plan.routes[first.route].vehicle == plan.routes[second.route].vehicle;
                let apart = (first.step.begins.0 - second.step.begins.0).abs();
                if same || apart > 0 {
                    violations.push(Violation::of_job(Rule::Together, b, apart));
                }
            }
            _ => violations.push(Violation::of_job(Rule::Together, b, 0)),
        }
    }
    violations
}
