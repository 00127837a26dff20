//! Rule `Service`: a load, a job or a break lasts exactly as long as its service time.

use super::judged_route::JudgedRoute;
use super::violation::{Rule, Violation};
use crate::plan::StepKind;

pub(super) fn check(judged: &JudgedRoute<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (at, step) in judged.route.steps.iter().enumerate() {
        let service = match step.kind {
            StepKind::Load(depot) => judged.problem.depots()[depot.at()].service,
            StepKind::Job(job) => judged.problem.jobs()[job.at()].service,
            StepKind::Break(rest) => judged.problem.rules().breaks[rest.at()].service,
            StepKind::Start | StepKind::End => continue,
        };
        let off = step.departs.0 - step.begins.0 - service.0;
        if off != 0 {
            violations.push(Violation::of_step(Rule::Service, judged.route, at, off.abs()));
        }
    }
    violations
}
