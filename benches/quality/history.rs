//! `keep`: appends a comparison to the history of `quality`, one row per solver and limit, with commit, machine and
//! protocol, regressions too. Writing the file is `append` in `lib.rs`.

use crate::equal_service::EqualService;
use crate::options::{Compare, Solver};
use crate::summary::{Run, Summary};
use karavan_quality::{append, commit, machine};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Appends the rows of a comparison in the format of `benches/history`.
pub(crate) fn keep(compare: &Compare, summary: &Summary<'_>, beside: &[EqualService]) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for &solver in &compare.solvers {
        for &limit in &compare.limits {
            let own: Vec<&Run> = summary.of(solver, limit).collect();
            let row = summary.row(solver, limit);
            rows.push(json!({
                "bench": "quality",
                "commit": commit(),
                "machine": machine(),
                "protocol": {
                    "instances": compare.instances, "seeds": compare.seeds, "cores": compare.cores(),
                    "threads": compare.threads, "judged": "check.py",
                },
                "solver": solver.name(),
                "version": own.iter().find_map(|run| run.version.clone()),
                "limit_seconds": limit,
                "mean_of_median_gaps_percent": row.as_ref().and_then(|row| row.mean_gap),
                "median_gaps_percent": row.as_ref().map(|row| row.medians.iter().cloned().collect::<BTreeMap<_, _>>()),
                "failed": row.as_ref().map(|row| row.failed),
                "runs": own.len(),
                "mornings": own.iter().filter_map(|run| morning(run)).collect::<Vec<Value>>(),
                "as_few_served_as": as_few(beside, solver, limit),
            }));
        }
    }
    append("quality", &rows)
}

fn morning(run: &Run) -> Option<Value> {
    let verdict = run.verdict.as_ref().filter(|_| run.gap.is_none())?;
    Some(json!({
        "instance": run.instance, "seed": run.seed, "allowed": verdict.feasible, "served": verdict.served,
        "travel_seconds": verdict.travel, "took_seconds": run.spent.seconds, "peak_mb": run.spent.peak_mb,
    }))
}

/// Our plans with as few served as others, in the rows of ours.
fn as_few(beside: &[EqualService], solver: Solver, limit: f64) -> Vec<Value> {
    let own = beside
        .iter()
        .filter(|one| solver == Solver::Karavan && one.limit == limit);
    let row = |one: &EqualService| {
        json!({
            "instance": one.instance, "solver": one.other.name(), "allowed": one.ours.feasible,
            "served": one.ours.served,
            "travel_seconds": one.ours.travel,
        })
    };
    own.map(row).collect()
}
