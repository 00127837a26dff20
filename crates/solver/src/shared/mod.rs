//! What both kinds of searching thread use: the problem in flat arrays, neighbour lists, random numbers, annealing,
//! the budget, and the best plan so far.

pub(crate) mod anneal;
pub(crate) mod budget_meter;
pub(crate) mod ground;
pub(crate) mod incumbent;
pub(crate) mod insertion_orders;
pub(crate) mod near;
pub(crate) mod pool;
pub(crate) mod problem;
pub(crate) mod rng;
pub(crate) mod ruin_weights;
pub(crate) mod searcher;
pub(crate) mod string_removal;
