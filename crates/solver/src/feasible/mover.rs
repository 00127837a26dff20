//! `Mover::attempt`: prices a `Move`, a change of one or two tours, and makes it when it is allowed and cheaper.
//! Which moves are tried is in `moves/`.
//!
//! Supports every problem: what sums of pieces cannot tell is walked.

use crate::feasible::plan::draft::Draft;
use crate::feasible::plan::splice::{Splice, Trial};
use crate::shared::problem::search_problem::SearchProblem;

/// A change of one or two tours, and of who is left out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Move {
    pub(crate) first: Splice,
    pub(crate) second: Option<Splice>,
    /// An absent job that gets into a tour.
    pub(crate) joins: Option<u32>,
    /// A job that becomes absent.
    pub(crate) leaves: Option<u32>,
}

/// Tries and makes moves; its buffers are kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mover {
    trial: Trial,
    first_nodes: Vec<u32>,
    /// Nodes beside the cuts of the moves made.
    pub(crate) seams: Vec<u32>,
}

impl Mover {
    /// Makes the move when it is allowed and cheaper.
    pub(crate) fn attempt(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, change: &Move) -> bool {
        let prize = |job: Option<u32>| job.map_or(0, |job| problem.prizes[job as usize]);
        let (first, second) = (&change.first, change.second.as_ref());
        let before = draft.tours[first.car].cost + second.map_or(0, |splice| draft.tours[splice.car].cost);
        // What the tours may cost at most to be an improvement, less one.
        let most = before + prize(change.joins) - prize(change.leaves);
        let Some(first_price) = first.ride_price(problem, draft) else {
            return false;
        };
        let second_price = match second.map(|splice| splice.ride_price(problem, draft)) {
            None => 0,
            Some(Some(price)) => price,
            Some(None) => return false,
        };
        // Shared hours may make up for a longer way.
        let must_be_less = !problem.linked.has_groups;
        if must_be_less && first_price + second_price >= most {
            return false;
        }
        let Some(first_cost) = first.cost(problem, draft, first_price, &mut self.trial) else {
            return false;
        };
        let first_lasts = self.trial.walk.lasts;
        let second_cost = match second.map(|splice| splice.cost(problem, draft, second_price, &mut self.trial)) {
            None => 0,
            Some(Some(cost)) => cost,
            Some(None) => return false,
        };
        let second_lasts = self.trial.walk.lasts;
        let shared = match second {
            _ if !problem.linked.has_groups => 0,
            None => draft.shared_delta(problem, &[(first.car, first_lasts)]),
            Some(second) => draft.shared_delta(problem, &[(first.car, first_lasts), (second.car, second_lasts)]),
        };
        if first_cost + second_cost + shared >= most {
            return false;
        }
        let expected = draft.cost + first_cost + second_cost + shared - most;
        self.make(problem, draft, change, first_cost, second_cost);
        debug_assert_eq!(
            draft.cost, expected,
            "the cost after a move is the cost before it plus its delta"
        );
        true
    }

    fn make(
        &mut self,
        problem: &SearchProblem<'_>,
        draft: &mut Draft,
        change: &Move,
        first_cost: i64,
        second_cost: i64,
    ) {
        change.first.seams(draft, &mut self.seams);
        if let Some(second) = &change.second {
            second.seams(draft, &mut self.seams);
        }
        change.first.write(problem, draft, &mut self.trial);
        std::mem::swap(&mut self.first_nodes, &mut self.trial.nodes);
        if let Some(second) = &change.second {
            second.write(problem, draft, &mut self.trial);
            let is_done = draft.rewrite(problem, second.car, &self.trial.nodes, Some(second_cost));
            debug_assert!(is_done, "a checked tour can be driven");
        }
        let is_done = draft.rewrite(problem, change.first.car, &self.first_nodes, Some(first_cost));
        debug_assert!(is_done, "a checked tour can be driven");
    }
}
