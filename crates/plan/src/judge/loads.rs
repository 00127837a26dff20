//! `judge_loads`, rules `Goods`, `Loads` and `Offered`: the goods of a job add up to its load, a loading list takes at
//! each step what is brought from it, and only what the depot hands out. Apart from `judge`; the list itself is made in
//! `goods.rs` of the crate.

use super::judged_route::JudgedRoute;
use super::violation::{Rule, Violation};
use super::{known, supply};
use crate::goods::{Amounts, Goods};
use crate::ix::{GoodsIx, JobIx};
use crate::plan::{Plan, Route, StepKind};
use crate::problem::Problem;

/// Judges what a plan says of its loads: `said` holds, for every route, what is taken at every step of it.
///
/// A route of which the judge knows no such step or job is not looked at: [`super::judge`] tells what is wrong with it.
#[must_use]
pub fn judge_loads(problem: &Problem, goods: &Goods, plan: &Plan, said: &[Vec<Amounts>]) -> Vec<Violation> {
    if goods.brought.len() != problem.jobs().len() || goods.offered.len() != problem.depots().len() {
        return vec![Violation::of_plan(Rule::Unknown, 0)];
    }
    let mut violations = brought(problem, goods);
    for (route, said) in plan.routes.iter().zip(said) {
        if known::check(problem, route).is_empty() && said.len() == route.steps.len() {
            let judged = JudgedRoute {
                problem,
                vehicle: &problem.vehicles()[route.vehicle.at()],
                route,
            };
            violations.extend(of_route(&judged, goods, said));
        } else {
            violations.push(Violation::of_route(Rule::Unknown, route, 0));
        }
    }
    violations
}

/// The goods of every job are as many as its load.
fn brought(problem: &Problem, goods: &Goods) -> Vec<Violation> {
    let jobs = problem.jobs().iter().zip(&goods.brought).enumerate();
    let off = jobs.map(|(at, (job, brought))| {
        let all: i64 = brought.values().sum();
        (at, (all - job.load.iter().sum::<i64>()).abs())
    });
    off.filter(|&(_, excess)| excess != 0)
        .map(|(at, excess)| Violation::of_job(Rule::Goods, JobIx::from(at), excess))
        .collect()
}

fn of_route(judged: &JudgedRoute<'_>, goods: &Goods, said: &[Amounts]) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (at, said) in said.iter().enumerate() {
        let delivered = delivered_from(judged, goods, at);
        let all: std::collections::BTreeSet<GoodsIx> = said.keys().chain(delivered.keys()).copied().collect();
        let amount = |of: &Amounts, good| of.get(good).copied().unwrap_or(0);
        let off: i64 = all
            .iter()
            .map(|good| (amount(said, good) - amount(&delivered, good)).abs())
            .sum();
        if off != 0 {
            violations.push(Violation::of_step(Rule::Loads, judged.route, at, off));
        }
        if let StepKind::Load(depot) = judged.route.steps[at].kind {
            let offered = &goods.offered[depot.at()];
            let strange: i64 = said
                .iter()
                .filter(|(good, _)| !offered.contains(good))
                .map(|(_, amount)| amount)
                .sum();
            if strange != 0 {
                violations.push(Violation::of_step(Rule::Offered, judged.route, at, strange));
            }
        }
    }
    violations
}

/// The goods of all jobs whose load is this step.
fn delivered_from(judged: &JudgedRoute<'_>, goods: &Goods, load: usize) -> Amounts {
    let Route { steps, .. } = judged.route;
    let mut delivered = Amounts::new();
    for (at, step) in steps.iter().enumerate().skip(load) {
        if let StepKind::Job(job) = step.kind
            && supply::load_of(judged, at) == Some(load)
        {
            for (&good, amount) in &goods.brought[job.at()] {
                *delivered.entry(good).or_default() += amount;
            }
        }
    }
    delivered
}
