//! Rule `Restricted`: a job pinned to some vehicles is done by one of them, and never by a vehicle that it forbids.
//! Skills are judged in `skills.rs`.

use super::judged_route::JudgedRoute;
use super::violation::{Rule, Violation};
use crate::plan::StepKind;
use crate::rules::{Restriction, Who};

pub(super) fn check(judged: &JudgedRoute<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    let vehicle = judged.route.vehicle;
    for (at, step) in judged.route.steps.iter().enumerate() {
        let StepKind::Job(job) = step.kind else { continue };
        let is_broken = |one: &&Restriction| match one.who {
            Who::Only => !one.vehicles.contains(&vehicle),
            Who::Never => one.vehicles.contains(&vehicle),
        };
        let own = judged.problem.rules().restrictions.iter().filter(|one| one.job == job);
        let broken = own.filter(is_broken).count();
        if broken > 0 {
            violations.push(Violation::of_step(Rule::Restricted, judged.route, at, 0));
        }
    }
    violations
}
