//! Rule `Prefix`: the route of a vehicle begins with the loads and jobs that are already done or promised, in their
//! order; only breaks may stand between them.

use super::violation::{Rule, Violation};
use crate::plan::{Plan, StepKind};
use crate::problem::Problem;

pub(super) fn check(problem: &Problem, plan: &Plan) -> Vec<Violation> {
    let mut violations = Vec::new();
    for one in &problem.rules().prefixes {
        let Some(route) = plan.routes.iter().find(|route| route.vehicle == one.vehicle) else {
            let first = one.jobs().next();
            violations.extend(first.map(|job| Violation::of_job(Rule::Prefix, job, 0)));
            continue;
        };
        let is_work = |kind: &StepKind| matches!(kind, StepKind::Load(_) | StepKind::Job(_));
        let work = route.steps.iter().map(|step| step.kind).filter(is_work);
        let begun: Vec<StepKind> = work.take(one.steps.len()).collect();
        if begun != one.steps {
            violations.push(Violation::of_route(Rule::Prefix, route, 0));
        }
    }
    violations
}
