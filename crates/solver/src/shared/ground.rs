//! `Ground`: what all threads of one search share by reference: problem, neighbour lists, insertion orders, and the
//! budget meter.

use crate::shared::budget_meter::BudgetMeter;
use crate::shared::insertion_orders::Orders;
use crate::shared::near::Near;
use crate::shared::problem::search_problem::SearchProblem;

/// What all threads of a search share.
pub(crate) struct Ground<'a> {
    pub(crate) problem: &'a SearchProblem<'a>,
    pub(crate) near: &'a Near,
    pub(crate) orders: &'a Orders,
    pub(crate) clock: BudgetMeter<'a>,
}
