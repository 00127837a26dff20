//! `all` makes the `EqualService` rows: our plan of a morning with whole routes left out until it serves hardly more
//! than another solver's, so that their travel can be compared. The routes to drop are chosen by a knapsack.

use crate::checker::{Instance, Verdict};
use crate::options::{Compare, Solver};
use crate::summary::{Run, Summary};
use serde_json::Value;

/// Our plan with whole routes left out, beside another's.
#[derive(Clone, Debug)]
pub(crate) struct EqualService {
    pub(crate) instance: String,
    pub(crate) limit: f64,
    pub(crate) other: Solver,
    pub(crate) theirs: Verdict,
    /// Judged as every answer is; it serves no fewer than the other.
    pub(crate) ours: Verdict,
}

/// Ours beside all others whose answers are allowed and serve no more.
pub(crate) fn all(compare: &Compare, summary: &Summary<'_>) -> anyhow::Result<Vec<EqualService>> {
    let mut found = Vec::new();
    for instance in summary.instances.iter().filter(|one| one.best_known.is_none()) {
        for &limit in &compare.limits {
            let Some(own) = summary.middle(Solver::Karavan, limit, &instance.name) else {
                continue;
            };
            for &other in compare.solvers.iter().filter(|solver| **solver != Solver::Karavan) {
                let theirs = summary.middle(other, limit, &instance.name);
                if let Some(theirs) = theirs.and_then(|run| run.verdict.clone()) {
                    found.extend(cut_to_peer(compare, instance, own, other, theirs)?);
                }
            }
        }
    }
    Ok(found)
}

fn cut_to_peer(
    compare: &Compare,
    instance: &Instance,
    own: &Run,
    other: Solver,
    theirs: Verdict,
) -> anyhow::Result<Option<EqualService>> {
    let served = |verdict: &Verdict| verdict.served.unwrap_or(0) as usize;
    let most = own.verdict.as_ref().map_or(0, served);
    let Some(spare) = most.checked_sub(served(&theirs)) else {
        return Ok(None);
    };
    let stops = |route: &Value| route[1].as_array().map_or(0, Vec::len);
    let routes: Vec<(usize, i64)> = own.routes.iter().map(stops).zip(own.travels.iter().copied()).collect();
    let dropped = routes_to_drop(&routes, spare);
    let kept = own.routes.iter().enumerate().filter(|(at, _)| !dropped.contains(at));
    let kept: Value = kept.map(|(_, route)| route.clone()).collect();
    Ok(Some(EqualService {
        instance: instance.name.clone(),
        limit: own.limit,
        other,
        ours: instance.check(&compare.bench, &compare.python, &kept)?,
        theirs,
    }))
}

/// The routes, each with its stops and its travel, that save most travel with no more than so many stops together: a
/// knapsack.
fn routes_to_drop(routes: &[(usize, i64)], stops_max: usize) -> Vec<usize> {
    // For each number of stops the most travel of any routes, and which.
    let mut best: Vec<(i64, Vec<usize>)> = vec![(0, Vec::new()); stops_max + 1];
    for (at, (stops, travel)) in routes.iter().enumerate() {
        for room in (*stops..=stops_max).rev() {
            let with = best[room - stops].0 + travel;
            if with > best[room].0 {
                let mut chosen = best[room - stops].1.clone();
                chosen.push(at);
                best[room] = (with, chosen);
            }
        }
    }
    best.pop().unwrap_or_default().1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_routes_left_out_save_most_travel_and_serve_no_more_than_is_spare() {
        let routes = [(3, 90), (4, 100), (2, 55), (5, 160)];
        assert_eq!(routes_to_drop(&routes, 5), [3]);
        assert_eq!(routes_to_drop(&routes, 6), [3]);
        assert_eq!(routes_to_drop(&routes, 7), [2, 3]);
        assert_eq!(routes_to_drop(&routes, 1), [0; 0]);
    }
}
