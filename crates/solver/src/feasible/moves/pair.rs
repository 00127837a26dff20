//! `Mover::pair`: moves that make two served jobs neighbours: relocate, swap, exchange tails, reverse. Not pickup
//! and delivery pairs: those are inserted in `insertion/pair.rs`.
//!
//! Supports every problem; a shipment leaves a tour only whole.
//!
//! Or-opt: Or, “Traveling salesman-type combinatorial problems and their relation to the logistics of regional blood
//! banking” (1976). 2-opt: Croes, “A method for solving traveling-salesman problems” (1958). 2-opt* (`swap_tails`):
//! Potvin and Rousseau, “An exchange heuristic for routeing problems with time windows” (1995). Swaps of segments
//! (CROSS): Taillard, Badeau, Gendreau, Guertin and Potvin, “A tabu search heuristic for the vehicle routing problem
//! with soft time windows” (1997).

use crate::feasible::delta_filter::DeltaFilter;
use crate::feasible::mover::{Move, Mover};
use crate::feasible::plan::draft::Draft;
use crate::feasible::plan::splice::{Piece, Splice};
use crate::shared::problem::linked_jobs::Tie;
use crate::shared::problem::search_problem::SearchProblem;

/// How many jobs in a row are moved together at most (or-opt).
const CHAIN_MAX: usize = 3;
/// How many jobs in a row change places with how many.
const SWAPS: [(usize, usize); 4] = [(1, 1), (2, 1), (1, 2), (2, 2)];

/// Where two jobs are.
#[derive(Clone, Copy)]
struct Pair {
    v: usize,
    i: usize,
    w: usize,
    k: usize,
}

impl Mover {
    /// Tries every move that makes the two jobs neighbours; stops at the first that is made.
    pub(crate) fn pair(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, a: u32, b: u32) -> bool {
        let (Some(v), Some(w)) = (draft.tour(a), draft.tour(b)) else {
            return false;
        };
        let pair = Pair {
            v,
            i: draft.place_of[a as usize] as usize,
            w,
            k: draft.place_of[b as usize] as usize,
        };
        if v == w {
            return self.shift_inside(problem, draft, pair) || self.turn(problem, draft, pair);
        }
        self.relocate(problem, draft, pair) || self.swap_tails(problem, draft, pair) || self.swap(problem, draft, pair)
    }

    /// Or-opt to another tour: up to three jobs from the first on go behind the second, or, ending with the first,
    /// before it.
    fn relocate(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, Pair { v, i, w, k }: Pair) -> bool {
        for length in 1..=CHAIN_MAX {
            if let Some((from, to)) = chain(problem, draft, v, i, length)
                && self.carry(problem, draft, (v, from, to), (w, k + 1))
            {
                return true;
            }
            if let Some(from) = (i + 1).checked_sub(length)
                && chain(problem, draft, v, from, length).is_some()
                && self.carry(problem, draft, (v, from, i + 1), (w, k))
            {
                return true;
            }
        }
        false
    }

    fn carry(
        &mut self,
        problem: &SearchProblem<'_>,
        draft: &mut Draft,
        (v, from, to): (usize, usize, usize),
        (w, at): (usize, usize),
    ) -> bool {
        if !is_whole(problem, &draft.tours[v].nodes[from..to]) {
            return false;
        }
        let screen = DeltaFilter { problem, draft };
        let saving = screen.saving(v, from, to);
        if !saving.is_some_and(|saving| screen.may_relocate((v, from, to), saving, (w, at))) {
            return false;
        }
        let there = [Piece::Head(at), Piece::Part(v, from, to), Piece::Tail(w, at)];
        let change = Move {
            first: Splice::new(w, &there),
            second: Some(without(draft, v, from, to)),
            joins: None,
            leaves: None,
        };
        self.attempt(problem, draft, &change)
    }

    /// Jobs from the first on change places with jobs behind the second, or jobs up to the first with jobs before the
    /// second.
    fn swap(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, Pair { v, i, w, k }: Pair) -> bool {
        SWAPS.iter().any(|(mine, theirs)| {
            let behind = Some((i, k + 1));
            let before = (i + 1).checked_sub(*mine).zip(k.checked_sub(*theirs));
            [behind, before].into_iter().flatten().any(|(i, k)| {
                let (Some((a, b)), Some((c, d))) =
                    (chain(problem, draft, v, i, *mine), chain(problem, draft, w, k, *theirs))
                else {
                    return false;
                };
                let is_whole =
                    is_whole(problem, &draft.tours[v].nodes[a..b]) && is_whole(problem, &draft.tours[w].nodes[c..d]);
                if !is_whole || !(DeltaFilter { problem, draft }).may_swap((v, a, b), (w, c, d)) {
                    return false;
                }
                let change = Move {
                    first: Splice::new(v, &[Piece::Head(a), Piece::Part(w, c, d), Piece::Tail(v, b)]),
                    second: Some(Splice::new(
                        w,
                        &[Piece::Head(c), Piece::Part(v, a, b), Piece::Tail(w, d)],
                    )),
                    joins: None,
                    leaves: None,
                };
                self.attempt(problem, draft, &change)
            })
        })
    }

    /// 2-opt*: the tours change their ends so that the second job follows the first, or the first the second.
    fn swap_tails(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, Pair { v, i, w, k }: Pair) -> bool {
        [(i + 1, k), (i, k + 1)].iter().any(|(cut, other)| {
            if !(DeltaFilter { problem, draft }).may_swap_tails((v, *cut), (w, *other)) {
                return false;
            }
            let change = Move {
                first: headed(draft, v, *cut, w, *other),
                second: Some(headed(draft, w, *other, v, *cut)),
                joins: None,
                leaves: None,
            };
            self.attempt(problem, draft, &change)
        })
    }

    /// Or-opt inside a tour.
    fn shift_inside(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, Pair { v, i, k, .. }: Pair) -> bool {
        for length in 1..=CHAIN_MAX {
            let Some((from, to)) = chain(problem, draft, v, i, length) else {
                break;
            };
            for gap in [k + 1, k] {
                if (from..=to).contains(&gap) {
                    continue;
                }
                let screen = DeltaFilter { problem, draft };
                let saving = screen.saving(v, from, to);
                if !saving.is_some_and(|saving| screen.may_shift(v, (from, to), saving, gap)) {
                    continue;
                }
                let pieces = if gap > to {
                    [
                        Piece::Head(from),
                        Piece::Part(v, to, gap),
                        Piece::Part(v, from, to),
                        Piece::Tail(v, gap),
                    ]
                } else {
                    [
                        Piece::Head(gap),
                        Piece::Part(v, from, to),
                        Piece::Part(v, gap, from),
                        Piece::Tail(v, to),
                    ]
                };
                if self.alone(problem, draft, Splice::new(v, &pieces)) {
                    return true;
                }
            }
        }
        false
    }

    /// 2-opt inside a tour: what lies between is driven the other way round.
    fn turn(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, Pair { v, i, k, .. }: Pair) -> bool {
        let (low, high) = (i.min(k), i.max(k));
        [(low + 1, high + 1), (low, high)].iter().any(|(from, to)| {
            if to - from < 2 || !(DeltaFilter { problem, draft }).may_reverse(v, *from, *to) {
                return false;
            }
            let pieces = [Piece::Head(*from), Piece::Turned(v, *from, *to), Piece::Tail(v, *to)];
            self.alone(problem, draft, Splice::new(v, &pieces))
        })
    }

    /// A change of one tour that neither brings in nor leaves out anybody.
    pub(crate) fn alone(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, first: Splice) -> bool {
        let change = Move {
            first,
            second: None,
            joins: None,
            leaves: None,
        };
        self.attempt(problem, draft, &change)
    }
}

/// `length` jobs in a row from a position on, as a range; `None` when there are fewer.
fn chain(problem: &SearchProblem<'_>, draft: &Draft, v: usize, from: usize, length: usize) -> Option<(usize, usize)> {
    let nodes = draft.tours[v].nodes.get(from..from + length)?;
    nodes
        .iter()
        .all(|node| !problem.is_load(*node) && !problem.linked.is_fixed(*node))
        .then_some((from, from + length))
}

/// Whether no shipment would be torn apart if these jobs left their tour.
fn is_whole(problem: &SearchProblem<'_>, jobs: &[u32]) -> bool {
    !problem.linked.has_shipments
        || jobs.iter().all(|job| match problem.linked.of(*job) {
            Tie::Pickup | Tie::Delivery => jobs.iter().any(|other| problem.linked.partner(*job) == Some(*other)),
            Tie::Alone | Tie::Together => true,
        })
}

/// A tour without some of its jobs; nothing at all when no other job is left.
pub(crate) fn without(draft: &Draft, v: usize, from: usize, to: usize) -> Splice {
    if draft.tours[v].jobs as usize == to - from {
        return Splice::nothing(v);
    }
    Splice::new(v, &[Piece::Head(from), Piece::Tail(v, to)])
}

/// The first nodes of one tour and the last of another; nothing at all when there is no job among them.
fn headed(draft: &Draft, v: usize, cut: usize, w: usize, other: usize) -> Splice {
    let jobs = draft.tours[v].spans[cut].jobs + draft.tours[w].jobs - draft.tours[w].spans[other].jobs;
    if jobs == 0 {
        return Splice::nothing(v);
    }
    Splice::new(v, &[Piece::Head(cut), Piece::Tail(w, other)])
}
