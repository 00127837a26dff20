//! `loads`: how many units of which goods (`Amounts`) are taken at each step of a route, from the last load that can
//! supply each job. `Goods`: what the jobs of a problem are brought and its depots hand out. For loading lists.

use crate::ix::{DepotIx, GoodsIx, JobIx};
use crate::plan::{Route, StepKind};
use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How much of which goods, in units; none of it zero.
pub type Amounts = BTreeMap<GoodsIx, i64>;

/// What the jobs and depots of a problem have to do with which goods.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goods {
    /// What is brought to every job.
    pub brought: Vec<Amounts>,
    /// What every depot hands out.
    pub offered: Vec<BTreeSet<GoodsIx>>,
}

/// What is loaded at every step of a route: the goods of the jobs that are served from there. Nothing where nothing is
/// loaded; goods that are aboard from the start are loaded nowhere.
///
/// # Panics
/// When an index is not of this problem, or the goods are those of another.
#[must_use]
pub fn loads(problem: &Problem, goods: &Goods, route: &Route) -> Vec<Amounts> {
    let mut loads = vec![Amounts::new(); route.steps.len()];
    let mut last_load: BTreeMap<DepotIx, usize> = BTreeMap::new();
    for (at, step) in route.steps.iter().enumerate() {
        match step.kind {
            StepKind::Load(depot) => {
                last_load.insert(depot, at);
            }
            StepKind::Job(job) => {
                if let Some(source) = source(problem, &last_load, job) {
                    for (&good, amount) in &goods.brought[job.at()] {
                        *loads[source].entry(good).or_default() += amount;
                    }
                }
            }
            StepKind::Start | StepKind::Break(_) | StepKind::End => {}
        }
    }
    loads
}

/// The last load so far that can supply the job.
fn source(problem: &Problem, last_load: &BTreeMap<DepotIx, usize>, job: JobIx) -> Option<usize> {
    if problem.of_job(job).is_aboard {
        return None;
    }
    let depots = problem.jobs()[job.at()].depots;
    let able = last_load.iter().filter(|&(&depot, _)| depots.contains(depot));
    able.map(|(_, &at)| at).max()
}
