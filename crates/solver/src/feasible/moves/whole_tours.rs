//! `Mover::reassign`: two vehicles exchange all their stops: decisive when routes are open and only the way to the
//! first stop depends on the vehicle.
//!
//! Supports problems whose vehicles are of more than one kind: between equal ones nothing would change.

use crate::feasible::mover::{Move, Mover};
use crate::feasible::plan::draft::Draft;
use crate::feasible::plan::splice::{Piece, Splice};
use crate::shared::problem::search_problem::SearchProblem;

/// Whether any two vehicles differ; kinds are numbered from zero.
pub(crate) fn supports(problem: &SearchProblem<'_>) -> bool {
    problem.twins.iter().any(|kind| *kind != 0)
}

impl Mover {
    /// Gives all stops of a vehicle to another, which gives back its own, if that is cheaper. O(vehicles).
    pub(crate) fn reassign(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, v: usize) -> bool {
        let others = draft.open(problem).to_vec();
        others.iter().any(|w| {
            if *w == v || problem.twins[*w] == problem.twins[v] || draft.tours[v].nodes.is_empty() {
                return false;
            }
            let given = |tour: usize, nodes: usize| {
                if nodes == 0 {
                    Splice::nothing(tour)
                } else {
                    Splice::new(tour, &[Piece::Head(0), Piece::Tail(if tour == v { *w } else { v }, 0)])
                }
            };
            let change = Move {
                first: given(*w, draft.tours[v].nodes.len()),
                second: Some(given(v, draft.tours[*w].nodes.len())),
                joins: None,
                leaves: None,
            };
            self.attempt(problem, draft, &change)
        })
    }
}
