//! `bring_in` puts an absent job beside a served one or in its place; `leave_out` drops a job whose detour costs
//! more than its prize.
//!
//! Supports every problem; jobs with a partner, and promised ones, stay as they are: what puts jobs back knows pairs.

use super::pair::without;
use crate::feasible::mover::{Move, Mover};
use crate::feasible::plan::draft::Draft;
use crate::feasible::plan::splice::{Piece, Splice};
use crate::shared::problem::search_problem::SearchProblem;

impl Mover {
    /// An absent job goes next to a served one, or takes its place or that of its neighbour.
    pub(crate) fn bring_in(
        &mut self,
        problem: &SearchProblem<'_>,
        draft: &mut Draft,
        served: u32,
        absent: u32,
    ) -> bool {
        let Some(v) = draft.tour(served) else {
            return false;
        };
        let at = draft.place_of[served as usize] as usize;
        if !problem.is_able(absent, v) || !problem.linked.is_free(absent) {
            return false;
        }
        let nodes = draft.tours[v].nodes.len();
        let spots = [
            (at, at),
            (at + 1, at + 1),
            (at, at + 1),
            (at + 1, at + 2),
            (at.wrapping_sub(1), at),
        ];
        spots.iter().any(|(from, to)| {
            if *from > nodes || *to > nodes {
                return false;
            }
            let leaves = draft.tours[v].nodes[*from..*to].first().copied();
            if leaves.is_some_and(|node| problem.is_load(node) || !problem.linked.is_free(node)) {
                return false;
            }
            let change = Move {
                first: Splice::new(v, &[Piece::Head(*from), Piece::Node(absent), Piece::Tail(v, *to)]),
                second: None,
                joins: Some(absent),
                leaves,
            };
            self.attempt(problem, draft, &change)
        })
    }

    /// A job whose detour costs more than its prize is left out.
    pub(crate) fn leave_out(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, job: u32) -> bool {
        let Some(v) = draft.tour(job) else {
            return false;
        };
        if problem.prizes[job as usize] >= draft.tours[v].cost || !problem.linked.is_free(job) {
            return false;
        }
        let at = draft.place_of[job as usize] as usize;
        let change = Move {
            first: without(draft, v, at, at + 1),
            second: None,
            joins: None,
            leaves: Some(job),
        };
        self.attempt(problem, draft, &change)
    }
}
