//! `Mover::improve_loads`: drops, moves, adds loading visits of a tour, or sends them to another depot, while that
//! is cheaper.
//!
//! Supports problems with depots. Kin of the moves of loading stops in routing with intermediate facilities, in this
//! form our own.

use crate::feasible::mover::Mover;
use crate::feasible::plan::draft::Draft;
use crate::feasible::plan::splice::{Piece, Splice};
use crate::shared::problem::search_problem::SearchProblem;

/// Whether there is anywhere to load.
pub(crate) const fn supports(problem: &SearchProblem<'_>) -> bool {
    problem.depots > 0
}

impl Mover {
    /// Leaves out, moves, or sends to another hub the loading visits of a tour, while that is cheaper.
    pub(crate) fn improve_loads(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, v: usize) {
        while self.add_load(problem, draft, v) {}
        let tour = &draft.tours[v];
        let all_need_it = tour.nodes.len() as u32 == tour.visits + tour.spans[tour.nodes.len()].needy;
        if problem.depots < 2 && tour.visits < 2 && all_need_it {
            return;
        }
        while (0..draft.tours[v].nodes.len()).any(|at| self.improve_load(problem, draft, v, at)) {}
    }

    /// Where roads are not metric, the way over a hub can be the shorter one.
    fn add_load(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, v: usize) -> bool {
        let tour = &draft.tours[v];
        if tour.visits == 0 || tour.visits >= problem.cars[v].loads_max {
            return false;
        }
        let nodes = tour.nodes.len();
        (0..problem.depots)
            .filter(|depot| problem.returnable >> depot & 1 == 1)
            .any(|depot| {
                let load = Piece::Node((problem.jobs + depot) as u32);
                (1..nodes).any(|at| {
                    self.alone(
                        problem,
                        draft,
                        Splice::new(v, &[Piece::Head(at), load, Piece::Tail(v, at)]),
                    )
                })
            })
    }

    fn improve_load(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, v: usize, at: usize) -> bool {
        let node = draft.tours[v].nodes[at];
        if !problem.is_load(node) {
            return false;
        }
        let gone = Splice::new(v, &[Piece::Head(at), Piece::Tail(v, at + 1)]);
        if self.alone(problem, draft, gone) {
            return true;
        }
        let nodes = draft.tours[v].nodes.len();
        for depot in problem.jobs as u32..(problem.jobs + problem.depots) as u32 {
            for to in 0..nodes {
                // The visit to `depot` stands before what is then node `to` of the tour without the old visit.
                let pieces = match to.cmp(&at) {
                    std::cmp::Ordering::Less => {
                        vec![
                            Piece::Head(to),
                            Piece::Node(depot),
                            Piece::Part(v, to, at),
                            Piece::Tail(v, at + 1),
                        ]
                    }
                    std::cmp::Ordering::Equal => vec![Piece::Head(at), Piece::Node(depot), Piece::Tail(v, at + 1)],
                    std::cmp::Ordering::Greater => vec![
                        Piece::Head(at),
                        Piece::Part(v, at + 1, to + 1),
                        Piece::Node(depot),
                        Piece::Tail(v, to + 1),
                    ],
                };
                if (depot != node || to != at) && self.alone(problem, draft, Splice::new(v, &pieces)) {
                    return true;
                }
            }
        }
        false
    }
}
