//! Explorers: searching threads that may be late and overload on their way, at a price that grows and shrinks.
//! Threads that only make allowed tours are in `feasible`.

pub(crate) mod blocks;
pub(crate) mod explorer;
pub(crate) mod local_search;
pub(crate) mod partition;
pub(crate) mod plan;
pub(crate) mod problem;
pub(crate) mod recreate;
pub(crate) mod ruin;
#[cfg(test)]
mod tests;
