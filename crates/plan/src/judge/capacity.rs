//! Rule `Capacity`: after no step is more on board than the vehicle holds, in any dimension. Counts delivered,
//! collected and shipped goods; where deliveries were loaded is found in `supply.rs`.

use super::judged_route::JudgedRoute;
use super::supply::load_of;
use super::violation::{Rule, Violation};
use crate::ix::JobIx;
use crate::plan::StepKind;

/// Something that is on board from a step (`None`: from the start) until a step (`None`: to the end).
struct Cargo<'a> {
    load: &'a [i64],
    from: Option<usize>,
    until: Option<usize>,
}

pub(super) fn check(judged: &JudgedRoute<'_>) -> Vec<Violation> {
    let steps = &judged.route.steps;
    let cargo = all_cargo(judged);
    let mut violations = Vec::new();
    for dimension in 0..judged.problem.dimensions() {
        let mut before = i64::MIN;
        for at in 0..steps.len() {
            let is_on =
                |one: &&Cargo<'_>| one.from.is_none_or(|from| from <= at) && one.until.is_none_or(|until| at < until);
            let on_board: i64 = cargo.iter().filter(is_on).map(|one| one.load[dimension]).sum();
            let over = on_board - judged.vehicle.capacity[dimension];
            // Told where it becomes more; the steps after only carry it on.
            if over > 0 && on_board > before {
                violations.push(Violation::of_step(Rule::Capacity, judged.route, at, over));
            }
            before = on_board;
        }
    }
    violations
}

fn all_cargo<'a>(judged: &'a JudgedRoute<'_>) -> Vec<Cargo<'a>> {
    let (problem, steps) = (judged.problem, &judged.route.steps);
    let rules = problem.rules();
    let at_of = |job: JobIx| steps.iter().position(|step| step.kind == StepKind::Job(job));
    let mut cargo = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let StepKind::Job(job) = step.kind else { continue };
        let from = load_of(judged, at);
        if from.is_some() || rules.aboard.contains(&job) {
            cargo.push(Cargo {
                load: &problem.jobs()[job.at()].load,
                from,
                until: Some(at),
            });
        }
        for one in rules.collects.iter().filter(|one| one.job == job) {
            cargo.push(Cargo {
                load: &one.load,
                from: Some(at),
                until: None,
            });
        }
        for one in rules.shipments.iter().filter(|one| one.pickup == job) {
            cargo.push(Cargo {
                load: &one.load,
                from: Some(at),
                until: at_of(one.delivery),
            });
        }
    }
    cargo
}
