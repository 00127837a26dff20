//! `Run` and `Summary`: medians over seeds, means over instances, and when a target gap was first reached.
//! `table.rs` prints them.

use crate::checker::{Instance, Verdict};
use crate::options::{Compare, Solver};
use crate::process::Spent;
use crate::run_solver::Job;
use serde_json::Value;

/// A run and its verdict.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) solver: Solver,
    pub(crate) instance: String,
    pub(crate) limit: f64,
    pub(crate) seed: u64,
    pub(crate) spent: Spent,
    /// `None` when there was no answer at all.
    pub(crate) verdict: Option<Verdict>,
    /// Per cent above the best known; `None` without one, or when the answer is not allowed.
    pub(crate) gap: Option<f64>,
    pub(crate) version: Option<String>,
    pub(crate) rounds: Option<u64>,
    /// Its routes, and the travel of each in seconds: only ours tells it.
    pub(crate) routes: Vec<Value>,
    pub(crate) travels: Vec<i64>,
    /// Seconds and gaps of improvements, where the solver tells them.
    trace: Vec<(f64, f64)>,
}

impl Run {
    pub(crate) fn new(job: &Job<'_>, spent: Spent, verdict: Option<Verdict>, answer: &Value) -> Self {
        let gap_of = |cost: f64| job.instance.best_known.map(|best| 100.0 * (cost / best - 1.0));
        let list = |name: &str| answer[name].as_array().into_iter().flatten();
        let trace = list("trace").filter_map(|seen| {
            // Nobody may be left out of an instance that has a best known cost.
            (seen[1] == 0).then(|| Some((seen[0].as_f64()?, gap_of(seen[2].as_f64()?)?)))?
        });
        Self {
            solver: job.solver,
            instance: job.instance.name.clone(),
            limit: job.limit,
            seed: job.seed,
            gap: verdict
                .as_ref()
                .filter(|verdict| verdict.feasible)
                .and_then(|verdict| gap_of(verdict.cost?)),
            version: answer["version"].as_str().map(str::to_owned),
            rounds: answer["iters"].as_u64(),
            routes: list("routes").cloned().collect(),
            travels: list("travels").filter_map(Value::as_i64).collect(),
            trace: trace.collect(),
            spent,
            verdict,
        }
    }

    /// What is said of an answer that is allowed.
    pub(crate) fn allowed(&self) -> Option<&Verdict> {
        self.verdict.as_ref().filter(|verdict| verdict.feasible)
    }

    pub(crate) fn is_good(&self) -> bool {
        self.allowed().is_some()
    }

    /// When it was first no worse than a gap.
    fn reached(&self, target: f64) -> Option<f64> {
        self.trace.iter().find(|(_, gap)| *gap <= target).map(|(at, _)| *at)
    }
}

/// All runs of a comparison.
#[derive(Debug)]
pub(crate) struct Summary<'a> {
    pub(crate) instances: &'a [Instance],
    pub(crate) runs: &'a [Run],
}

/// One solver at one limit, over all instances with a best known cost.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Mean of the medians over those instances that have an allowed answer in most runs.
    pub(crate) mean_gap: Option<f64>,
    pub(crate) medians: Vec<(String, Option<f64>)>,
    pub(crate) runs: usize,
    pub(crate) failed: usize,
    /// The longest run against its limit, in per cent.
    pub(crate) longest: f64,
    pub(crate) peak_mb: f64,
}

impl<'a> Summary<'a> {
    pub(crate) const fn new(instances: &'a [Instance], runs: &'a [Run]) -> Self {
        Self { instances, runs }
    }

    pub(crate) fn of(&self, solver: Solver, limit: f64) -> impl Iterator<Item = &'a Run> + Clone {
        let runs = self.runs.iter();
        runs.filter(move |run| run.solver == solver && run.limit == limit)
    }

    /// Of the allowed answers to an instance the one with the median cost.
    pub(crate) fn middle(&self, solver: Solver, limit: f64, instance: &str) -> Option<&'a Run> {
        let own = self.of(solver, limit).filter(|run| run.instance == instance);
        let mut good: Vec<(f64, &Run)> = own.filter_map(|run| Some((run.allowed()?.cost?, run))).collect();
        good.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        good.get(good.len().checked_sub(1)? / 2).map(|(_, run)| *run)
    }

    /// `None` when no instance has a best known cost.
    pub(crate) fn row(&self, solver: Solver, limit: f64) -> Option<Row> {
        let known = self.instances.iter().filter(|one| one.best_known.is_some());
        let median = |instance: &Instance| {
            let own = self.of(solver, limit).filter(|run| run.instance == instance.name);
            // An answer that is not allowed is worse than any other.
            let gaps = own.map(|run| run.gap.unwrap_or(f64::INFINITY)).collect();
            (instance.name.clone(), median(gaps).filter(|gap| gap.is_finite()))
        };
        let medians: Vec<(String, Option<f64>)> = known.map(median).collect();
        let names: Vec<String> = medians.iter().map(|(name, _)| name.clone()).collect();
        let own = self.of(solver, limit).filter(|run| names.contains(&run.instance));
        let found: Vec<f64> = medians.iter().filter_map(|(_, gap)| *gap).collect();
        (!medians.is_empty()).then(|| Row {
            mean_gap: mean(&found),
            runs: own.clone().count(),
            failed: own.clone().filter(|run| !run.is_good()).count(),
            longest: own
                .clone()
                .map(|run| 100.0 * run.spent.seconds / run.limit)
                .fold(0.0, f64::max),
            peak_mb: own.map(|run| run.spent.peak_mb).fold(0.0, f64::max),
            medians,
        })
    }

    /// The least of the limits at which the mean gap is no more than a target.
    pub(crate) fn limit_for(&self, compare: &Compare, solver: Solver, target: f64) -> Option<f64> {
        let good = |limit: &f64| {
            let row = self.row(solver, *limit);
            row.is_some_and(|row| row.failed == 0 && row.mean_gap.is_some_and(|gap| gap <= target))
        };
        compare.limits.iter().copied().filter(good).min_by(f64::total_cmp)
    }

    /// By the solver's own telling, in its longest runs: on how many instances most runs reached a target, of how many,
    /// and the median of the seconds over all runs that did.
    pub(crate) fn told(&self, compare: &Compare, solver: Solver, target: f64) -> Option<(usize, usize, Option<f64>)> {
        let limit = compare.limits.iter().copied().max_by(f64::total_cmp)?;
        let runs: Vec<&Run> = self.of(solver, limit).filter(|run| !run.trace.is_empty()).collect();
        let known = self.instances.iter().filter(|one| one.best_known.is_some());
        let times = known.clone().filter_map(|instance| {
            let own = runs.iter().filter(|run| run.instance == instance.name);
            median(own.map(|run| run.reached(target).unwrap_or(f64::INFINITY)).collect()).filter(|at| at.is_finite())
        });
        let times: Vec<f64> = times.collect();
        (!runs.is_empty()).then(|| (times.len(), known.count(), median(times.clone())))
    }
}

/// The middle one; the lower of two.
fn median(mut figures: Vec<f64>) -> Option<f64> {
    figures.sort_by(f64::total_cmp);
    let middle = figures.len().checked_sub(1)? / 2;
    figures.get(middle).copied()
}

fn mean(figures: &[f64]) -> Option<f64> {
    (!figures.is_empty()).then(|| figures.iter().sum::<f64>() / figures.len() as f64)
}
