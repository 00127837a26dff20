//! The results of `quality` as text: `line` for one run, and Markdown tables of gaps, time to target, mornings, and
//! equal service. The medians and means are worked out in `summary.rs`.

use crate::checker::Verdict;
use crate::equal_service::EqualService;
use crate::options::{Compare, Solver};
use crate::summary::{Run, Summary};
use std::fmt::Write;

/// One run in a line.
pub(crate) fn line(run: &Run) -> String {
    let verdict = match &run.verdict {
        None => "no answer".to_owned(),
        Some(verdict) if !verdict.feasible => format!("not allowed: {}", verdict.errors.join("; ")),
        Some(verdict) => match (run.gap, verdict.served, verdict.travel) {
            (Some(gap), ..) => format!("gap {gap:.2}%"),
            (None, Some(served), Some(travel)) => format!("{served} served, travel {travel}"),
            _ => format!("cost {}", verdict.cost.unwrap_or(0.0)),
        },
    };
    let rounds = run.rounds.map_or(String::new(), |rounds| format!(", {rounds} rounds"));
    format!(
        "{} {} {} s seed {}: {verdict}, took {:.2} s, {:.0} MB{rounds}",
        run.solver.name(),
        run.instance,
        run.limit,
        run.seed,
        run.spent.seconds,
        run.spent.peak_mb
    )
}

/// Mean of the medians of the gaps to the best known.
pub(crate) fn gaps(compare: &Compare, summary: &Summary<'_>) -> String {
    if summary.instances.iter().all(|instance| instance.best_known.is_none()) {
        return String::new();
    }
    let mut text = head("solver", compare, "gap");
    for &solver in &compare.solvers {
        let cell = |limit: &f64| {
            let Some(row) = summary.row(solver, *limit) else {
                return "–".to_owned();
            };
            let gap = row.mean_gap.map_or("–".to_owned(), |gap| format!("{gap:.2}%"));
            let failed = if row.failed > 0 {
                format!(" ({} of {} failed)", row.failed, row.runs)
            } else {
                String::new()
            };
            format!("{gap}{failed}, {:.0}% of its time, {:.0} MB", row.longest, row.peak_mb)
        };
        let _written = writeln!(text, "| {} | {} |", solver.name(), cells(compare, cell));
    }
    text
}

/// The least limit at which a gap was kept, and what solvers that tell it say themselves.
pub(crate) fn targets(compare: &Compare, summary: &Summary<'_>) -> String {
    if summary.instances.iter().all(|instance| instance.best_known.is_none()) {
        return String::new();
    }
    let names: Vec<String> = compare.targets.iter().map(|target| format!("≤ {target}%")).collect();
    let mut text = format!(
        "\n| time to target | {} |\n|---|{}\n",
        names.join(" | "),
        "---|".repeat(names.len())
    );
    for &solver in &compare.solvers {
        let cell = |target: &f64| {
            let least = summary.limit_for(compare, solver, *target);
            let least = least.map_or("–".to_owned(), |limit| format!("{limit} s"));
            match summary.told(compare, solver, *target) {
                Some((reached, all, at)) => {
                    let at = at.map_or(String::new(), |at| format!(", median {at:.1} s"));
                    format!("{least} (its own clock: {reached} of {all}{at})")
                }
                None => least,
            }
        };
        let cells: Vec<String> = compare.targets.iter().map(cell).collect();
        let _written = writeln!(text, "| {} | {} |", solver.name(), cells.join(" | "));
    }
    text
}

/// Served and travel of mornings, of the run with the median cost.
pub(crate) fn mornings(compare: &Compare, summary: &Summary<'_>) -> String {
    let mut text = String::new();
    for instance in summary
        .instances
        .iter()
        .filter(|instance| instance.best_known.is_none())
    {
        text += &head(&instance.name, compare, "served · travel");
        for &solver in &compare.solvers {
            let cell = |limit: &f64| morning(summary, solver, *limit, &instance.name);
            let _written = writeln!(text, "| {} | {} |", solver.name(), cells(compare, cell));
        }
    }
    text
}

fn morning(summary: &Summary<'_>, solver: Solver, limit: f64, name: &str) -> String {
    let Some(run) = summary.middle(solver, limit, name) else {
        return "no allowed answer".to_owned();
    };
    let spent = run.spent;
    let told = run.allowed().map(load).unwrap_or_default();
    format!("{told}, {:.1} s, {:.0} MB", spent.seconds, spent.peak_mb)
}

/// Ours with as few served as others, and theirs.
pub(crate) fn equal_service(found: &[EqualService]) -> String {
    let mut text = String::new();
    if !found.is_empty() {
        text += "\n| as few served as | served · travel of ours | of theirs |\n|---|---|---|\n";
    }
    for one in found {
        let (ours, theirs) = (load(&one.ours), load(&one.theirs));
        let name = one.other.name();
        let _written = writeln!(
            text,
            "| {name}, {} at {} s | {ours} | {theirs} |",
            one.instance, one.limit
        );
    }
    text
}

fn load(verdict: &Verdict) -> String {
    format!("{} · {}", verdict.served.unwrap_or(0), verdict.travel.unwrap_or(0.0))
}

fn head(first: &str, compare: &Compare, what: &str) -> String {
    let limits: Vec<String> = compare
        .limits
        .iter()
        .map(|limit| format!("{what} at {limit} s"))
        .collect();
    format!(
        "\n| {first} | {} |\n|---|{}\n",
        limits.join(" | "),
        "---|".repeat(limits.len())
    )
}

fn cells(compare: &Compare, cell: impl Fn(&f64) -> String) -> String {
    compare.limits.iter().map(cell).collect::<Vec<_>>().join(" | ")
}
