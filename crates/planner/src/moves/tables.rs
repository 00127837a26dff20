//! `Tables`: the problems measured last, at most eight, kept for the next question; `answered`: the answer to a
//! `MoveOrder`, from one that is kept or measured now. A map that differs from the plan's is refused.

use super::ask::{Ground, MoveAnswer, MoveAsk, MoveOrder};
use super::offers::offers;
use super::rearrange::rearrange;
use crate::why::answer_why;
use crate::{PlannerError, measure};
use karavan_map::Map;
use karavan_plan::{Problem, Travel};
use std::sync::{Arc, Mutex, PoisonError};

/// Tables kept at most.
const KEPT_MAX: usize = 8;
/// Cells of all kept tables of a process together, of 8 bytes each: 256 MB. The newest is kept whatever its size.
const CELLS_MAX: usize = 32 * 1024 * 1024;

/// The problems measured last, the newest at the end.
pub(crate) struct Tables {
    kept: Mutex<Vec<(String, Arc<Problem>)>>,
    cells_max: usize,
}

impl Tables {
    /// No table yet, for one of so many planners in this process: together they keep what one alone would.
    pub(crate) fn of_one_among(planners: usize) -> Self {
        Self {
            kept: Mutex::default(),
            cells_max: CELLS_MAX / planners.max(1),
        }
    }

    fn get(&self, name: &str) -> Option<Arc<Problem>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(known, _)| known == name)?;
        let found = kept.remove(at);
        let problem = Arc::clone(&found.1);
        kept.push(found);
        Some(problem)
    }

    fn put(&self, name: String, problem: &Arc<Problem>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| *known != name);
        kept.push((name, Arc::clone(problem)));
        let cells = |kept: &[(String, Arc<Problem>)]| -> usize { kept.iter().map(|(_, one)| cells(one)).sum() };
        while kept.len() > 1 && (kept.len() > KEPT_MAX || cells(&kept[..]) > self.cells_max) {
            kept.remove(0);
        }
    }
}

fn cells(problem: &Problem) -> usize {
    problem.locations() * problem.locations() * problem.travel().len()
}

/// Answers a question about a plan, from a table that is kept or measured now.
pub(crate) fn answered(map: &Map, tables: &Tables, order: MoveOrder) -> Result<MoveAnswer, PlannerError> {
    let problem = match (tables.get(&order.table), order.ground) {
        (Some(problem), _) => problem,
        (None, None) => return Err(PlannerError::NoTable),
        (None, Some(ground)) => {
            let problem = Arc::new(measured(map, ground)?);
            tables.put(order.table, &problem);
            problem
        }
    };
    Ok(match order.ask {
        MoveAsk::Moves(moves) => MoveAnswer::Rearranged(rearrange(&problem, order.plan, &moves)?),
        MoveAsk::Offers(job) => MoveAnswer::Offers(offers(&problem, &order.plan, job)?),
        MoveAsk::Why(asked) => MoveAnswer::Why(answer_why(&problem, &order.plan, &asked)?),
    })
}

fn measured(map: &Map, ground: Ground) -> Result<Problem, PlannerError> {
    let Ground { order, legs } = ground;
    if order.map != map.hash() {
        return Err(PlannerError::OtherMap {
            ordered: order.map,
            own: map.hash(),
        });
    }
    let problem = measure(map, order)?;
    let is_same = legs.len() == problem.travel().len()
        && legs.iter().zip(problem.travel()).all(|(used, full)| match used {
            Travel::Used(legs) => legs.iter().all(|((from, to), leg)| {
                from.at().max(to.at()) < problem.locations() && full.leg(*from, *to) == Some(*leg)
            }),
            Travel::Full(_) | Travel::Plane(_) => false,
        });
    if is_same {
        Ok(problem)
    } else {
        Err(PlannerError::OtherRoads)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{KEPT_MAX, Tables};
    use karavan_plan::{Problem, ProblemParts};
    use std::sync::Arc;

    #[test]
    fn the_table_that_was_asked_for_longest_ago_is_let_go_of() {
        let tables = Tables::of_one_among(1);
        let nothing = Arc::new(Problem::new(ProblemParts::default()).unwrap());
        for at in 0..KEPT_MAX {
            tables.put(at.to_string(), &nothing);
        }
        assert!(tables.get("0").is_some());
        tables.put("another".to_owned(), &nothing);
        assert!(tables.get("1").is_none(), "nobody asked for it since");
        assert!(tables.get("0").is_some());
        assert!(tables.get("another").is_some());
    }
}
