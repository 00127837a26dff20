//! `DeltaFilter`: a quick first test of a move: do the legs it breaks cost more than the legs it makes?
//!
//! It answers from a few legs, before anything is put together. Where legs alone do not decide (duration or arrival
//! times are priced, tariffs differ, a tour would be emptied), it lets the move pass; where a road is missing, it
//! refuses it.

use crate::feasible::plan::draft::Draft;
use crate::shared::problem::car::Car;
use crate::shared::problem::search_problem::SearchProblem;

/// The legs of a draft.
#[derive(Clone, Copy)]
pub(crate) struct DeltaFilter<'a> {
    pub(crate) problem: &'a SearchProblem<'a>,
    pub(crate) draft: &'a Draft,
}

impl<'a> DeltaFilter<'a> {
    fn car(&self, v: usize) -> &'a Car {
        &self.problem.cars[v]
    }

    /// The leg from one stop to another, by the tariff of the first tour; `None` without a road.
    fn leg_price(&self, (v, at): (usize, usize), (w, to): (usize, usize)) -> Option<i64> {
        let (from, to) = (
            self.draft.tours[v].stops[at].location,
            self.draft.tours[w].stops[to].location,
        );
        self.problem.price(self.car(v), from, to)
    }

    /// What the legs between two stops of a tour cost.
    fn along(&self, v: usize, from: usize, to: usize) -> i64 {
        let stops = &self.draft.tours[v].stops;
        stops[to].price - stops[from].price
    }

    /// Whether legs alone decide between two tours.
    fn legs_decide(&self, v: usize, w: usize) -> bool {
        !self.problem.linked.is_priced
            && self.problem.tariffs[v] == self.problem.tariffs[w]
            && self.car(v).per_route == 0
            && self.car(w).per_route == 0
    }

    /// What leaving out nodes `from..to` of a tour saves in legs.
    pub(crate) fn saving(&self, v: usize, from: usize, to: usize) -> Option<i64> {
        let broken = self.along(v, from, to + 1);
        Some(broken - self.leg_price((v, from), (v, to + 1))?)
    }

    /// Whether nodes `from..to` of one tour may go before node `at` of another, given what leaving them out saves.
    pub(crate) fn may_relocate(
        &self,
        (v, from, to): (usize, usize, usize),
        saving: i64,
        (w, at): (usize, usize),
    ) -> bool {
        if !self.legs_decide(v, w) || self.draft.tours[v].jobs as usize == to - from {
            return true;
        }
        let Some(there) = self.leg_price((w, at), (v, from + 1)) else {
            return false;
        };
        let remaining = saving + self.along(w, at, at + 1) - self.along(v, from + 1, to) - there;
        remaining > 0
            && self
                .leg_price((v, to), (w, at + 1))
                .is_some_and(|back| back < remaining)
    }

    /// Whether nodes `a..b` of one tour and `c..d` of another may change places.
    pub(crate) fn may_swap(&self, (v, a, b): (usize, usize, usize), (w, c, d): (usize, usize, usize)) -> bool {
        if !self.legs_decide(v, w) {
            return true;
        }
        let mut remaining =
            self.along(v, a, a + 1) + self.along(v, b, b + 1) + self.along(w, c, c + 1) + self.along(w, d, d + 1);
        let made = [
            ((w, c), (v, a + 1)),
            ((v, b), (w, d + 1)),
            ((v, a), (w, c + 1)),
            ((w, d), (v, b + 1)),
        ];
        made.iter().all(|(from, to)| {
            self.leg_price(*from, *to).is_some_and(|leg| {
                remaining -= leg;
                remaining > 0
            })
        })
    }

    /// Whether two tours may change their nodes from `i` and from `k` on.
    pub(crate) fn may_swap_tails(&self, (v, i): (usize, usize), (w, k): (usize, usize)) -> bool {
        let (tour, other) = (&self.draft.tours[v], &self.draft.tours[w]);
        let kept = tour.spans[i].jobs + other.jobs - other.spans[k].jobs;
        let is_emptied = kept == 0 || kept == tour.jobs + other.jobs;
        if !self.legs_decide(v, w) || self.car(v).end != self.car(w).end || is_emptied {
            return true;
        }
        let remaining = self.along(v, i, i + 1) + self.along(w, k, k + 1);
        let Some(there) = self.leg_price((v, i), (w, k + 1)) else {
            return false;
        };
        there < remaining
            && self
                .leg_price((w, k), (v, i + 1))
                .is_some_and(|back| there + back < remaining)
    }

    /// Whether nodes `from..to` may go before node `at` of the same tour.
    pub(crate) fn may_shift(&self, v: usize, (from, to): (usize, usize), saving: i64, at: usize) -> bool {
        if self.problem.linked.is_priced || self.car(v).per_route != 0 {
            return true;
        }
        let remaining = saving + self.along(v, at, at + 1) - self.along(v, from + 1, to);
        let Some(there) = self.leg_price((v, at), (v, from + 1)) else {
            return false;
        };
        there < remaining
            && self
                .leg_price((v, to), (v, at + 1))
                .is_some_and(|back| there + back < remaining)
    }

    /// Whether nodes `from..to` of a tour may be driven the other way round.
    pub(crate) fn may_reverse(&self, v: usize, from: usize, to: usize) -> bool {
        let car = self.car(v);
        let is_told = !self.problem.linked.is_priced && car.per_route == 0;
        if !is_told || car.is_metered() || !self.problem.roads[car.road as usize].is_symmetric() {
            return true;
        }
        let remaining = self.along(v, from, from + 1) + self.along(v, to, to + 1);
        let Some(there) = self.leg_price((v, from), (v, to)) else {
            return false;
        };
        there < remaining
            && self
                .leg_price((v, from + 1), (v, to + 1))
                .is_some_and(|back| there + back < remaining)
    }
}
