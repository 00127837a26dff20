//! Rule `Window`: a load, a job or a break begins inside one of its windows, both ends included.

use super::judged_route::JudgedRoute;
use super::violation::{Rule, Violation};
use crate::plan::StepKind;

pub(super) fn check(judged: &JudgedRoute<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (at, step) in judged.route.steps.iter().enumerate() {
        let windows = match step.kind {
            StepKind::Load(depot) => &judged.problem.depots()[depot.at()].windows,
            StepKind::Job(job) => &judged.problem.jobs()[job.at()].windows,
            StepKind::Break(rest) => &judged.problem.rules().breaks[rest.at()].windows,
            StepKind::Start | StepKind::End => continue,
        };
        let begins = step.begins.0;
        let away = windows
            .iter()
            .map(|window| (window.opens.0 - begins).max(begins - window.closes.0).max(0));
        match away.min() {
            Some(0) | None => {}
            Some(seconds) => violations.push(Violation::of_step(Rule::Window, judged.route, at, seconds)),
        }
    }
    violations
}
